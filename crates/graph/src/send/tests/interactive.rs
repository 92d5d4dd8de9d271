//! Every type of `interactive`.

use super::*;

fn interactive(kind: &str, action: &Value) -> Value {
    json!({ "type": kind, "body": { "text": "Escolha" }, "action": action })
}

/// The pointers after `/interactive`.
fn interactive_refused(object: Value) -> Vec<String> {
    refused(Kind::Interactive, object).iter().map(|pointer| pointer["/interactive".len()..].to_owned()).collect()
}

fn with(mut object: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    object.pointer_mut(parent).unwrap()[name] = value;
    object
}

fn reply(id: &str, title: &str) -> Value {
    json!({ "type": "reply", "reply": { "id": id, "title": title } })
}

fn rows(count: usize) -> Value {
    (0..count).map(|row| json!({ "id": row.to_string(), "title": "Moema", "description": "Loja" })).collect()
}

fn right_ones() -> Vec<Value> {
    let link = json!({ "name": "cta_url", "parameters": { "display_text": "Abrir", "url": "https://example.com" } });
    let flow = json!({ "name": "flow", "parameters": { "flow_message_version": "3", "flow_id": "1", "flow_cta": "Abrir",
        "flow_token": "t", "mode": "draft", "flow_action": "navigate", "flow_action_payload": { "screen": "A" } } });
    let items = json!([{ "product_retailer_id": "sku" }]);
    let products = json!({ "catalog_id": "7", "sections": [{ "title": "Pães", "product_items": items }] });
    let mut product_list = interactive("product_list", &products);
    product_list["header"] = json!({ "type": "text", "text": "Hoje" });
    let call = json!({ "name": "voice_call", "parameters": { "display_text": "Ligar", "ttl_minutes": 60 } });
    let permission = json!({ "type": "call_permission_request", "action": { "name": "call_permission_request" } });
    let product = json!({ "type": "product", "action": { "catalog_id": "7", "product_retailer_id": "sku" } });
    vec![
        interactive("button", &json!({ "buttons": [reply("a", "Sim"), reply("b", "Não")] })),
        interactive("list", &json!({ "button": "Ver", "sections": [{ "rows": rows(10) }] })),
        interactive("cta_url", &link),
        product,
        product_list,
        interactive("catalog_message", &json!({ "name": "catalog_message" })),
        interactive("flow", &flow),
        interactive("location_request_message", &json!({ "name": "send_location" })),
        interactive("request_contact_info", &json!({ "name": "request_contact_info" })),
        interactive("address_message", &json!({ "name": "address_message", "parameters": { "country": "IN" } })),
        permission,
        interactive("voice_call", &call),
        interactive("carousel", &json!({ "cards": cards(10) })),
    ]
}

fn cards(count: usize) -> Value {
    let card = |index| {
        json!({ "card_index": index, "type": "cta_url", "header": { "type": "image", "image": { "id": "1" } },
            "body": { "text": "a\nb\nc" }, "action": { "name": "cta_url",
            "parameters": { "display_text": "Abrir", "url": "https://example.com" } } })
    };
    (0..count).map(card).collect()
}

#[test]
fn every_type_of_interactive_passes_when_right_and_needs_its_action() {
    let right = right_ones();
    assert_eq!(right.len(), 13);
    for mut object in right {
        assert_eq!(interactive_refused(object.clone()), [""; 0], "{object}");
        object["action"] = Value::Null;
        assert_eq!(interactive_refused(object.clone()), ["/action"], "{object}");
    }
    assert_eq!(interactive_refused(json!({ "type": "hologram" })), ["/type"]);
}

#[test]
fn the_frame_of_interactive_has_limits() {
    let button = interactive("button", &json!({ "buttons": [reply("a", "Sim")] }));
    let list = interactive("list", &json!({ "button": "Ver", "sections": [{ "rows": rows(1) }] }));
    let place = interactive("location_request_message", &json!({ "name": "send_location" }));
    let text = |length| json!({ "text": long(length) });
    let header = json!({ "type": "text", "text": long(60) });
    for (object, expected) in [
        (with(button.clone(), "/body", text(1024)), &[][..]),
        (with(button.clone(), "/body", text(1025)), &["/body/text"]),
        (with(button.clone(), "/body", Value::Null), &["/body"]),
        (with(button.clone(), "/footer", text(60)), &[]),
        (with(button.clone(), "/footer", text(61)), &["/footer/text"]),
        (with(button.clone(), "/header", header.clone()), &[]),
        (with(button.clone(), "/header", json!({ "type": "text", "text": long(61) })), &["/header/text"]),
        (with(button.clone(), "/header", json!({ "type": "video", "video": {} })), &["/header/video"]),
        (with(list.clone(), "/header", json!({ "type": "image", "image": { "id": "1" } })), &["/header/type"]),
        (with(list.clone(), "/body", text(4096)), &[]),
        (with(list, "/body", text(4097)), &["/body/text"]),
        (with(place, "/header", header), &["/header"]),
    ] {
        assert_eq!(interactive_refused(object.clone()), expected, "{object}");
    }
}

#[test]
fn buttons_lists_and_products_have_limits() {
    let buttons = |buttons: Value| interactive("button", &json!({ "buttons": buttons }));
    let list = |sections: Value| interactive("list", &json!({ "button": "Ver", "sections": sections }));
    let four = json!([reply("a", "1"), reply("b", "2"), reply("c", "3"), reply("d", "4")]);
    let long_row = json!([{ "id": long(201), "title": long(25), "description": long(73) }]);
    for (object, expected) in [
        (buttons(four), &["/action/buttons"][..]),
        (buttons(json!([])), &["/action/buttons"]),
        (buttons(json!([reply("a", "1"), reply("a", "2")])), &["/action/buttons"]),
        (
            buttons(json!([reply(&long(257), &long(21))])),
            &["/action/buttons/0/reply/id", "/action/buttons/0/reply/title"],
        ),
        (list(json!([{ "rows": rows(11) }])), &["/action/sections/0/rows", "/action/sections"]),
        (
            list(json!([{ "rows": long_row }])),
            &[
                "/action/sections/0/rows/0/id",
                "/action/sections/0/rows/0/title",
                "/action/sections/0/rows/0/description",
            ],
        ),
        (
            list(json!([{ "title": "A", "rows": rows(1) }, { "rows": [{ "id": "z", "title": "Z" }] }])),
            &["/action/sections/1/title"],
        ),
        (list(json!([{ "title": "A", "rows": rows(1) }, { "title": "B", "rows": rows(1) }])), &["/action/sections"]),
    ] {
        assert_eq!(interactive_refused(object.clone()), expected, "{object}");
    }
    let items = Value::from(vec![json!({ "product_retailer_id": "sku" }); 16]);
    let sections = json!([{ "title": "A", "product_items": items }, { "title": "B", "product_items": items }]);
    let products = interactive("product_list", &json!({ "catalog_id": "7", "sections": sections }));
    assert_eq!(interactive_refused(products), ["/header", "/action/sections"]);
}

#[test]
fn links_flows_and_calls_have_limits() {
    let right = |kind: &str| right_ones().into_iter().find(|object| object["type"] == kind).unwrap();
    for (kind, pointer, value, expected) in [
        ("cta_url", "/action/parameters/url", json!("javascript:alert(1)"), "/action/parameters/url"),
        ("cta_url", "/action/parameters/display_text", json!(long(21)), "/action/parameters/display_text"),
        ("cta_url", "/action/name", json!("open"), "/action/name"),
        ("flow", "/action/parameters/flow_cta", json!("Abrir 🚀"), "/action/parameters/flow_cta"),
        ("flow", "/action/parameters/flow_cta", json!(long(31)), "/action/parameters/flow_cta"),
        ("flow", "/action/parameters/flow_name", json!("both"), "/action/parameters"),
        ("flow", "/action/parameters/mode", json!("live"), "/action/parameters/mode"),
        ("flow", "/action/parameters/flow_action", json!("jump"), "/action/parameters/flow_action"),
        (
            "flow",
            "/action/parameters/flow_action_payload/data",
            json!({}),
            "/action/parameters/flow_action_payload/data",
        ),
        ("voice_call", "/action/parameters/ttl_minutes", json!(43_201), "/action/parameters/ttl_minutes"),
        ("address_message", "/action/parameters/country", json!("India"), "/action/parameters/country"),
        ("location_request_message", "/action/name", json!("send_it"), "/action/name"),
        ("request_contact_info", "/action/name", json!("contact_request"), "/action/name"),
        ("call_permission_request", "/footer", json!({ "text": "x" }), "/footer"),
    ] {
        let object = with(right(kind), pointer, value);
        assert_eq!(interactive_refused(object.clone()), [expected], "{object}");
    }
}

#[test]
fn carousels_have_limits() {
    let carousel = |cards: Value| interactive("carousel", &json!({ "cards": cards }));
    let quick = |id: &str| json!([{ "type": "quick_reply", "quick_reply": { "id": id, "title": "Quero" } }]);
    let quick_card = |index, id: &str| {
        json!({ "card_index": index, "type": "cta_url", "header": { "type": "video", "video": { "link": "https://x" } },
            "action": { "buttons": quick(id) } })
    };
    let product = |index| {
        json!({ "card_index": index, "type": "product",
        "action": { "catalog_id": "7", "product_retailer_id": "sku" } })
    };
    let text = "/action/cards/0/body/text";
    for (object, expected) in [
        (carousel(json!([quick_card(0, "a"), quick_card(1, "b")])), &[][..]),
        (carousel(json!([product(0), product(1)])), &[]),
        (carousel(cards(1)), &["/action/cards"]),
        (carousel(cards(11)), &["/action/cards"]),
        (carousel(json!([quick_card(0, "a"), product(1)])), &["/action/cards"]),
        (carousel(json!([product(0), product(0)])), &["/action/cards/1/card_index"]),
        (
            carousel(json!([quick_card(0, &long(21)), quick_card(1, "b")])),
            &["/action/cards/0/action/buttons/0/quick_reply/id"],
        ),
        (with(carousel(cards(2)), text, json!(long(161))), &[text]),
        (with(carousel(cards(2)), text, json!("a\nb\nc\nd")), &[text]),
        (with(carousel(cards(2)), "/action/cards/0/type", json!("image")), &["/action/cards/0/type", "/action/cards"]),
        (with(carousel(cards(2)), "/footer", json!({ "text": "x" })), &["/footer"]),
    ] {
        assert_eq!(interactive_refused(object.clone()), expected, "{object}");
    }
}
