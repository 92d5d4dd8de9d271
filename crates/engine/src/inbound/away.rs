//! What is answered by itself: while a business is closed, once per closed period and conversation.
//!
//! The answer is queued in the transaction that projects the question, and a row that is unique says that the period was
//! answered: projecting twice, or a node that is lost in between, neither doubles nor loses it.

use std::{collections::BTreeMap, time::Duration};

use recado_domain::{
    ConversationId, MessageId, Timestamp,
    hours::Hours,
    message::{DeliveryPolicy, Priority, Source},
};
use recado_storage::{
    DbResult, Tenant,
    system::routes::RouteRow,
    tenant::{
        away::AwayRow,
        conversations::ConversationRow,
        outgoing::{NewOutgoing, Said},
        phone_numbers::NumberStatus,
    },
};
use serde_json::json;
use uuid::Uuid;

use super::arrivals::Asked;
use crate::{
    Engine,
    access::{
        By,
        audit::{self, Deed},
        tenant_time_zone,
    },
    away::{self, Told},
    events::{ConversationChange, Event},
    messages::preview,
    view::load,
};

/// A message older than this is not answered: after an outage nobody expects an answer from the night before.
const FRESH: Duration = Duration::from_mins(5);

/// A closed period of a conversation that wants an answer.
struct Due<'a> {
    asked: &'a Asked,
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
    let due = due(engine.now(), number, &messages, &newest);
    if due.is_empty() || !is_sending(tenant, number).await? {
        return Ok(Vec::new());
    }
    let mut events = Vec::new();
    for due in due {
        events.extend(queue(engine, tenant, number, &due).await?);
    }
    Ok(events)
}

/// The newest fresh message of each conversation.
fn newest(now: Timestamp, asked: &[Asked]) -> Vec<&Asked> {
    let mut newest: BTreeMap<ConversationId, &Asked> = BTreeMap::new();
    for one in asked.iter().filter(|one| now.since(one.at) <= FRESH) {
        newest.insert(one.conversation.id, one);
    }
    newest.into_values().collect()
}

/// The messages that are switched on and may concern these conversations, by their place.
async fn messages(tenant: &mut Tenant<'_>, number: &RouteRow, asked: &[&Asked]) -> DbResult<BTreeMap<Uuid, AwayRow>> {
    let teams = asked.iter().filter_map(|one| one.conversation.team_id).map(|team| AwayRow::place(None, Some(team)));
    let mut places: Vec<Uuid> = teams.chain(places_of(number)).collect();
    places.sort_unstable();
    places.dedup();
    let rows = tenant.away().at_places(&places).await?;
    Ok(rows.into_iter().filter(|row| row.is_enabled).map(|row| (row.place, row)).collect())
}

/// The number and the whole company.
fn places_of(number: &RouteRow) -> [Uuid; 2] {
    [AwayRow::place(Some(number.number_id), None), AwayRow::place(None, None)]
}

/// Which conversations want an answer: the most particular message decides, and it must be closed when the customer wrote
/// and still be.
fn due<'a>(
    now: Timestamp,
    number: &RouteRow,
    messages: &'a BTreeMap<Uuid, AwayRow>,
    asked: &[&'a Asked],
) -> Vec<Due<'a>> {
    let zone = tenant_time_zone(&number.settings);
    let due = asked.iter().filter_map(|asked| {
        let team = asked.conversation.team_id.map(|team| AwayRow::place(None, Some(team)));
        let message = team.into_iter().chain(places_of(number)).find_map(|place| messages.get(&place))?;
        let hours: Hours = away::hours_of(message, &zone)?;
        let closed_since = hours.closed_since(now)?;
        (hours.closed_since(asked.at) == Some(closed_since)).then_some(Due { asked, message, closed_since })
    });
    due.collect()
}

async fn is_sending(tenant: &mut Tenant<'_>, number: &RouteRow) -> DbResult<bool> {
    let found = tenant.phone_numbers().find(number.number_id).await?;
    Ok(found.is_some_and(|number| number.status == NumberStatus::Active))
}

/// Queues one answer, unless this closed period was answered before.
async fn queue(engine: &Engine, tenant: &mut Tenant<'_>, number: &RouteRow, due: &Due<'_>) -> DbResult<Vec<Event>> {
    let (at, conversation) = (engine.now(), &due.asked.conversation);
    let id = MessageId::from_uuid(engine.ids.v7(at));
    if !tenant.away().answer(conversation.id, due.closed_since, id).await? {
        return Ok(Vec::new());
    }
    let contact = load::contacts(tenant, &[conversation.contact_id]).await?.pop();
    let told = Told { contact: contact.as_ref(), tenant: &number.tenant_name, number: &number.display_phone_number };
    let content = json!({ "body": told.fill_in(&due.message.body) });
    let said = Said { conversation: conversation.id, message: id, preview: preview("text", &content), at };
    tenant.outgoing().insert(outgoing(id, conversation, content.to_string(), at)).await?;
    tenant.outgoing().note_said_by_itself(said).await?;
    let metadata = json!({ "conversationId": conversation.id, "type": "text", "awayMessageId": due.message.id });
    let deed = Deed::new("message.queued", "message").of(id).with(metadata);
    audit::record(tenant.reborrow(), engine, &By::SYSTEM, deed).await?;
    tell(engine, tenant, conversation, id).await
}

fn outgoing(id: MessageId, conversation: &ConversationRow, content: String, at: Timestamp) -> NewOutgoing {
    NewOutgoing {
        id,
        conversation_id: conversation.id,
        phone_number_id: conversation.phone_number_id,
        source: Source::Automation,
        kind: "text",
        content,
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
    conversation: &ConversationRow,
    id: MessageId,
) -> DbResult<Vec<Event>> {
    let language = engine.settings.language;
    let Some(row) = tenant.messages().find(id).await? else { return Ok(Vec::new()) };
    let message = load::message(&row, language);
    let Some(view) = load::conversation_by_id(tenant, conversation.id, language).await? else { return Ok(Vec::new()) };
    let updated = Event::conversation(ConversationChange::Updated, &view, conversation.placement());
    Ok(vec![Event::message_new(&message, &view), updated])
}
