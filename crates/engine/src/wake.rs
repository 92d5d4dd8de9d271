//! Wake-ups: after a commit, whoever has new work is told, in this process at once and on the other nodes soon. Polling
//! lies underneath, so a lost wake-up costs time, never work.
//!
//! What nodes say to each other goes the same way ([`Wake::say`], [`Wake::listen`]): who is connected, who writes. Nothing
//! that must arrive.
//!
//! To add a bell: a field, a function that rings it, a line in `bell`.

use std::sync::{Arc, OnceLock};

use recado_storage::{Notice, Notices};
use tokio::sync::{Notify, broadcast};
use tokio_util::sync::CancellationToken;

/// Words that a slow listener may lag behind.
const BACKLOG: usize = 4_096;

/// Something from another node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// It said this.
    Word {
        /// Its name: a node has a new one whenever it starts.
        node: Arc<str>,
        /// What it said.
        word: Arc<str>,
    },
    /// Words may have been missed.
    Gap,
}

/// One bell per kind of worker. Workers wait for `notified()`; use cases ring with the functions.
#[derive(Debug)]
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
    /// New mail to be sent.
    pub mails: Notify,
    /// Sends whose outcome was recorded, for requests that wait for one.
    pub settled: Notify,
    /// Another node has changed what somebody may do.
    pub access: Notify,
    others: OnceLock<Notices>,
    heard: broadcast::Sender<Heard>,
}

impl Default for Wake {
    fn default() -> Self {
        Self {
            projector: Notify::default(),
            relay: Notify::default(),
            tail: Notify::default(),
            lanes: Notify::default(),
            jobs: Notify::default(),
            mails: Notify::default(),
            settled: Notify::default(),
            access: Notify::default(),
            others: OnceLock::default(),
            heard: broadcast::channel(BACKLOG).0,
        }
    }
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

    /// Mail was enqueued.
    pub fn mailed(&self) {
        self.ring("mails");
    }

    /// Somebody's access was changed here: the others forget what they believed.
    pub fn access_changed_here(&self) {
        if let Some(others) = self.others.get() {
            others.announce("access");
        }
    }

    /// Says one short line to the other nodes; nothing happens where there are none.
    pub fn say(&self, word: String) {
        if let Some(others) = self.others.get() {
            others.say(word);
        }
    }

    /// Hears what other nodes say from now on.
    pub fn listen(&self) -> broadcast::Receiver<Heard> {
        self.heard.subscribe()
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
                Notice::Word { node, word } => self.pass_on(Heard::Word { node, word }),
                Notice::Anything => {
                    for bell in [&self.projector, &self.relay, &self.tail, &self.lanes, &self.jobs, &self.access] {
                        bell.notify_one();
                    }
                    self.pass_on(Heard::Gap);
                }
            }
        }
    }

    /// Only nodes with sockets listen.
    fn pass_on(&self, heard: Heard) {
        drop(self.heard.send(heard));
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
            "mails" => Some(&self.mails),
            "access" => Some(&self.access),
            _ => None,
        }
    }
}
