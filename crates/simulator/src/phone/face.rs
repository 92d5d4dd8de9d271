//! A message of the business as the customer sees it: header, body, footer, buttons, list, cards.
//!
//! A button with a `message` is a tap: that object is what the customer's phone would send. Others only show a label.

use serde_json::{Map, Value, json};

use super::{
    cards,
    filled::filled,
    taps::{button_reply, buttons_of, is, list_reply, own_parameter, quick_replies},
};

/// How a tap names what was tapped.
pub(super) struct Context<'c> {
    pub business: &'c str,
    pub wamid: &'c str,
}

impl Context<'_> {
    /// A button that answers with a message of this type.
    pub fn reply(&self, label: &Value, kind: &str, content: Value) -> Value {
        let mut message = json!({"type": kind, "context": {"from": self.business, "id": self.wamid}});
        message[kind] = content;
        json!({"kind": "reply", "label": label, "message": message})
    }
}

/// An interactive message, or one of its cards.
pub(super) fn interactive(context: &Context, part: &Value) -> Value {
    let action = &part["action"];
    let mut face = Map::new();
    face.insert("header".to_owned(), header(&part["header"]));
    face.insert("body".to_owned(), part["body"]["text"].clone());
    face.insert("footer".to_owned(), part["footer"]["text"].clone());
    face.insert("buttons".to_owned(), Value::Array(buttons(context, part)));
    if part["type"] == "list" {
        face.insert("list".to_owned(), list(context, action));
    }
    if let Some(given) = action["cards"].as_array() {
        let cards: Vec<Value> = given.iter().map(|card| interactive(context, card)).collect();
        face.insert("cards".to_owned(), json!(cards));
    }
    Value::Object(face)
}

/// `{"type","text"}`, or the file or place of that type.
fn header(given: &Value) -> Value {
    let Some(kind) = given["type"].as_str() else { return Value::Null };
    json!({"type": kind, "content": given[kind]})
}

fn buttons(context: &Context, part: &Value) -> Vec<Value> {
    let action = &part["action"];
    let replies = action["buttons"].as_array().map_or(&[][..], Vec::as_slice).iter().map(|button| {
        let reply = if button["quick_reply"].is_object() { &button["quick_reply"] } else { &button["reply"] };
        context.reply(&reply["title"], "interactive", button_reply(reply))
    });
    let values = &action["parameters"];
    let other = match part["type"].as_str().unwrap_or_default() {
        "cta_url" => json!({"kind": "url", "label": values["display_text"], "detail": values["url"]}),
        "flow" => json!({"kind": "flow", "label": values["flow_cta"]}),
        "voice_call" => json!({"kind": "call", "label": values["display_text"]}),
        "location_request_message" => {
            let place = json!({"latitude": -23.5614, "longitude": -46.6559, "name": "MASP"});
            let mut button = context.reply(&Value::Null, "location", place);
            button["kind"] = json!("location");
            button
        }
        _ => return replies.collect(),
    };
    replies.chain([other]).collect()
}

fn list(context: &Context, action: &Value) -> Value {
    let all = |part: &Value, key: &str| part[key].as_array().cloned().unwrap_or_default();
    let row = |row: &Value| {
        let mut button = context.reply(&row["title"], "interactive", list_reply(row));
        button["detail"] = row["description"].clone();
        button
    };
    let section = |section: &Value| json!({"title": section["title"], "rows": all(section, "rows").iter().map(row).collect::<Vec<_>>()});
    json!({"label": action["button"], "sections": all(action, "sections").iter().map(section).collect::<Vec<_>>()})
}

/// A template's components filled with what this send gives, or one of its cards.
pub(super) fn template(context: &Context, components: &[Value], given: &[Value]) -> Value {
    let find = |kind: &str| components.iter().find(|part| is(part, "type", kind));
    let parameters = |kind: &str| {
        let part = given.iter().find(|part| is(part, "type", kind));
        part.and_then(|part| part["parameters"].as_array()).map_or(&[][..], Vec::as_slice)
    };
    let text = |kind: &str| find(kind).and_then(|part| part["text"].as_str());
    let header = find("HEADER").map(|part| match text("HEADER") {
        Some(text) => json!({"type": "text", "content": filled(text, parameters("header"))}),
        None => template_header(part, parameters("header")),
    });
    let mut face = json!({
        "header": header,
        "body": text("BODY").map(|text| filled(text, parameters("body"))),
        "footer": text("FOOTER"),
        "buttons": template_buttons(context, components, given),
    });
    if let Some(part) = find("CAROUSEL") {
        face["cards"] = cards::of_template(context, part, given);
    }
    face
}

fn template_header(part: &Value, parameters: &[Value]) -> Value {
    let given = parameters.first().unwrap_or(&Value::Null);
    let kind =
        given["type"].as_str().map_or_else(|| part["format"].as_str().unwrap_or("text").to_lowercase(), str::to_owned);
    json!({"type": kind, "content": given[&kind]})
}

fn template_buttons(context: &Context, components: &[Value], given: &[Value]) -> Vec<Value> {
    let mut replies = quick_replies(components, given).into_iter();
    let one = |(index, button): (usize, &Value)| {
        let kind = button["type"].as_str().unwrap_or_default().to_lowercase();
        let label = &button["text"];
        match kind.as_str() {
            "quick_reply" => {
                let (_, reply) = replies.next().unwrap_or_default();
                context.reply(label, "button", reply)
            }
            "url" => {
                let own = own_parameter(given, "url", index).cloned();
                let address = button["url"].as_str().map(|url| filled(url, own.as_slice()));
                json!({"kind": "url", "label": label, "detail": address})
            }
            "phone_number" | "voice_call" => {
                json!({"kind": "call", "label": label, "detail": button["phone_number"]})
            }
            _ => {
                let code = own_parameter(given, &kind, index).map(|parameter| parameter["coupon_code"].clone());
                json!({"kind": kind, "label": label, "detail": code})
            }
        }
    };
    buttons_of(components).iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: Context = Context { business: "551140000001", wamid: "wamid.x" };

    #[test]
    fn a_template_is_filled_and_its_buttons_can_be_tapped() {
        let components = json!([
            {"type": "HEADER", "format": "TEXT", "text": "Pedido {{1}}"},
            {"type": "BODY", "text": "Oi {{1}}"},
            {"type": "BUTTONS", "buttons": [
                {"type": "URL", "text": "Ver", "url": "https://loja.example/{{1}}"},
                {"type": "QUICK_REPLY", "text": "Confirmar"}
            ]}
        ]);
        let given = json!([
            {"type": "header", "parameters": [{"type": "text", "text": "42"}]},
            {"type": "body", "parameters": [{"type": "text", "text": "Ana"}]},
            {"type": "button", "sub_type": "url", "index": "0", "parameters": [{"type": "text", "text": "p/42"}]},
            {"type": "button", "sub_type": "quick_reply", "index": 1, "parameters": [{"payload": "yes-42"}]}
        ]);
        let face = template(&CONTEXT, components.as_array().expect("a list"), given.as_array().expect("a list"));
        assert_eq!((&face["header"]["content"], &face["body"]), (&json!("Pedido 42"), &json!("Oi Ana")));
        assert_eq!(face["buttons"][0]["detail"], "https://loja.example/p/42");
        let tap = json!({
            "type": "button",
            "button": {"payload": "yes-42", "text": "Confirmar"},
            "context": {"from": "551140000001", "id": "wamid.x"},
        });
        assert_eq!(face["buttons"][1]["message"], tap);
    }

    #[test]
    fn a_list_offers_its_rows() {
        let row = json!({"id": "r1", "title": "Centro", "description": "Até as 18h"});
        let action = json!({"button": "Unidades", "sections": [{"title": "São Paulo", "rows": [row]}]});
        let face = interactive(&CONTEXT, &json!({"type": "list", "body": {"text": "Qual?"}, "action": action}));
        let shown = &face["list"]["sections"][0]["rows"][0];
        assert_eq!((&shown["label"], &shown["detail"]), (&json!("Centro"), &json!("Até as 18h")));
        assert_eq!(shown["message"]["interactive"], json!({"type": "list_reply", "list_reply": row}));
    }
}
