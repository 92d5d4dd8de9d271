//! From Meta's words to ours: what one change says, before anything is decided.

use std::time::Duration;

use recado_domain::{
    EventId, NumberId, Timestamp,
    message::{Direction, Seen, Source},
    window,
};
use recado_graph::webhook::{
    Change, ChangeFault, Contact, Content, DeliveryStatus, Identity, Message, MessagesValue, RawChange, StatusUpdate,
    content::SystemNote,
};
use uuid::Uuid;

use super::{
    content,
    directory::{IdChange, Sighting},
    names,
    person::{Ids, Realm},
};
use crate::wamid_key;

/// Where and when a change was received.
#[derive(Debug, Clone, Copy)]
pub(super) struct Receipt<'r> {
    pub(super) event: EventId,
    pub(super) received_at: Timestamp,
    pub(super) number: NumberId,
    pub(super) realm: &'r Realm,
}

/// What one change says.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) arrivals: Vec<Arrival>,
    pub(super) reports: Vec<Report>,
    /// Items without effect: groups, unknown statuses, clicks, errors of the account.
    pub(super) kept: usize,
    /// Why an item of it could not be read; the others are whole.
    pub(super) fault: Option<&'static str>,
}

/// A message that enters a thread.
#[derive(Debug)]
pub(super) struct Arrival {
    pub(super) direction: Direction,
    pub(super) source: Source,
    pub(super) wamid: String,
    pub(super) key: Uuid,
    pub(super) kind: String,
    pub(super) content: Option<String>,
    pub(super) preview: String,
    pub(super) person: Sighting,
    /// A note of WhatsApp's about who the person is.
    pub(super) id_change: Option<IdChange>,
    /// Whether it is a note of WhatsApp's, not something the person wrote.
    pub(super) is_note: bool,
    pub(super) opens_window: bool,
    /// The message that it points at, and its key.
    pub(super) context_wamid: Option<String>,
    pub(super) context_key: Option<Uuid>,
    pub(super) referral: Option<String>,
    pub(super) error_code: Option<i64>,
    pub(super) error_details: Option<String>,
    /// Meta's time, never later than the receipt.
    pub(super) at: Timestamp,
}

/// What Meta reports of a message that went out.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) wamid: String,
    pub(super) key: Uuid,
    pub(super) status: Seen,
    pub(super) at: Timestamp,
    pub(super) event: EventId,
    pub(super) received_at: Timestamp,
    pub(super) tracker: Option<String>,
    pub(super) error_code: Option<i64>,
    pub(super) error_details: Option<String>,
    pub(super) pricing: Option<String>,
}

/// Reads a change. Fields that nothing follows from give no facts.
pub(super) fn read(raw: &RawChange, receipt: Receipt<'_>) -> Result<Facts, ChangeFault> {
    Ok(match raw.parse()? {
        Change::Messages(value) => of_messages(&value, receipt),
        Change::Echoes(value) => {
            let mut facts = Facts { fault: unreadable(&value.problems), ..Facts::default() };
            for message in &value.messages {
                let contact =
                    value.contact_of(message).or_else(|| nameless(&value.contacts, &value.messages, &message.to));
                facts.add(echo(message, contact, receipt), message);
            }
            facts
        }
        Change::Other(_) => Facts { kept: 1, ..Facts::default() },
    })
}

fn of_messages(value: &MessagesValue, receipt: Receipt<'_>) -> Facts {
    let kept = value.user_actions.len() + value.errors.len();
    let mut facts = Facts { kept, fault: unreadable(&value.problems), ..Facts::default() };
    for message in &value.messages {
        let contact = value.contact_of(message).or_else(|| nameless(&value.contacts, &value.messages, &message.from));
        let mut arrival = inbound(message, contact, receipt);
        if let (Some(arrival), [error]) = (&mut arrival, value.errors.as_slice())
            && value.messages.len() == 1
            && arrival.error_code.is_none()
        {
            (arrival.error_code, arrival.error_details) = (error.code, error.details.clone().or(error.title.clone()));
        }
        facts.add(arrival, message);
    }
    for status in &value.statuses {
        match report(status, receipt) {
            Some(report) => facts.reports.push(report),
            None => facts.kept += 1,
        }
    }
    facts
}

/// The one contact of a change whose one message does not say which person it is from, or to.
fn nameless<'v>(contacts: &'v [Contact], messages: &[Message], person: &Identity) -> Option<&'v Contact> {
    let alone = contacts.len() == 1 && messages.len() == 1 && person.is_empty();
    let is_note = messages.iter().any(|message| matches!(message.content, Content::System(_)));
    contacts.first().filter(|_| alone && !is_note)
}

fn unreadable(problems: &[recado_graph::webhook::ItemProblem]) -> Option<&'static str> {
    problems.first().map(|_| "unreadable-item")
}

impl Facts {
    /// Whether it speaks of messages that went out, which may carry our trackers.
    pub(super) fn may_be_ours(&self) -> bool {
        !self.reports.is_empty() || self.arrivals.iter().any(|arrival| arrival.direction == Direction::Outbound)
    }

    fn add(&mut self, arrival: Option<Arrival>, message: &Message) {
        match arrival {
            _ if message.group_id.is_some() => self.kept += 1,
            Some(arrival) => self.arrivals.push(arrival),
            None => self.fault = Some("no-sender"),
        }
    }
}

/// A message from a customer, or a note about one; `None` when nothing says who.
fn inbound(message: &Message, contact: Option<&Contact>, receipt: Receipt<'_>) -> Option<Arrival> {
    let note = match &message.content {
        Content::System(note) => Some(note.as_ref()),
        _ => None,
    };
    let id_change = note.and_then(|note| id_change(note, receipt.realm));
    let from = match note {
        Some(note) if message.from.is_empty() => joined(&note.previous, &note.current),
        _ => joined(&message.from, &contact.map(|contact| contact.identity.clone()).unwrap_or_default()),
    };
    let mut person = sighting(&with_own_number(from, message), contact, receipt.realm);
    if let Some(change) = id_change.as_ref().filter(|change| !change.current.is_empty()) {
        person.ids.clone_from(&change.current);
    }
    if person.ids.is_empty() {
        return None;
    }
    let at = time(message.timestamp_ms, receipt.received_at);
    person.seen_at = note.is_none().then_some(at);
    let mut arrival = arrival(message, person, receipt, at);
    arrival.id_change = id_change;
    arrival.is_note = note.is_some();
    Some(arrival)
}

/// What the business wrote in its own app.
fn echo(message: &Message, contact: Option<&Contact>, receipt: Receipt<'_>) -> Option<Arrival> {
    let to = joined(&message.to, &contact.map(|contact| contact.identity.clone()).unwrap_or_default());
    let person = sighting(&to, contact, receipt.realm);
    if person.ids.is_empty() {
        return None;
    }
    let at = time(message.timestamp_ms, receipt.received_at);
    let arrival = arrival(message, person, receipt, at);
    Some(Arrival { direction: Direction::Outbound, source: Source::PhoneApp, opens_window: false, ..arrival })
}

fn arrival(message: &Message, person: Sighting, receipt: Receipt<'_>, at: Timestamp) -> Arrival {
    let error = message.errors.first();
    let context_wamid = content::points_at(message);
    Arrival {
        direction: Direction::Inbound,
        source: Source::Customer,
        wamid: message.id.clone(),
        key: wamid_key(receipt.number, &message.id),
        kind: content::kind(message),
        content: content::object(message),
        preview: content::preview(&message.content),
        person,
        id_change: None,
        is_note: false,
        opens_window: content::opens_window(&message.content),
        context_wamid: context_wamid.map(str::to_owned),
        context_key: context_wamid.map(|wamid| wamid_key(receipt.number, wamid)),
        referral: message.referral.as_ref().and_then(|_| message.raw.get("referral")).map(ToString::to_string),
        error_code: error.and_then(|error| error.code),
        error_details: error.and_then(|error| error.details.clone().or_else(|| error.title.clone())),
        at,
    }
}

/// A status that has a place in the order of statuses and is not a group's.
fn report(status: &StatusUpdate, receipt: Receipt<'_>) -> Option<Report> {
    let seen = match status.status {
        DeliveryStatus::Sent => Seen::Sent,
        DeliveryStatus::Delivered => Seen::Delivered,
        DeliveryStatus::Read => Seen::Read,
        DeliveryStatus::Played => Seen::Played,
        DeliveryStatus::Failed => Seen::Failed,
        DeliveryStatus::Deleted | DeliveryStatus::Warning | DeliveryStatus::Other(_) => return None,
    };
    if status.group_id.is_some() {
        return None;
    }
    let error = status.errors.first();
    Some(Report {
        wamid: status.id.clone(),
        key: wamid_key(receipt.number, &status.id),
        status: seen,
        at: time(status.timestamp_ms, receipt.received_at),
        event: receipt.event,
        received_at: receipt.received_at,
        tracker: status.biz_opaque_callback_data.clone(),
        error_code: error.and_then(|error| error.code),
        error_details: error.and_then(|error| error.details.clone().or_else(|| error.title.clone())),
        pricing: status.pricing.as_ref().and_then(|_| status.raw.get("pricing")).map(ToString::to_string),
    })
}

fn sighting(identity: &Identity, contact: Option<&Contact>, realm: &Realm) -> Sighting {
    Sighting {
        ids: Ids::of(identity, realm),
        name: contact.and_then(|contact| contact.name.as_deref()).and_then(names::clean),
        username: contact.and_then(|contact| contact.username.as_deref()).and_then(names::clean),
        seen_at: None,
    }
}

/// What both know; where they differ, the first.
fn joined(first: &Identity, second: &Identity) -> Identity {
    let other = |mine: &Option<String>, theirs: &Option<String>| mine.clone().or_else(|| theirs.clone());
    Identity {
        phone: other(&first.phone, &second.phone),
        user_id: other(&first.user_id, &second.user_id),
        parent_user_id: other(&first.parent_user_id, &second.parent_user_id),
    }
}

/// The number that a customer shares when asked for it is the customer's own, verified by WhatsApp. A card that was
/// forwarded is a claim about anybody.
fn with_own_number(identity: Identity, message: &Message) -> Identity {
    let Content::Contacts(cards) = &message.content else { return identity };
    if message.origin.as_deref() != Some("contact_request") || identity.phone.is_some() {
        return identity;
    }
    let card = cards.first().and_then(|card| card.phones.first());
    let phone = card.and_then(|phone| phone.wa_id.clone().or_else(|| phone.phone.clone()));
    Identity { phone: phone.and_then(|phone| recado_domain::phone::digits_of(&phone)), ..identity }
}

/// The notes that tell of new ids.
fn id_change(note: &SystemNote, realm: &Realm) -> Option<IdChange> {
    let kind = note.kind.as_deref()?;
    if !matches!(kind, "user_changed_number" | "user_changed_user_id" | "customer_changed_number") {
        return None;
    }
    let (previous, current) = (Ids::of(&note.previous, realm), Ids::of(&note.current, realm));
    Some(IdChange { previous, current, loses_phone: true })
}

/// Meta's time, in our units: never later than the receipt, never before 1970, the receipt itself where there is none.
fn time(millis: Option<i64>, received_at: Timestamp) -> Timestamp {
    let Some(millis) = millis.and_then(|millis| u64::try_from(millis).ok()) else { return received_at };
    window::clamp(Timestamp::default().plus(Duration::from_millis(millis)), received_at)
}
