//! What a persona can do, as Meta's message object.

use serde_json::{Map, Value, json};

use crate::phone::taps::{button_reply, list_reply, quick_replies};

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

/// What can be tapped first in a message of the business, with the reply it gives.
pub(super) fn tappable(request: &Value, template_components: &[Value]) -> Option<(&'static str, Value)> {
    let interactive = &request["interactive"];
    let action = &interactive["action"];
    match interactive["type"].as_str() {
        Some("button") => Some(("interactive", button_reply(&action["buttons"][0]["reply"]))),
        Some("list") => Some(("interactive", list_reply(&action["sections"][0]["rows"][0]))),
        _ => {
            let given = request["template"]["components"].as_array().map_or(&[][..], Vec::as_slice);
            quick_replies(template_components, given).into_iter().next().map(|(_, reply)| ("button", reply))
        }
    }
}
