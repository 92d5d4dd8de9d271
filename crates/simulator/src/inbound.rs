//! What customers write, as `messages` webhooks (cloud-api.md §4.5).
//!
//! A message opens the 24-hour window of its number and customer from its own time on. Reactions, edits and system
//! messages do not.

mod samples;

use recado_domain::Timestamp;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::{
    journal::Line,
    meta::Meta,
    outbox::body::value_for,
    send::is_user_id,
    statuses::planned,
    world::{
        World,
        delivery::Content,
        people::user_id_of,
        record::{Inbound, Record},
    },
};

/// One message from a customer, as `POST /_sim/inbound` takes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerMessage {
    pub phone_number_id: String,
    pub from: Customer,
    /// Meta's own message object: `type`, the object of that name, `context` … An `id` or `timestamp` in it is kept.
    pub message: Map<String, Value>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Customer {
    pub wa_id: Option<String>,
    pub user_id: Option<String>,
    pub name: Option<String>,
    pub username: Option<String>,
}

/// Why a message cannot be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unsendable {
    #[error("no number has this phone_number_id")]
    UnknownNumber,
    #[error("from needs wa_id (7 to 15 digits) or user_id (CC. and letters and digits)")]
    Nobody,
    #[error("message needs a type")]
    Untyped,
    #[error("timestamp is in seconds since 1970")]
    Untimed,
    #[error("the file could not be kept: {0}")]
    Media(#[from] std::io::Error),
}

/// Message types that leave the window as it is.
const NO_WINDOW: [&str; 4] = ["reaction", "system", "edit", "revoke"];

/// Puts the message on its way; gives its wamid and the line that must be kept before anybody is told.
pub(crate) async fn write(meta: &Meta, given: CustomerMessage) -> Result<(String, Line), Unsendable> {
    let CustomerMessage { phone_number_id, from, mut message } = given;
    let from = identified(from)?;
    let kind = message.get("type").and_then(Value::as_str).ok_or(Unsendable::Untyped)?.to_owned();
    if !meta.world().numbers.contains_key(&phone_number_id) {
        return Err(Unsendable::UnknownNumber);
    }
    samples::complete(meta, &phone_number_id, &kind, &mut message).await?;
    let mut world = meta.world();
    let at = match message.get("timestamp") {
        None => meta.meta_time(&world),
        Some(given) => seconds(given).ok_or(Unsendable::Untimed)?,
    };
    let wamid = if let Some(id) = message.get("id").and_then(Value::as_str) {
        id.to_owned()
    } else {
        let address = from.wa_id.as_ref().or(from.user_id.as_ref()).expect("somebody wrote");
        meta.chance.wamid(address, true, world.next_serial())
    };
    let value = words(&world, &phone_number_id, &from, &wamid, at, message);
    let content = Content::Change { field: "messages".to_owned(), value: Value::Object(value) };
    let now = meta.now();
    let webhook = planned(&mut world, &phone_number_id, content, now, now);
    let inbound = Inbound {
        phone_number_id,
        wa_id: from.wa_id,
        user_id: from.user_id,
        name: from.name,
        username: from.username,
        at,
        opens_window: !NO_WINDOW.contains(&kind.as_str()),
    };
    Ok((wamid, world.commit(Record::Inbound { inbound, webhook })))
}

/// Digits only in the phone, and a user id for everybody.
pub(crate) fn identified(mut from: Customer) -> Result<Customer, Unsendable> {
    if let Some(wa_id) = &mut from.wa_id {
        wa_id.retain(|c| c.is_ascii_digit());
        if !(7..=15).contains(&wa_id.len()) {
            return Err(Unsendable::Nobody);
        }
    }
    if from.user_id.as_deref().is_some_and(|id| !is_user_id(id)) {
        return Err(Unsendable::Nobody);
    }
    match (&from.wa_id, &from.user_id) {
        (None, None) => Err(Unsendable::Nobody),
        (Some(wa_id), None) => {
            from.user_id = Some(user_id_of(wa_id));
            Ok(from)
        }
        _ => Ok(from),
    }
}

fn words(
    world: &World,
    phone_number_id: &str,
    from: &Customer,
    wamid: &str,
    at: Timestamp,
    mut message: Map<String, Value>,
) -> Map<String, Value> {
    let mut contact = json!({"profile": {}, "user_id": from.user_id});
    if let Some(name) = &from.name {
        contact["profile"]["name"] = json!(name);
    }
    if let Some(username) = &from.username {
        contact["profile"]["username"] = json!(username.trim_start_matches('@'));
    }
    if let Some(wa_id) = &from.wa_id {
        contact["wa_id"] = json!(wa_id);
        message.entry("from").or_insert(json!(wa_id));
    }
    message.entry("from_user_id").or_insert(json!(from.user_id));
    message.entry("id").or_insert(json!(wamid));
    message.insert("timestamp".to_owned(), json!(at.secs().to_string()));
    let mut value = value_for(world, phone_number_id);
    if message["type"] != "system" {
        value.insert("contacts".to_owned(), json!([contact]));
    }
    value.insert("messages".to_owned(), json!([message]));
    value
}

fn seconds(given: &Value) -> Option<Timestamp> {
    given.as_i64().or_else(|| given.as_str()?.parse().ok()).map(Timestamp::from_secs)
}

/// The customers' messages in a webhook that somebody wrote by hand, as far as they are for our numbers.
pub(crate) fn heard(meta: &Meta, world: &World, body: &str) -> Vec<Inbound> {
    let envelope: Value = serde_json::from_str(body).unwrap_or_default();
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let mut found = Vec::new();
    for change in list(&envelope, "entry").iter().flat_map(|entry| list(entry, "changes")) {
        let value = &change["value"];
        let Some(number) = value["metadata"]["phone_number_id"].as_str() else { continue };
        if change["field"] != "messages" || !world.numbers.contains_key(number) {
            continue;
        }
        found.extend(list(value, "messages").iter().filter_map(|message| heard_one(meta, world, number, message)));
    }
    found
}

fn heard_one(meta: &Meta, world: &World, number: &str, message: &Value) -> Option<Inbound> {
    let text = |key: &str| message[key].as_str().map(str::to_owned);
    let from = Customer { wa_id: text("from"), user_id: text("from_user_id"), ..Customer::default() };
    let from = identified(from).ok()?;
    let now = meta.meta_time(world);
    Some(Inbound {
        phone_number_id: number.to_owned(),
        wa_id: from.wa_id,
        user_id: from.user_id,
        name: None,
        username: None,
        at: seconds(&message["timestamp"]).unwrap_or(now).min(now),
        opens_window: !NO_WINDOW.contains(&message["type"].as_str().unwrap_or_default()),
    })
}
