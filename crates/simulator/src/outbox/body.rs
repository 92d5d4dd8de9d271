//! The envelope of a webhook (cloud-api.md §4.4).

use serde_json::{Map, Value, json};

use super::signature::meta_json;
use crate::{
    statuses,
    world::{
        World,
        delivery::{Content, Planned},
    },
};

/// The exact bytes of a delivery; None if what it speaks of is gone.
pub(crate) fn bytes_of(world: &World, planned: &Planned) -> Option<String> {
    match &planned.content {
        Content::Raw { body } => Some(body.clone()),
        _ => envelope_of(world, planned).map(|envelope| meta_json(&envelope)),
    }
}

/// The whole body as JSON; None for somebody's own bytes.
fn envelope_of(world: &World, planned: &Planned) -> Option<Value> {
    let mut entries: Vec<(String, Vec<Value>)> = Vec::new();
    let members = match &planned.content {
        Content::Batch { members } => members.clone(),
        _ => vec![planned.id],
    };
    for id in members {
        let member = &world.deliveries.get(id)?.planned;
        let change = change_of(world, member)?;
        let waba = member.waba_id.clone().unwrap_or_else(|| "0".to_owned());
        match entries.iter_mut().find(|(known, _)| *known == waba) {
            Some((_, changes)) => changes.push(change),
            None => entries.push((waba, vec![change])),
        }
    }
    let entries: Vec<Value> = entries.into_iter().map(|(id, changes)| json!({"id": id, "changes": changes})).collect();
    Some(json!({"object": "whatsapp_business_account", "entry": entries}))
}

fn change_of(world: &World, planned: &Planned) -> Option<Value> {
    match &planned.content {
        Content::Change { field, value } => Some(json!({"field": field, "value": value})),
        Content::Status { wamid, status, errors, at, priced } => {
            let sent = world.sent(wamid)?;
            let (mut entry, contact) = statuses::words(world, sent, status, *at);
            if *priced {
                entry["pricing"] = statuses::pricing(sent);
            }
            if let Some(errors) = errors {
                entry["errors"] = errors.clone();
            }
            let mut value = value_for(world, &sent.phone_number_id);
            if let Some(contact) = contact {
                value.insert("contacts".to_owned(), json!([contact]));
            }
            value.insert("statuses".to_owned(), json!([entry]));
            Some(json!({"field": "messages", "value": value}))
        }
        Content::Raw { .. } | Content::Batch { .. } => None,
    }
}

/// The head of a `messages` change: product and number.
pub(crate) fn value_for(world: &World, phone_number_id: &str) -> Map<String, Value> {
    let display =
        world.numbers.get(phone_number_id).map(super::super::world::number::Number::digits).unwrap_or_default();
    let mut value = Map::new();
    value.insert("messaging_product".to_owned(), json!("whatsapp"));
    let metadata = json!({"display_phone_number": display, "phone_number_id": phone_number_id});
    value.insert("metadata".to_owned(), metadata);
    value
}
