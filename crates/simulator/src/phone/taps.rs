//! Taps: what a customer's phone answers when something is touched (cloud-api.md §4.5).

use serde_json::{Value, json};

pub(crate) fn button_reply(reply: &Value) -> Value {
    json!({"type": "button_reply", "button_reply": reply})
}

pub(crate) fn list_reply(row: &Value) -> Value {
    json!({"type": "list_reply", "list_reply": row})
}

/// The quick replies of a template or of one of its cards, with their place among the buttons: the payload of this
/// send, else the label.
pub(crate) fn quick_replies(components: &[Value], given: &[Value]) -> Vec<(usize, Value)> {
    let buttons = buttons_of(components);
    let quick = buttons.iter().enumerate().filter(|(_, button)| is(button, "type", "QUICK_REPLY"));
    quick
        .map(|(index, button)| {
            let label = &button["text"];
            let own = own_parameter(given, "quick_reply", index).map(|parameter| parameter["payload"].clone());
            let payload = own.filter(Value::is_string).unwrap_or_else(|| label.clone());
            (index, json!({"payload": payload, "text": label}))
        })
        .collect()
}

pub(super) fn buttons_of(components: &[Value]) -> &[Value] {
    let part = components.iter().find(|part| is(part, "type", "BUTTONS"));
    part.and_then(|part| part["buttons"].as_array()).map_or(&[][..], Vec::as_slice)
}

/// What this send gives to the button at this place.
pub(super) fn own_parameter<'v>(given: &'v [Value], sub_type: &str, index: usize) -> Option<&'v Value> {
    let mut own = given.iter().filter(|part| is(part, "sub_type", sub_type));
    own.find(|part| place(&part["index"]) == Some(index)).map(|part| &part["parameters"][0])
}

fn place(index: &Value) -> Option<usize> {
    let number = index.as_u64().or_else(|| index.as_str()?.parse().ok())?;
    usize::try_from(number).ok()
}

/// Whether this key holds this word, in any case.
pub(super) fn is(part: &Value, key: &str, word: &str) -> bool {
    part[key].as_str().is_some_and(|text| text.eq_ignore_ascii_case(word))
}
