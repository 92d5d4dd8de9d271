//! Wrong requests, and what Graph says to each: HTTP status, code and envelope of cloud-api.md §1.4 and §5.

use serde_json::{Value, json};

use crate::desk::{ANA, Desk, GUARD, GUARDED, NUMBER, WABA, text, to_ana};

/// A refusal is told in Graph's envelope and nothing else.
fn assert_refused(name: &str, answer: &(u16, Value), http_status: u16, code: i64) {
    let (status, body) = answer;
    let error = &body["error"];
    assert_eq!((*status, error["code"].as_i64()), (http_status, Some(code)), "{name}: {body}");
    assert_eq!(body.as_object().unwrap().len(), 1, "{name}: nothing beside the error");
    let message = error["message"].as_str().unwrap();
    let told = message.starts_with(&format!("(#{code})")) || [100, 190].contains(&code);
    assert!(told, "{name}: {message}");
    let kind = if error["error_subcode"] == 33 { "GraphMethodException" } else { "OAuthException" };
    assert_eq!(error["type"], kind, "{name}");
    assert!(error["fbtrace_id"].as_str().is_some_and(|id| id.len() > 10), "{name}");
    if let Some(data) = error.get("error_data") {
        assert_eq!(data["messaging_product"], "whatsapp", "{name}");
        assert!(data["details"].as_str().is_some_and(|details| !details.is_empty()), "{name}");
    }
}

type Row = (&'static str, Value, u16, i64);

fn long(length: usize) -> String {
    "á".repeat(length)
}

fn interactive(object: Value) -> Value {
    to_ana(json!({"type": "interactive", "interactive": object}))
}

fn envelope_rows() -> Vec<Row> {
    let mut no_product = text("oi");
    no_product.as_object_mut().unwrap().remove("messaging_product");
    let mut no_to = text("oi");
    no_to.as_object_mut().unwrap().remove("to");
    vec![
        ("no messaging_product", no_product, 400, 100),
        ("another messaging_product", to_ana(json!({"messaging_product": "sms", "text": {"body": "oi"}})), 400, 100),
        ("no recipient", no_to, 400, 100),
        ("not an object", json!([1, 2]), 400, 100),
        ("a recipient that is no phone", to_ana(json!({"to": "ana", "text": {"body": "oi"}})), 400, 131_009),
        ("a recipient that is too short", to_ana(json!({"to": "12345", "text": {"body": "oi"}})), 400, 131_009),
        ("the number itself", to_ana(json!({"to": "+55 11 4000-0001", "text": {"body": "oi"}})), 400, 131_021),
        ("a group", to_ana(json!({"recipient_type": "group", "text": {"body": "oi"}})), 400, 131_041),
        ("an odd recipient_type", to_ana(json!({"recipient_type": "crowd", "text": {"body": "oi"}})), 400, 131_009),
        ("an unknown type", to_ana(json!({"type": "telegram", "telegram": {}})), 400, 131_051),
        ("a type that is no text", to_ana(json!({"type": 7, "text": {"body": "oi"}})), 400, 131_009),
        ("type without its object", to_ana(json!({"type": "text"})), 400, 131_008),
        ("an empty quote", to_ana(json!({"context": {}, "text": {"body": "oi"}})), 400, 131_008),
        (
            "a long tracker",
            to_ana(json!({"biz_opaque_callback_data": long(513), "text": {"body": "oi"}})),
            400,
            131_009,
        ),
        (
            "a tracker that is no text",
            to_ana(json!({"biz_opaque_callback_data": 1, "text": {"body": "oi"}})),
            400,
            131_009,
        ),
        ("an identity key", to_ana(json!({"recipient_identity_key_hash": "x", "text": {"body": "oi"}})), 400, 137_000),
    ]
}

fn plain_rows() -> Vec<Row> {
    let media = |kind: &str, object: Value| to_ana(json!({"type": kind, kind: object}));
    let place = |object: Value| to_ana(json!({"type": "location", "location": object}));
    let react = |object: Value| to_ana(json!({"type": "reaction", "reaction": object}));
    let card = |object: Value| to_ana(json!({"type": "contacts", "contacts": object}));
    let link = "https://example.com/a.png";
    vec![
        ("4,097 characters", text(&long(4_097)), 400, 100),
        ("an empty text", text(""), 400, 131_008),
        ("a text without body", to_ana(json!({"text": {}})), 400, 131_008),
        ("a body that is no text", to_ana(json!({"text": {"body": 5}})), 400, 131_009),
        ("a misspelt key", to_ana(json!({"text": {"body": "oi", "preview": true}})), 400, 100),
        ("a preview that is no flag", to_ana(json!({"text": {"body": "oi", "preview_url": "yes"}})), 400, 131_009),
        ("an image from nowhere", media("image", json!({"caption": "x"})), 400, 131_008),
        ("an image from two places", media("image", json!({"id": "1", "link": link})), 400, 131_009),
        ("a caption of 1,025", media("image", json!({"id": "1", "caption": long(1_025)})), 400, 131_009),
        ("a relative link", media("video", json!({"link": "a.mp4"})), 400, 131_009),
        ("an ftp link", media("document", json!({"link": "ftp://example.com/a.pdf"})), 400, 131_009),
        ("an id that is none", media("document", json!({"id": "../../etc"})), 400, 131_009),
        ("an audio with a caption", media("audio", json!({"id": "1", "caption": "x"})), 400, 100),
        ("a sticker with a caption", media("sticker", json!({"id": "1", "caption": "x"})), 400, 100),
        ("an image with a file name", media("image", json!({"id": "1", "filename": "a.png"})), 400, 100),
        ("a place without longitude", place(json!({"latitude": 1})), 400, 131_008),
        ("a place off the globe", place(json!({"latitude": 91, "longitude": 0})), 400, 131_009),
        ("a place in words", place(json!({"latitude": "north", "longitude": 0})), 400, 131_009),
        ("a reaction to nothing", react(json!({"emoji": "👍"})), 400, 131_008),
        ("a reaction without emoji", react(json!({"message_id": "wamid.x"})), 400, 131_008),
        ("a reaction in words", react(json!({"message_id": "wamid.x", "emoji": "ok"})), 400, 131_009),
        ("no cards", card(json!([])), 400, 131_009),
        (
            "258 cards",
            card(json!(vec![json!({"name": {"formatted_name": "A", "first_name": "A"}}); 258])),
            400,
            131_009,
        ),
        ("a card without a name", card(json!([{"phones": []}])), 400, 131_008),
        ("a card with half a name", card(json!([{"name": {"formatted_name": "Ana"}}])), 400, 131_008),
    ]
}

fn button(id: &str, title: &str) -> Value {
    json!({"type": "reply", "reply": {"id": id, "title": title}})
}

fn buttons(buttons: Value) -> Value {
    interactive(json!({"type": "button", "body": {"text": "Escolha"}, "action": {"buttons": buttons}}))
}

fn button_rows() -> Vec<Row> {
    let with = |key: &str, value: Value| {
        let mut body = buttons(json!([button("1", "Sim")]));
        body["interactive"][key] = value;
        body
    };
    let four: Vec<Value> = (0..4).map(|n| button(&n.to_string(), "Sim")).collect();
    vec![
        ("4 buttons", buttons(json!(four)), 400, 131_009),
        ("no buttons", buttons(json!([])), 400, 131_009),
        ("a button title of 21", buttons(json!([button("1", &long(21))])), 400, 131_009),
        ("a button id of 257", buttons(json!([button(&long(257), "Sim")])), 400, 131_009),
        ("twice the same button id", buttons(json!([button("1", "Sim"), button("1", "Não")])), 400, 131_009),
        ("a button without a title", buttons(json!([{"type": "reply", "reply": {"id": "1"}}])), 400, 131_008),
        ("a body of 1,025", with("body", json!({"text": long(1_025)})), 400, 131_009),
        ("no body", with("body", Value::Null), 400, 131_008),
        ("a footer of 61", with("footer", json!({"text": long(61)})), 400, 131_009),
        ("a header of 61", with("header", json!({"type": "text", "text": long(61)})), 400, 131_009),
        ("an audio header", with("header", json!({"type": "audio", "audio": {"id": "1"}})), 400, 131_009),
        ("an unknown interactive type", with("type", json!("quiz")), 400, 131_009),
        ("no action", with("action", Value::Null), 400, 131_008),
    ]
}

fn list(sections: Value) -> Value {
    interactive(json!({"type": "list", "body": {"text": "Escolha"}, "action": {"button": "Ver", "sections": sections}}))
}

fn rows(from: usize, count: usize) -> Vec<Value> {
    (from..from + count).map(|n| json!({"id": n.to_string(), "title": format!("Linha {n}")})).collect()
}

fn list_rows() -> Vec<Row> {
    let section = |rows: Value| json!({"title": "Seção", "rows": rows});
    let mut long_label = list(json!([section(json!(rows(0, 1)))]));
    long_label["interactive"]["action"]["button"] = json!(long(21));
    let untitled = json!([{"rows": rows(0, 1)}, {"rows": rows(1, 1)}]);
    let eleven_sections: Vec<Value> = (0..11).map(|n| section(json!(rows(n, 1)))).collect();
    vec![
        ("11 rows", list(json!([section(json!(rows(0, 6))), section(json!(rows(6, 5)))])), 400, 131_009),
        ("11 sections", list(json!(eleven_sections)), 400, 131_009),
        ("two sections without titles", list(untitled), 400, 131_008),
        ("a row title of 25", list(json!([section(json!([{"id": "1", "title": long(25)}]))])), 400, 131_009),
        ("a row id of 201", list(json!([section(json!([{"id": long(201), "title": "a"}]))])), 400, 131_009),
        ("twice the same row id", list(json!([section(json!([rows(0, 1)[0], rows(0, 1)[0]]))])), 400, 131_009),
        ("a list label of 21", long_label, 400, 131_009),
    ]
}

fn other_interactive_rows() -> Vec<Row> {
    let body = json!({"text": "Veja"});
    let kind = |kind: &str, action: Value| interactive(json!({"type": kind, "body": body, "action": action}));
    let cta = |parameters: Value| kind("cta_url", json!({"name": "cta_url", "parameters": parameters}));
    let flow = |parameters: Value| kind("flow", json!({"name": "flow", "parameters": parameters}));
    vec![
        ("a link label of 21", cta(json!({"display_text": long(21), "url": "https://example.com"})), 400, 131_009),
        ("a link to nowhere", cta(json!({"display_text": "Ver", "url": "example"})), 400, 131_009),
        ("a flow without an id", flow(json!({"flow_message_version": "3", "flow_cta": "Abrir"})), 400, 131_009),
        ("one card", kind("carousel", json!({"cards": [{"card_index": 0}]})), 400, 131_009),
        (
            "an address outside India",
            kind("address_message", json!({"name": "address_message", "parameters": {"country": "BR"}})),
            400,
            131_009,
        ),
        (
            "a location request of another name",
            kind("location_request_message", json!({"name": "where"})),
            400,
            131_009,
        ),
        ("a product without an id", kind("product", json!({"catalog_id": "1"})), 400, 131_008),
        (
            "a product list without header",
            kind("product_list", json!({"catalog_id": "1", "sections": []})),
            400,
            131_008,
        ),
    ]
}

fn template(name: &str, language: &str, components: Value) -> Value {
    let template = json!({"name": name, "language": {"code": language}, "components": components});
    to_ana(json!({"type": "template", "template": template}))
}

fn template_rows() -> Vec<Row> {
    let body = |parameters: Value| json!([{"type": "body", "parameters": parameters}, url_button("x")]);
    let text = |text: &str| json!({"type": "text", "text": text});
    let missing_button = json!([{"type": "body", "parameters": [text("Ana"), text("12")]}]);
    let code = json!([{"type": "body", "parameters": [text("1")]}]);
    vec![
        ("an unknown template", template("nothing", "pt_BR", json!([])), 404, 132_001),
        ("an unknown language", template("hello_world", "fr", json!([])), 404, 132_001),
        (
            "a template without language",
            to_ana(json!({"type": "template", "template": {"name": "pedido"}})),
            400,
            131_008,
        ),
        ("a pending template", template("pendente", "pt_BR", json!([])), 404, 132_001),
        ("a paused template", template("pausado", "pt_BR", json!([])), 400, 132_015),
        ("a disabled template", template("desligado", "pt_BR", json!([])), 400, 132_016),
        ("too few parameters", template("pedido", "pt_BR", body(json!([text("Ana")]))), 400, 132_000),
        ("too many parameters", template("hello_world", "pt_BR", body(json!([text("Ana")]))), 400, 132_000),
        ("an image as text", template("pedido", "pt_BR", body(json!([text("a"), {"type": "image"}]))), 400, 132_012),
        ("an empty parameter", template("pedido", "pt_BR", body(json!([text("a"), text("")]))), 400, 131_008),
        (
            "a filled body of 1,100",
            template("pedido", "pt_BR", body(json!([text("a"), text(&long(1_100))]))),
            400,
            132_005,
        ),
        ("no button parameter", template("pedido", "pt_BR", missing_button), 400, 131_008),
        ("a button that is not there", template("hello_world", "pt_BR", json!([url_button("x")])), 400, 131_009),
        (
            "an unnamed parameter",
            template("nomeado", "pt_BR", json!([{"type": "body", "parameters": [text("Ana")]}])),
            400,
            132_012,
        ),
        ("no header image", template("foto", "pt_BR", json!([])), 400, 132_012),
        ("a one-time code without its button", template("codigo", "pt_BR", code), 400, 131_008),
    ]
}

fn url_button(suffix: &str) -> Value {
    json!({"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": suffix}]})
}

async fn register_templates(desk: &Desk) {
    let with_link = json!([
        {"type": "BODY", "text": "Olá {{1}}, o pedido {{2}} saiu."},
        {"type": "BUTTONS", "buttons": [{"type": "URL", "text": "Ver", "url": "https://example.com/{{1}}"}]},
    ]);
    let code =
        json!([{"type": "BODY", "text": "{{1}} é o seu código."}, {"type": "BUTTONS", "buttons": [{"type": "OTP"}]}]);
    for (name, status, category, components) in [
        ("pedido", "APPROVED", "UTILITY", with_link),
        ("pendente", "PENDING", "UTILITY", json!([])),
        ("pausado", "PAUSED", "MARKETING", json!([])),
        ("desligado", "DISABLED", "MARKETING", json!([])),
        (
            "foto",
            "APPROVED",
            "MARKETING",
            json!([{"type": "HEADER", "format": "IMAGE"}, {"type": "BODY", "text": "Veja"}]),
        ),
        ("codigo", "APPROVED", "AUTHENTICATION", code),
    ] {
        let body = json!({"waba_id": WABA, "name": name, "language": "pt_BR", "status": status, "category": category, "components": components});
        desk.control("POST", "/_sim/templates", body).await;
    }
    let named = json!({"waba_id": WABA, "name": "nomeado", "language": "pt_BR", "parameter_format": "NAMED",
        "components": [{"type": "BODY", "text": "Olá {{first_name}}!"}]});
    desk.control("POST", "/_sim/templates", named).await;
}

#[tokio::test]
async fn wrong_bodies_are_refused_as_meta_does() {
    let desk = Desk::start().await;
    desk.hears(ANA).await;
    register_templates(&desk).await;
    let table: Vec<Row> =
        [envelope_rows(), plain_rows(), button_rows(), list_rows(), other_interactive_rows(), template_rows()].concat();
    assert!(table.len() >= 60, "{}", table.len());
    for (name, body, http_status, code) in &table {
        assert_refused(name, &desk.send(body.clone()).await, *http_status, *code);
    }
    let ledger = desk.ledger().await;
    assert_eq!(ledger.len(), table.len(), "every refusal is on the ledger");
    for (entry, (name, _, _, code)) in ledger.iter().zip(&table) {
        assert_eq!((&entry["outcome"], entry["code"].as_i64()), (&json!("rejected"), Some(*code)), "{name}");
        assert_eq!(entry["wamid"], Value::Null, "{name}");
    }
}

#[tokio::test]
async fn who_may_not_is_refused_as_meta_does() {
    let desk = Desk::start().await;
    desk.hears(ANA).await;
    let messages = |number: &str| format!("/v25.0/{number}/messages");
    for (name, token, number, http_status, code) in [
        ("no token", None, NUMBER, 401, 190),
        ("a wrong token", Some("wrong"), GUARDED, 401, 190),
        ("an unknown number", Some("any"), "999", 400, 100),
        ("a foreign number", Some(GUARD), "999", 400, 100),
    ] {
        let answer = desk.graph_as(token, "POST", &messages(number), text("oi")).await;
        assert_refused(name, &answer, http_status, code);
    }
    let third =
        json!({"waba_id": WABA, "phone_number_id": "3", "display_phone_number": "+55 11 4000-0003", "token": "third"});
    desk.control("POST", "/_sim/numbers", third).await;
    let answer = desk.graph_as(Some("third"), "POST", &messages(GUARDED), text("oi")).await;
    assert_refused("the token of another number", &answer, 400, 100);
    assert_eq!(answer.1["error"]["error_subcode"], 33);
}

#[tokio::test]
async fn a_body_that_is_no_json_is_refused_and_kept() {
    let desk = Desk::start().await;
    let request = desk.http.post(desk.at(&format!("/v25.0/{NUMBER}/messages"))).bearer_auth("t").body("{\"to\":");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 400);
    assert_eq!(response.json::<Value>().await.unwrap()["error"]["code"], 100);
    assert_eq!(desk.ledger().await[0]["request"], "{\"to\":");
}

#[tokio::test]
async fn a_closed_window_takes_templates_only() {
    let desk = Desk::start().await;
    assert_refused("a stranger", &desk.send(text("oi")).await, 400, 131_047);
    let mut by_user_id = text("oi");
    by_user_id["to"] = Value::Null;
    by_user_id["recipient"] = json!("BR.unknown1");
    assert_refused("a user id of another portfolio", &desk.send(by_user_id).await, 400, 131_009);
    desk.accepted(template("hello_world", "pt_BR", json!([]))).await;
    assert_refused("a template opens nothing", &desk.send(text("oi")).await, 400, 131_047);
}
