//! Messages that enter threads: who wrote, where it belongs, what it changes, and the events that tell of it.
//!
//! A message that is known already changes nothing, whoever it names: this is what makes a delivery that comes ten times,
//! and a log that is read again, leave the same rows.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    time::Duration,
};

use recado_domain::{
    ContactId, ConversationId, Language, MessageId, NumberId, Timestamp,
    conversation::{ConversationStatus, HistoryKind},
    message::{DeliveryPolicy, Direction, Moments, Sending},
    pacing::INBOUND_COUNTS_FOR,
};
use recado_storage::{
    DbResult, Tenant,
    tenant::{
        conversations::ConversationRow, history::HistoryRow, inbox::NewArrival, messages::MessageRow,
        people::IdentityKey, taggings::ContactTag,
    },
};
use serde_json::json;
use uuid::Uuid;

use super::{
    directory::Directory,
    facts::Arrival,
    merge, people,
    threads::{Effect, Entry, Threads, Weight},
};
use crate::{
    Engine,
    access::By,
    conversations::entry,
    events::{ConversationChange, Event},
    view::{ContactView, MessageView, load},
};

/// What became of a group's messages.
#[derive(Debug, Default)]
pub(super) struct Entered {
    /// The message of each arrival, in their order; the known ones too.
    pub(super) messages: Vec<MessageId>,
    /// New ones that came in, which count against the number's throughput.
    pub(super) inbound: i64,
    /// New ones that the business wrote in its own app: statuses may be waiting for them.
    pub(super) echoes: Vec<(MessageId, String)>,
    pub(super) events: Vec<Event>,
    /// What customers asked: an away message may answer.
    pub(super) asked: Vec<Asked>,
}

/// A new message of a customer's that may want an answer.
#[derive(Debug)]
pub(super) struct Asked {
    /// The conversation right after the group.
    pub(super) conversation: ConversationRow,
    /// Meta's time of the message.
    pub(super) at: Timestamp,
}

/// The number that the messages are of.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thread {
    pub(super) number: NumberId,
    pub(super) reopen_within: Duration,
}

/// One new message after it was placed.
struct Placed<'a> {
    arrival: &'a Arrival,
    row: MessageRow,
    effect: Effect,
    /// The conversation right after it.
    conversation: ConversationRow,
}

/// Enters the messages of a group.
pub(super) async fn enter(
    engine: &Engine,
    tenant: &mut Tenant<'_>,
    thread: Thread,
    arrivals: &[&Arrival],
) -> DbResult<Entered> {
    let mut entered = Entered::default();
    let mut known = known(tenant, arrivals).await?;
    let new = unknown(engine, arrivals, &mut known);
    entered.messages = arrivals.iter().map(|arrival| known[&arrival.key]).collect();
    if new.is_empty() {
        return Ok(entered);
    }
    let (met, contacts, events) = meet(engine, tenant, &new).await?;
    entered.events = events;

    let mut threads = Threads::new(engine.ids.clone(), engine.now(), thread.number, thread.reopen_within);
    let people: Vec<ContactId> = contacts.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    for row in tenant.inbox().conversations(thread.number, &people).await? {
        threads.add(row);
    }
    let placed = new.iter().zip(&contacts).map(|(arrival, contact)| {
        let who = Who { contact: *contact, is_blocked: met.directory.get(*contact).row.blocked_at.is_some() };
        place(&mut threads, &known, arrival, who)
    });
    let placed: Vec<Placed<'_>> = placed.collect();
    write(tenant, &threads, &placed).await?;

    let recent = engine.now().minus(INBOUND_COUNTS_FOR);
    entered.inbound =
        count(&placed, |arrival| arrival.direction == Direction::Inbound && !arrival.is_note && arrival.at >= recent);
    let echoes = placed.iter().filter(|placed| placed.row.direction == Direction::Outbound);
    entered.asked = asked(&met, &threads, &placed);
    entered.echoes = echoes.map(|placed| (placed.row.id, placed.arrival.wamid.clone())).collect();
    entered.events.extend(tell(engine, tenant, &met, placed).await?);
    Ok(entered)
}

/// The messages that are there already: those that arrive again, and those that arrivals point at.
async fn known(tenant: &mut Tenant<'_>, arrivals: &[&Arrival]) -> DbResult<HashMap<Uuid, MessageId>> {
    let keys: BTreeSet<Uuid> =
        arrivals.iter().flat_map(|arrival| [Some(arrival.key), arrival.context_key]).flatten().collect();
    let keys: Vec<Uuid> = keys.into_iter().collect();
    let found = tenant.inbox().known(&keys).await?;
    Ok(found.into_iter().map(|known| (known.key, known.id)).collect())
}

/// Those that are new, each once; they are known from now on, under fresh ids that carry Meta's time.
fn unknown<'a>(engine: &Engine, arrivals: &[&'a Arrival], known: &mut HashMap<Uuid, MessageId>) -> Vec<&'a Arrival> {
    let there: HashSet<Uuid> = known.keys().copied().collect();
    let mut new = Vec::new();
    for arrival in arrivals.iter().filter(|arrival| !there.contains(&arrival.key)) {
        known.entry(arrival.key).or_insert_with(|| {
            new.push(*arrival);
            MessageId::from_uuid(engine.ids.v7(arrival.at))
        });
    }
    new
}

/// Who wrote, with the tags that are on them.
struct Met {
    directory: Directory,
    tags: Vec<ContactTag>,
}

impl Met {
    fn view(&self, id: ContactId) -> ContactView {
        let person = self.directory.get(id);
        load::contact(person.row.clone(), &person.identities, &self.tags)
    }
}

/// Who wrote each message. People are written, merged ones with their conversations.
async fn meet(
    engine: &Engine,
    tenant: &mut Tenant<'_>,
    new: &[&Arrival],
) -> DbResult<(Met, Vec<ContactId>, Vec<Event>)> {
    let mut keys: BTreeSet<IdentityKey> = BTreeSet::new();
    for arrival in new {
        keys.extend(arrival.person.ids.keys().cloned());
        if let Some(change) = &arrival.id_change {
            keys.extend(change.previous.keys().chain(change.current.keys()).cloned());
        }
    }
    let (mut directory, before) = people::load(engine, tenant, keys).await?;
    let met: Vec<ContactId> = new
        .iter()
        .map(|arrival| match &arrival.id_change {
            Some(change) => directory.change(change, &arrival.person),
            None => directory.resolve(&arrival.person),
        })
        .collect();
    let changed = people::save(tenant, &before, &directory, engine.now()).await?;
    let mut events = merge::hand_over(engine, tenant, directory.merges()).await?;
    let contacts: Vec<ContactId> = met.into_iter().map(|id| directory.now_called(id)).collect();
    let shown: BTreeSet<ContactId> = contacts.iter().chain(&changed).copied().collect();
    let tags = tenant.taggings().of_contacts(&shown.into_iter().collect::<Vec<_>>()).await?;
    let met = Met { directory, tags };
    events.extend(changed.into_iter().map(|id| Event::contact_updated(&met.view(id))));
    Ok((met, contacts, events))
}

/// What wants an answer: something said by somebody who is not blocked.
fn asked(met: &Met, threads: &Threads, placed: &[Placed<'_>]) -> Vec<Asked> {
    let wants = |arrival: &Arrival| {
        arrival.direction == Direction::Inbound && arrival.opens_window && arrival.kind != "unsupported"
    };
    let is_blocked = |contact: ContactId| met.directory.get(contact).row.blocked_at.is_some();
    let asking = placed.iter().filter(|placed| wants(placed.arrival) && !is_blocked(placed.conversation.contact_id));
    let asked =
        asking.map(|placed| Asked { conversation: threads.get(placed.conversation.id).clone(), at: placed.arrival.at });
    asked.collect()
}

/// Whose a message is.
#[derive(Debug, Clone, Copy)]
struct Who {
    contact: ContactId,
    /// What the person writes is kept, but asks for nobody's attention.
    is_blocked: bool,
}

fn place<'a>(
    threads: &mut Threads,
    known: &HashMap<Uuid, MessageId>,
    arrival: &'a Arrival,
    Who { contact, is_blocked }: Who,
) -> Placed<'a> {
    let is_inbound = arrival.direction == Direction::Inbound && !arrival.is_note && !is_blocked;
    let entry = Entry {
        message: known[&arrival.key],
        contact,
        at: arrival.at,
        preview: &arrival.preview,
        weight: if is_inbound { Weight::Inbound } else { Weight::Quiet },
        opens_window: arrival.opens_window,
    };
    let (id, effect) = threads.enter(&entry);
    let conversation = threads.get(id).clone();
    let reply_to = arrival.context_key.and_then(|key| known.get(&key)).copied();
    let row = row(arrival, &conversation, entry.message, reply_to);
    Placed { arrival, row, effect, conversation }
}

fn row(arrival: &Arrival, conversation: &ConversationRow, id: MessageId, reply_to: Option<MessageId>) -> MessageRow {
    let sent = (arrival.direction == Direction::Outbound).then_some(arrival.at);
    MessageRow {
        id,
        conversation_id: conversation.id,
        contact_id: conversation.contact_id,
        phone_number_id: conversation.phone_number_id,
        direction: arrival.direction,
        source: arrival.source,
        kind: arrival.kind.clone(),
        content: arrival.content.clone(),
        sending: Sending::None,
        moments: Moments { sent, ..Moments::default() },
        due_at: None,
        tries: 0,
        delivery_policy: DeliveryPolicy::Hold,
        wamid: Some(arrival.wamid.clone()),
        reply_to,
        context_wamid: arrival.context_wamid.clone(),
        author_id: None,
        resend_of: None,
        dismissed_at: None,
        error_code: arrival.error_code,
        error_details: arrival.error_details.clone(),
        created_at: arrival.at,
    }
}

/// New conversations first: messages refer to them.
async fn write(tenant: &mut Tenant<'_>, threads: &Threads, placed: &[Placed<'_>]) -> DbResult<()> {
    let (begun, touched) = threads.changed();
    tenant.inbox().insert(&begun).await?;
    let mut messages: Vec<NewArrival> = placed.iter().map(new_arrival).collect();
    messages.sort_unstable_by_key(|message| message.id);
    tenant.inbox().add(messages).await?;
    tenant.inbox().update(&touched).await
}

fn new_arrival(placed: &Placed<'_>) -> NewArrival {
    let Placed { arrival, row, .. } = placed;
    NewArrival {
        id: row.id,
        conversation_id: row.conversation_id,
        phone_number_id: row.phone_number_id,
        direction: row.direction,
        source: row.source,
        kind: row.kind.clone(),
        content: row.content.clone(),
        wamid: arrival.wamid.clone(),
        dedupe_key: arrival.key,
        reply_to: row.reply_to,
        context_wamid: row.context_wamid.clone(),
        referral: arrival.referral.clone(),
        error_code: row.error_code,
        error_details: row.error_details.clone(),
        created_at: row.created_at,
        sent_at: row.moments.sent,
    }
}

/// One event per message, after the one that tells of its conversation if that is new or woke.
async fn tell(engine: &Engine, tenant: &mut Tenant<'_>, met: &Met, placed: Vec<Placed<'_>>) -> DbResult<Vec<Event>> {
    let language = engine.settings.language;
    let messages = newest(tenant, &placed, language).await?;
    let ids: BTreeSet<ConversationId> = placed.iter().map(|placed| placed.conversation.id).collect();
    let tags = tenant.taggings().of_conversations(&ids.into_iter().collect::<Vec<_>>()).await?;
    let (mut events, mut history) = (Vec::new(), Vec::new());
    for Placed { row, effect, conversation, .. } in placed {
        let last = conversation.last_message_id.and_then(|id| messages.get(&id)).cloned();
        let view = load::conversation(&conversation, met.view(conversation.contact_id), last, &tags);
        let at = conversation.placement();
        match effect {
            Effect::Begun => events.push(Event::conversation(ConversationChange::Created, &view, at)),
            Effect::Reopened(from) => {
                let entry = reopened(engine, &conversation, from);
                let shown = load::history(entry.clone());
                events.push(Event::done_to(ConversationChange::Updated, &view, at, Some(&shown)));
                history.push(entry);
            }
            Effect::GoesOn => {}
        }
        events.push(Event::message_new(&messages[&row.id], &view));
    }
    tenant.history().insert(&history).await?;
    Ok(events)
}

/// The messages that were placed, and the newest ones of their conversations.
async fn newest(
    tenant: &mut Tenant<'_>,
    placed: &[Placed<'_>],
    language: Language,
) -> DbResult<HashMap<MessageId, MessageView>> {
    let mut messages: HashMap<MessageId, MessageView> =
        placed.iter().map(|placed| (placed.row.id, load::message(&placed.row, language))).collect();
    let newest = placed.iter().filter_map(|placed| placed.conversation.last_message_id);
    let missing: BTreeSet<MessageId> = newest.filter(|id| !messages.contains_key(id)).collect();
    let missing: Vec<MessageId> = missing.into_iter().collect();
    let older = tenant.messages().find_many(&missing).await?;
    messages.extend(older.iter().map(|row| (row.id, load::message(row, language))));
    Ok(messages)
}

/// The customer wrote to a conversation that was closed or slept.
fn reopened(engine: &Engine, conversation: &ConversationRow, from: ConversationStatus) -> HistoryRow {
    let kind = HistoryKind::of_status(from, conversation.status);
    let data = json!({ "from": from, "to": conversation.status, "cause": "message" });
    entry(engine, &By::SYSTEM, conversation.id, kind, data)
}

fn count(placed: &[Placed<'_>], counts: impl Fn(&Arrival) -> bool) -> i64 {
    let n = placed.iter().filter(|placed| counts(placed.arrival)).count();
    i64::try_from(n).unwrap_or(i64::MAX)
}
