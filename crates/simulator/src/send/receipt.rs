//! Read receipts and typing indicators: `status: "read"` on the messages edge.

use recado_domain::Timestamp;
use serde_json::{Value, json};

use super::{Checked, Handled, SendRequest, read_body, sender};
use crate::{
    meta::WorldGuard,
    world::{
        World,
        message::{Outcome, Receipt},
        record::Record,
    },
};

/// Whether this body is a receipt and not a message.
pub(crate) fn is_receipt(body: &Value) -> bool {
    body.get("status").is_some()
}

pub(super) fn handle(world: &mut WorldGuard, request: &SendRequest, now: Timestamp) -> Handled {
    let checked = check(world, request);
    let receipt = Receipt {
        phone_number_id: request.phone_number_id.to_owned(),
        message_id: request.body["message_id"].as_str().map(str::to_owned),
        typing: request.body.get("typing_indicator").is_some(),
        received_at: now,
        outcome: if checked.is_ok() { Outcome::Accepted } else { Outcome::Rejected },
        code: checked.as_ref().err().map(|refusal| refusal.code),
    };
    let line = world.commit(Record::Receipt { receipt });
    Handled { answer: checked.map(|()| json!({"success": true})), line, early_status: None }
}

fn check(world: &World, request: &SendRequest) -> Checked {
    sender(world, request)?;
    let body = read_body(request.body)?;
    body.word("status", &["read"])?;
    body.text("message_id", 1_024)?;
    match body.optional_object("typing_indicator")? {
        Some(indicator) => indicator.word("type", &["text"]).map(drop),
        None => Ok(()),
    }
}
