//! One line of the ledger: something that happened on Meta's side.
//!
//! Live and after a restart the same `World::apply` runs on the same records, so both end in the same state.

use recado_domain::Timestamp;
use serde::{Deserialize, Serialize};

use super::{
    delivery::{Attempt, DeliveryId, Planned, State},
    media::Medium,
    message::{LedgerEntry, Receipt, Sent},
    number::{Number, Waba},
    people::Person,
    template::Template,
};
use crate::settings::Settings;

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub(crate) enum Record {
    Settings {
        settings: Settings,
    },
    Number {
        number: Number,
    },
    Waba {
        waba: Waba,
    },
    Template {
        template: Template,
    },
    Medium {
        medium: Medium,
    },
    MediumGone {
        id: String,
    },
    /// A send that was taken, with the statuses it will get.
    Accepted {
        entry: Box<LedgerEntry>,
        sent: Box<Sent>,
        statuses: Vec<Planned>,
    },
    Rejected {
        entry: Box<LedgerEntry>,
    },
    Receipt {
        receipt: Receipt,
    },
    /// Somebody who has not written yet.
    Person {
        person: Person,
    },
    Inbound {
        inbound: Inbound,
        webhook: Planned,
    },
    /// A customer's message in somebody's own webhook.
    Heard {
        inbound: Inbound,
    },
    Planned {
        webhook: Planned,
    },
    /// One POST, for one delivery or for all of a batch; `state` is what it left them in.
    Attempted {
        ids: Vec<DeliveryId>,
        attempt: Attempt,
        state: State,
        due: Timestamp,
    },
    /// Ended without a POST.
    Ended {
        id: DeliveryId,
        state: State,
    },
}

/// A customer's message.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Inbound {
    pub phone_number_id: String,
    pub wa_id: Option<String>,
    pub user_id: Option<String>,
    pub name: Option<String>,
    pub username: Option<String>,
    /// The message's own time, which the window counts from.
    pub at: Timestamp,
    pub opens_window: bool,
}

/// A record with the counter behind all made-up ids, so that none is given twice.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Stamped<R> {
    pub serial: u64,
    #[serde(flatten)]
    pub record: R,
}
