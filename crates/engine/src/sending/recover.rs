//! Recovery: attempts that are in flight on record, but in nobody's hands. Done when a lane begins, and when it does not
//! know what of its own was recorded.

use std::collections::HashSet;

use recado_domain::message::{AttemptState, Sending};
use recado_storage::{DbResult, Scope, tenant::message_attempts::AttemptRow};

use super::{changes::Changes, claim::AttemptKey, record::Recorder};

/// Settles all attempts in flight; the lane itself must have none in its hands.
///
/// Those of earlier lanes may have left: unknown. So may those that this lane launched and could not record. Those of
/// this lane that it never launched were never written, because it writes only what it knows to be on record: they go
/// again.
pub(crate) async fn recover(by: Recorder<'_>, launched: &HashSet<AttemptKey>) -> DbResult<()> {
    while recover_some(by, launched).await? {}
    Ok(())
}

async fn recover_some(by: Recorder<'_>, launched: &HashSet<AttemptKey>) -> DbResult<bool> {
    let mut tx = by.engine.db.write(Scope::Tenant(by.key.tenant_id)).await?;
    tx.guard(by.lease).await?;
    tx.tenant().evidence().lock(by.key.number_id).await?;
    let lost = tx.tenant().message_attempts().list_in_flight(by.key.number_id, by.lease.fence()).await?;
    if lost.is_empty() {
        return Ok(false);
    }
    let ids: Vec<_> = lost.iter().map(|attempt| attempt.message_id).collect();
    let mut changes = Changes::load(&mut tx, &ids).await?;
    let now = by.engine.now();
    let settled: Vec<_> = lost
        .into_iter()
        .map(|attempt| {
            let never_left = attempt.fence == by.lease.fence() && !launched.contains(&(attempt.message_id, attempt.n));
            settle(by, attempt, never_left, &mut changes)
        })
        .collect();
    tx.tenant().message_attempts().settle(&settled).await?;
    let visible = changes.save(by.engine, &mut tx).await?;
    tx.commit().await?;
    metrics::counter!("recado_attempts_recovered_total").increment(settled.len() as u64);
    tracing::warn!(category = "send", number = %by.key.number_id, attempts = settled.len(), at = ?now, "recovered");
    if visible {
        by.engine.wake.events();
    }
    Ok(true)
}

fn settle(by: Recorder<'_>, attempt: AttemptRow, never_left: bool, changes: &mut Changes) -> AttemptRow {
    let now = by.engine.now();
    changes.change(by.engine, attempt.message_id, now, |row| {
        if row.sending == Sending::InFlight {
            row.sending = if never_left { Sending::Queued } else { Sending::Unknown };
            row.due_at = never_left.then_some(now);
        }
    });
    let (state, outcome) = if never_left {
        (AttemptState::NotSent, "not_sent: unrecorded")
    } else if attempt.fence == by.lease.fence() {
        (AttemptState::Unknown, "unknown: unrecorded")
    } else {
        (AttemptState::Unknown, "unknown: sender_lost")
    };
    AttemptRow { state, outcome: Some(outcome.to_owned()), ended_at: Some(now), ..attempt }
}
