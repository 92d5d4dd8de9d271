use recado_domain::{Language, MessageId, NumberId, Timestamp};
use recado_engine::view::{ErrorView, load};
use recado_storage::tenant::outbound::{CallOutcome, CallRow};
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};
use utoipa::ToSchema;

use crate::v1::inbound_events::as_json;

/// One call to Graph, as shown outside.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OutboundExchange)]
pub(super) struct ExchangeView {
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// What it was for: `message.send`, `number.read`, …
    operation: String,
    /// The number it was made for: `num_…`
    #[schema(value_type = Option<String>)]
    number_id: Option<NumberId>,
    /// The message that was sent: `msg_…`
    #[schema(value_type = Option<String>)]
    message_id: Option<MessageId>,
    /// Which attempt to send that message it was, from 1.
    attempt: Option<i64>,
    /// `accepted`, `rejected` (Meta refused), `failed` (it never left, or no clear answer came) or `open` (on the wire).
    #[schema(value_type = String)]
    outcome: CallOutcome,
    /// HTTP status of the answer; null when none began.
    http_status: Option<i64>,
    /// What Meta's code of a refusal means.
    error: Option<ErrorView>,
    /// What was asked and what came back, without token, text and phone number; null while it is on the wire.
    #[schema(value_type = Option<Object>)]
    exchange: Option<Box<RawValue>>,
}

impl ExchangeView {
    pub(super) fn new(row: CallRow, language: Language) -> Self {
        let CallRow { place: (at, _, n), operation, number_id, message_id, outcome, http_status, graph_code, exchange } =
            row;
        Self {
            at,
            operation,
            number_id,
            message_id,
            attempt: message_id.map(|_| n),
            outcome,
            http_status,
            error: graph_code.map(|code| load::error(code, language)),
            exchange: exchange.map(|json| as_json(&json)),
        }
    }
}

/// A call in the description of the API.
pub(super) fn example() -> Value {
    json!({
        "at": "2026-11-22T04:00:00.000Z", "operation": "message.send", "numberId": "num_01h455vb4pex5vsknk084sn02q",
        "messageId": "msg_01h455vb4pex5vsknk084sn02q", "attempt": 1, "outcome": "accepted", "httpStatus": 200,
        "error": null,
        "exchange": {
            "method": "POST", "path": "/v25.0/106540352242922/messages", "status": 200, "durationMs": 120,
            "outcome": "accepted", "request": {"type": "text"},
            "response": {"messages": [{"id": "wamid.HBgNNTUxMTk5ODc2NTQzMhUCABEYEjA="}]}
        }
    })
}
