//! The worker: takes due jobs, runs them side by side, ends each as it deserves.

use std::{panic::AssertUnwindSafe, time::Duration};

use futures_util::{FutureExt as _, future::join_all};
use recado_domain::pacing::back_off;
use recado_storage::{
    DbResult, Scope,
    system::jobs::{Claim, ClaimedJob},
};
use tokio_util::sync::CancellationToken;

use super::{JobCx, JobError, QUEUE, Urgency, registry};
use crate::Engine;

/// How often jobs are looked for when nobody rings.
const POLL: Duration = Duration::from_secs(1);
/// A job that takes longer is ended and tried again.
const LONGEST: Duration = Duration::from_mins(1);
/// So long a claim lasts: longer than any job, so that no job runs twice at once.
const CLAIMED_FOR: Duration = Duration::from_secs(90);
/// Crews of a node. A job that hangs holds up only those that its crew took with it.
const CREWS: usize = 3;
/// Jobs that a crew runs side by side.
const SIDE_BY_SIDE: u16 = 8;
/// Longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_mins(30);

/// What [`run_due`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Ran {
    /// Jobs that are done.
    pub done: u64,
    /// Jobs that will be tried again.
    pub again: u64,
    /// Jobs that were given up.
    pub dead: u64,
}

impl Ran {
    /// How many jobs were taken.
    pub const fn taken(self) -> u64 {
        self.done + self.again + self.dead
    }
}

/// Runs due jobs until `ending` is cancelled; those that run then are waited for.
pub async fn run(engine: &Engine, ending: &CancellationToken) {
    join_all((0..CREWS).map(|_| crew(engine, ending))).await;
}

async fn crew(engine: &Engine, ending: &CancellationToken) {
    while !ending.is_cancelled() {
        let more = match run_due(engine, &engine.holder, SIDE_BY_SIDE).await {
            Ok(ran) => ran.taken() > 0,
            Err(error) => {
                tracing::warn!(category = "job", %error, "jobs could not be run");
                false
            }
        };
        if !more {
            tokio::select! {
                () = ending.cancelled() => {}
                () = engine.wake.jobs.notified() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }
}

/// Takes at most `limit` due jobs of each class, the prompt ones first, and runs them.
pub async fn run_due(engine: &Engine, worker: &str, limit: u16) -> DbResult<Ran> {
    let claimed = claim(engine, worker, limit).await?;
    let outcomes = join_all(claimed.iter().map(|job| attempt(engine, job))).await;
    let (mut done, mut failed) = (Vec::new(), Vec::new());
    for (job, outcome) in claimed.into_iter().zip(outcomes) {
        match outcome {
            Ok(()) => done.push(job),
            Err(error) => failed.push((job, error)),
        }
    }
    // If the database is away by now, they run once more when their claim has run out.
    complete(engine, &done).await?;
    let mut ran = Ran { done: done.len() as u64, ..Ran::default() };
    for (job, error) in &failed {
        end_badly(engine, job, error, &mut ran).await?;
    }
    Ok(ran)
}

#[expect(clippy::disallowed_methods, reason = "jobs are claimed across tenants")]
async fn claim(engine: &Engine, worker: &str, limit: u16) -> DbResult<Vec<ClaimedJob>> {
    let mut tx = engine.db.write(Scope::System).await?;
    let now = tx.db_now().await?;
    tx.system().jobs().reclaim(now).await?;
    let mut claimed = Vec::new();
    for urgency in Urgency::ALL {
        let lease_until = now.plus(CLAIMED_FOR);
        let claim = Claim { worker, queue: QUEUE, priority: urgency.class(), now, lease_until, limit };
        claimed.extend(tx.system().jobs().claim(claim).await?);
    }
    tx.commit().await?;
    Ok(claimed)
}

async fn attempt(engine: &Engine, job: &ClaimedJob) -> Result<(), JobError> {
    let cx = JobCx { engine, tenant: job.tenant_id };
    let running = AssertUnwindSafe(registry::dispatch(job, &cx)).catch_unwind();
    match tokio::time::timeout(LONGEST, running).await {
        Ok(Ok(outcome)) => outcome,
        Ok(Err(_)) => Err(JobError::retry("the job panicked")),
        Err(_) => Err(JobError::retry("the job took too long")),
    }
}

#[expect(clippy::disallowed_methods, reason = "a claimed job is ended by its fencing number, whose ever it is")]
async fn complete(engine: &Engine, done: &[ClaimedJob]) -> DbResult<()> {
    if done.is_empty() {
        return Ok(());
    }
    let mut tx = engine.db.write(Scope::System).await?;
    tx.system().jobs().complete(done).await?;
    tx.commit().await
}

#[expect(clippy::disallowed_methods, reason = "a claimed job is ended by its fencing number, whose ever it is")]
async fn end_badly(engine: &Engine, job: &ClaimedJob, error: &JobError, ran: &mut Ran) -> DbResult<()> {
    let patience = registry::patience(&job.kind);
    let wait = match error {
        JobError::GiveUp(_) => None,
        JobError::RetryAfter { wait, .. } => Some(*wait),
        JobError::Retry(_) => {
            let fraction = engine.jitter.fraction();
            Some(back_off(patience.first_wait, job.attempt.saturating_sub(1), LONGEST_WAIT, fraction))
        }
    };
    let mut tx = engine.db.write(Scope::System).await?;
    let reason = error.to_string();
    if let Some(wait) = wait.filter(|_| job.attempt < patience.tries) {
        let at = tx.db_now().await?.plus(wait);
        tx.system().jobs().retry(job, at, &reason).await?;
        ran.again += 1;
    } else {
        tx.system().jobs().bury(job, &reason).await?;
        ran.dead += 1;
        metrics::counter!("recado_jobs_dead_total", "kind" => job.kind.clone()).increment(1);
        tracing::error!(category = "job", job = %job.id, kind = job.kind, reason, "a job was given up");
    }
    tx.commit().await
}
