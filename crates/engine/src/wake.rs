//! Wake-ups: after a commit, whoever has new work is told, in this process at once and on the other nodes soon. Polling
//! lies underneath, so a lost wake-up costs time, never work.
//!
//! To add a bell: a field, a function that rings it, a line in `bell`.

use std::sync::OnceLock;

use recado_storage::{Notice, Notices};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// One bell per kind of worker. Workers wait for `notified()`; use cases ring with the functions.
#[derive(Debug, Default)]
pub struct Wake {
    /// New raw events in the log.
    pub projector: Notify,
    /// New rows in the outbox without a number.
    pub relay: Notify,
    /// Newly numbered events, for the one task per node that follows them.
    pub tail: Notify,
    /// New or due messages in the queue.
    pub lanes: Notify,
    /// New jobs.
    pub jobs: Notify,
    /// Sends whose outcome was recorded, for requests that wait for one.
    pub settled: Notify,
    others: OnceLock<Notices>,
}

impl Wake {
    /// Raw events were committed to the log.
    pub fn raw_events(&self) {
        self.ring("projector");
    }

    /// Something people see was committed: its events wait for their numbers.
    pub fn events(&self) {
        self.ring("relay");
    }

    /// Events got their numbers.
    pub fn numbered(&self) {
        self.ring("tail");
    }

    /// Messages were queued.
    pub fn queued(&self) {
        self.ring("lanes");
    }

    /// Jobs were enqueued.
    pub fn enqueued(&self) {
        self.ring("jobs");
    }

    /// Rings on the other nodes too, and for what they announce here, until `ending` is cancelled.
    pub async fn join(&self, notices: Notices, ending: CancellationToken) {
        let mut ears = notices.listen();
        if self.others.set(notices).is_err() {
            tracing::warn!(category = "system", "this node has joined the others already");
        }
        while let Some(notice) = ending.run_until_cancelled(ears.next()).await {
            match notice {
                Notice::Topic(topic) => {
                    if let Some(bell) = self.bell(&topic) {
                        bell.notify_one();
                    }
                }
                Notice::Anything => {
                    for bell in [&self.projector, &self.relay, &self.tail, &self.lanes, &self.jobs] {
                        bell.notify_one();
                    }
                }
            }
        }
    }

    fn ring(&self, topic: &'static str) {
        self.bell(topic).expect("every topic rung here has a bell").notify_one();
        if let Some(others) = self.others.get() {
            others.announce(topic);
        }
    }

    /// Topics of newer nodes are not known here: nothing is rung.
    fn bell(&self, topic: &str) -> Option<&Notify> {
        match topic {
            "projector" => Some(&self.projector),
            "relay" => Some(&self.relay),
            "tail" => Some(&self.tail),
            "lanes" => Some(&self.lanes),
            "jobs" => Some(&self.jobs),
            _ => None,
        }
    }
}
