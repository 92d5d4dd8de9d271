//! Health, configuration, reset.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::{Answered, Refused, body::Body};
use crate::{meta::Meta, outbox::shake, world::record::Record};

pub(super) async fn health(State(meta): State<Arc<Meta>>) -> Json<Value> {
    let world = meta.world();
    Json(json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "time": meta.meta_time(&world),
        "numbers": world.numbers.len(),
        "messages": world.ledger.len(),
        "pending_webhooks": world.deliveries.pending(),
    }))
}

pub(super) async fn show(State(meta): State<Arc<Meta>>) -> Json<Value> {
    Json(json!(meta.world().settings))
}

/// Lays the given keys over the configuration. A new address or verify token is shaken hands with, best effort.
pub(super) async fn change(State(meta): State<Arc<Meta>>, Body(patch): Body<Value>) -> Answered {
    let webhook_changed = ["url", "verify_token"].iter().any(|key| patch["webhook"].get(key).is_some());
    let line = {
        let mut world = meta.world();
        let settings = world.settings.patched(patch).map_err(Refused::bad)?;
        world.commit(Record::Settings { settings })
    };
    meta.durable(line).await?;
    let handshake = if webhook_changed { shake(&meta).await } else { None };
    let mut answer = json!(meta.world().settings);
    if let Some(handshake) = handshake {
        answer["handshake"] = handshake;
    }
    Ok(Json(answer))
}

/// Everything as it was when the simulator was started for the first time, faults included.
pub(super) async fn reset(State(meta): State<Arc<Meta>>) -> Answered {
    let line = meta.reset();
    meta.durable(line).await?;
    Ok(Json(json!({"success": true})))
}
