//! Statuses of accepted messages: when they come and what they say (cloud-api.md §4.6).

use std::time::Duration;

use recado_domain::Timestamp;
use serde_json::{Value, json};

use crate::{
    graph::refusal::webhook_error,
    meta::{Meta, shifted},
    personas::reads_after,
    world::{
        World,
        delivery::{Content, Planned},
        message::Sent,
    },
};

/// When the first status of a send goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Timing {
    /// After the configured delays.
    Configured,
    /// At once, before the send is answered; there is then a first status even with `auto` off.
    BeforeTheAnswer,
}

/// The statuses a message will get by itself. A reaction only ever gets `sent`.
pub(crate) fn plan(meta: &Meta, world: &mut World, sent: &Sent, timing: Timing) -> Vec<Planned> {
    let wanted = world.settings.statuses.clone();
    let mut steps = Vec::new();
    match (wanted.auto, timing) {
        (_, Timing::BeforeTheAnswer) => steps.push(("sent", 0)),
        (true, Timing::Configured) => steps.push(("sent", wanted.sent_ms)),
        (false, Timing::Configured) => {}
    }
    if wanted.auto && sent.kind != "reaction" {
        steps.push(("delivered", wanted.delivered_ms));
        steps.extend(reads_after(world, sent, wanted.read_ms).map(|ms| ("read", ms)));
    }
    let now = meta.now();
    steps
        .into_iter()
        .map(|(status, ms)| {
            let due = now.plus(Duration::from_millis(ms));
            let content = Content::Status {
                wamid: sent.wamid.clone(),
                status: status.to_owned(),
                errors: None,
                at: shifted(due, world.settings.clock_offset_ms),
                // Pricing rides on `sent` and on one status that means delivery.
                priced: matches!(status, "sent" | "delivered"),
            };
            planned(world, &sent.phone_number_id, content, now, due)
        })
        .collect()
}

/// A status somebody orders by hand.
pub(crate) fn by_hand(meta: &Meta, world: &mut World, sent: &Sent, status: &str, errors: Option<Value>) -> Planned {
    let errors = (status == "failed").then(|| errors.unwrap_or_else(|| json!([webhook_error(131_026, None)])));
    let priced = match status {
        "sent" => true,
        "delivered" | "read" | "played" => !sent.delivery_priced,
        _ => false,
    };
    let (now, at) = (meta.now(), meta.meta_time(world));
    let content = Content::Status { wamid: sent.wamid.clone(), status: status.to_owned(), errors, at, priced };
    planned(world, &sent.phone_number_id, content, now, now)
}

/// A delivery for this number.
pub(crate) fn planned(
    world: &mut World,
    phone_number_id: &str,
    content: Content,
    created_at: Timestamp,
    due: Timestamp,
) -> Planned {
    Planned {
        id: world.next_serial(),
        waba_id: world.numbers.get(phone_number_id).map(|number| number.waba_id.clone()),
        phone_number_id: Some(phone_number_id.to_owned()),
        content,
        created_at,
        due,
    }
}

/// The `statuses[]` entry and, beside it, its `contacts[]`.
pub(crate) fn words(world: &World, sent: &Sent, status: &str, at: Timestamp) -> (Value, Option<Value>) {
    let mut entry = json!({"id": sent.wamid, "status": status, "timestamp": at.secs().to_string()});
    if let Some(wa_id) = sent.wa_id.as_ref().filter(|_| sent.by_phone) {
        entry["recipient_id"] = json!(wa_id);
    }
    let failed = status == "failed";
    if !(failed && sent.by_phone) {
        entry["recipient_user_id"] = json!(sent.user_id);
    }
    if let Some(tracker) = &sent.tracker {
        entry["biz_opaque_callback_data"] = json!(tracker);
    }
    (entry, (!failed).then(|| contact(world, sent, status)))
}

/// `username` is only shown once the message has arrived.
fn contact(world: &World, sent: &Sent, status: &str) -> Value {
    let mut contact = json!({"user_id": sent.user_id});
    if let Some(wa_id) = sent.wa_id.as_ref().filter(|_| sent.by_phone) {
        contact["wa_id"] = json!(wa_id);
    }
    let person = world.people.find_user_id(&sent.user_id).map(|id| world.people.get(id));
    if status != "sent"
        && let Some(username) = person.and_then(|person| person.username.as_ref())
    {
        contact["profile"] = json!({"username": username});
    }
    contact
}

/// `pricing` of a status.
pub(crate) fn pricing(sent: &Sent) -> Value {
    let (kind, category) = &sent.pricing;
    json!({"billable": kind == "regular", "pricing_model": "PMP", "type": kind, "category": category})
}
