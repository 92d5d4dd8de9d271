//! Background jobs of a tenant: everything that is neither projection nor sending. Claimed and ended in
//! `system/jobs.rs`.

use recado_domain::{JobId, TenantId, Timestamp};

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

const COLUMNS: &str = "id, queue, kind, priority, run_at, attempt, payload, last_error, created_at";

statements! { Tenant "jobs";
    ENQUEUE = "
        INSERT INTO jobs (tenant_id, id, queue, kind, priority, state, run_at, attempt, fence, payload, created_at)
        VALUES ($1, $2, $3, $4, $5, 'ready', $6, 0, 0, $7, $8)";
    FIND_DEAD = "SELECT ", COLUMNS, " FROM jobs WHERE tenant_id = $1 AND id = $2 AND state = 'dead'";
    LIST_DEAD = "SELECT ", COLUMNS, " FROM jobs WHERE tenant_id = $1 AND state = 'dead' AND id < $2
        ORDER BY id DESC LIMIT $3";
    REVIVE = "UPDATE jobs SET state = 'ready', run_at = $3, attempt = 0
        WHERE tenant_id = $1 AND id = $2 AND state = 'dead'";
}

/// A job to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its id.
    pub id: JobId,
    /// Which workers take it.
    pub queue: &'static str,
    /// What it is, with a version: `download-media.v1`.
    pub kind: &'static str,
    /// Its class: a claim names one, 0 is claimed first.
    pub priority: u16,
    /// Not before.
    pub run_at: Timestamp,
    /// JSON text: ids only.
    pub payload: String,
    /// Now.
    pub created_at: Timestamp,
}

/// A job as its tenant may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobRow {
    /// Its id.
    pub id: JobId,
    /// Which workers take it.
    pub queue: String,
    /// What it is, with a version.
    pub kind: String,
    /// Its class.
    pub priority: u16,
    /// When it was due last.
    pub run_at: Timestamp,
    /// How often it was tried.
    pub attempt: u32,
    /// JSON text: ids only.
    pub payload: String,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
    /// When it was enqueued.
    pub created_at: Timestamp,
}
row!(JobRow { id, queue, kind, priority, run_at, attempt, payload, last_error, created_at });

/// One tenant's jobs. Only a door can make one.
#[derive(Debug)]
pub struct Jobs<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Jobs<'_> {
    /// Enqueues a job in the transaction that causes it: either both happen or none.
    pub async fn enqueue(&mut self, job: NewJob) -> DbResult<()> {
        let NewJob { id, queue, kind, priority, run_at, payload, created_at } = job;
        let args = args![self.tenant, id, queue, kind, priority, run_at, payload, created_at];
        self.tx.execute(&ENQUEUE, args).await.map(|_| ())
    }

    /// A job that was given up.
    pub async fn find_dead(&mut self, id: JobId) -> DbResult<Option<JobRow>> {
        self.tx.optional(&FIND_DEAD, args![self.tenant, id]).await
    }

    /// Jobs that were given up, newest first, older than `before`.
    pub async fn list_dead(&mut self, before: JobId, limit: u32) -> DbResult<Vec<JobRow>> {
        self.tx.all(&LIST_DEAD, args![self.tenant, before, limit]).await
    }

    /// Lets a job that was given up run again; false when there is no such job.
    pub async fn revive(&mut self, id: JobId, now: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(&REVIVE, args![self.tenant, id, now]).await? == 1)
    }
}
