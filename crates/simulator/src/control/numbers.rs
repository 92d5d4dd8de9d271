//! Business numbers.

use std::sync::Arc;

use axum::{Json, extract::State};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{Answered, Refused, body::Body};
use crate::{
    meta::Meta,
    world::{number::Number, record::Record},
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NumberBody {
    waba_id: String,
    phone_number_id: String,
    display_phone_number: String,
    #[serde(default = "usual_throughput")]
    throughput: u32,
    token: Option<String>,
    verified_name: Option<String>,
    /// Fields of the number or of its account that read otherwise than usual, as `quality_rating`.
    #[serde(default)]
    facts: Map<String, Value>,
}

fn usual_throughput() -> u32 {
    80
}

/// Registers a number, or changes one; its profile stays.
pub(super) async fn register(State(meta): State<Arc<Meta>>, Body(body): Body<NumberBody>) -> Answered {
    check(&body)?;
    let (line, shown) = {
        let mut world = meta.world();
        let known = world.numbers.get(&body.phone_number_id);
        let number = Number {
            profile: known.map_or_else(first_profile, |known| known.profile.clone()),
            verified_name: body.verified_name.unwrap_or_else(|| "Recado".to_owned()),
            waba_id: body.waba_id,
            phone_number_id: body.phone_number_id,
            display: body.display_phone_number,
            throughput: body.throughput,
            facts: body.facts,
            token: body.token.filter(|token| !token.is_empty()),
        };
        let shown = view(&number);
        (world.commit(Record::Number { number }), shown)
    };
    meta.durable(line).await?;
    Ok(Json(shown))
}

fn check(body: &NumberBody) -> Result<(), Refused> {
    if [&body.waba_id, &body.phone_number_id].iter().any(|id| id.is_empty() || id.contains('/')) {
        return Err(Refused::bad("waba_id and phone_number_id are ids"));
    }
    if !body.display_phone_number.chars().any(|c| c.is_ascii_digit()) {
        return Err(Refused::bad("display_phone_number has digits"));
    }
    if !(1..=1_000).contains(&body.throughput) {
        return Err(Refused::bad("throughput is between 1 and 1000 a second"));
    }
    Ok(())
}

fn first_profile() -> Map<String, Value> {
    let mut profile = Map::new();
    profile.insert("about".to_owned(), json!("Atendimento pelo WhatsApp"));
    profile.insert("vertical".to_owned(), json!("OTHER"));
    profile
}

/// Without the token.
fn view(number: &Number) -> Value {
    json!({
        "waba_id": number.waba_id,
        "phone_number_id": number.phone_number_id,
        "display_phone_number": number.display,
        "throughput": number.throughput,
        "verified_name": number.verified_name,
        "facts": number.facts,
    })
}

pub(super) async fn list(State(meta): State<Arc<Meta>>) -> Json<Value> {
    let world = meta.world();
    Json(json!({"data": world.numbers.values().map(view).collect::<Vec<_>>()}))
}
