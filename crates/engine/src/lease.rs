//! Holding a lease: work that one node of the cluster does at a time (projecting, relaying, sending for a number).
//!
//! The work is handed its [`Lease`], whose fencing number must go into every write (`tx.guard(&lease)`), and a token that
//! is cancelled when the lease is lost or the process ends. Losing a lease is only a hint to stop: what counts is the
//! guard.

use std::{collections::BTreeSet, time::Duration};

use recado_storage::{DbResult, Scope, system::leases::Lease};
use tokio_util::sync::CancellationToken;

use crate::Engine;

/// How often a lease that another node holds is looked at: one that was given back, or has run out, is taken so soon.
const LOOK: Duration = Duration::from_secs(1);

/// Does `work` whenever this node holds the lease `name`, until `ending` is cancelled; then gives the lease back.
///
/// While another node holds it, this one looks every second whether it still does.
pub async fn while_held<W, F>(engine: &Engine, name: &str, ending: &CancellationToken, work: W)
where
    W: Fn(Lease, CancellationToken) -> F,
    F: Future<Output = ()>,
{
    while !ending.is_cancelled() {
        match acquire_if_free(engine, name).await {
            Ok(Some(lease)) => hold(engine, lease, ending, &work).await,
            Ok(None) => {}
            Err(error) => tracing::warn!(category = "system", name, %error, "a lease could not be asked for"),
        }
        pause(LOOK.min(heartbeat(engine)), ending).await;
    }
}

async fn hold<W, F>(engine: &Engine, lease: Lease, ending: &CancellationToken, work: &W)
where
    W: Fn(Lease, CancellationToken) -> F,
    F: Future<Output = ()>,
{
    let lost = ending.child_token();
    let working = async {
        work(lease.clone(), lost.clone()).await;
        lost.cancel();
    };
    tokio::join!(working, keep(engine, lease.clone(), &lost));
    if ending.is_cancelled()
        && let Err(error) = release(engine, lease).await
    {
        tracing::warn!(category = "system", %error, "a lease could not be given back; it runs out by itself");
    }
}

/// Does `work` once under a lease that was just taken, then gives it back. The lease is kept until `work` has ended, also
/// while the process is ending: what is on the wire must still be recorded under it.
pub(crate) async fn while_working<W, F>(engine: &Engine, lease: Lease, work: W)
where
    W: FnOnce(CancellationToken) -> F,
    F: Future<Output = ()>,
{
    let lost = CancellationToken::new();
    let working = async {
        work(lost.clone()).await;
        lost.cancel();
    };
    tokio::join!(working, keep(engine, lease.clone(), &lost));
    if let Err(error) = release(engine, lease).await {
        tracing::warn!(category = "system", %error, "a lease could not be given back; it runs out by itself");
    }
}

/// Renews the lease at every heartbeat; cancels `lost` when it is somebody else's, or could not be renewed in its time.
async fn keep(engine: &Engine, mut lease: Lease, lost: &CancellationToken) {
    let mut renewed = engine.clock.monotonic();
    loop {
        pause(heartbeat(engine), lost).await;
        if lost.is_cancelled() {
            return;
        }
        match renew(engine, &mut lease).await {
            Ok(true) => renewed = engine.clock.monotonic(),
            Ok(false) => lost.cancel(),
            Err(error) => {
                tracing::warn!(category = "system", name = lease.name(), %error, "a lease could not be renewed");
                if engine.clock.monotonic().saturating_sub(renewed) >= engine.settings.lease {
                    lost.cancel();
                }
            }
        }
    }
}

/// Takes back the leases and jobs of the process that had this engine's name before and is known to be dead, so that its
/// work goes on at once and not when they have run out. To be called before any of that work begins.
#[expect(clippy::disallowed_methods, reason = "leases belong to no tenant, and jobs to whoever claimed them")]
pub async fn take_back(engine: &Engine) -> DbResult<()> {
    let mut tx = engine.db.write(Scope::System).await?;
    let now = tx.db_now().await?;
    let leases = tx.system().leases().release_all_of(&engine.holder).await?;
    let jobs = tx.system().jobs().reclaim_of(&engine.holder, now).await?;
    tx.commit().await?;
    if leases + jobs > 0 {
        tracing::info!(category = "system", leases, jobs, "took back what the process before this one left behind");
    }
    Ok(())
}

/// Waits for `time`, or until `cut` is cancelled.
pub(crate) async fn pause(time: Duration, cut: &CancellationToken) {
    tokio::select! {
        () = cut.cancelled() => {}
        () = tokio::time::sleep(time) => {}
    }
}

fn heartbeat(engine: &Engine) -> Duration {
    engine.settings.lease / 3
}

async fn acquire_if_free(engine: &Engine, name: &str) -> DbResult<Option<Lease>> {
    if held(engine).await?.contains(name) {
        return Ok(None);
    }
    acquire(engine, name, &engine.holder).await
}

/// The names of the leases that somebody holds.
#[expect(clippy::disallowed_methods, reason = "leases belong to no tenant")]
pub(crate) async fn held(engine: &Engine) -> DbResult<BTreeSet<String>> {
    engine.db.read(Scope::System).await?.system().leases().held().await
}

#[expect(clippy::disallowed_methods, reason = "leases belong to no tenant")]
pub(crate) async fn acquire(engine: &Engine, name: &str, holder: &str) -> DbResult<Option<Lease>> {
    let mut tx = engine.db.write(Scope::System).await?;
    let lease = tx.system().leases().acquire(name, holder, engine.settings.lease).await?;
    tx.commit().await?;
    Ok(lease)
}

#[expect(clippy::disallowed_methods, reason = "leases belong to no tenant")]
async fn renew(engine: &Engine, lease: &mut Lease) -> DbResult<bool> {
    let mut tx = engine.db.write(Scope::System).await?;
    let held = tx.system().leases().renew(lease, engine.settings.lease).await?;
    tx.commit().await?;
    Ok(held)
}

#[expect(clippy::disallowed_methods, reason = "leases belong to no tenant")]
pub(crate) async fn release(engine: &Engine, lease: Lease) -> DbResult<()> {
    let mut tx = engine.db.write(Scope::System).await?;
    tx.system().leases().release(lease).await?;
    tx.commit().await
}
