//! A chat as one page: its lines with ticks, faces and replies; and the list of a person's chats.

use std::time::Duration;

use recado_domain::Timestamp;
use serde_json::{Value, json};

use super::face::{self, Context};
use crate::world::{
    World,
    chats::{ChatKey, ChatLine, Said},
    delivery::State,
    message::LedgerEntry,
    number::Number,
    people::PersonId,
};

/// A typing indicator goes out by itself after this long.
const TYPING: Duration = Duration::from_secs(25);

/// The person's chats: one row for every number there is, because a phone can write to any of them.
pub(crate) fn list(world: &World, person: Option<PersonId>, now: Timestamp) -> Vec<Value> {
    world.numbers.values().map(|number| row(world, number, person, now)).collect()
}

fn row(world: &World, number: &Number, person: Option<PersonId>, now: Timestamp) -> Value {
    let chat = person.map(|person| (number.phone_number_id.clone(), person));
    let lines = chat.iter().flat_map(|chat| world.chats.newest(chat));
    let unread = lines.filter(|line| is_unread(world, line, now)).count();
    let last = chat.as_ref().and_then(|chat| world.chats.newest(chat).next());
    json!({
        "phone_number_id": number.phone_number_id,
        "display_phone_number": number.display,
        "verified_name": number.verified_name,
        "window_open": chat.as_ref().is_some_and(|chat| world.window_open(&chat.0, chat.1, now)),
        "typing": chat.as_ref().is_some_and(|chat| is_typing(world, chat, now)),
        "unread": unread,
        "last": last.map(|line| view(world, number, line, now)),
    })
}

fn is_typing(world: &World, chat: &ChatKey, now: Timestamp) -> bool {
    world.chats.typing_since(chat).is_some_and(|since| now.since(since) < TYPING)
}

/// The newest lines of a chat, oldest first.
pub(crate) fn lines(world: &World, chat: &ChatKey, now: Timestamp, limit: usize) -> Vec<Value> {
    let Some(number) = world.numbers.get(&chat.0) else { return Vec::new() };
    let mut lines: Vec<Value> =
        world.chats.newest(chat).take(limit).map(|line| view(world, number, line, now)).collect();
    lines.reverse();
    lines
}

/// What waits to be read, oldest first.
pub(crate) fn unread(world: &World, chat: &ChatKey, now: Timestamp) -> Vec<String> {
    let lines = world.chats.newest(chat).filter(|line| is_unread(world, line, now));
    let mut wamids: Vec<String> = lines.map(|line| line.wamid.clone()).collect();
    wamids.reverse();
    wamids
}

fn is_unread(world: &World, line: &ChatLine, now: Timestamp) -> bool {
    let Said::ByBusiness { told, entry } = &line.said else { return false };
    let is_reaction = world.ledger.get(*entry).is_some_and(|entry| entry.kind.as_deref() == Some("reaction"));
    !is_reaction && !matches!(highest(told, now), Some("read" | "failed"))
}

fn view(world: &World, number: &Number, line: &ChatLine, now: Timestamp) -> Value {
    match &line.said {
        Said::ByCustomer { message, delivery, read } => {
            let state = world.deliveries.get(*delivery).map(|delivery| delivery.state);
            let message: Value = serde_json::from_str(message).unwrap_or_default();
            let ticks = customer_ticks(state, *read);
            json!({"wamid": line.wamid, "from": "customer", "at": line.at, "ticks": ticks, "message": message, "face": null})
        }
        Said::ByBusiness { entry, told } => {
            let entry = world.ledger.get(*entry);
            json!({
                "wamid": line.wamid,
                "from": "business",
                "at": line.at,
                "ticks": highest(told, now).unwrap_or("accepted"),
                "message": entry.map(|entry| &entry.request),
                "face": entry.and_then(|entry| face_of(world, number, &line.wamid, entry)),
            })
        }
    }
}

/// One tick once it has left, two when the business took the webhook, `lost` when nobody will.
fn customer_ticks(state: Option<State>, read: bool) -> &'static str {
    match (read, state) {
        (true, _) => "read",
        (_, Some(State::Pending)) => "sent",
        (_, Some(State::Delivered) | None) => "delivered",
        _ => "lost",
    }
}

/// The furthest status the business has been told of by now.
fn highest(told: &[(String, Timestamp)], now: Timestamp) -> Option<&str> {
    const ORDER: [&str; 5] = ["sent", "delivered", "read", "played", "failed"];
    let by_now = told.iter().filter(|(_, at)| *at <= now).map(|(status, _)| status.as_str());
    let furthest = by_now.max_by_key(|status| ORDER.iter().position(|known| known == status))?;
    Some(if furthest == "played" { "read" } else { furthest })
}

fn face_of(world: &World, number: &Number, wamid: &str, entry: &LedgerEntry) -> Option<Value> {
    let business = number.digits();
    let context = Context { business: &business, wamid };
    let request = &entry.request;
    match entry.kind.as_deref()? {
        "interactive" => Some(face::interactive(&context, &request["interactive"])),
        "template" => {
            let wanted = &request["template"];
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let key = (number.waba_id.clone(), text(&wanted["name"]), text(&wanted["language"]["code"]));
            let given = wanted["components"].as_array().map_or(&[][..], Vec::as_slice);
            world.templates.get(&key).map(|template| face::template(&context, &template.components, given))
        }
        _ => None,
    }
}
