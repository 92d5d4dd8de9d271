//! A form (Flow).

use super::{Checked, Part, named};

pub(super) fn action(action: &Part) -> Checked {
    named(action, "flow")?;
    let parameters = action.object("parameters")?;
    parameters.word("flow_message_version", &["3"])?;
    if parameters.has("flow_id") == parameters.has("flow_name") {
        return Err(parameters.invalid("flow_id", "exactly one of flow_id and flow_name is needed"));
    }
    let label = parameters.text("flow_cta", 30)?;
    if label.chars().any(|c| u32::from(c) >= 0x1f000 || ('\u{2600}'..='\u{27bf}').contains(&c)) {
        return Err(parameters.invalid("flow_cta", "must not contain emoji"));
    }
    if parameters.has("mode") {
        parameters.word("mode", &["published", "draft"])?;
    }
    if parameters.has("flow_action") {
        parameters.word("flow_action", &["navigate", "data_exchange"])?;
    }
    let Some(payload) = parameters.optional_object("flow_action_payload")? else { return Ok(()) };
    payload.text("screen", 256)?;
    match payload.get("data").map(|data| data.as_object().map(serde_json::Map::len)) {
        None | Some(Some(1..)) => Ok(()),
        Some(_) => Err(payload.invalid("data", "must be a non-empty object")),
    }
}
