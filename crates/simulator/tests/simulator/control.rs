//! The control API itself: who gets in, what it refuses, what a reset forgets.

use serde_json::{Value, json};

use crate::desk::{ANA, Desk, NUMBER, WABA, text};

#[tokio::test]
async fn only_direct_callers_on_this_machine_get_in() {
    let desk = Desk::start().await;
    for header in ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"] {
        let response = desk.http.get(desk.at("/_sim/health")).header(header, "127.0.0.1").send().await.unwrap();
        assert_eq!(response.status(), 403, "{header}");
    }
    assert_eq!(desk.control("GET", "/_sim/health", Value::Null).await["status"], "ok");
}

#[tokio::test]
async fn unknown_keys_and_impossible_values_are_refused() {
    let desk = Desk::start().await;
    let inbound = |from: Value, message: Value| json!({"phone_number_id": NUMBER, "from": from, "message": message});
    for (method, path, body) in [
        ("PUT", "/_sim/config", json!({"webhooks": {}})),
        ("PUT", "/_sim/config", json!({"statuses": {"auto": "yes"}})),
        ("POST", "/_sim/numbers", json!({"phone_number_id": "1"})),
        ("POST", "/_sim/numbers", json!({"waba_id": "1", "phone_number_id": "1", "display_phone_number": "1", "x": 1})),
        ("POST", "/_sim/templates", json!({"waba_id": "1", "name": "Nome Ruim", "language": "pt_BR"})),
        ("POST", "/_sim/inbound", inbound(json!({}), json!({"type": "text"}))),
        ("POST", "/_sim/inbound", inbound(json!({"user_id": "ana"}), json!({"type": "text"}))),
        ("POST", "/_sim/inbound", inbound(json!({"wa_id": ANA}), json!({"text": {"body": "oi"}}))),
        ("POST", "/_sim/faults", json!({"on": "send", "fault": "explode"})),
        ("POST", "/_sim/faults", json!({"on": "webhook", "fault": "hang"})),
        ("POST", "/_sim/webhook", json!({"bodies": 1})),
    ] {
        let (status, answer) = desk.try_control(method, path, body.clone()).await;
        assert_eq!(status, 400, "{path} {body} {answer}");
        assert!(answer["error"]["message"].is_string(), "{answer}");
    }
    let unknown = json!({"phone_number_id": "999", "from": {"wa_id": ANA}, "message": {"type": "text"}});
    assert_eq!(desk.try_control("POST", "/_sim/inbound", unknown).await.0, 404);
    assert_eq!(desk.try_control("GET", "/_sim/nothing", Value::Null).await.0, 404);
}

#[tokio::test]
async fn a_reset_forgets_everything() {
    let desk = Desk::start().await;
    desk.hears(ANA).await;
    desk.accepted(text("oi")).await;
    desk.control("PUT", "/_sim/config", json!({"limits": false})).await;
    desk.control("POST", "/_sim/faults", json!({"on": "*", "fault": "reset"})).await;
    desk.control("POST", "/_sim/reset", Value::Null).await;
    assert!(desk.ledger().await.is_empty());
    assert!(desk.deliveries().await.is_empty());
    assert_eq!(desk.control("GET", "/_sim/faults", Value::Null).await["data"], json!([]));
    assert_eq!(desk.control("GET", "/_sim/config", Value::Null).await["limits"], true);
    assert_eq!(desk.send(text("oi")).await.1["error"]["error_subcode"], 33, "the number is gone");
}

#[tokio::test]
async fn inbound_of_any_type_becomes_a_proper_webhook() {
    let desk = Desk::start().await;
    let ana = json!({"wa_id": "+55 11 98765-4321", "name": "Ana"});
    let photo = desk.inbound(ana.clone(), json!({"type": "image", "image": {"caption": "olha"}})).await;
    let lua = json!({"user_id": "BR.lua1", "name": "Lua", "username": "@lua"});
    desk.inbound(lua, json!({"type": "location", "location": {"latitude": -23.5, "longitude": -46.6}})).await;
    let moved = json!({"type": "system", "system": {"type": "user_changed_number", "wa_id": "5511900000000"}});
    desk.inbound(ana, moved).await;
    let values: Vec<Value> =
        desk.deliveries().await.iter().map(|d| d["body"]["entry"][0]["changes"][0]["value"].clone()).collect();

    let message = &values[0]["messages"][0];
    assert_eq!((&message["id"], &message["from"], &message["type"]), (&json!(photo), &json!(ANA), &json!("image")));
    assert_eq!((&message["image"]["caption"], &message["image"]["mime_type"]), (&json!("olha"), &json!("image/png")));
    assert_eq!(values[0]["contacts"][0]["profile"]["name"], "Ana");
    assert_eq!(values[0]["contacts"][0]["user_id"], message["from_user_id"]);

    assert!(values[1]["messages"][0].get("from").is_none() && values[1]["contacts"][0].get("wa_id").is_none());
    assert_eq!(values[1]["contacts"][0]["profile"], json!({"name": "Lua", "username": "lua"}));
    assert_eq!(values[1]["messages"][0]["from_user_id"], "BR.lua1");

    assert!(values[2].get("contacts").is_none(), "system messages have no contacts");
}

#[tokio::test]
async fn a_template_by_the_same_name_is_changed_not_doubled() {
    let desk = Desk::start().await;
    let body = |status: &str| json!({"waba_id": WABA, "name": "aviso", "language": "pt_BR", "status": status});
    let first = desk.control("POST", "/_sim/templates", body("PENDING")).await;
    let second = desk.control("POST", "/_sim/templates", body("APPROVED")).await;
    assert_eq!(first["id"], second["id"]);
    let (_, list) = desk.graph("GET", &format!("/v25.0/{WABA}/message_templates?name=aviso"), Value::Null).await;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    assert_eq!(list["data"][0]["status"], "APPROVED");
}
