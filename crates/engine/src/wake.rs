//! Wake-ups inside one process: after a commit, whoever has new work is told. Polling lies underneath, so a lost
//! wake-up costs time, never work.

use tokio::sync::Notify;

/// One bell per kind of worker.
#[derive(Debug, Default)]
pub struct Wake {
    /// New raw events in the log.
    pub projector: Notify,
    /// New rows in the outbox without a number.
    pub relay: Notify,
    /// Newly numbered events, for everybody who tails them.
    pub tail: Notify,
    /// New or due messages in the queue.
    pub lanes: Notify,
    /// New jobs.
    pub jobs: Notify,
}

impl Wake {
    /// Something people see was committed: its events wait for their numbers.
    pub fn events(&self) {
        self.relay.notify_one();
    }
}
