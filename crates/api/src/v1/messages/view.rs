use recado_domain::{Language, Timestamp, message::AttemptState};
use recado_engine::view::{ErrorView, MessageView, load};
use recado_storage::tenant::{message_attempts::AttemptRow, messages::MessageRow};
use serde::Serialize;
use serde_json::{Value, json, value::RawValue};
use utoipa::ToSchema;

use crate::v1::inbound_events::as_json;

/// A message with its attempts, as shown outside.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MessageDetail)]
pub(super) struct MessageDetail {
    /// The message.
    #[serde(flatten)]
    message: MessageView,
    /// Every attempt to send it, first to last.
    attempts: Vec<AttemptView>,
}

/// One attempt to send a message, as shown outside.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Attempt)]
struct AttemptView {
    /// Its number, from 1.
    n: i64,
    /// `in_flight`, `accepted`, `rejected`, `not_sent`, `unknown`, `presumed_not_sent` or `unconfirmed`.
    #[schema(value_type = String)]
    state: AttemptState,
    /// When it was put on record, before anything left.
    #[schema(value_type = String, format = DateTime)]
    started_at: Timestamp,
    /// When its outcome was known; null until then.
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
    /// What became of the call, in words; null while it is in flight.
    outcome: Option<String>,
    /// HTTP status of Meta's answer; null when none began.
    http_status: Option<i64>,
    /// Meta's code, if it refused.
    graph_code: Option<i64>,
    /// What that code means.
    error: Option<ErrorView>,
    /// Meta's id of the message that this attempt made.
    wa_message_id: Option<String>,
    /// What was asked and what came back, without token, text and phone number; null without `inbound:manage`.
    #[schema(value_type = Option<Object>)]
    exchange: Option<Box<RawValue>>,
}

impl MessageDetail {
    pub(super) fn new(row: &MessageRow, attempts: Vec<AttemptRow>, shows_exchanges: bool, language: Language) -> Self {
        let shown = |attempt| AttemptView::new(attempt, shows_exchanges, language);
        Self { message: load::message(row, language), attempts: attempts.into_iter().map(shown).collect() }
    }
}

impl AttemptView {
    fn new(row: AttemptRow, shows_exchange: bool, language: Language) -> Self {
        let AttemptRow { n, state, started_at, ended_at, outcome, http_status, graph_code, wamid, exchange, .. } = row;
        Self {
            n,
            state,
            started_at,
            ended_at,
            outcome,
            http_status,
            graph_code,
            error: graph_code.map(|code| load::error(code, language)),
            wa_message_id: wamid,
            exchange: exchange.filter(|_| shows_exchange).map(|json| as_json(&json)),
        }
    }
}

/// A message in the description of the API.
pub(super) fn example(status: &str) -> Value {
    let at = "2026-11-22T04:00:00.000Z";
    let reached = |names: &[&str]| names.contains(&status).then_some(at);
    let is_taken = status == "accepted";
    json!({
        "id": "msg_01h455vb4pex5vsknk084sn02q", "conversationId": "cnv_01h455vb4pex5vsknk084sn02q",
        "contactId": "con_01h455vb4pex5vsknk084sn02q", "numberId": "num_01h455vb4pex5vsknk084sn02q",
        "direction": "outbound", "source": "agent", "type": "text", "content": {"body": "Oi, Ana! Seu pedido saiu."}, "media": null,
        "status": status, "waMessageId": is_taken.then_some("wamid.HBgNNTUxMTk5ODc2NTQzMhUCABEYEjA="),
        "replyTo": null, "authorId": "usr_01h455vb4pex5vsknk084sn02q", "resendOf": null, "dismissedAt": null, "error": null,
        "createdAt": at,
        "statusTimes": {
            "queued": at, "accepted": reached(&["accepted"]), "sent": null, "delivered": null, "read": null,
            "played": null, "failed": null, "unconfirmed": reached(&["unconfirmed"])
        }
    })
}

/// The same with its attempts.
pub(super) fn detailed_example() -> Value {
    let mut message = example("accepted");
    message["attempts"] = json!([{
        "n": 1, "state": "accepted", "startedAt": "2026-11-22T04:00:00.000Z", "endedAt": "2026-11-22T04:00:00.120Z",
        "outcome": "accepted", "httpStatus": 200, "graphCode": null, "error": null,
        "waMessageId": message["waMessageId"],
        "exchange": {
            "method": "POST", "path": "/v25.0/106540352242922/messages", "status": 200, "durationMs": 120,
            "outcome": "accepted", "request": {"type": "text"}, "response": {"messages": [{"id": message["waMessageId"]}]}
        }
    }]);
    message
}
