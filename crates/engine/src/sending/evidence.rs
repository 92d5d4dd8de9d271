//! The evidence rule (T-4): what becomes of a send whose outcome nobody knows.
//!
//! It counts as not taken only if (a) the evidence time has passed, (b) a status of the same number was processed whose
//! own time is later than the attempt by more than the evidence time, and (c) nothing received between the two could
//! still hold a status of it. No webhooks, no evidence, no second send: then it shows as unconfirmed.

use std::time::Duration;

use recado_domain::{
    Timestamp,
    message::{AttemptState, DeliveryPolicy, Sending},
};
use recado_storage::{
    DbResult, Scope, Tx,
    system::lanes::ShownStatus,
    tenant::{
        message_attempts::{AttemptRow, UnknownMessages},
        messages::MessageRow,
    },
};

use super::{changes::Changes, record::Recorder};

/// An accepted webhook is committed within two seconds, or it was refused: what was received so long ago is visible.
const SETTLES_WITHIN: Duration = Duration::from_secs(5);
/// Clocks of nodes may differ by so much: what was received shortly before the attempt counts as received after it.
const SKEW: Duration = Duration::from_secs(5);
/// So long evidence is waited for. A status with the attempt's tracker still settles it afterwards.
const HORIZON: Duration = Duration::from_hours(24);

/// Looks at the attempts of one number whose outcome is unknown and whose evidence time has passed.
pub(crate) async fn sweep(by: Recorder<'_>) -> DbResult<()> {
    let late = by.engine.now().minus(by.engine.settings.evidence_after);
    let mut tx = by.engine.db.read(Scope::Tenant(by.key.tenant_id)).await?;
    let mut tenant = tx.tenant();
    let mut attempts = tenant.message_attempts();
    let mut open = attempts.list_unknown(by.key.number_id, late, UnknownMessages::StillSending).await?;
    let shown_otherwise = attempts.list_unknown(by.key.number_id, late, UnknownMessages::ShownOtherwise).await?;
    drop(tx);
    if open.is_empty() && shown_otherwise.is_empty() {
        return Ok(());
    }
    let mut proven = proven_not_taken(by, &open).await?;
    let proven_later = proven_not_taken(by, &shown_otherwise).await?;
    let now = by.engine.now();
    open.extend(shown_otherwise.into_iter().filter(|one| proven_later.contains(one) || is_given_up(one, now)));
    proven.extend(proven_later);
    if open.is_empty() { Ok(()) } else { settle(by, open, &proven).await }
}

fn is_given_up(attempt: &AttemptRow, now: Timestamp) -> bool {
    attempt.started_at.plus(HORIZON) <= now
}

/// Those of the attempts for which (b) and (c) hold.
#[expect(clippy::disallowed_methods, reason = "the log and the quarantine belong to no tenant; only facts are read")]
async fn proven_not_taken(by: Recorder<'_>, open: &[AttemptRow]) -> DbResult<Vec<AttemptRow>> {
    let mut tx = by.engine.db.read(Scope::System).await?;
    let Some(shown) = tx.system().lanes().newest_status(by.key).await? else { return Ok(Vec::new()) };
    let mut proven = Vec::new();
    for attempt in open {
        let is_later = shown.status_at > attempt.started_at.plus(by.engine.settings.evidence_after);
        if is_later && is_settled(&shown, by.engine.now()) {
            let since = attempt.started_at.minus(SKEW);
            if !tx.system().lanes().may_hide_a_status(&shown, since).await? {
                proven.push(attempt.clone());
            }
        }
    }
    Ok(proven)
}

fn is_settled(shown: &ShownStatus, now: Timestamp) -> bool {
    shown.received_at.plus(SETTLES_WITHIN) <= now
}

async fn settle(by: Recorder<'_>, open: Vec<AttemptRow>, proven: &[AttemptRow]) -> DbResult<()> {
    let mut tx = by.engine.db.write(Scope::Tenant(by.key.tenant_id)).await?;
    tx.guard(by.lease).await?;
    tx.tenant().evidence().lock(by.key.number_id).await?;
    // A status may have settled some meanwhile.
    let keys: Vec<_> = open.iter().map(|attempt| (attempt.message_id, attempt.n)).collect();
    let open = tx.tenant().message_attempts().find_many(&keys).await?;
    let ids: Vec<_> = keys.iter().map(|(message, _)| *message).collect();
    let mut changes = Changes::load(&mut tx, &ids).await?;
    let mut settled = Vec::new();
    for attempt in open.into_iter().filter(|attempt| attempt.state == AttemptState::Unknown) {
        let is_proven = proven.iter().any(|one| (one.message_id, one.n) == (attempt.message_id, attempt.n));
        if is_proven {
            not_taken(by, &mut tx, &mut changes, &attempt).await?;
            settled.push(AttemptRow { state: AttemptState::PresumedNotSent, ..attempt });
        } else {
            unconfirmed(by, &mut changes, &attempt);
            if is_given_up(&attempt, by.engine.now()) {
                settled.push(AttemptRow { state: AttemptState::Unconfirmed, ..attempt });
            }
        }
    }
    tx.tenant().message_attempts().settle(&settled).await?;
    let visible = changes.save(by.engine, &mut tx).await?;
    tx.commit().await?;
    if visible {
        by.engine.wake.events();
        by.engine.wake.settled.notify_waiters();
    }
    Ok(())
}

/// The evidence says no: once more, if the caller wants that and it was not done before; else a person decides.
async fn not_taken(by: Recorder<'_>, tx: &mut Tx, changes: &mut Changes, attempt: &AttemptRow) -> DbResult<()> {
    let attempts = tx.tenant().message_attempts().list(attempt.message_id).await?;
    let resent = attempts.iter().any(|earlier| earlier.state == AttemptState::PresumedNotSent);
    let now = by.engine.now();
    changes.change(by.engine, attempt.message_id, now, |row| {
        if !waits_for_evidence(row) {
            return;
        }
        if row.delivery_policy == DeliveryPolicy::ResendOnce && !resent && row.dismissed_at.is_none() {
            row.sending = Sending::Queued;
            row.due_at = Some(now);
        } else {
            row.sending = Sending::PresumedNotSent;
            row.moments.unconfirmed.get_or_insert(now);
        }
    });
    Ok(())
}

fn unconfirmed(by: Recorder<'_>, changes: &mut Changes, attempt: &AttemptRow) {
    let now = by.engine.now();
    if changes.get(attempt.message_id).is_none_or(|row| row.sending != Sending::Unknown) {
        return;
    }
    changes.change(by.engine, attempt.message_id, now, |row| {
        row.sending = Sending::Unconfirmed;
        row.moments.unconfirmed.get_or_insert(now);
    });
}

fn waits_for_evidence(row: &MessageRow) -> bool {
    matches!(row.sending, Sending::Unknown | Sending::Unconfirmed)
}
