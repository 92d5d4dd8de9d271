use axum::{Extension, extract::State, response::Response};
use recado_engine::{access::Caller, messages::EnqueueMessage, view::MessageView};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{prefer::Prefer, request::Reader, view::example};
use crate::{
    app::App,
    auth::{Can, may::MessagesSend},
    extract::{Answer, Body, IdempotencyKey},
    problem::Problem,
    shell::RequestContext,
};

/// A message to be sent. One of `conversationId`, `contactId` and `to` is needed, and the field that `type` names.
#[expect(dead_code, reason = "the shape for the description; the body is read by hand, so that every fault is named")]
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SendMessage {
    /// `cnv_…`
    conversation_id: Option<String>,
    /// `con_…`
    contact_id: Option<String>,
    /// A phone number with its country code, or a business-scoped user id. Somebody unknown becomes a contact.
    to: Option<String>,
    /// `num_…`; needed with `to` or `contactId` where the tenant has several numbers.
    number_id: Option<String>,
    /// Meta's word for the kind: `text`, `template` or `reaction`; others are not delivered yet.
    #[schema(rename = "type")]
    kind: String,
    /// Of type `text`: `{"body", "preview_url"?}`.
    text: Option<Value>,
    /// Of type `template`: Meta's object, passed on as it is.
    template: Option<Value>,
    /// Of type `reaction`: `{"messageId": "msg_…", "emoji"}`; an empty emoji takes it back.
    reaction: Option<Value>,
    /// The message that this one answers: `msg_…`
    reply_to: Option<String>,
    /// What happens if the outcome stays unknown and the evidence says that Meta did not take it: `hold` (a person
    /// decides) or `resend_once`.
    delivery_policy: Option<String>,
    /// The caller's tenant, `ten_…` or its slug; another one is refused.
    client_id: Option<String>,
}

/// Send a message
///
/// Answers 202 when the message is queued. With `Prefer: wait=N` (at most 20 seconds) it answers 200 as soon as the
/// message is neither queued nor being sent, else 202 when the time is over. A refusal by Meta is a 200 with the status
/// `failed`.
#[utoipa::path(
    post, path = "/messages/send", operation_id = "sendMessage", tag = "messages",
    security(("accessToken" = ["messages:send"])),
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this message: a repetition sends nothing twice."),
        ("Prefer" = Option<String>, Header, description = "`wait=N`: wait at most N seconds for the outcome.")
    ),
    request_body(content = SendMessage, example = json!({
        "conversationId": "cnv_01h455vb4pex5vsknk084sn02q", "type": "text", "text": {"body": "Oi, Ana! Seu pedido saiu."}
    })),
    responses(
        (status = 200, description = "The message with its outcome, for a caller who preferred to wait.", body = MessageView, example = json!(example("accepted"))),
        (status = 202, description = "The message is queued.", body = MessageView, example = json!(example("queued")))
    )
)]
pub(super) async fn send_message(
    State(app): State<App>,
    caller: Can<MessagesSend>,
    key: IdempotencyKey,
    prefer: Prefer,
    Extension(context): Extension<RequestContext>,
    body: Body<Map<String, Value>>,
) -> Result<Response, Problem> {
    let mut reader = Reader::new(&body.value);
    let said = reader.content();
    let command = reader.command(&caller, said)?;
    let answer = queue(&app, &caller, (&key, "sendMessage", &body), command).await?;
    prefer.answer(&app, &caller, answer, context.language).await
}

/// Queues a message, once for each key.
pub(super) async fn queue(
    app: &App,
    caller: &Caller,
    (key, operation, body): (&IdempotencyKey, &'static str, &Body<Map<String, Value>>),
    command: EnqueueMessage,
) -> Result<Answer, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(app, tx.tenant(), operation, body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let message = app.engine.enqueue(&mut tx, caller, command).await?;
    let answer = Answer::accepted(format!("/api/v1/messages/{}", message.id), &message);
    claim.keep(app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    app.engine.wake.queued();
    app.engine.wake.events();
    Ok(answer)
}
