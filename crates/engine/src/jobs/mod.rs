//! Background jobs: everything that is neither projection nor sending.
//!
//! A job is enqueued in the transaction that causes it, so it exists exactly when that was committed. It may run twice:
//! its worker may be lost after the effect. What is given up stays as a dead letter, for its tenant to see and retry.
//!
//! [`run_due`] does what is due once: the worker loop ([`run`]), tests and whatever else ticks call it.
//!
//! To add a job: a struct of ids with `impl Job` in a file of the noun it belongs to, and a line in `registry.rs`.
//! A kind that is no longer enqueued stays registered until no old node can have left one.

mod registry;
mod revive;
mod worker;

use std::{fmt::Display, time::Duration};

use recado_domain::{JobId, TenantId, Timestamp};
use recado_storage::{DbError, DbResult, Tenant, tenant::jobs::NewJob};
use serde::{Serialize, de::DeserializeOwned};

use crate::Engine;

pub use worker::{Ran, run, run_due};

/// The one queue so far; another one would be for work that must not wait behind the rest.
const QUEUE: &str = "default";

/// How soon a job is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// A person notices a delay.
    Prompt,
    /// Nobody waits.
    Ordinary,
}

impl Urgency {
    const ALL: [Self; 2] = [Self::Prompt, Self::Ordinary];

    const fn class(self) -> u16 {
        match self {
            Self::Prompt => 0,
            Self::Ordinary => 1,
        }
    }
}

/// A piece of work. Its fields are its payload: ids and times, never people's data.
pub trait Job: Serialize + DeserializeOwned + Send + Sized {
    /// What it is, with a version: `mark-read.v1`.
    const KIND: &'static str;
    /// How soon it is wanted.
    const URGENCY: Urgency = Urgency::Ordinary;
    /// How often it is tried before it is given up.
    const TRIES: u32 = 8;
    /// The wait after the first failure; it doubles with each further one.
    const FIRST_WAIT: Duration = Duration::from_secs(5);

    /// Does it. Safe to run twice.
    fn run(self, cx: &JobCx<'_>) -> impl Future<Output = Result<(), JobError>> + Send;
}

/// What a job is given.
#[derive(Clone, Copy)]
pub struct JobCx<'e> {
    /// Everything a use case may ask for.
    pub engine: &'e Engine,
    /// Whose job it is.
    pub tenant: TenantId,
}

/// Why a job did not end well. `?` on a database error means: later again.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// Later again, with back-off.
    #[error("{0}")]
    Retry(String),
    /// Again after exactly this long.
    #[error("{reason}")]
    RetryAfter {
        /// How long.
        wait: Duration,
        /// Why; no people's data.
        reason: String,
    },
    /// Never again by itself: it becomes a dead letter.
    #[error("{0}")]
    GiveUp(String),
}

impl JobError {
    /// Later again, with back-off.
    pub fn retry(reason: impl Display) -> Self {
        Self::Retry(reason.to_string())
    }
}

impl From<DbError> for JobError {
    fn from(error: DbError) -> Self {
        Self::retry(error)
    }
}

/// Enqueues a job in the caller's transaction, not to run before `at`. After the commit ring `wake.enqueued()`.
pub async fn enqueue<J: Job>(engine: &Engine, tenant: &mut Tenant<'_>, job: &J, at: Timestamp) -> DbResult<JobId> {
    let now = engine.now();
    let id = JobId::from_uuid(engine.ids.v7(now));
    let payload = serde_json::to_string(job).expect("payloads are plain data");
    let new =
        NewJob { id, queue: QUEUE, kind: J::KIND, priority: J::URGENCY.class(), run_at: at, payload, created_at: now };
    tenant.jobs().enqueue(new).await?;
    Ok(id)
}
