//! Numbering committed events, and deleting old ones.

use std::time::Duration;

use recado_storage::{DbError, DbResult, Scope, system::leases::Lease};
use tokio_util::sync::CancellationToken;

use crate::{
    Engine,
    lease::{pause, while_held},
};

/// The lease of the one node that numbers.
pub const LEASE: &str = "relay";
/// How long numbered events are kept for those who catch up.
pub const RETENTION: Duration = Duration::from_hours(24);
/// Events numbered in one transaction.
const BATCH: u32 = 256;
/// The wait that finds events whose bell was lost (written by another node, or before a crash).
const POLL: Duration = Duration::from_millis(500);
/// The wait after the database refused.
const AFTER_ERROR: Duration = Duration::from_secs(1);
/// How often old events are deleted.
const PURGE_EVERY: Duration = Duration::from_mins(5);

/// Numbers events whenever this node holds the lease, until `ending` is cancelled.
pub async fn run(engine: Engine, ending: CancellationToken) {
    while_held(&engine, LEASE, &ending, |lease, lost| work(&engine, lease, lost)).await;
}

async fn work(engine: &Engine, lease: Lease, lost: CancellationToken) {
    let mut purged_at = None;
    while !lost.is_cancelled() {
        let now = engine.clock.monotonic();
        let done = turn(engine, &lease, purged_at.is_none_or(|at| now.saturating_sub(at) >= PURGE_EVERY)).await;
        match done {
            Ok(Turn::Idle { purged }) => {
                if purged {
                    purged_at = Some(now);
                }
                wait_for_events(engine, &lost).await;
            }
            Ok(Turn::Worked) => {}
            Err(DbError::Stale(_)) => return,
            Err(error) => {
                tracing::warn!(category = "system", %error, "events could not be numbered");
                pause(AFTER_ERROR, &lost).await;
            }
        }
    }
}

enum Turn {
    Worked,
    Idle { purged: bool },
}

/// Numbers one batch; when nothing waits and it is time, deletes one batch instead.
async fn turn(engine: &Engine, lease: &Lease, purge: bool) -> DbResult<Turn> {
    if number_batch(engine, lease).await? > 0 {
        return Ok(Turn::Worked);
    }
    if purge && purge_batch(engine, lease).await? > 0 {
        return Ok(Turn::Worked);
    }
    Ok(Turn::Idle { purged: purge })
}

async fn wait_for_events(engine: &Engine, lost: &CancellationToken) {
    tokio::select! {
        () = engine.wake.relay.notified() => {}
        () = pause(POLL, lost) => {}
    }
}

/// Numbers up to 256 committed events under the lease and rings for those who follow; how many.
#[expect(clippy::disallowed_methods, reason = "events of all tenants get their positions from one counter")]
pub async fn number_batch(engine: &Engine, lease: &Lease) -> DbResult<usize> {
    let waiting = engine.db.read(Scope::System).await?.system().outbox().count_unnumbered(1).await?;
    if waiting == 0 {
        return Ok(0);
    }
    let mut tx = engine.db.write(Scope::System).await?;
    tx.guard(lease).await?;
    let numbered = tx.system().outbox().number(BATCH).await?;
    tx.commit().await?;
    metrics::counter!("recado_relay_events_total").increment(numbered as u64);
    engine.wake.numbered();
    Ok(numbered)
}

/// Deletes up to 500 events older than [`RETENTION`] under the lease; how many.
#[expect(clippy::disallowed_methods, reason = "positions are deleted in order, whosever events they are")]
pub async fn purge_batch(engine: &Engine, lease: &Lease) -> DbResult<usize> {
    let before = engine.now().minus(RETENTION);
    let mut tx = engine.db.write(Scope::System).await?;
    tx.guard(lease).await?;
    let deleted = tx.system().outbox().purge(before).await?;
    tx.commit().await?;
    Ok(deleted)
}
