use axum::{Extension, extract::State, response::Response};
use recado_engine::{
    messages::{Content, Kind},
    view::MessageView,
};
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{prefer::Prefer, request::Reader, send::queue, view::example};
use crate::{
    app::App,
    auth::{Can, may::MessagesSend},
    extract::{Body, IdempotencyKey},
    problem::Problem,
    shell::RequestContext,
};

/// A template to be sent by its name. One of `conversationId`, `contactId` and `to` is needed.
#[expect(dead_code, reason = "the shape for the description; the body is read by hand, so that every fault is named")]
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SendTemplate {
    /// `cnv_…`
    conversation_id: Option<String>,
    /// `con_…`
    contact_id: Option<String>,
    /// A phone number with its country code, or a business-scoped user id. Somebody unknown becomes a contact.
    to: Option<String>,
    /// `num_…`; needed with `to` or `contactId` where the tenant has several numbers.
    number_id: Option<String>,
    /// The template's name at Meta.
    template_name: String,
    /// Its language, as Meta writes it: `pt_BR`.
    language: String,
    /// Meta's components with the variables; left out where there are none.
    components: Option<Vec<Value>>,
    /// The message that this one answers: `msg_…`
    reply_to: Option<String>,
    /// `hold` or `resend_once`.
    delivery_policy: Option<String>,
    /// The caller's tenant, `ten_…` or its slug; another one is refused.
    client_id: Option<String>,
}

/// Send a template by name
///
/// Templates may be sent at any time, also when the customer has not written for more than 24 hours.
#[utoipa::path(
    post, path = "/messages/template", operation_id = "sendTemplate", tag = "messages",
    security(("accessToken" = ["messages:send"])),
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this message: a repetition sends nothing twice."),
        ("Prefer" = Option<String>, Header, description = "`wait=N`: wait at most N seconds for the outcome.")
    ),
    request_body(content = SendTemplate, example = json!({
        "to": "+5511998765432", "templateName": "order_update", "language": "pt_BR",
        "components": [{"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}]
    })),
    responses(
        (status = 200, description = "The message with its outcome, for a caller who preferred to wait.", body = MessageView, example = json!(example("accepted"))),
        (status = 202, description = "The message is queued.", body = MessageView, example = json!(example("queued")))
    )
)]
pub(super) async fn send_template(
    State(app): State<App>,
    caller: Can<MessagesSend>,
    key: IdempotencyKey,
    prefer: Prefer,
    Extension(context): Extension<RequestContext>,
    body: Body<Map<String, Value>>,
) -> Result<Response, Problem> {
    let mut reader = Reader::new(&body.value);
    let said = template(&mut reader);
    let command = reader.command(&caller, said)?;
    let answer = queue(&app, &caller, (&key, "sendTemplate", &body), command).await?;
    prefer.answer(&app, &caller, answer, context.language).await
}

/// Meta's object of the named template. What Meta is known to refuse is told by the names of this body.
fn template(reader: &mut Reader<'_>) -> Option<Content> {
    reader.only(&["templateName", "language", "components"]);
    let (name, language) = (reader.required_text("templateName"), reader.required_text("language"));
    let mut object = json!({ "name": name?, "language": { "code": language? } });
    if let Some(components) = reader.field("components") {
        object["components"] = components.clone();
    }
    let content = Content::object(Kind::Template, object);
    for problem in content.review() {
        reader.refuse(renamed(&problem.pointer), crate::check::Fault::Plain(problem.detail));
    }
    Some(content)
}

fn renamed(pointer: &str) -> String {
    match pointer.strip_prefix("/template").unwrap_or(pointer) {
        "/name" => "/templateName".to_owned(),
        own if own.starts_with("/language") => "/language".to_owned(),
        own => own.to_owned(),
    }
}
