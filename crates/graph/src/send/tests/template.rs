//! The shape of templates.

use super::*;

fn template(components: &Value) -> Value {
    json!({ "name": "order_update", "language": { "code": "pt_BR" }, "components": components })
}

#[test]
fn templates_of_every_component_pass_when_right() {
    let offer = json!({ "type": "limited_time_offer", "limited_time_offer": { "expiration_time_ms": 1 } });
    let place = json!({ "latitude": 1, "longitude": 2, "name": "n", "address": "a" });
    let money = json!({ "fallback_value": "R$ 1", "code": "BRL", "amount_1000": 1000 });
    let target = json!([{ "url": "https://x", "title": "t" }]);
    let body = json!([
        { "type": "text", "parameter_name": "first_name", "text": "Ana" }, { "type": "currency", "currency": money },
        { "type": "date_time", "date_time": { "fallback_value": "hoje" } }, { "type": "from_tomorrow" },
    ]);
    let components = json!([
        { "type": "header", "parameters": [{ "type": "image", "image": { "id": "1" } }] },
        { "type": "header", "parameters": [{ "type": "location", "location": place }] },
        { "type": "BODY", "parameters": body },
        { "type": "button", "sub_type": "url", "index": "0", "parameters": [{ "type": "text", "text": "abc" }] },
        { "type": "button", "sub_type": "quick_reply", "index": 1, "parameters": [{ "type": "payload", "payload": "p" }] },
        { "type": "button", "sub_type": "catalog", "index": 2, "parameters": [{ "type": "action", "action": {} }] },
        { "type": "limited_time_offer", "parameters": [offer] },
        { "type": "carousel", "cards": [{ "card_index": 0, "components": [] }, { "card_index": 1, "components": [] }] },
        { "type": "tap_target_configuration", "parameters": [
            { "type": "tap_target_configuration", "tap_target_configuration": target }] },
    ]);
    assert_eq!(refused(Kind::Template, template(&components)), [""; 0]);
}

#[test]
fn templates_of_wrong_shape_are_refused() {
    let one = |component: Value| template(&json!([component]));
    let at = |rest: &str| format!("/template/components/0{rest}");
    let header = |parameter: Value| one(json!({ "type": "header", "parameters": [parameter] }));
    for (object, expected) in [
        (json!({}), vec!["/template/name".to_owned(), "/template/language".to_owned()]),
        (json!({ "name": "Order Update", "language": { "code": "pt_BR" } }), vec!["/template/name".to_owned()]),
        (json!({ "name": "a", "language": "pt_BR" }), vec!["/template/language".to_owned()]),
        (
            json!({ "name": "a", "language": { "code": "en" }, "components": {} }),
            vec!["/template/components".to_owned()],
        ),
        (one(json!({})), vec![at("/type")]),
        (one(json!({ "type": "button" })), vec![at("/sub_type"), at("/index")]),
        (one(json!({ "type": "button", "sub_type": "url", "index": 10 })), vec![at("/index")]),
        (one(json!({ "type": "carousel", "cards": [] })), vec![at("/cards")]),
        (one(json!({ "type": "limited_time_offer" })), vec![at("/parameters")]),
        (one(json!({ "type": "body", "parameters": [{ "type": "text" }] })), vec![at("/parameters/0/text")]),
        (header(json!({ "type": "image" })), vec![at("/parameters/0/image")]),
        (header(json!({ "type": "image", "image": {} })), vec![at("/parameters/0/image")]),
        (
            header(json!({ "type": "product", "product": { "catalog_id": "7" } })),
            vec![at("/parameters/0/product/product_retailer_id")],
        ),
    ] {
        assert_eq!(refused(Kind::Template, object.clone()), expected, "{object}");
    }
}
