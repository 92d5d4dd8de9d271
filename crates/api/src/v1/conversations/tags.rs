use axum::{Extension, Json, extract::State};
use recado_domain::ConversationId;
use recado_engine::view::ConversationView;

use super::{commit, example, shown};
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    extract::{Body, Path},
    problem::Problem,
    shell::RequestContext,
    v1::tags::RetagRequest,
};

/// Puts tags on a conversation and takes others off it.
#[utoipa::path(
    post, path = "/conversations/{id}/tags", operation_id = "tagConversation", tag = "conversations",
    params(("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:manage"])),
    request_body(content = RetagRequest, example = json!({ "add": ["tag_01h455vb4pex5vsknk084sn02q"], "remove": [] })),
    responses((status = 200, description = "The conversation.", body = ConversationView, example = example))
)]
pub async fn tag_conversation(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Extension(context): Extension<RequestContext>,
    Path(id): Path<ConversationId>,
    Body { value: request, .. }: Body<RetagRequest>,
) -> Result<Json<ConversationView>, Problem> {
    let retag = request.into_retag()?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.retag_conversation(&mut tx, &caller, id, &retag).await?;
    let view = shown(&mut tx, id, context.language).await?;
    commit(&app, tx).await?;
    Ok(Json(view))
}
