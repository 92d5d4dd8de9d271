//! Which conversation a message belongs to, and what it does to it. In memory, like the directory: the conversations of
//! the contacts concerned are loaded before, and what changed is written at once afterwards, merged per conversation.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use recado_domain::{
    ContactId, ConversationId, Ids, MessageId, NumberId, Timestamp,
    conversation::{ConversationPriority, ConversationStatus, OnInbound, on_inbound},
};
use recado_storage::tenant::{conversations::ConversationRow, inbox::Touched};

/// What a message is to its conversation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'e> {
    pub(super) message: MessageId,
    pub(super) contact: ContactId,
    pub(super) at: Timestamp,
    pub(super) preview: &'e str,
    pub(super) weight: Weight,
    pub(super) opens_window: bool,
}

/// How much a message asks for somebody's attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// The customer wrote: it is unread, and the conversation wakes or begins anew.
    Inbound,
    /// The business wrote in its own app, or WhatsApp left a note: it goes to the latest conversation as it is.
    Quiet,
}

/// What became of the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    Begun,
    /// It was closed, or slept: what it was.
    Reopened(ConversationStatus),
    GoesOn,
}

/// The conversations of one number with the contacts of one group of changes.
pub(super) struct Threads {
    fresh: Arc<dyn Ids>,
    now: Timestamp,
    number: NumberId,
    reopen_within: Duration,
    by_id: BTreeMap<ConversationId, Thread>,
    of_contact: BTreeMap<ContactId, BTreeSet<ConversationId>>,
}

struct Thread {
    row: ConversationRow,
    preview: Option<String>,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Loaded,
    Touched,
    New,
}

impl Threads {
    pub(super) fn new(fresh: Arc<dyn Ids>, now: Timestamp, number: NumberId, reopen_within: Duration) -> Self {
        Self { fresh, now, number, reopen_within, by_id: BTreeMap::new(), of_contact: BTreeMap::new() }
    }

    /// Adds a loaded conversation.
    pub(super) fn add(&mut self, row: ConversationRow) {
        self.of_contact.entry(row.contact_id).or_default().insert(row.id);
        self.by_id.insert(row.id, Thread { row, preview: None, state: State::Loaded });
    }

    /// A conversation as it is now.
    pub(super) fn get(&self, id: ConversationId) -> &ConversationRow {
        &self.by_id[&id].row
    }

    /// Puts a message where it belongs.
    pub(super) fn enter(&mut self, entry: &Entry<'_>) -> (ConversationId, Effect) {
        let (id, effect) = self.place(entry);
        let thread = self.by_id.get_mut(&id).expect("just placed");
        if thread.state == State::Loaded {
            thread.state = State::Touched;
        }
        let row = &mut thread.row;
        if matches!(effect, Effect::Reopened(_)) {
            (row.status, row.closed_at, row.snoozed_until) = (ConversationStatus::Open, None, None);
        }
        if row.last_message_id.is_none() || entry.at >= row.last_activity_at {
            row.last_activity_at = row.last_activity_at.max(entry.at);
            row.last_message_id = Some(entry.message);
            thread.preview = Some(entry.preview.to_owned());
        }
        if entry.weight == Weight::Inbound {
            row.unread_count += 1;
        }
        if entry.opens_window {
            row.last_inbound_at = Some(row.last_inbound_at.map_or(entry.at, |known| known.max(entry.at)));
        }
        (id, effect)
    }

    /// The open conversation if there is one, else the latest if the rule lets it go on, else a new one.
    fn place(&mut self, entry: &Entry<'_>) -> (ConversationId, Effect) {
        let own = self.of_contact.get(&entry.contact).into_iter().flatten().map(|id| &self.by_id[id].row);
        let latest = own.max_by_key(|row| (row.status.is_open(), row.last_activity_at, row.id));
        let Some(latest) = latest else { return (self.begin(entry), Effect::Begun) };
        let rule = on_inbound(latest.status, latest.closed_at, entry.at, self.reopen_within);
        match (entry.weight, rule) {
            (Weight::Quiet, _) | (_, OnInbound::Continue) => (latest.id, Effect::GoesOn),
            (_, OnInbound::Reopen) => (latest.id, Effect::Reopened(latest.status)),
            (_, OnInbound::StartNew) => (self.begin(entry), Effect::Begun),
        }
    }

    fn begin(&mut self, entry: &Entry<'_>) -> ConversationId {
        let id = ConversationId::from_uuid(self.fresh.v7(self.now));
        let row = ConversationRow {
            id,
            contact_id: entry.contact,
            phone_number_id: self.number,
            status: ConversationStatus::Open,
            assignee_id: None,
            team_id: None,
            unread_count: 0,
            last_activity_at: entry.at,
            last_inbound_at: None,
            last_message_id: None,
            snoozed_until: None,
            priority: ConversationPriority::None,
            closed_at: None,
            created_at: self.now,
        };
        self.of_contact.entry(entry.contact).or_default().insert(id);
        self.by_id.insert(id, Thread { row, preview: None, state: State::New });
        id
    }

    /// What is to be inserted, and what is to be updated, each in rising order of ids.
    pub(super) fn changed(&self) -> (Vec<Touched<'_>>, Vec<Touched<'_>>) {
        let of = |state| {
            let all = self.by_id.values().filter(move |thread| thread.state == state);
            all.map(|thread| Touched { row: &thread.row, preview: thread.preview.as_deref() }).collect()
        };
        (of(State::New), of(State::Touched))
    }
}

#[cfg(test)]
mod tests {
    use recado_domain::{SeededIds, conversation::REOPEN_WITHIN};
    use uuid::Uuid;

    use super::*;

    const NOW: Timestamp = Timestamp::from_secs(1_795_000_000);

    fn threads() -> Threads {
        let number = NumberId::from_uuid(Uuid::from_u128(9));
        Threads::new(Arc::new(SeededIds::default()), NOW, number, REOPEN_WITHIN)
    }

    fn entry(n: u128, at: Timestamp, weight: Weight) -> Entry<'static> {
        Entry {
            message: MessageId::from_uuid(Uuid::from_u128(n)),
            contact: ContactId::from_uuid(Uuid::from_u128(1)),
            at,
            preview: "Oi",
            weight,
            opens_window: weight == Weight::Inbound,
        }
    }

    fn days(n: u64) -> Duration {
        Duration::from_hours(24 * n)
    }

    #[test]
    fn messages_of_one_contact_share_a_conversation_and_add_up() {
        let mut threads = threads();
        let (first, effect) = threads.enter(&entry(1, NOW, Weight::Inbound));
        assert_eq!(effect, Effect::Begun);
        assert_eq!(threads.enter(&entry(2, NOW.plus(days(1)), Weight::Inbound)), (first, Effect::GoesOn));
        let row = threads.get(first);
        assert_eq!((row.unread_count, row.last_activity_at), (2, NOW.plus(days(1))));
        let (new, touched) = threads.changed();
        assert_eq!((new.len(), touched.len(), new[0].preview), (1, 0, Some("Oi")));
    }

    #[test]
    fn a_late_message_is_unread_but_not_the_newest() {
        let mut threads = threads();
        let (id, _) = threads.enter(&entry(1, NOW, Weight::Inbound));
        threads.enter(&entry(2, NOW.minus(days(7)), Weight::Inbound));
        let row = threads.get(id);
        assert_eq!((row.unread_count, row.last_activity_at, row.last_inbound_at), (2, NOW, Some(NOW)));
        assert_eq!(row.last_message_id, Some(MessageId::from_uuid(Uuid::from_u128(1))));
    }

    #[test]
    fn a_closed_conversation_reopens_with_its_people_or_a_new_one_begins() {
        for (age, status, effect) in [
            (7, ConversationStatus::Closed, Effect::Reopened(ConversationStatus::Closed)),
            (8, ConversationStatus::Closed, Effect::Begun),
            (1, ConversationStatus::Archived, Effect::Begun),
            (30, ConversationStatus::Snoozed, Effect::Reopened(ConversationStatus::Snoozed)),
            (30, ConversationStatus::Pending, Effect::GoesOn),
        ] {
            let mut threads = threads();
            let (id, _) = threads.enter(&entry(1, NOW, Weight::Inbound));
            let mut row = threads.get(id).clone();
            (row.status, row.closed_at) = (status, Some(NOW));
            threads.add(row);
            let (now_in, found) = threads.enter(&entry(2, NOW.plus(days(age)), Weight::Inbound));
            assert_eq!((found, now_in == id), (effect, effect != Effect::Begun), "{status} after {age} days");
            assert!(threads.get(now_in).status.is_open());
        }
    }

    #[test]
    fn quiet_entries_wake_nobody() {
        let mut threads = threads();
        let (id, _) = threads.enter(&entry(1, NOW, Weight::Quiet));
        let mut row = threads.get(id).clone();
        assert_eq!((row.unread_count, row.last_inbound_at), (0, None));
        (row.status, row.closed_at) = (ConversationStatus::Archived, Some(NOW));
        threads.add(row);
        assert_eq!(threads.enter(&entry(2, NOW.plus(days(99)), Weight::Quiet)), (id, Effect::GoesOn));
        assert_eq!(threads.get(id).status, ConversationStatus::Archived);
    }
}
