use axum::{Extension, Json, extract::State};
use recado_domain::{ConversationId, Timestamp, conversation::ConversationStatus};
use recado_engine::{conversations::NewStatus, view::ConversationView};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{commit, example, shown};
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    check::{Check, Fault},
    extract::{Body, Path},
    problem::Problem,
    shell::RequestContext,
    words::Text,
};

const IN_THE_FUTURE: Text =
    Text { en: "This must lie in the future.", pt: "Deve estar no futuro.", es: "Debe estar en el futuro." };
const ONLY_SNOOZED: Text = Text {
    en: "Only a snoozed conversation has this.",
    pt: "Somente uma conversa adiada tem isto.",
    es: "Solo una conversación pospuesta lo tiene.",
};

/// Where a conversation is to stand.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusRequest {
    /// `open`, `pending`, `snoozed`, `closed` or `archived`.
    #[schema(value_type = String)]
    status: ConversationStatus,
    /// When a snoozed one wakes.
    #[schema(value_type = Option<String>, format = DateTime)]
    until: Option<Timestamp>,
}

impl StatusRequest {
    fn into_status(self, now: Timestamp) -> Result<NewStatus, Problem> {
        let snoozed = self.status == ConversationStatus::Snoozed;
        let mut check = Check::default();
        check.that(!snoozed || self.until.is_some(), "/until", Fault::Required);
        check.that(snoozed || self.until.is_none(), "/until", Fault::Says(ONLY_SNOOZED));
        check.that(self.until.is_none_or(|until| until > now), "/until", Fault::Says(IN_THE_FUTURE));
        check.done()?;
        Ok(match self.status {
            ConversationStatus::Open => NewStatus::Open,
            ConversationStatus::Pending => NewStatus::Pending,
            ConversationStatus::Snoozed => NewStatus::Snoozed(self.until.unwrap_or(now)),
            ConversationStatus::Closed => NewStatus::Closed,
            ConversationStatus::Archived => NewStatus::Archived,
        })
    }
}

/// Opens, parks, snoozes, closes or archives a conversation.
///
/// 409 when it is opened again while its contact has another open conversation with the same number.
#[utoipa::path(
    put, path = "/conversations/{id}/status", operation_id = "setConversationStatus", tag = "conversations",
    params(("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:manage"])),
    request_body(content = StatusRequest, example = json!({ "status": "snoozed", "until": "2026-11-23T12:00:00.000Z" })),
    responses((status = 200, description = "The conversation.", body = ConversationView, example = example))
)]
pub async fn set_status(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Extension(context): Extension<RequestContext>,
    Path(id): Path<ConversationId>,
    Body { value: request, .. }: Body<StatusRequest>,
) -> Result<Json<ConversationView>, Problem> {
    let status = request.into_status(app.engine.now())?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.set_conversation_status(&mut tx, &caller, id, status).await?;
    let view = shown(&mut tx, id, context.language).await?;
    commit(&app, tx).await?;
    Ok(Json(view))
}
