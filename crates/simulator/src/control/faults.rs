//! Faults: order, list, cancel.

use std::sync::{Arc, PoisonError};

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::{Value, json};

use super::{Answered, Refused, body::Body};
use crate::{faults::Fault, meta::Meta};

pub(super) async fn order(State(meta): State<Arc<Meta>>, Body(fault): Body<Fault>) -> Answered {
    fault.check().map_err(Refused::bad)?;
    let id = meta.faults.lock().unwrap_or_else(PoisonError::into_inner).add(fault);
    meta.changed();
    Ok(Json(json!({"id": id})))
}

pub(super) async fn list(State(meta): State<Arc<Meta>>) -> Json<Value> {
    let faults = meta.faults.lock().unwrap_or_else(PoisonError::into_inner);
    let rows: Vec<Value> = faults.list().iter().map(|(id, fault)| with_id(id, fault)).collect();
    Json(json!({"data": rows}))
}

fn with_id(id: &str, fault: &Fault) -> Value {
    let mut row = json!(fault);
    row["id"] = json!(id);
    row
}

pub(super) async fn clear(State(meta): State<Arc<Meta>>) -> Json<Value> {
    meta.faults.lock().unwrap_or_else(PoisonError::into_inner).clear();
    meta.changed();
    Json(json!({"success": true}))
}

pub(super) async fn cancel(State(meta): State<Arc<Meta>>, Path(id): Path<String>) -> Answered {
    if meta.faults.lock().unwrap_or_else(PoisonError::into_inner).remove(&id) {
        meta.changed();
        Ok(Json(json!({"success": true})))
    } else {
        Err(Refused::unknown("no such fault; it may have struck for the last time"))
    }
}
