//! The reconciler (T-3): which message a status belongs to, and what it proves.
//!
//! A status names a wamid. It is a message's own, or an attempt's; else its tracker tells which attempt it was, and that
//! Meta took it, whatever the send's answer was or if there was any. Else the status is parked, until a send stores its
//! wamid: that looks for parked statuses in its own transaction. Both hold the number's lock, so none misses the other.

use recado_domain::{
    MessageId, NumberId, Timestamp,
    message::{AttemptState, Direction},
};
use recado_storage::{DbResult, Tx, tenant::message_attempts::AttemptRow};

use super::{
    changes::Changes,
    tracker::{Tracked, TrackerKey},
};
use crate::{Engine, wamid_key};

/// A status as far as it says which message it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Mention<'s> {
    /// The number whose status it is, ours.
    pub number: NumberId,
    /// Meta's id of that number.
    pub phone_number_id: &'s str,
    /// The message, in Meta's words.
    pub wamid: &'s str,
    /// `biz_opaque_callback_data`, which may be ours.
    pub tracker: Option<&'s str>,
    /// Meta's time of the status.
    pub at: Timestamp,
}

/// The outbound message that a status belongs to, loaded into `changes`; `None`: park it.
///
/// The caller holds the number's lock ([`Evidence::lock`](recado_storage::tenant::evidence::Evidence::lock)), applies
/// the status by [`Changes::report`] and saves the changes in the same transaction.
pub async fn message_of(
    engine: &Engine,
    tx: &mut Tx,
    changes: &mut Changes,
    key: &TrackerKey,
    mention: Mention<'_>,
) -> DbResult<Option<MessageId>> {
    let wamid_key = wamid_key(mention.number, mention.wamid);
    if let Some(row) = tx.tenant().messages().find_by_dedupe_keys(&[wamid_key]).await?.pop() {
        changes.add(tx, &[row.id]).await?;
        return Ok((row.direction == Direction::Outbound).then_some(row.id));
    }
    if let Some(attempt) = tx.tenant().message_attempts().find_by_wamid_key(wamid_key).await? {
        changes.add(tx, &[attempt.message_id]).await?;
        return Ok(Some(attempt.message_id));
    }
    let Some(tracked) = mention.tracker.and_then(|text| key.read(mention.phone_number_id, text)) else {
        return Ok(None);
    };
    attach(engine, tx, changes, tracked, mention).await
}

/// A status carries our tracker: that attempt was taken, and this is its wamid.
async fn attach(
    engine: &Engine,
    tx: &mut Tx,
    changes: &mut Changes,
    tracked: Tracked,
    mention: Mention<'_>,
) -> DbResult<Option<MessageId>> {
    let attempts = tx.tenant().message_attempts().list(tracked.message).await?;
    // The tracker holds the attempt's number in one byte; the newest with that byte is meant.
    let named = |attempt: &&AttemptRow| attempt.n % 256 == i64::from(tracked.attempt);
    let Some(attempt) = attempts.iter().rev().find(named).filter(|attempt| attempt.number_id == mention.number) else {
        return Ok(None);
    };
    if attempt.wamid.is_some() {
        metrics::counter!("recado_reconcile_second_wamid_total").increment(1);
        tracing::warn!(category = "send", message = %tracked.message, "a tracker came back with another wamid");
    } else {
        let taken = AttemptRow {
            state: AttemptState::Accepted,
            ended_at: Some(attempt.ended_at.unwrap_or(engine.now())),
            wamid: Some(mention.wamid.to_owned()),
            wamid_key: Some(wamid_key(mention.number, mention.wamid)),
            ..attempt.clone()
        };
        tx.tenant().message_attempts().settle(&[taken]).await?;
        metrics::counter!("recado_reconciled_total").increment(1);
    }
    changes.add(tx, &[tracked.message]).await?;
    changes.accept(engine, tracked.message, mention.wamid, mention.at.min(engine.now()));
    changes.take_parked(engine, tx, &[(tracked.message, mention.wamid.to_owned())]).await?;
    Ok(Some(tracked.message))
}
