//! The one list of all kinds of jobs.

use std::time::Duration;

use recado_storage::system::jobs::ClaimedJob;

use super::{Job, JobCx, JobError};

/// How often and after what waits a kind is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Patience {
    pub tries: u32,
    pub first_wait: Duration,
}

/// What is known of a kind that is not registered: a newer node may have left it, and may take it.
const UNKNOWN: Patience = Patience { tries: 8, first_wait: Duration::from_secs(30) };

macro_rules! kinds {
    ($($job:ty),* $(,)?) => {
        /// Runs a claimed job.
        pub(super) async fn dispatch(claimed: &ClaimedJob, cx: &JobCx<'_>) -> Result<(), JobError> {
            match claimed.kind.as_str() {
                $(<$job as Job>::KIND => run::<$job>(claimed, cx).await,)*
                _ => Err(JobError::retry("this node does not know this kind of job")),
            }
        }

        pub(super) fn patience(kind: &str) -> Patience {
            match kind {
                $(<$job as Job>::KIND => {
                    Patience { tries: <$job as Job>::TRIES, first_wait: <$job as Job>::FIRST_WAIT }
                })*
                _ => UNKNOWN,
            }
        }
    };
}

kinds! {
    crate::bulk::RunBulk,
    crate::channel::ProveNumber,
    crate::conversations::WakeConversation,
    crate::inbound::TryAwaiting,
    crate::messages::MarkRead,
    crate::messages::ShowTyping,
    crate::tags::ForgetTag,
}

async fn run<J: Job>(claimed: &ClaimedJob, cx: &JobCx<'_>) -> Result<(), JobError> {
    let unreadable = |error: serde_json::Error| JobError::GiveUp(format!("the payload cannot be read: {error}"));
    let job: J = serde_json::from_str(&claimed.payload).map_err(unreadable)?;
    job.run(cx).await
}
