//! Numbers that nobody told about. Whoever asks for nothing but whether such a number is there hears yes, and finds it in
//! the accounts that the same token asks for: servers ask so before they let a number's webhooks in, and webhooks that are
//! signed elsewhere are for numbers that are not known here. For everything else, sending too, they stay unknown.

use serde_json::{Value, json};

use super::{Call, auth::Denied, refusal::Refusal};
use crate::{meta::Meta, world::World};

/// What is asked for by who only wants to know whether a number is there.
const IDENTITY: &str = "id,display_phone_number";

/// Whether the call asks for the identity of a number.
pub(super) fn is_asked_for(call: &Call) -> bool {
    let digits = !call.node.is_empty() && call.node.bytes().all(|byte| byte.is_ascii_digit());
    digits && call.query.get("fields").is_some_and(|fields| fields == IDENTITY)
}

/// The identity of a number that nobody told about; another number's token sees no such object.
pub(super) fn read(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let mut world = meta.world();
    let denied = |denied: Denied| denied.unless_foreign(&call.node, call.method.as_str());
    let bearer = call.bearer.as_deref().filter(|bearer| !bearer.is_empty()).ok_or(Denied::Missing).map_err(denied)?;
    if world.numbers.values().any(|number| number.token.as_deref() == Some(bearer)) {
        return Err(denied(Denied::Foreign));
    }
    world.unheard.entry(bearer.to_owned()).or_default().insert(call.node.clone());
    Ok(json!({"id": call.node, "display_phone_number": format!("+{}", call.node)}))
}

/// The numbers that this token asked for and nobody told about.
pub(super) fn of(world: &World, call: &Call) -> Vec<Value> {
    let asked = call.bearer.as_ref().and_then(|bearer| world.unheard.get(bearer)).into_iter().flatten();
    asked.filter(|id| !world.numbers.contains_key(*id)).map(|id| json!({"id": id})).collect()
}
