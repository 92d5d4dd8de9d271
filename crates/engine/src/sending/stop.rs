//! Stopping a number: Meta refuses everything from it, or from its account, until somebody acts. Its queue is kept.

use recado_domain::NumberId;
use recado_storage::{
    DbResult, Tx,
    tenant::phone_numbers::{NumberRow, NumberStatus, SuspendReach},
};

use serde_json::json;

use super::verdict::Stop;
use crate::{
    Engine,
    access::{
        By,
        audit::{self, Deed},
    },
    events::{Event, emit},
    view::load,
};

/// Suspends the number, or all active ones of its account, and tells people. Answers whether anything changed.
pub(crate) async fn suspend(engine: &Engine, tx: &mut Tx, number: NumberId, stop: Stop) -> DbResult<bool> {
    let reason = format!("graph:{}", stop.code);
    let at = engine.now();
    if tx.tenant().phone_numbers().suspend(number, stop.reach, &reason, at).await? == 0 {
        return Ok(false);
    }
    metrics::counter!("recado_numbers_suspended_total", "code" => stop.code.to_string()).increment(1);
    tracing::error!(category = "send", %number, code = stop.code, "Meta stopped a number; its queue is kept");
    let deed = Deed::new("number.suspended", "number").of(number).with(json!({ "graphCode": stop.code })).sensitive();
    audit::record(tx.tenant(), engine, &By::SYSTEM, deed).await?;
    let numbers = tx.tenant().phone_numbers().list().await?;
    let own = numbers.iter().find(|row| row.id == number).map(|row| row.waba);
    let touched = |row: &&NumberRow| {
        let reached = match stop.reach {
            SuspendReach::Number => row.id == number,
            SuspendReach::Account => Some(row.waba) == own,
        };
        reached && row.status == NumberStatus::Suspended && row.updated_at == at
    };
    let events = numbers.iter().filter(touched).map(|row| Event::number_updated(&load::number(row))).collect();
    emit(engine, &mut tx.tenant(), events).await?;
    Ok(true)
}
