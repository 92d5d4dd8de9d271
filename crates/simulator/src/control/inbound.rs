//! A customer writes.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde_json::json;

use super::{Answered, Refused, body::Body};
use crate::{
    inbound::{self, CustomerMessage, Unsendable},
    meta::Meta,
};

pub(super) async fn write(State(meta): State<Arc<Meta>>, Body(message): Body<CustomerMessage>) -> Answered {
    let (wamid, line) = inbound::write(&meta, message).await.map_err(|unsendable| match unsendable {
        Unsendable::UnknownNumber => Refused::unknown(unsendable.to_string()),
        _ => Refused::bad(unsendable.to_string()),
    })?;
    meta.durable(line).await?;
    Ok(Json(json!({"wamid": wamid})))
}
