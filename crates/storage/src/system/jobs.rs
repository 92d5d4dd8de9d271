//! The job queue across tenants: claimed under a time limit, ended with the fencing number of the claim.
//!
//! A finished job is deleted; one that was given up stays as `dead`, for its tenant to see. A worker that was lost
//! loses its jobs when their time is up, and what it does later changes nothing.

use recado_domain::{JobId, TenantId, Timestamp};

use crate::{
    column::args,
    error::DbResult,
    rows::{Number, row},
    statement::statements,
    tx::Tx,
};

const CLAIM_SET: &str = "
    UPDATE jobs SET state = 'running', attempt = attempt + 1, fence = fence + 1, lease_until = $1, worker = $2
    WHERE (tenant_id, id) IN (SELECT tenant_id, id FROM jobs
        WHERE queue = $3 AND priority = $4 AND state = 'ready' AND run_at <= $5
        AND NOT EXISTS (SELECT 1 FROM instance_settings WHERE name = 'hold.restore')
        ORDER BY run_at, id LIMIT $6";
const CLAIMED: &str = ") RETURNING tenant_id, id, kind, run_at, attempt, fence, payload, created_at";

statements! { System "job_queue";
    CLAIM = sqlite [CLAIM_SET, CLAIMED] postgres [CLAIM_SET, " FOR UPDATE SKIP LOCKED", CLAIMED];
    COMPLETE = batch [0 + UUID, UUID, INT8] ["DELETE FROM jobs WHERE (tenant_id, id, fence) IN (VALUES "] [") AND state = 'running'"];
    PROLONG = "UPDATE jobs SET lease_until = $4
        WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'running'";
    RETRY = "UPDATE jobs SET state = 'ready', run_at = $4, last_error = $5, lease_until = NULL, worker = NULL
        WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'running'";
    BURY = "UPDATE jobs SET state = 'dead', last_error = $4, lease_until = NULL, worker = NULL
        WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND state = 'running'";
    RECLAIM = "UPDATE jobs SET state = 'ready', run_at = $1, last_error = $2, lease_until = NULL, worker = NULL
        WHERE state = 'running' AND lease_until <= $1";
    RECLAIM_OF = "UPDATE jobs SET state = 'ready', run_at = $2, last_error = $3, lease_until = NULL, worker = NULL
        WHERE state = 'running' AND worker = $1";
    COUNT_DUE = "SELECT COUNT(*) AS n FROM jobs WHERE queue = $1 AND priority = $2 AND state = 'ready' AND run_at <= $3";
}

/// Which jobs a worker wants.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'c> {
    /// Who claims: the node's name.
    pub worker: &'c str,
    /// From which queue.
    pub queue: &'static str,
    /// Of which class: one claim per class, the best first.
    pub priority: u16,
    /// The database's clock.
    pub now: Timestamp,
    /// Until when the jobs are the worker's.
    pub lease_until: Timestamp,
    /// At most so many: 64 or fewer.
    pub limit: u16,
}

/// A job in a worker's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedJob {
    /// Whose job it is.
    pub tenant_id: TenantId,
    /// Its id.
    pub id: JobId,
    /// What it is, with a version.
    pub kind: String,
    /// When it was due.
    pub run_at: Timestamp,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// The fencing number of this claim.
    pub fence: i64,
    /// JSON text.
    pub payload: String,
    /// When it was enqueued.
    pub created_at: Timestamp,
}
row!(ClaimedJob { tenant_id, id, kind, run_at, attempt, fence, payload, created_at });

/// The queue. Only a door can make one.
#[derive(Debug)]
pub struct JobQueue<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl JobQueue<'_> {
    /// Takes due jobs of one queue and class, the longest due first. Naming the class spares a walk over all future
    /// jobs of the better one.
    pub async fn claim(&mut self, claim: Claim<'_>) -> DbResult<Vec<ClaimedJob>> {
        let Claim { worker, queue, priority, now, lease_until, limit } = claim;
        let args = args![lease_until, worker, queue, priority, now, limit];
        let mut jobs: Vec<ClaimedJob> = self.tx.all(&CLAIM, args).await?;
        jobs.sort_by_key(|job| (job.run_at, job.id)); // RETURNING answers in no order
        Ok(jobs)
    }

    /// Ends jobs that are done; how many still were this claim's.
    pub async fn complete(&mut self, jobs: &[ClaimedJob]) -> DbResult<u64> {
        let mut ends: Vec<_> = jobs.iter().map(|job| (job.tenant_id, job.id, job.fence)).collect();
        ends.sort_unstable(); // two workers that lock rows in different orders would deadlock
        let rows = ends.into_iter().map(|(tenant, id, fence)| args![tenant, id, fence]).collect();
        self.tx.execute_batch(&COMPLETE, args![], rows).await
    }

    /// Keeps a long job; false when it is no longer this claim's.
    pub async fn prolong(&mut self, job: &ClaimedJob, lease_until: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(&PROLONG, args![job.tenant_id, job.id, job.fence, lease_until]).await? == 1)
    }

    /// Puts a failed job back until `run_at`; false when it is no longer this claim's.
    pub async fn retry(&mut self, job: &ClaimedJob, run_at: Timestamp, error: &str) -> DbResult<bool> {
        Ok(self.tx.execute(&RETRY, args![job.tenant_id, job.id, job.fence, run_at, error]).await? == 1)
    }

    /// Gives a job up, for its tenant to see; false when it is no longer this claim's.
    pub async fn bury(&mut self, job: &ClaimedJob, error: &str) -> DbResult<bool> {
        Ok(self.tx.execute(&BURY, args![job.tenant_id, job.id, job.fence, error]).await? == 1)
    }

    /// Puts back the jobs of workers that were lost; how many.
    pub async fn reclaim(&mut self, now: Timestamp) -> DbResult<u64> {
        self.tx.execute(&RECLAIM, args![now, "the worker was lost"]).await
    }

    /// Puts back the jobs of one worker that is known to be dead; how many.
    pub async fn reclaim_of(&mut self, worker: &str, now: Timestamp) -> DbResult<u64> {
        self.tx.execute(&RECLAIM_OF, args![worker, now, "the worker was lost"]).await
    }

    /// How many jobs of one queue and class are due.
    pub async fn count_due(&mut self, queue: &str, priority: u16, now: Timestamp) -> DbResult<i64> {
        let Number { n } = self.tx.one(&COUNT_DUE, args![queue, priority, now]).await?;
        Ok(n)
    }
}
