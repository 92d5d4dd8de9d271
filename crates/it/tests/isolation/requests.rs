//! Requests that would be taken, with an id put into one of their fields, and what of two answers must be the same.

use std::collections::HashMap;

use recado_it::{Answer, Call, Someone};
use serde_json::{Value as Json, json};

use super::operations::{EXAMPLE, Field, Operation, Place};

/// Fields that name a thing beside the one that the rest of the request names, or a thing of any kind: operation, field,
/// thing of `world.rs`, beginning of its id.
const OTHERS: &[(&str, &str, &str, &str)] = &[
    ("listAuditLog", "actorId", "owner", "usr"),
    ("listAuditLog", "entityId", "tag", "tag"),
    ("deleteTeam", "moveTo", "night", "tem"),
    ("removeUser", "reassignTo", "owner", "usr"),
];

/// The thing of `world.rs` that is put into a field, and the beginning of its id.
pub fn kind<'f>(operation: &Operation, field: &'f Field) -> (&'f str, &'f str) {
    let other = OTHERS.iter().find(|(id, name, ..)| *id == operation.id && *name == field.name);
    other.map_or((&field.prefix, &field.prefix), |(.., thing, prefix)| (thing, prefix))
}

/// Bodies for fields that do not fit into the example: operation, beginning of the pointer, body.
fn body_for(operation: &Operation, pointer: &str) -> Json {
    let (con, cnv, num) = (format!("con_{EXAMPLE}"), format!("cnv_{EXAMPLE}"), format!("num_{EXAMPLE}"));
    let text = json!({ "body": "Oi" });
    match (operation.id.as_str(), pointer) {
        ("sendTemplate", "/contactId" | "/conversationId" | "/replyTo") => {
            let mut body = operation.body.clone();
            let fields = body.as_object_mut().expect("an object");
            fields.remove("to");
            match pointer {
                "/replyTo" => fields.insert("conversationId".to_owned(), json!(cnv)),
                "/contactId" => fields.insert("numberId".to_owned(), json!(num)),
                _ => None,
            };
            body
        }
        ("sendMessage", "/contactId") => json!({ "numberId": num, "type": "text", "text": text }),
        ("sendMessage", "/numberId") => json!({ "contactId": con, "type": "text", "text": text }),
        ("sendMessage", "/reaction/messageId") => {
            json!({ "conversationId": cnv, "type": "reaction", "reaction": { "emoji": "👍" } })
        }
        ("transferConversation", "/userId") => json!({ "note": "Por favor" }),
        (_, pointer) if pointer.starts_with("/query/") => {
            let mut body = operation.body.clone();
            body["query"] = json!({});
            body
        }
        _ => operation.body.clone(),
    }
}

/// A request of this caller with an id in one field, or in none; every other id is one of `own`.
pub fn request(
    caller: &Someone,
    operation: &Operation,
    field: Option<(&Field, &str)>,
    own: &HashMap<&str, String>,
) -> Call {
    let at = |place| field.filter(|(field, _)| field.place == place);
    let mut path = operation.path.clone();
    for (name, example) in &operation.named {
        let asked = at(Place::Path).filter(|(field, _)| field.name == *name);
        let of_tenant = path.starts_with("/api/v1/tenants/");
        let id = asked.map_or_else(
            || if of_tenant { format!("ten_{EXAMPLE}") } else { example.clone() },
            |(_, id)| id.to_owned(),
        );
        path = path.replace(&format!("{{{name}}}"), &id);
    }
    if let Some((field, id)) = at(Place::Query) {
        path = format!("{path}?{}={id}", field.name);
    }
    let mut call = caller.call(&operation.method, &with_own(&path, own));
    if let Some((field, id)) = at(Place::Header) {
        call = call.header(field.name.as_str(), id);
    }
    let body = at(Place::Body).map_or_else(|| operation.body.clone(), |(field, id)| body_with(operation, field, id));
    match operation.content_type.as_deref() {
        None => call,
        Some("application/json") => call.bytes("application/json", with_own(&body.to_string(), own)),
        Some(other) => call.bytes(other, "no picture"),
    }
}

fn body_with(operation: &Operation, field: &Field, id: &str) -> Json {
    let mut body = body_for(operation, &field.name);
    let (parent, name) = field.name.rsplit_once('/').expect("a pointer");
    let mut place = &mut body;
    for step in parent.split('/').skip(1) {
        place = &mut place[step];
    }
    if !field.beside.is_empty() {
        *place = Json::Object(field.beside.clone());
    }
    place[name] = if field.is_list { json!([id]) } else { json!(id) };
    body
}

/// The text with one's own ids in the place of the description's.
fn with_own(text: &str, own: &HashMap<&str, String>) -> String {
    let filled =
        own.iter().fold(text.to_owned(), |text, (prefix, id)| text.replace(&format!("{prefix}_{EXAMPLE}"), id));
    assert!(!filled.contains(EXAMPLE), "{filled}: a kind of thing that world.rs does not make");
    filled
}

/// What must be the same of two answers: status, headers and body, without what differs between any two.
pub fn comparable(answer: &Answer) -> String {
    let mut headers: Vec<String> = answer
        .headers
        .iter()
        .filter(|(name, _)| !["date", "x-request-id", "content-length"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    headers.sort_unstable();
    let text = format!("{} {} {}", answer.status, headers.join(", "), String::from_utf8_lossy(&answer.bytes));
    without_ids(&text)
}

/// `con_` in the place of every id.
pub fn without_ids(text: &str) -> String {
    let mut parts = text.split('_');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(|byte| byte.is_ascii_digit() || byte.is_ascii_lowercase()).count();
        out.push('_');
        out.push_str(if digits == EXAMPLE.len() { &part[digits..] } else { part });
    }
    out
}
