//! What was put into quarantine is tried again: by itself a few times when it failed, when the number it waited for is
//! registered, and when people ask for it.
//!
//! Only the changes themselves are applied again, not the rest of their delivery: a thousand changes that went well are
//! left alone. Nothing waits for them meanwhile: statuses and messages find their place by their own time.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};

use recado_domain::{EventId, NumberId, QuarantineId, Timestamp, pacing::back_off};
use recado_storage::{
    DbResult, Scope,
    system::{
        leases::Lease,
        quarantine::{Awaited, DueRow},
    },
};
use serde::{Deserialize, Serialize};

use super::{
    pass::{self, BYTES, Failed},
    split::{Item, split},
};
use crate::{
    Engine,
    jobs::{Job, JobCx, JobError, Urgency},
};

/// The reason of a change that was understood and could not be applied.
pub(super) const FAILED: &str = "failed";
/// Reasons of changes that wait for a number.
const HOMELESS: [&str; 3] = ["unknown-number", "unknown-account", "foreign-account"];

/// How often a change that fails is tried before people must look at it.
const TRIES: u32 = 5;
/// The wait after the first failure. It doubles: five tries take about ten minutes.
const FIRST_WAIT: Duration = Duration::from_secs(40);
/// The wait before the last try.
const LAST_WAIT: Duration = Duration::from_secs(320);

/// Changes tried in one pass: what came in meanwhile is not kept waiting.
const CHANGES: u32 = 64;

/// When a change that has failed so often is tried again; `None`: never by itself.
pub(super) fn next(engine: &Engine, failed: i64) -> Option<Timestamp> {
    let failed = u32::try_from(failed).ok().filter(|failed| (1..TRIES).contains(failed))?;
    Some(engine.now().plus(back_off(FIRST_WAIT, failed - 1, LAST_WAIT, engine.jitter.fraction())))
}

/// Tries what is due, in the order of the log; how many changes were taken.
pub(super) async fn try_due(engine: &Engine, lease: &Lease) -> DbResult<usize> {
    let Due { items, tried, gone } = take(engine).await?;
    if tried.is_empty() && gone.is_empty() {
        return Ok(0);
    }
    let failed = pass::settle(engine, lease, items).await?;
    finish(engine, lease, &tried, &gone, failed).await?;
    Ok(tried.len() + gone.len())
}

/// What is due.
#[derive(Default)]
struct Due {
    items: Vec<Item>,
    /// The entries of these items.
    tried: Vec<QuarantineId>,
    /// Entries whose delivery retention has taken: they cannot be tried any more.
    gone: Vec<QuarantineId>,
}

#[expect(clippy::disallowed_methods, reason = "the log and the quarantine belong to no tenant")]
async fn take(engine: &Engine) -> DbResult<Due> {
    let mut read = engine.db.read(Scope::System).await?;
    let mut system = read.system();
    let mut events: BTreeMap<EventId, BTreeMap<i64, DueRow>> = BTreeMap::new();
    for row in system.quarantine().due(engine.now(), CHANGES).await? {
        events.entry(row.event_id).or_default().insert(row.idx, row);
    }
    let (mut due, mut bytes) = (Due::default(), 0);
    for (event, mut rows) in events {
        if bytes > BYTES {
            break;
        }
        if let Some(event) = system.inbound_events().find(event).await? {
            bytes += i64::try_from(event.body.len()).unwrap_or(BYTES);
            for mut item in split(event) {
                let Some(row) = rows.remove(&item.idx) else { continue };
                item.tried = row.attempts;
                due.items.push(item);
                due.tried.push(row.id);
            }
        }
        due.gone.extend(rows.into_values().map(|row| row.id));
    }
    Ok(due)
}

#[expect(clippy::disallowed_methods, reason = "the quarantine belongs to no tenant")]
async fn finish(
    engine: &Engine,
    lease: &Lease,
    tried: &[QuarantineId],
    gone: &[QuarantineId],
    failed: Vec<Failed>,
) -> DbResult<()> {
    let homeless = homeless(&failed);
    let mut tx = engine.db.write(Scope::System).await?;
    tx.guard(lease).await?;
    tx.system().quarantine().give_up(gone).await?;
    tx.system().quarantine().resolve(tried, engine.now()).await?;
    pass::keep(&mut tx, failed).await?;
    tx.commit().await?;
    try_known(engine, &homeless).await
}

/// The deliveries of changes that wait for a number.
pub(super) fn homeless(failed: &[Failed]) -> BTreeSet<EventId> {
    let waiting = failed.iter().filter(|failed| HOMELESS.contains(&failed.entry.reason.as_str()));
    waiting.map(|failed| failed.entry.event_id).collect()
}

/// Has changes tried again whose number was registered while they were on their way into quarantine: whoever registered
/// it did not find them there.
#[expect(clippy::disallowed_methods, reason = "the quarantine belongs to no tenant")]
pub(super) async fn try_known(engine: &Engine, homeless: &BTreeSet<EventId>) -> DbResult<()> {
    if homeless.is_empty() {
        return Ok(());
    }
    let events: Vec<EventId> = homeless.iter().copied().collect();
    let mut tx = engine.db.write(Scope::System).await?;
    tx.system().quarantine().try_known_of(&events, engine.now(), TRIES.into()).await?;
    tx.commit().await
}

/// Has everything tried again that named a number, or its account, before it was registered. Safe to run twice.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct TryAwaiting {
    /// The number that is registered now.
    pub number: NumberId,
}

impl Job for TryAwaiting {
    const KIND: &'static str = "try-awaiting.v1";
    const URGENCY: Urgency = Urgency::Prompt;

    /// Piece by piece: there may be thousands, and nobody else should wait for all of them.
    #[expect(clippy::disallowed_methods, reason = "what waits for a number belongs to no tenant yet")]
    async fn run(self, cx: &JobCx<'_>) -> Result<(), JobError> {
        let (engine, now) = (cx.engine, cx.engine.now());
        let mut read = engine.db.read(Scope::Tenant(cx.tenant)).await?;
        let Some(number) = read.tenant().phone_numbers().find(self.number).await? else { return Ok(()) };
        drop(read);
        let awaited =
            Awaited { phone_number_id: &number.phone_number_id, waba_id: &number.waba_id, app_id: number.app_id };
        loop {
            let mut tx = engine.db.write(Scope::System).await?;
            let found = tx.system().quarantine().try_awaiting(awaited, now).await?;
            tx.commit().await?;
            if found == 0 {
                break;
            }
            engine.wake.raw_events();
        }
        Ok(())
    }
}
