//! One chat between a customer and a number: reading it, and reading it as the customer.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde_json::{Value, json};

use super::Answered;
use crate::{meta::Meta, phone::chat, statuses::by_hand, world::chats::ChatKey, world::record::Record};

/// Lines of a page, and at most.
const PAGE: usize = 200;
const LONGEST: usize = 1_000;

type Names = Path<(String, String)>;

fn find(meta: &Meta, phone_number_id: String, user_id: &str) -> Option<ChatKey> {
    let person = meta.world().people.find_user_id(user_id)?;
    Some((phone_number_id, person))
}

/// Oldest first. Somebody who was never met has an empty chat.
pub(super) async fn show(
    State(meta): State<Arc<Meta>>,
    Path((phone_number_id, user_id)): Names,
    Query(query): Query<HashMap<String, String>>,
) -> Json<Value> {
    let limit = query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(PAGE).min(LONGEST);
    let chat = find(&meta, phone_number_id, &user_id);
    let world = meta.world();
    let now = meta.meta_time(&world);
    Json(json!({"data": chat.map(|chat| chat::lines(&world, &chat, now, limit)).unwrap_or_default()}))
}

/// The customer opens the chat: `read` goes out for whatever was not read yet.
pub(super) async fn read(State(meta): State<Arc<Meta>>, Path((phone_number_id, user_id)): Names) -> Answered {
    let Some(chat) = find(&meta, phone_number_id, &user_id) else { return Ok(Json(json!({"read": 0}))) };
    let (read, line) = {
        let mut world = meta.world();
        let now = meta.meta_time(&world);
        let wamids = chat::unread(&world, &chat, now);
        let mut line = None;
        for wamid in &wamids {
            let Some(sent) = world.sent(wamid).cloned() else { continue };
            let webhook = by_hand(&meta, &mut world, &sent, "read", None);
            line = Some(world.commit(Record::Planned { webhook }));
        }
        (wamids.len(), line)
    };
    if let Some(line) = line {
        meta.durable(line).await?;
    }
    Ok(Json(json!({"read": read})))
}
