//! What each call writes, reads and keeps.

use std::time::Duration;

use serde_json::{Value, json};

use super::server::{Server, Then, answer};
use super::*;
use crate::client::{GranularScope, Outcome, Page, TokenInfo};

const PATIENT: Duration = Duration::from_secs(20);

async fn serving(body: &Value) -> (Server, GraphClient) {
    let server = Server::start(Then::Answer(answer("200 OK", "application/json", &body.to_string()))).await;
    let client = client(&server.url, PATIENT);
    (server, client)
}

fn token() -> AccessToken {
    AccessToken::new(TOKEN)
}

fn first_line(request: &str) -> &str {
    request.lines().next().unwrap()
}

fn body(request: &str) -> Value {
    serde_json::from_str(request.split_once("\r\n\r\n").unwrap().1).unwrap()
}

#[tokio::test]
async fn a_send_is_written_as_meta_wants_it() {
    let (server, client) = serving(&json!({ "messages": [{ "id": "wamid.1" }] })).await;
    let command = SendCommand {
        context: Some("wamid.0".to_owned()),
        biz_opaque_callback_data: Some("1AbC".to_owned()),
        ..SendCommand::new(Recipient::User("BR.1".to_owned()), Message::text("oi", true))
    };
    client.send(&token(), NUMBER, &command).await;
    let request = &server.requests()[0];
    assert_eq!(first_line(request), format!("POST /v25.0/{NUMBER}/messages HTTP/1.1"));
    let head = request.to_lowercase();
    assert!(head.contains(&format!("authorization: bearer {}", TOKEN.to_lowercase())));
    assert!(head.contains("content-type: application/json") && head.contains("user-agent: recado-graph/"));
    assert_eq!(body(request), command.to_json());
}

#[tokio::test]
async fn receipts_are_written_as_meta_wants_them() {
    let (server, client) = serving(&json!({ "success": true })).await;
    assert_eq!(client.mark_read(&token(), NUMBER, "wamid.1").await.outcome, Outcome::Accepted(()));
    assert_eq!(client.typing(&token(), NUMBER, "wamid.1").await.outcome, Outcome::Accepted(()));
    let receipt = json!({ "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.1" });
    let mut typing = receipt.clone();
    typing["typing_indicator"] = json!({ "type": "text" });
    let requests = server.requests();
    assert_eq!((body(&requests[0]), body(&requests[1])), (receipt, typing));
}

#[tokio::test]
async fn lists_are_read_page_by_page() {
    let page = json!({ "data": [{ "id": "1" }], "paging": { "cursors": { "after": "QVF+/=" }, "next": "https://x" } });
    let (server, client) = serving(&page).await;
    let expected = Outcome::Accepted(Page { data: vec![json!({ "id": "1" })], after: Some("QVF+/=".to_owned()) });
    assert_eq!(client.numbers_of_waba(&token(), "9", &["id", "status"], None).await.outcome, expected);
    assert_eq!(client.templates(&token(), "9", &["name"], Some("QVF+/=")).await.outcome, expected);
    assert_eq!(client.subscribed_apps(&token(), "9").await.outcome, expected);
    let requests = server.requests();
    let lines: Vec<_> = requests.iter().map(|request| first_line(request)).collect();
    assert_eq!(
        lines,
        [
            "GET /v25.0/9/phone_numbers?fields=id%2Cstatus HTTP/1.1",
            "GET /v25.0/9/message_templates?fields=name&limit=100&after=QVF%2B%2F%3D HTTP/1.1",
            "GET /v25.0/9/subscribed_apps HTTP/1.1",
        ]
    );
}

#[tokio::test]
async fn the_last_page_has_no_cursor() {
    let (_server, client) = serving(&json!({ "data": [], "paging": { "cursors": { "after": "Zz" } } })).await;
    let page = client.templates(&token(), "9", &[], None).await.outcome;
    assert_eq!(page, Outcome::Accepted(Page::default()));
}

#[tokio::test]
async fn objects_are_read_with_the_fields_asked_for() {
    let (server, client) = serving(&json!({ "id": "9", "name": "Loja" })).await;
    assert_eq!(client.waba(&token(), "9", &["id", "name"]).await.outcome.as_str(), "accepted");
    assert_eq!(client.number(&token(), NUMBER, &["status"]).await.outcome.as_str(), "accepted");
    let requests = server.requests();
    assert_eq!(first_line(&requests[0]), "GET /v25.0/9?fields=id%2Cname HTTP/1.1");
    assert_eq!(first_line(&requests[1]), format!("GET /v25.0/{NUMBER}?fields=status HTTP/1.1"));

    let (server, client) = serving(&json!({ "data": [{ "about": "Padaria" }] })).await;
    let profile = client.business_profile(&token(), NUMBER, &["about"]).await.outcome;
    assert_eq!(profile, Outcome::Accepted(json!({ "about": "Padaria" })));
    let line = format!("GET /v25.0/{NUMBER}/whatsapp_business_profile?fields=about HTTP/1.1");
    assert_eq!(first_line(&server.requests()[0]), line);
}

#[tokio::test]
async fn an_app_is_subscribed_and_unsubscribed() {
    let (server, client) = serving(&json!({ "success": true })).await;
    assert_eq!(client.subscribe_app(&token(), "9").await.outcome, Outcome::Accepted(()));
    assert_eq!(client.unsubscribe_app(&token(), "9").await.outcome, Outcome::Accepted(()));
    let requests = server.requests();
    assert_eq!(first_line(&requests[0]), "POST /v25.0/9/subscribed_apps HTTP/1.1");
    assert_eq!(first_line(&requests[1]), "DELETE /v25.0/9/subscribed_apps HTTP/1.1");
}

#[tokio::test]
async fn a_token_is_inspected_without_being_kept() {
    let granular = json!([{ "scope": "whatsapp_business_messaging", "target_ids": ["9", 10] }, { "scope": "x" }]);
    let data = json!({ "is_valid": true, "app_id": 7, "type": "SYSTEM_USER", "expires_at": 0, "scopes": ["x"],
        "granular_scopes": granular });
    let (server, client) = serving(&json!({ "data": data })).await;
    let reply = client.debug_token(&AccessToken::new("7|appsecret"), &token()).await;
    assert_eq!(first_line(&server.requests()[0]), "GET /v25.0/debug_token?input_token=EAAsecret HTTP/1.1");
    let scope = |scope: &str, ids: &[&str]| GranularScope {
        scope: scope.to_owned(),
        target_ids: ids.iter().map(ToString::to_string).collect(),
    };
    let info = TokenInfo {
        is_valid: true,
        app_id: Some("7".to_owned()),
        kind: Some("SYSTEM_USER".to_owned()),
        expires_ms: None,
        scopes: vec!["x".to_owned()],
        granular_scopes: vec![scope("whatsapp_business_messaging", &["9", "10"]), scope("x", &[])],
    };
    assert_eq!(reply.outcome, Outcome::Accepted(info));
    assert_eq!(reply.exchange.path, "/v25.0/debug_token");
}

#[tokio::test]
async fn the_record_of_a_send_tells_everything_but_secrets() {
    let server = Server::start(Then::Answer(answer(
        "200 OK\r\nretry-after: 3\r\nx-app-usage: {\"call_count\":96}",
        "application/json",
        r#"{"contacts":[{"input":"+5511987650001","wa_id":"5511987650001"}],"messages":[{"id":"wamid.1"}]}"#,
    )))
    .await;
    let reply = send(&server.url, PATIENT).await;
    let kept = format!("{:?} {:?}", reply.exchange, client(&server.url, PATIENT));
    for secret in ["segredo", "98765", TOKEN] {
        assert!(!kept.contains(secret), "{secret} in {kept}");
    }
    assert_eq!(format!("{:?}", token()), "***");
    assert_eq!(reply.exchange.method, "POST");
    assert_eq!(reply.exchange.path, format!("/v25.0/{NUMBER}/messages"));
    assert_eq!((reply.exchange.status, reply.exchange.outcome.as_str()), (Some(200), "accepted"));
    assert_eq!(reply.exchange.request.unwrap()["type"], "text");
    assert_eq!(reply.exchange.response.unwrap()["messages"][0]["id"], "wamid.1");
    assert_eq!(reply.pressure.retry_after, Some(Duration::from_secs(3)));
    assert_eq!(reply.pressure.highest_percent(), Some(96));
}

#[tokio::test]
async fn an_answer_that_is_no_json_is_kept_as_its_length() {
    let server = Server::start(Then::Answer(answer("500 Oops", "text/html", "<p>5511987650001</p>"))).await;
    let exchange = send(&server.url, PATIENT).await.exchange;
    assert_eq!(exchange.response, Some(json!({ "bytes": 20 })));
    assert_eq!(exchange.outcome, "unknown: not_graph");
}

#[tokio::test]
async fn a_token_that_meta_quotes_is_masked() {
    let refused = json!({ "error": { "code": 190, "message": format!("Malformed access token {TOKEN}") } });
    let answer = answer("400 Bad Request", "application/json", &refused.to_string());
    let server = Server::start(Then::Answer(answer)).await;
    let reply = client(&server.url, PATIENT).number(&token(), NUMBER, &["id"]).await;
    let told = format!("{:?} {}", reply.outcome, reply.exchange.to_json());
    assert!(told.contains("Malformed access token ***") && !told.contains(TOKEN), "{told}");
}
