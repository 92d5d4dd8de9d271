//! The projector: one in the cluster, under the lease `projector`, woken by intake and by a poll underneath.

use std::time::Duration;

use recado_storage::{DbError, DbResult, system::leases::Lease};
use tokio_util::sync::CancellationToken;

use super::{again::try_due, pass::project};
use crate::{
    Engine,
    lease::{pause, while_held},
};

/// The lease of the one node that projects.
pub const LEASE: &str = "projector";
/// The wait that finds events whose bell was lost (taken by another node, or before a crash).
const POLL: Duration = Duration::from_millis(500);
/// The wait after the database refused.
const AFTER_ERROR: Duration = Duration::from_secs(1);

/// Projects whenever this node holds the lease, until `ending` is cancelled.
pub async fn run(engine: Engine, ending: CancellationToken) {
    while_held(&engine, LEASE, &ending, |lease, lost| work(&engine, lease, lost)).await;
}

async fn work(engine: &Engine, lease: Lease, lost: CancellationToken) {
    while !lost.is_cancelled() {
        match pass(engine, &lease).await {
            Ok(0) => {
                tokio::select! {
                    () = engine.wake.projector.notified() => {}
                    () = pause(POLL, &lost) => {}
                }
            }
            Ok(_) => {}
            Err(DbError::Stale(_)) => return,
            Err(error) => {
                tracing::warn!(category = "webhook", %error, "the log could not be projected");
                pause(AFTER_ERROR, &lost).await;
            }
        }
    }
}

/// Projects up to 256 events under the lease, then tries again what is due in quarantine; how many of both. Zero: nothing
/// waits.
pub async fn pass(engine: &Engine, lease: &Lease) -> DbResult<usize> {
    let began = engine.clock.monotonic();
    let settled = project(engine, lease).await? + try_due(engine, lease).await?;
    if settled > 0 {
        metrics::histogram!("recado_projection_pass_seconds").record(engine.clock.monotonic().saturating_sub(began));
    }
    Ok(settled)
}
