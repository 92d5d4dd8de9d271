//! What happened lately, both ways, newest first.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError},
};

use axum::{
    Json,
    extract::{Query, State},
};
use recado_domain::Timestamp;
use serde_json::{Value, json};

use crate::{
    meta::{Meta, shifted},
    world::{
        World,
        delivery::{Content, Delivery},
    },
};

/// Rows, and at most.
const USUAL: usize = 30;
const MOST: usize = 200;

/// Sends and receipts by the business, webhooks to it, faults that struck.
pub(super) async fn list(State(meta): State<Arc<Meta>>, Query(query): Query<HashMap<String, String>>) -> Json<Value> {
    let limit = query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(USUAL).min(MOST);
    let world = meta.world();
    let mut rows = sends(&world, limit);
    rows.extend(webhooks(&world, limit));
    rows.extend(strikes(&meta, &world, limit));
    rows.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    rows.truncate(limit);
    Json(json!({"data": rows.into_iter().map(|(_, row)| row).collect::<Vec<_>>()}))
}

type Row = (Timestamp, Value);

fn sends(world: &World, limit: usize) -> Vec<Row> {
    let sends = world.ledger.iter().rev().take(limit).map(|entry| {
        let row = json!({"at": entry.received_at, "what": "send", "type": entry.kind, "to": entry.to,
            "outcome": entry.outcome, "code": entry.code});
        (entry.received_at, row)
    });
    let receipts = world.receipts.iter().rev().take(limit).map(|receipt| {
        let what = if receipt.typing { "typing" } else { "receipt" };
        (receipt.received_at, json!({"at": receipt.received_at, "what": what, "outcome": receipt.outcome}))
    });
    sends.chain(receipts).collect()
}

fn webhooks(world: &World, limit: usize) -> Vec<Row> {
    let tried = |delivery: &&Delivery| delivery.attempts.last().is_some() || delivery.state.is_over();
    let told = world.deliveries.iter().rev().filter(tried).take(limit);
    told.map(|delivery| {
        let last = delivery.attempts.last();
        let at = shifted(last.map_or(delivery.planned.due, |last| last.at), world.settings.clock_offset_ms);
        let (what, detail) = match &delivery.planned.content {
            Content::Status { status, .. } => ("status", json!(status)),
            Content::Change { value, .. } => ("message", value["messages"][0]["type"].clone()),
            Content::Raw { .. } => ("webhook", Value::Null),
            Content::Batch { members } => ("batch", json!(members.len())),
        };
        let row = json!({"at": at, "what": what, "detail": detail, "state": delivery.state,
            "tries": delivery.attempts.len(), "http_status": last.and_then(|last| last.http_status)});
        (at, row)
    })
    .collect()
}

fn strikes(meta: &Meta, world: &World, limit: usize) -> Vec<Row> {
    let faults = meta.faults.lock().unwrap_or_else(PoisonError::into_inner);
    let struck = faults.struck().take(limit).map(|(at, fault)| {
        let at = shifted(*at, world.settings.clock_offset_ms);
        (at, json!({"at": at, "what": "fault", "on": fault.on, "fault": fault.kind, "code": fault.code}))
    });
    struck.collect()
}
