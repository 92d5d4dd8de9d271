//! Any body, signed and sent as it is; and the log of all deliveries.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Value, json, value::RawValue};

use super::{Answered, body::Body};
use crate::{
    inbound::heard,
    meta::Meta,
    outbox::body::bytes_of,
    world::{
        World,
        delivery::{Content, Delivery, Planned},
        record::Record,
    },
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WebhookBody {
    /// Kept byte for byte.
    body: Box<RawValue>,
}

/// Sends the body's exact bytes. If it carries customers' messages to our numbers, they open windows like any other.
pub(super) async fn send(State(meta): State<Arc<Meta>>, Body(given): Body<WebhookBody>) -> Answered {
    let body = given.body.get().to_owned();
    let (id, line) = {
        let mut world = meta.world();
        for inbound in heard(&meta, &world, &body) {
            world.note(Record::Heard { inbound });
        }
        let (id, now) = (world.next_serial(), meta.now());
        let content = Content::Raw { body };
        let webhook = Planned { id, phone_number_id: None, waba_id: None, content, created_at: now, due: now };
        (id, world.commit(Record::Planned { webhook }))
    };
    meta.durable(line).await?;
    Ok(Json(json!({"id": id})))
}

pub(super) async fn list(State(meta): State<Arc<Meta>>) -> Json<Value> {
    let world = meta.world();
    let rows: Vec<Value> = world.deliveries.iter().map(|delivery| view(&world, delivery)).collect();
    Json(json!({"data": rows, "handshakes": world.handshakes}))
}

fn view(world: &World, delivery: &Delivery) -> Value {
    let planned = &delivery.planned;
    let (kind, wamid) = match &planned.content {
        Content::Status { wamid, .. } => ("status", Some(wamid.as_str())),
        Content::Change { value, .. } => ("message", value["messages"][0]["id"].as_str()),
        Content::Raw { .. } => ("raw", None),
        Content::Batch { .. } => ("batch", None),
    };
    let text = delivery.body.clone().or_else(|| bytes_of(world, planned)).unwrap_or_default();
    json!({
        "id": planned.id,
        "kind": kind,
        "phone_number_id": planned.phone_number_id,
        "waba_id": planned.waba_id,
        "wamid": wamid,
        "state": delivery.state,
        "batch": delivery.batch,
        "created_at": planned.created_at,
        "due_at": planned.due,
        "attempts": delivery.attempts,
        "body": serde_json::from_str::<Value>(&text).unwrap_or(Value::String(text)),
    })
}
