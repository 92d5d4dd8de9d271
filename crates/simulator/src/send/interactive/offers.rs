//! Reply buttons, a link button, an address form, a call button.

use super::{Checked, Part, named, unique};

pub(super) fn buttons(action: &Part) -> Checked {
    let mut ids = Vec::new();
    for button in action.list("buttons", 1, 3)? {
        button.word("type", &["reply"])?;
        let reply = button.object("reply")?;
        reply.text("title", 20)?;
        ids.push(reply.text("id", 256)?);
    }
    unique(ids, "button")
}

pub(super) fn cta_url(action: &Part) -> Checked {
    named(action, "cta_url")?;
    let parameters = action.object("parameters")?;
    parameters.text("display_text", 20)?;
    parameters.url("url").map(drop)
}

/// Only India has address messages.
pub(super) fn address(action: &Part) -> Checked {
    named(action, "address_message")?;
    action.object("parameters")?.word("country", &["IN"]).map(drop)
}

pub(super) fn voice_call(action: &Part) -> Checked {
    named(action, "voice_call")?;
    let Some(parameters) = action.optional_object("parameters")? else { return Ok(()) };
    parameters.optional_text("display_text", 20)?;
    parameters.optional_text("payload", 512)?;
    match parameters.get("ttl_minutes").map(serde_json::Value::as_u64) {
        None | Some(Some(1..=43_200)) => Ok(()),
        Some(_) => Err(parameters.invalid("ttl_minutes", "must be between 1 and 43200")),
    }
}
