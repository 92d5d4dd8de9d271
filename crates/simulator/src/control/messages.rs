//! The ledger of sends, and the read receipts.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json,
    extract::{Query, State},
};
use serde_json::{Value, json};

use crate::meta::Meta;

type Filter = Query<HashMap<String, String>>;

pub(super) async fn ledger(State(meta): State<Arc<Meta>>, Query(filter): Filter) -> Json<Value> {
    let world = meta.world();
    let number = filter.get("phone_number_id");
    let rows: Vec<_> =
        world.ledger.iter().filter(|entry| number.is_none_or(|wanted| *wanted == entry.phone_number_id)).collect();
    Json(json!({"data": rows}))
}

pub(super) async fn receipts(State(meta): State<Arc<Meta>>, Query(filter): Filter) -> Json<Value> {
    let world = meta.world();
    let number = filter.get("phone_number_id");
    let rows: Vec<_> = world
        .receipts
        .iter()
        .filter(|receipt| number.is_none_or(|wanted| *wanted == receipt.phone_number_id))
        .collect();
    Json(json!({"data": rows}))
}
