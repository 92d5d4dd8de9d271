//! What a persona can do, as Meta's message object.

use serde_json::{Map, Value, json};

/// Something a persona will do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// Begins a conversation.
    Open,
    /// Goes on after an answer of the business.
    Answer,
    /// Ends a conversation.
    Close,
    /// These words, made when they were planned.
    Say(String),
    React {
        wamid: String,
        emoji: &'static str,
    },
    Picture,
    Voice,
    Document,
    Place,
    Card,
    /// A tap on something the business sent; the reply is Meta's object.
    Tap {
        wamid: String,
        business: String,
        kind: &'static str,
        reply: Value,
    },
}

/// A message object of this type.
pub(super) fn object(kind: &str, content: Value) -> Map<String, Value> {
    let mut message = Map::new();
    message.insert("type".to_owned(), json!(kind));
    message.insert(kind.to_owned(), content);
    message
}

pub(super) fn text(body: &str) -> Map<String, Value> {
    object("text", json!({"body": body}))
}

/// A tap points at what was tapped.
pub(super) fn tap(wamid: &str, business: &str, kind: &str, reply: Value) -> Map<String, Value> {
    let mut message = object(kind, reply);
    message.insert("context".to_owned(), json!({"from": business, "id": wamid}));
    message
}

/// What can be tapped in a message of the business, with the reply it gives.
pub(super) fn tappable(request: &Value, template_components: &[Value]) -> Option<(&'static str, Value)> {
    let interactive = &request["interactive"];
    let action = &interactive["action"];
    match interactive["type"].as_str() {
        Some("button") => {
            let reply = &action["buttons"][0]["reply"];
            Some(("interactive", json!({"type": "button_reply", "button_reply": reply})))
        }
        Some("list") => {
            let row = &action["sections"][0]["rows"][0];
            Some(("interactive", json!({"type": "list_reply", "list_reply": row})))
        }
        _ => quick_reply(request, template_components),
    }
}

/// The template's first quick reply, with the payload of this send or its label.
fn quick_reply(request: &Value, components: &[Value]) -> Option<(&'static str, Value)> {
    let is =
        |part: &Value, key: &str, word: &str| part[key].as_str().is_some_and(|text| text.eq_ignore_ascii_case(word));
    let buttons = components.iter().find(|part| is(part, "type", "BUTTONS"))?["buttons"].as_array()?;
    let index = buttons.iter().position(|button| is(button, "type", "QUICK_REPLY"))?;
    let label = buttons[index]["text"].clone();
    let given = request["template"]["components"].as_array().into_iter().flatten();
    let own = given.filter(|part| is(part, "sub_type", "quick_reply")).find(|part| {
        part["index"].as_u64().map(|n| n.to_string()).as_deref().or(part["index"].as_str()) == Some(&index.to_string())
    });
    let payload = own.map(|part| part["parameters"][0]["payload"].clone()).filter(Value::is_string);
    Some(("button", json!({"payload": payload.unwrap_or_else(|| label.clone()), "text": label})))
}
