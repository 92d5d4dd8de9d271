//! Right requests of every type: taken, answered, and on the ledger word for word.

use serde_json::{Value, json};

use crate::desk::{ANA, Desk, GUARD, GUARDED, NUMBER, WABA, text, to_ana};

fn interactive(object: Value) -> Value {
    to_ana(json!({"type": "interactive", "interactive": object}))
}

fn plain() -> Vec<Value> {
    let link = json!({"link": "https://example.com/file?v=1"});
    let card =
        json!({"name": {"formatted_name": "Ana Lima", "first_name": "Ana"}, "phones": [{"phone": "+5511987654321"}]});
    vec![
        text(&"á".repeat(4_096)),
        to_ana(json!({"text": {"body": "sem tipo é texto", "preview_url": true}})),
        to_ana(json!({"text": {"body": "em resposta"}, "context": {"message_id": "wamid.unknown"}})),
        to_ana(json!({"type": "image", "image": {"id": "123", "caption": "uma foto"}})),
        to_ana(json!({"type": "image", "image": link})),
        to_ana(json!({"type": "video", "video": link})),
        to_ana(json!({"type": "audio", "audio": {"id": "123", "voice": true}})),
        to_ana(json!({"type": "document", "document": {"id": "1", "filename": "nota.pdf", "caption": null}})),
        to_ana(json!({"type": "sticker", "sticker": link})),
        to_ana(json!({"type": "location", "location": {"latitude": "-23.5", "longitude": -46.6, "name": "Loja"}})),
        to_ana(json!({"type": "contacts", "contacts": [card]})),
        to_ana(json!({"type": "reaction", "reaction": {"message_id": "wamid.unknown", "emoji": "👍🏽"}})),
        to_ana(json!({"type": "reaction", "reaction": {"message_id": "wamid.unknown", "emoji": ""}})),
        to_ana(json!({"to": "+55 (11) 98765-4321", "text": {"body": "escrito à mão"}})),
        to_ana(json!({"to": 5_511_987_654_321_u64, "text": {"body": "como número"}})),
    ]
}

fn offers() -> Vec<Value> {
    let body = json!({"text": "Escolha"});
    let buttons = json!({"buttons": [{"type": "reply", "reply": {"id": "1", "title": "Sim"}}]});
    let rows: Vec<Value> = (0..10).map(|n| json!({"id": n.to_string(), "title": "Linha"})).collect();
    let cta = json!({"name": "cta_url", "parameters": {"display_text": "Ver", "url": "https://example.com"}});
    let flow =
        json!({"flow_message_version": "3", "flow_id": "1", "flow_cta": "Abrir", "flow_action": "data_exchange"});
    let header = json!({"type": "image", "image": {"id": "1"}});
    let card =
        |n: u32| json!({"card_index": n, "type": "cta_url", "header": header, "body": {"text": "x"}, "action": cta});
    let items = json!([{"title": "A", "product_items": [{"product_retailer_id": "1"}]}]);
    let of = |kind: &str, action: Value| interactive(json!({"type": kind, "body": body, "action": action}));
    let mut products = of("product_list", json!({"catalog_id": "1", "sections": items}));
    products["interactive"]["header"] = json!({"type": "text", "text": "Produtos"});
    vec![
        of("button", buttons.clone()),
        interactive(
            json!({"type": "button", "header": header, "body": body, "footer": {"text": "rodapé"}, "action": buttons}),
        ),
        of("list", json!({"button": "Ver", "sections": [{"rows": rows}]})),
        of("cta_url", cta.clone()),
        interactive(json!({"type": "product", "action": {"catalog_id": "1", "product_retailer_id": "2"}})),
        products,
        of("catalog_message", json!({"name": "catalog_message"})),
        of("flow", json!({"name": "flow", "parameters": flow})),
        of("location_request_message", json!({"name": "send_location"})),
        of("request_contact_info", json!({"name": "request_contact_info"})),
        of("address_message", json!({"name": "address_message", "parameters": {"country": "IN"}})),
        interactive(json!({"type": "call_permission_request", "action": {"name": "call_permission_request"}})),
        of("voice_call", json!({"name": "voice_call", "parameters": {"display_text": "Ligar", "ttl_minutes": 100}})),
        of("carousel", json!({"cards": [card(0), card(1)]})),
    ]
}

#[tokio::test]
async fn every_type_is_accepted_and_kept_word_for_word() {
    let desk = Desk::start().await;
    desk.hears(ANA).await;
    let bodies = [plain(), offers()].concat();
    for body in &bodies {
        let (status, answer) = desk.send(body.clone()).await;
        assert_eq!(status, 200, "{body} {answer}");
        assert_eq!(answer["messaging_product"], "whatsapp");
        assert!(answer["messages"][0]["id"].as_str().unwrap().starts_with("wamid."), "{answer}");
        assert!(answer["messages"][0].get("message_status").is_none(), "only templates have one");
    }
    let ledger = desk.ledger().await;
    assert_eq!(ledger.len(), bodies.len());
    for (entry, body) in ledger.iter().zip(&bodies) {
        assert_eq!((&entry["request"], &entry["outcome"]), (body, &json!("accepted")));
        assert_eq!(entry["type"], *body.get("type").unwrap_or(&json!("text")));
    }
}

#[tokio::test]
async fn a_template_is_found_by_name_and_language_and_filled() {
    let desk = Desk::start().await;
    let components = json!([
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "BODY", "text": "Olá {{1}}, o pedido {{2}} saiu."},
        {"type": "BUTTONS", "buttons": [
            {"type": "URL", "text": "Ver", "url": "https://example.com/{{1}}"}, {"type": "QUICK_REPLY", "text": "Ok"}]},
    ]);
    let template = json!({"waba_id": WABA, "name": "pedido", "language": "pt_BR", "category": "UTILITY", "status": "APPROVED", "components": components});
    desk.control("POST", "/_sim/templates", template).await;
    let filled = json!([
        {"type": "header", "parameters": [{"type": "image", "image": {"link": "https://example.com/a.png"}}]},
        {"type": "body", "parameters": [{"type": "text", "text": "Ana"}, {"type": "text", "text": "12"}]},
        {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "12"}]},
        {"type": "button", "sub_type": "quick_reply", "index": 1, "parameters": [{"type": "payload", "payload": "ok"}]},
    ]);
    let call = json!({"name": "pedido", "language": {"code": "pt_BR"}, "components": filled});
    let (status, answer) = desk.send(to_ana(json!({"type": "template", "template": call}))).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["messages"][0]["message_status"], "accepted");
    for language in ["en_US", "pt_BR"] {
        let hello = json!({"name": "hello_world", "language": {"code": language}});
        desk.accepted(to_ana(json!({"type": "template", "template": hello}))).await;
    }
}

#[tokio::test]
async fn the_answer_names_the_recipient_as_meta_knows_them() {
    let desk = Desk::start().await;
    desk.hears("553187654321").await;
    let (_, answer) = desk.send(to_ana(json!({"to": "+5531987654321", "text": {"body": "oi"}}))).await;
    assert_eq!(answer["contacts"][0], json!({"input": "+5531987654321", "wa_id": "553187654321"}));

    desk.inbound(json!({"user_id": "BR.abc123", "username": "lua"}), json!({"type": "text", "text": {"body": "oi"}}))
        .await;
    let by_user_id = json!({"messaging_product": "whatsapp", "recipient": "BR.abc123", "text": {"body": "oi"}});
    let (status, answer) = desk.send(by_user_id.clone()).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(answer["contacts"][0], json!({"input": "BR.abc123", "user_id": "BR.abc123"}));

    let mut both = by_user_id;
    both["to"] = json!("5531987654321");
    let (_, answer) = desk.send(both).await;
    assert_eq!(answer["contacts"][0]["wa_id"], "553187654321", "to wins");
}

#[tokio::test]
async fn any_version_and_none_reach_the_same_edge() {
    let desk = Desk::start().await;
    desk.hears(ANA).await;
    for version in ["/v25.0", "/v26.0", "/v99.1", ""] {
        let (status, answer) = desk.graph("POST", &format!("{version}/{NUMBER}/messages"), text("oi")).await;
        assert_eq!(status, 200, "{version} {answer}");
    }
}

#[tokio::test]
async fn receipts_and_typing_are_taken_and_kept_apart_from_messages() {
    let desk = Desk::start().await;
    let wamid = desk.hears(ANA).await;
    let read = json!({"messaging_product": "whatsapp", "status": "read", "message_id": wamid});
    assert_eq!(desk.send(read.clone()).await, (200, json!({"success": true})));
    let mut typing = read;
    typing["typing_indicator"] = json!({"type": "text"});
    assert_eq!(desk.send(typing).await, (200, json!({"success": true})));
    let wrong = json!({"messaging_product": "whatsapp", "status": "unread", "message_id": wamid});
    assert_eq!(desk.send(wrong).await.1["error"]["code"], 131_009);

    let receipts = desk.control("GET", &format!("/_sim/receipts?phone_number_id={NUMBER}"), Value::Null).await;
    let told: Vec<_> =
        receipts["data"].as_array().unwrap().iter().map(|r| (r["typing"] == true, r["outcome"].clone())).collect();
    assert_eq!(told, [(false, json!("accepted")), (true, json!("accepted")), (false, json!("rejected"))]);
    assert!(desk.ledger().await.is_empty());
}

#[tokio::test]
async fn a_number_with_a_token_takes_that_token() {
    let desk = Desk::start().await;
    let hello = json!({"name": "hello_world", "language": {"code": "pt_BR"}});
    let body = to_ana(json!({"type": "template", "template": hello}));
    let path = format!("/v25.0/{GUARDED}/messages");
    assert_eq!(desk.graph_as(Some(GUARD), "POST", &path, body).await.0, 200);
    let ledger = desk.control("GET", &format!("/_sim/messages?phone_number_id={GUARDED}"), Value::Null).await;
    assert_eq!(ledger["data"].as_array().unwrap().len(), 1);
    let ledger = desk.control("GET", &format!("/_sim/messages?phone_number_id={NUMBER}"), Value::Null).await;
    assert_eq!(ledger["data"], json!([]));
}
