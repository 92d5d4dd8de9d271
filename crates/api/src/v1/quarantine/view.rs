use recado_domain::{QuarantineId, Timestamp};
use recado_storage::system::quarantine::QuarantineRow;
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};
use utoipa::ToSchema;

use crate::v1::inbound_events::as_json;

/// A change that could not be projected.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = QuarantineEntry)]
pub(super) struct QuarantineView {
    /// `qua_…`
    #[schema(value_type = String)]
    id: QuarantineId,
    /// When the delivery was received.
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
    /// Meta's field, if it could be read.
    field: Option<String>,
    /// Meta's id of the account it names.
    waba_id: Option<String>,
    /// Meta's id of the number it names.
    phone_number_id: Option<String>,
    /// Why it is here, in one word.
    reason: String,
    /// More about it.
    detail: Option<String>,
    /// How often it was tried.
    attempts: i64,
    /// `waiting` for somebody to act, `trying` (it was handed to the projector again) or `projected` after all.
    state: QuarantineState,
    /// What it became, such as `msg_…`, once it was projected into the caller's tenant.
    r#ref: Option<String>,
    /// What was posted; text where it is not JSON.
    #[schema(value_type = Object)]
    body: Box<RawValue>,
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum QuarantineState {
    /// It waits for somebody to act.
    Waiting,
    /// It was handed to the projector again.
    Trying,
    /// It was projected after all.
    Projected,
}

impl QuarantineState {
    fn of(row: &QuarantineRow) -> Self {
        match (row.resolved_at, row.retry_at) {
            (Some(_), _) => Self::Projected,
            (None, Some(_)) => Self::Trying,
            (None, None) => Self::Waiting,
        }
    }
}

impl QuarantineView {
    /// The same with what it became.
    pub(super) fn became(mut self, reference: Option<String>) -> Self {
        self.r#ref = reference;
        self
    }
}

impl From<QuarantineRow> for QuarantineView {
    fn from(row: QuarantineRow) -> Self {
        let state = QuarantineState::of(&row);
        let QuarantineRow { id, received_at, field, waba_id, phone_number_id, reason, detail, attempts, body, .. } =
            row;
        let body = as_json(&body);
        Self { id, received_at, field, waba_id, phone_number_id, reason, detail, attempts, state, r#ref: None, body }
    }
}

/// An entry in the description of the API.
pub(super) fn example(state: &str) -> Value {
    json!({
        "id": "qua_01h455vb4pex5vsknk084sn02q", "receivedAt": "2026-11-22T04:00:00.000Z", "field": "messages",
        "wabaId": "102290129340398", "phoneNumberId": "106540352242922", "reason": "unknown-number", "detail": null,
        "attempts": 1, "state": state, "ref": (state == "projected").then_some("msg_01h455vb4pex5vsknk084sn02q"),
        "body": {"messaging_product": "whatsapp"}
    })
}
