//! Customers: the personas, whoever else was met, and new ones.

use std::{collections::HashSet, sync::Arc};

use axum::{
    Json,
    extract::{Path, State},
};
use serde_json::{Value, json};

use super::{Answered, Refused, body::Body};
use crate::{
    inbound::{Customer, identified},
    meta::Meta,
    personas,
    phone::chat,
    world::{people::Person, record::Record},
};

/// Of those who are no personas, so many who were met last.
const SHOWN: usize = 200;

pub(super) async fn list(State(meta): State<Arc<Meta>>) -> Json<Value> {
    let mut rows = personas::cards();
    let cast: HashSet<String> = rows.iter().filter_map(|card| card["user_id"].as_str().map(str::to_owned)).collect();
    let world = meta.world();
    let others = world.people.newest().filter(|person| !cast.contains(&person.user_id));
    rows.extend(others.take(SHOWN).map(view));
    Json(json!({"data": rows}))
}

fn view(person: &Person) -> Value {
    let mut row = json!(person);
    row["persona"] = Value::Null;
    row
}

/// Somebody new. Without `wa_id` and `user_id` it is somebody without a phone number.
pub(super) async fn invent(State(meta): State<Arc<Meta>>, Body(mut given): Body<Customer>) -> Answered {
    let (line, shown) = {
        let mut world = meta.world();
        if given.wa_id.is_none() && given.user_id.is_none() {
            given.user_id = Some(format!("BR.{:016}", 7_000_000_000_000_000 + world.next_serial()));
        }
        let known = identified(given).map_err(|unsendable| Refused::bad(unsendable.to_string()))?;
        let person = Person {
            wa_id: known.wa_id,
            user_id: known.user_id.unwrap_or_default(),
            name: known.name,
            username: known.username.map(|name| name.trim_start_matches('@').to_owned()),
        };
        let shown = view(&person);
        (world.commit(Record::Person { person }), shown)
    };
    meta.durable(line).await?;
    Ok(Json(shown))
}

/// One row for every number: a phone can write to any of them.
pub(super) async fn chats(State(meta): State<Arc<Meta>>, Path(user_id): Path<String>) -> Json<Value> {
    let world = meta.world();
    let person = world.people.find_user_id(&user_id);
    Json(json!({"data": chat::list(&world, person, meta.meta_time(&world))}))
}
