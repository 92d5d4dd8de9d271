//! What can be read and changed beside messages: numbers, accounts, profile, templates, tokens, media, and TLS.

use std::{path::Path, time::Duration};

use recado_simulator::{Simulator, SimulatorConfig, TlsFiles};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::desk::{ANA, Desk, GUARD, GUARDED, NUMBER, WABA, text};

async fn get(desk: &Desk, path: &str) -> Value {
    let (status, answer) = desk.graph("GET", &format!("/v25.0/{path}"), Value::Null).await;
    assert_eq!(status, 200, "{path} {answer}");
    answer
}

#[tokio::test]
async fn a_number_shows_its_usual_fields_or_those_asked_for() {
    let desk = Desk::start().await;
    let usual = get(&desk, NUMBER).await;
    assert_eq!((&usual["id"], &usual["display_phone_number"]), (&json!(NUMBER), &json!("+55 11 4000-0001")));
    assert!(usual["verified_name"].is_string() && usual.get("status").is_none(), "{usual}");
    let asked = get(&desk, &format!("{NUMBER}?fields=status,throughput{{level}},quality_rating")).await;
    assert_eq!(
        asked,
        json!({"id": NUMBER, "status": "CONNECTED", "throughput": {"level": "STANDARD"}, "quality_rating": "GREEN"})
    );
    let empty = get(&desk, &format!("{NUMBER}?fields=username,conversational_automation")).await;
    assert_eq!(empty, json!({"id": NUMBER}), "what Graph knows but has no value for is left out");
    let (status, wrong) = desk.graph("GET", &format!("/{NUMBER}?fields=colour"), Value::Null).await;
    assert_eq!((status, &wrong["error"]["code"]), (400, &json!(100)));
    assert_eq!(desk.graph("GET", "/v25.0/999", Value::Null).await.1["error"]["error_subcode"], 33);
    assert_eq!(desk.graph_as(None, "GET", &format!("/{NUMBER}"), Value::Null).await.0, 401);
}

#[tokio::test]
async fn an_account_lists_its_numbers_page_by_page() {
    let desk = Desk::start().await;
    assert_eq!(get(&desk, &format!("{WABA}?fields=id,currency")).await, json!({"id": WABA, "currency": "BRL"}));
    let first = get(&desk, &format!("{WABA}/phone_numbers?fields=id&limit=1")).await;
    assert_eq!(first["data"], json!([{"id": NUMBER}]));
    assert!(first["paging"]["next"].as_str().unwrap().starts_with(desk.sim.url()), "{first}");
    let after = first["paging"]["cursors"]["after"].as_str().unwrap();
    let second = get(&desk, &format!("{WABA}/phone_numbers?fields=id&limit=1&after={after}")).await;
    assert_eq!(second["data"], json!([{"id": GUARDED}]));
    assert!(second["paging"].get("next").is_none());
    let (status, stale) = desk.graph("GET", &format!("/{WABA}/phone_numbers?after=zzz"), Value::Null).await;
    assert_eq!((status, &stale["error"]["code"]), (400, &json!(131_059)));
}

#[tokio::test]
async fn templates_are_listed_filtered_and_read_by_id() {
    let desk = Desk::start().await;
    for (name, category) in [("aviso", "UTILITY"), ("promocao", "MARKETING")] {
        let body = json!({"waba_id": WABA, "name": name, "language": "pt_BR", "category": category, "components": [{"type": "BODY", "text": "Oi"}]});
        desk.control("POST", "/_sim/templates", body).await;
    }
    let names = |list: &Value| {
        list["data"].as_array().unwrap().iter().map(|t| t["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = get(&desk, &format!("{WABA}/message_templates")).await;
    assert_eq!(names(&all), ["aviso", "hello_world", "hello_world", "promocao"]);
    assert_eq!(names(&get(&desk, &format!("{WABA}/message_templates?category=MARKETING")).await), ["promocao"]);
    assert_eq!(
        names(&get(&desk, &format!("{WABA}/message_templates?language=en_US&status=APPROVED")).await),
        ["hello_world"]
    );
    let counted = get(&desk, &format!("{WABA}/message_templates?limit=1&summary=total_count")).await;
    assert_eq!((counted["data"].as_array().unwrap().len(), &counted["summary"]["total_count"]), (1, &json!(4)));
    let id = all["data"][0]["id"].as_str().unwrap();
    let one = get(&desk, &format!("{id}?fields=name,components,quality_score")).await;
    assert_eq!((&one["name"], &one["components"][0]["text"]), (&json!("aviso"), &json!("Oi")));
}

#[tokio::test]
async fn a_profile_is_changed_and_checked() {
    let desk = Desk::start().await;
    let path = format!("/v25.0/{NUMBER}/whatsapp_business_profile");
    let change =
        json!({"messaging_product": "whatsapp", "about": "Aberto até as 18h", "websites": ["https://example.com"]});
    assert_eq!(desk.graph("POST", &path, change).await, (200, json!({"success": true})));
    let profile = get(&desk, &format!("{NUMBER}/whatsapp_business_profile?fields=about,websites")).await;
    let shown =
        json!({"about": "Aberto até as 18h", "websites": ["https://example.com"], "messaging_product": "whatsapp"});
    assert_eq!(profile, json!({"data": [shown]}));
    for (wrong, code) in [
        (json!({"about": "x"}), 100),
        (json!({"messaging_product": "whatsapp", "about": "x".repeat(140)}), 131_009),
        (json!({"messaging_product": "whatsapp", "websites": ["a", "b", "c"]}), 131_009),
        (json!({"messaging_product": "whatsapp", "vertical": "MAGIC"}), 131_009),
        (json!({"messaging_product": "whatsapp", "colour": "blue"}), 100),
    ] {
        let (status, answer) = desk.graph("POST", &path, wrong.clone()).await;
        assert_eq!((status, answer["error"]["code"].as_i64()), (400, Some(code)), "{wrong}");
    }
}

#[tokio::test]
async fn a_token_tells_what_it_may() {
    let desk = Desk::start().await;
    let data = get(&desk, &format!("debug_token?input_token={GUARD}")).await["data"].clone();
    assert_eq!((&data["is_valid"], &data["granular_scopes"][0]["target_ids"]), (&json!(true), &json!([WABA])));
    assert_eq!(desk.graph("GET", "/debug_token", Value::Null).await.1["error"]["code"], 100);
}

fn form(kind: &str, bytes: &str) -> (String, String) {
    let part = |head: &str, body: &str| format!("--b\r\nContent-Disposition: form-data; name={head}\r\n\r\n{body}\r\n");
    let product = part("\"messaging_product\"", "whatsapp");
    let file = part(&format!("\"file\"; filename=\"a\"\r\nContent-Type: {kind}"), bytes);
    ("multipart/form-data; boundary=b".to_owned(), format!("{product}{file}--b--\r\n"))
}

async fn upload(desk: &Desk, kind: &str, bytes: &str) -> (u16, Value) {
    let (content_type, body) = form(kind, bytes);
    let request = desk.http.post(desk.at(&format!("/v25.0/{NUMBER}/media"))).bearer_auth("t");
    let response = request.header(CONTENT_TYPE, content_type).body(body).send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn a_file_is_uploaded_resolved_downloaded_and_deleted() {
    let (desk, clock) = Desk::with_clock().await;
    let (status, answer) = upload(&desk, "text/plain", "conteúdo").await;
    assert_eq!(status, 200, "{answer}");
    let id = answer["id"].as_str().unwrap();
    let medium = get(&desk, &format!("{id}?phone_number_id={NUMBER}")).await;
    assert_eq!(medium["sha256"], hex::encode(Sha256::digest("conteúdo")));
    assert_eq!((&medium["mime_type"], &medium["file_size"]), (&json!("text/plain"), &json!(9)));
    assert_eq!(desk.graph("GET", &format!("/{id}?phone_number_id={GUARDED}"), Value::Null).await.0, 400, "not hers");

    let url = medium["url"].as_str().unwrap();
    let fetch = |url: &str| desk.http.get(url).header(AUTHORIZATION, "Bearer t").send();
    let file = fetch(url).await.unwrap();
    assert_eq!(file.headers()[CONTENT_TYPE], "text/plain");
    assert_eq!(file.text().await.unwrap(), "conteúdo");
    assert_eq!(desk.http.get(url).send().await.unwrap().status(), 401, "the address alone is not enough");
    assert_eq!(fetch(&url.replace("mid=", "mid=1")).await.unwrap().status(), 404);
    clock.advance(Duration::from_mins(5));
    assert_eq!(fetch(url).await.unwrap().status(), 404, "five minutes are over");

    assert_eq!(
        desk.graph("DELETE", &format!("/{id}?phone_number_id={NUMBER}"), Value::Null).await.1,
        json!({"success": true})
    );
    assert_eq!(desk.graph("GET", &format!("/{id}"), Value::Null).await.0, 400);
}

#[tokio::test]
async fn files_that_meta_would_not_take_are_refused() {
    let desk = Desk::start().await;
    assert_eq!(upload(&desk, "application/x-msdownload", "MZ").await.1["error"]["code"], 100);
    assert_eq!(upload(&desk, "image/webp", &"x".repeat(500 * 1024 + 1)).await.1["error"]["code"], 131_053);
    let (status, answer) =
        desk.graph("POST", &format!("/{NUMBER}/media"), json!({"messaging_product": "whatsapp"})).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(100)));
}

#[tokio::test]
async fn a_customers_picture_can_be_fetched() {
    let desk = Desk::start().await;
    desk.inbound(json!({"wa_id": ANA}), json!({"type": "image", "image": {}})).await;
    let delivery = desk.deliveries().await[0].clone();
    let image = &delivery["body"]["entry"][0]["changes"][0]["value"]["messages"][0]["image"];
    let medium = get(&desk, image["id"].as_str().unwrap()).await;
    let file = desk.http.get(medium["url"].as_str().unwrap()).bearer_auth("t").send().await.unwrap();
    assert!(file.bytes().await.unwrap().starts_with(b"\x89PNG"));
}

#[tokio::test]
async fn with_a_certificate_it_speaks_https_and_resets_stay_resets() {
    // A key that protects nothing, made for this test.
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/simulator/tls");
    let files = TlsFiles { cert: own.join("cert.pem"), key: own.join("key.pem") };
    let config = SimulatorConfig { tls: Some(files), ..SimulatorConfig::on_free_port() };
    let desk = Desk::with(config).await;
    assert!(desk.sim.url().starts_with("https://"));
    desk.hears(ANA).await;
    desk.accepted(text("em segredo")).await;
    desk.control("POST", "/_sim/faults", json!({"on": "send", "fault": "accept_then_reset", "times": 1})).await;
    let request = desk.http.post(desk.at(&format!("/{NUMBER}/messages"))).bearer_auth("t").json(&text("cortado"));
    assert!(request.send().await.is_err());
    assert_eq!(desk.ledger().await.len(), 2);
}

#[tokio::test]
async fn a_certificate_that_is_none_is_told_at_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let files = TlsFiles { cert: dir.path().join("none.pem"), key: dir.path().join("none.key") };
    let config = SimulatorConfig { tls: Some(files), ..SimulatorConfig::on_free_port() };
    let refused = Simulator::start(config).await.err().unwrap().to_string();
    assert!(refused.starts_with("TLS: ") && refused.contains("none.pem"), "{refused}");
}
