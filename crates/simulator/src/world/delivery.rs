//! Webhooks on their way: what is due, what was tried, what has ended.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use recado_domain::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::journal::Line;

pub(crate) type DeliveryId = u64;

/// Ended deliveries that `GET /_sim/webhooks` still shows.
const LOG_LENGTH: usize = 20_000;

/// What a delivery says.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "content", rename_all = "snake_case")]
pub(crate) enum Content {
    /// A ready change of a field.
    Change { field: String, value: Value },
    /// A status; its words are made when it goes out.
    Status { wamid: String, status: String, errors: Option<Value>, at: Timestamp, priced: bool },
    /// Somebody's own bytes.
    Raw { body: String },
    /// Other deliveries in one POST. Never on disk: after a restart its members go alone.
    Batch { members: Vec<DeliveryId> },
}

/// A delivery as it is planned.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Planned {
    pub id: DeliveryId,
    pub phone_number_id: Option<String>,
    pub waba_id: Option<String>,
    #[serde(flatten)]
    pub content: Content,
    /// By the simulator's own clock, without the offset.
    pub created_at: Timestamp,
    pub due: Timestamp,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Attempt {
    pub at: Timestamp,
    pub http_status: Option<u16>,
    /// Why there was no answer.
    pub error: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum State {
    Pending,
    Delivered,
    /// A fault swallowed it.
    Dropped,
    /// Seven days without 200, or no retries configured.
    GivenUp,
    /// There was no address, or the account is not subscribed.
    NoSubscriber,
}

impl State {
    pub fn is_over(self) -> bool {
        self != Self::Pending
    }
}

#[derive(Debug)]
pub(crate) struct Delivery {
    pub planned: Planned,
    /// It may leave only when this line is kept.
    pub line: Line,
    pub attempts: Vec<Attempt>,
    pub state: State,
    /// Each delivery meets the webhook faults once.
    pub met_faults: bool,
    /// The exact bytes, from the first try on.
    pub body: Option<String>,
    /// It travels inside this batch.
    pub batch: Option<DeliveryId>,
}

#[derive(Debug, Default)]
pub(crate) struct Deliveries {
    all: BTreeMap<DeliveryId, Delivery>,
    due: BTreeSet<(Timestamp, DeliveryId)>,
    ended: VecDeque<DeliveryId>,
    /// Held back by the fault `reorder` until another one has gone.
    held: Vec<DeliveryId>,
}

impl Deliveries {
    pub fn plan(&mut self, planned: Planned, line: Line) {
        let (id, due) = (planned.id, planned.due);
        let delivery = Delivery {
            planned,
            line,
            attempts: Vec::new(),
            state: State::Pending,
            met_faults: false,
            body: None,
            batch: None,
        };
        self.all.insert(id, delivery);
        self.due.insert((due, id));
    }

    pub fn get(&self, id: DeliveryId) -> Option<&Delivery> {
        self.all.get(&id)
    }

    pub fn get_mut(&mut self, id: DeliveryId) -> Option<&mut Delivery> {
        self.all.get_mut(&id)
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Delivery> {
        self.all.values()
    }

    pub fn pending(&self) -> usize {
        self.all.len() - self.ended.len()
    }

    /// When the next one is due.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.due.first().map(|(due, _)| *due)
    }

    /// Takes out what is due and kept on disk; the caller now carries it.
    pub fn take_due(&mut self, now: Timestamp, kept: Line) -> Vec<DeliveryId> {
        let ripe: Vec<_> = self.due.iter().take_while(|(due, _)| *due <= now).copied().collect();
        let ready = ripe.into_iter().filter(|(_, id)| self.all.get(id).is_some_and(|d| d.line <= kept));
        let ready: Vec<_> = ready.collect();
        for entry in &ready {
            self.due.remove(entry);
        }
        ready.into_iter().map(|(_, id)| id).collect()
    }

    /// Takes this one out if nobody carries it yet.
    pub fn take(&mut self, id: DeliveryId) -> bool {
        self.all.get(&id).is_some_and(|delivery| self.due.remove(&(delivery.planned.due, id)))
    }

    /// Puts a carried one back for later.
    pub fn put_back(&mut self, id: DeliveryId, due: Timestamp) {
        if let Some(delivery) = self.all.get_mut(&id) {
            self.due.remove(&(delivery.planned.due, id));
            delivery.planned.due = due;
            self.due.insert((due, id));
        }
    }

    /// Puts a carried one back until another has gone, at the latest at `due`.
    pub fn hold(&mut self, id: DeliveryId, due: Timestamp) {
        self.put_back(id, due);
        self.held.push(id);
    }

    /// Another one has gone: what was held back follows now.
    pub fn release_held(&mut self, now: Timestamp) {
        for id in std::mem::take(&mut self.held) {
            if self.take(id) {
                self.put_back(id, now);
            }
        }
    }

    /// The batch that is still collecting, if any.
    pub fn open_batch(&mut self) -> Option<(DeliveryId, &mut Vec<DeliveryId>)> {
        let collecting = |delivery: &Delivery| {
            matches!(delivery.planned.content, Content::Batch { .. }) && delivery.attempts.is_empty()
        };
        let open = self.due.iter().map(|(_, id)| *id).find(|id| self.all.get(id).is_some_and(collecting))?;
        match &mut self.all.get_mut(&open)?.planned.content {
            Content::Batch { members } => Some((open, members)),
            _ => None,
        }
    }

    pub fn attempted(&mut self, id: DeliveryId, attempt: &Attempt) {
        if let Some(delivery) = self.all.get_mut(&id) {
            delivery.attempts.push(attempt.clone());
        }
    }

    pub fn end(&mut self, id: DeliveryId, state: State) {
        let Some(delivery) = self.all.get_mut(&id) else { return };
        if delivery.state != State::Pending {
            return;
        }
        delivery.state = state;
        self.due.remove(&(delivery.planned.due, id));
        self.ended.push_back(id);
        if self.ended.len() > LOG_LENGTH
            && let Some(oldest) = self.ended.pop_front()
        {
            self.all.remove(&oldest);
        }
    }
}
