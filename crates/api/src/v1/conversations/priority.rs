use axum::{Extension, Json, extract::State};
use recado_domain::{ConversationId, conversation::ConversationPriority};
use recado_engine::view::ConversationView;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{commit, example, shown};
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    extract::{Body, Path},
    problem::Problem,
    shell::RequestContext,
};

/// How soon a conversation wants somebody.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriorityRequest {
    /// `none`, `low`, `medium`, `high` or `urgent`.
    #[schema(value_type = String)]
    priority: ConversationPriority,
}

/// Gives a conversation a priority.
#[utoipa::path(
    put, path = "/conversations/{id}/priority", operation_id = "setConversationPriority", tag = "conversations",
    params(("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:manage"])),
    request_body(content = PriorityRequest, example = json!({ "priority": "high" })),
    responses((status = 200, description = "The conversation.", body = ConversationView, example = example))
)]
pub async fn prioritize_conversation(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Extension(context): Extension<RequestContext>,
    Path(id): Path<ConversationId>,
    Body { value: PriorityRequest { priority }, .. }: Body<PriorityRequest>,
) -> Result<Json<ConversationView>, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.prioritize_conversation(&mut tx, &caller, id, priority).await?;
    let view = shown(&mut tx, id, context.language).await?;
    commit(&app, tx).await?;
    Ok(Json(view))
}
