//! Changes of outbound messages inside one transaction: what they were, what they are, and the events that tell of it.
//!
//! Every step that gives a message another status on the wire is one event, in the order of the steps.

use std::collections::BTreeMap;

use recado_domain::{
    MessageId, Timestamp,
    message::{Seen, Sending},
    visibility::Placement,
};
use recado_storage::{
    DbResult, Tx,
    tenant::{
        messages::MessageRow,
        outgoing::{ParkedStatus, Standing},
    },
};

use crate::{
    Engine,
    events::{Event, StatusChange, emit},
    sending::portfolio,
    view::load,
    wamid_key,
};

/// What Meta reports of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reported {
    /// The status.
    pub status: Seen,
    /// Meta's time of it.
    pub at: Timestamp,
    /// Meta's code, when it failed.
    pub error_code: Option<i64>,
    /// Meta's details of the failure.
    pub error_details: Option<String>,
    /// Meta's pricing object, as JSON text.
    pub pricing: Option<String>,
}

impl From<ParkedStatus> for Reported {
    fn from(parked: ParkedStatus) -> Self {
        let ParkedStatus { wamid_key: _, status, at, error_code, error_details, pricing } = parked;
        Self { status, at, error_code, error_details, pricing }
    }
}

/// Messages that are being changed. The caller holds their number's lock.
#[derive(Debug, Default)]
pub struct Changes {
    messages: BTreeMap<MessageId, Changing>,
    events: Vec<Event>,
}

#[derive(Debug)]
struct Changing {
    row: MessageRow,
    placement: Placement,
    pricing: Option<String>,
    touched: bool,
}

impl Changes {
    /// Loads the messages with these ids.
    pub async fn load(tx: &mut Tx, ids: &[MessageId]) -> DbResult<Self> {
        let mut changes = Self::default();
        changes.add(tx, ids).await?;
        Ok(changes)
    }

    /// Loads those of the messages that are not loaded yet.
    pub async fn add(&mut self, tx: &mut Tx, ids: &[MessageId]) -> DbResult<()> {
        let mut missing: Vec<_> = ids.iter().copied().filter(|id| !self.messages.contains_key(id)).collect();
        missing.sort_unstable();
        missing.dedup();
        let rows = tx.tenant().messages().find_many(&missing).await?;
        let mut places: Vec<_> = rows.iter().map(|row| row.conversation_id).collect();
        places.sort_unstable();
        places.dedup();
        let places = tx.tenant().conversations().find_many(&places).await?;
        for row in rows {
            let place = places.iter().find(|conversation| conversation.id == row.conversation_id);
            let placement = place.expect("a foreign key holds it").placement();
            self.messages.insert(row.id, Changing { row, placement, pricing: None, touched: false });
        }
        Ok(())
    }

    /// The message as it is now; `None` when it is not loaded.
    pub fn get(&self, id: MessageId) -> Option<&MessageRow> {
        self.messages.get(&id).map(|changing| &changing.row)
    }

    /// Changes a loaded message as of `at`; another status on the wire becomes an event.
    pub fn change(&mut self, engine: &Engine, id: MessageId, at: Timestamp, change: impl FnOnce(&mut MessageRow)) {
        let Some(changing) = self.messages.get_mut(&id) else { return };
        let before = changing.row.status();
        change(&mut changing.row);
        changing.touched = true;
        let row = &changing.row;
        if row.status() == before {
            return;
        }
        let error = row.error_code.map(|code| load::error(code, engine.settings.language));
        self.events.push(Event::message_status(&StatusChange {
            message: row.id,
            conversation: row.conversation_id,
            placement: changing.placement,
            status: row.status(),
            at,
            error: error.as_ref(),
        }));
    }

    /// Meta took the message: it said so, or a status said it for it. The first wamid stays the message's own.
    pub fn accept(&mut self, engine: &Engine, id: MessageId, wamid: &str, at: Timestamp) {
        self.change(engine, id, at, |row| {
            row.wamid.get_or_insert_with(|| wamid.to_owned());
            row.moments.accepted = Some(row.moments.accepted.map_or(at, |known| known.min(at)));
            row.sending = Sending::Accepted;
            row.due_at = None;
        });
    }

    /// Applies what Meta reports; which order it comes in makes no difference.
    pub fn report(&mut self, engine: &Engine, id: MessageId, reported: &Reported) {
        if let (Some(changing), Some(pricing)) = (self.messages.get_mut(&id), &reported.pricing) {
            changing.pricing = Some(pricing.clone());
            changing.touched = true;
        }
        self.change(engine, id, reported.at, |row| {
            let first = row.moments.note(reported.status, reported.at);
            if first && reported.status == Seen::Failed {
                row.error_code = reported.error_code;
                row.error_details.clone_from(&reported.error_details);
            }
        });
    }

    /// Applies statuses that were parked for messages whose wamids have just been stored.
    pub async fn take_parked(&mut self, engine: &Engine, tx: &mut Tx, stored: &[(MessageId, String)]) -> DbResult<()> {
        let mut keys = BTreeMap::new();
        for (message, wamid) in stored {
            if let Some(row) = self.get(*message) {
                keys.insert(wamid_key(row.phone_number_id, wamid), *message);
            }
        }
        let known: Vec<_> = keys.keys().copied().collect();
        let mut parked = tx.tenant().outgoing().parked(&known).await?;
        parked.sort_by_key(|status| (status.at, status.status));
        for status in parked {
            let message = keys[&status.wamid_key];
            self.report(engine, message, &status.into());
        }
        tx.tenant().outgoing().adopt(keys.into_iter().collect()).await
    }

    /// Writes what changed, and its events. Answers whether people have something to see.
    pub async fn save(self, engine: &Engine, tx: &mut Tx) -> DbResult<bool> {
        let touched: Vec<_> = self.messages.values().filter(|changing| changing.touched).collect();
        let standings: Vec<_> = touched
            .into_iter()
            .map(|Changing { row, pricing, .. }| Standing {
                row,
                dedupe_key: row.wamid.as_deref().map(|wamid| wamid_key(row.phone_number_id, wamid)),
                pricing: pricing.as_deref(),
            })
            .collect();
        tx.tenant().outgoing().save(&standings).await?;
        let visible = !self.events.is_empty();
        emit(engine, &mut tx.tenant(), self.events).await?;
        let changed = self.messages.values().filter(|changing| changing.touched);
        portfolio::give_back(tx, changed.map(|changing| &changing.row)).await?;
        Ok(visible)
    }
}
