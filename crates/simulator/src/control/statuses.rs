//! A status by hand.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Answered, Refused, body::Body};
use crate::{graph::refusal::webhook_error, meta::Meta, statuses::by_hand, world::record::Record};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StatusBody {
    wamid: String,
    status: String,
    errors: Option<Vec<Value>>,
}

const STATUSES: [&str; 7] = ["sent", "delivered", "read", "played", "failed", "deleted", "warning"];

pub(super) async fn send(State(meta): State<Arc<Meta>>, Body(body): Body<StatusBody>) -> Answered {
    if !STATUSES.contains(&body.status.as_str()) {
        return Err(Refused::bad(format!("status is one of {STATUSES:?}")));
    }
    let errors = body.errors.map(|errors| errors.iter().map(completed).collect::<Result<Vec<_>, _>>()).transpose()?;
    let line = {
        let mut world = meta.world();
        let sent = world.sent(&body.wamid).cloned();
        let sent = sent.ok_or_else(|| Refused::unknown("no accepted message has this wamid"))?;
        let webhook = by_hand(&meta, &mut world, &sent, &body.status, errors.map(Value::Array));
        world.commit(Record::Planned { webhook })
    };
    meta.durable(line).await?;
    Ok(Json(json!({"success": true})))
}

/// An error needs only its code; what is given wins.
fn completed(given: &Value) -> Result<Value, Refused> {
    let code = given.as_i64().or_else(|| given["code"].as_i64()).ok_or_else(|| Refused::bad("an error has a code"))?;
    let mut whole = webhook_error(code, None);
    for (key, value) in given.as_object().into_iter().flatten() {
        whole[key] = value.clone();
    }
    Ok(whole)
}
