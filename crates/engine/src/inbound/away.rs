//! What is answered by itself: while a business is closed, once per closed period and conversation.
//!
//! The answer is queued in the transaction that projects the question, and a row that is unique says that the period was
//! answered: projecting twice, or a node that is lost in between, neither doubles nor loses it. It is nobody's answer: the
//! conversation stays as the customer left it, unread and waiting.

use std::{collections::BTreeMap, time::Duration};

use recado_domain::{
    ConversationId, MessageId, Timestamp,
    message::{DeliveryPolicy, Priority, Source},
};
use recado_storage::{
    DbResult, Tenant,
    system::routes::RouteRow,
    tenant::{away::AwayRow, conversations::ConversationRow, outgoing::NewOutgoing, phone_numbers::NumberStatus},
};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::arrivals::Asked;
use crate::{
    Engine,
    access::{
        By,
        audit::{self, Deed},
    },
    away::WallClock,
    events::Event,
    replies::{Names, Values},
    view::load,
};

/// A message older than this is not answered: after an outage nobody expects an answer from the night before.
const FRESH: Duration = Duration::from_mins(5);

/// A closed period of a conversation that wants an answer.
struct Due<'a> {
    conversation: &'a ConversationRow,
    message: &'a AwayRow,
    closed_since: Timestamp,
}

/// Queues the answers to what came in; the events that tell of them.
pub(super) async fn answer(
    engine: &Engine,
    tenant: &mut Tenant<'_>,
    number: &RouteRow,
    asked: &[Asked],
) -> DbResult<Vec<Event>> {
    let newest = newest(engine.now(), asked);
    if newest.is_empty() {
        return Ok(Vec::new());
    }
    let messages = messages(tenant, number, &newest).await?;
    let clock = WallClock::of_settings(&number.settings, engine.now());
    let due: Vec<Due<'_>> = newest.iter().filter_map(|asked| due(&clock, number, &messages, asked)).collect();
    let mut events = Vec::new();
    if !due.is_empty() && is_sending(tenant, number).await? {
        for due in due {
            events.extend(queue(engine, tenant, number, due).await?);
        }
    }
    Ok(events)
}

/// The newest fresh message of each conversation.
fn newest(now: Timestamp, asked: &[Asked]) -> Vec<&Asked> {
    let fresh = asked.iter().filter(|one| now.since(one.at) <= FRESH);
    let newest: BTreeMap<ConversationId, &Asked> = fresh.map(|one| (one.conversation.id, one)).collect();
    newest.into_values().collect()
}

/// The places whose messages concern a conversation, the most particular first.
fn places(number: &RouteRow, conversation: &ConversationRow) -> impl Iterator<Item = Uuid> + use<> {
    let of_number = [AwayRow::place(Some(number.number_id), None), AwayRow::place(None, None)];
    conversation.team_id.map(|team| AwayRow::place(None, Some(team))).into_iter().chain(of_number)
}

/// The messages that are switched on and may concern these conversations, by their place.
async fn messages(tenant: &mut Tenant<'_>, number: &RouteRow, asked: &[&Asked]) -> DbResult<BTreeMap<Uuid, AwayRow>> {
    let mut wanted: Vec<Uuid> = asked.iter().flat_map(|one| places(number, &one.conversation)).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let rows = tenant.away().at_places(&wanted).await?;
    Ok(rows.into_iter().filter(|row| row.is_enabled).map(|row| (row.place, row)).collect())
}

/// The most particular message decides. It must have been closed when the customer wrote, and still be.
fn due<'a>(
    clock: &WallClock,
    number: &RouteRow,
    messages: &'a BTreeMap<Uuid, AwayRow>,
    Asked { conversation, at }: &'a Asked,
) -> Option<Due<'a>> {
    let message = places(number, conversation).find_map(|place| messages.get(&place))?;
    let closed_since = clock.closed_since(message, *at)?;
    Some(Due { conversation, message, closed_since })
}

async fn is_sending(tenant: &mut Tenant<'_>, number: &RouteRow) -> DbResult<bool> {
    let found = tenant.phone_numbers().find(number.number_id).await?;
    Ok(found.is_some_and(|number| number.status == NumberStatus::Active))
}

/// Queues one answer, unless this closed period was answered before.
async fn queue(
    engine: &Engine,
    tenant: &mut Tenant<'_>,
    number: &RouteRow,
    Due { conversation, message, closed_since }: Due<'_>,
) -> DbResult<Option<Event>> {
    let Some(text) = filled_in(tenant, number, conversation, &message.body).await? else { return Ok(None) };
    if !tenant.away().answer(conversation.id, closed_since).await? {
        return Ok(None);
    }
    let at = engine.now();
    let id = MessageId::from_uuid(engine.ids.v7(at));
    tenant.outgoing().insert(outgoing(id, conversation, &json!({ "body": text }), at)).await?;
    let metadata = json!({ "conversationId": conversation.id, "type": "text", "awayMessageId": message.id });
    let deed = Deed::new("message.queued", "message").of(id).with(metadata);
    audit::record(tenant.reborrow(), engine, &By::SYSTEM, deed).await?;
    tell(engine, tenant, conversation.id, id).await.map(Some)
}

/// The text for this person; `None` when nothing of it is left.
async fn filled_in(
    tenant: &mut Tenant<'_>,
    number: &RouteRow,
    conversation: &ConversationRow,
    body: &str,
) -> DbResult<Option<String>> {
    let Some(contact) = load::contacts(tenant, &[conversation.contact_id]).await?.pop() else { return Ok(None) };
    let names = Names::of_tenant(&number.tenant_name);
    let values = Values { contact, names, number: Some(number.display_phone_number.clone()) };
    Ok(Some(values.fill_in(body)).filter(|text| !text.trim().is_empty()))
}

fn outgoing(id: MessageId, conversation: &ConversationRow, content: &Json, at: Timestamp) -> NewOutgoing {
    NewOutgoing {
        id,
        conversation_id: conversation.id,
        phone_number_id: conversation.phone_number_id,
        source: Source::Automation,
        kind: "text",
        content: content.to_string(),
        priority: Priority::Reply,
        delivery_policy: DeliveryPolicy::Hold,
        reply_to: None,
        context_wamid: None,
        author_id: None,
        resend_of: None,
        at,
    }
}

async fn tell(
    engine: &Engine,
    tenant: &mut Tenant<'_>,
    conversation: ConversationId,
    id: MessageId,
) -> DbResult<Event> {
    let language = engine.settings.language;
    let row = tenant.messages().find(id).await?.expect("inserted in this transaction");
    let view = load::conversation_by_id(tenant, conversation, language).await?.expect("written in this transaction");
    Ok(Event::message_new(&load::message(&row, language), &view))
}
