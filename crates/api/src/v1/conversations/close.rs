use axum::{Extension, Json, extract::State};
use recado_domain::ConversationId;
use recado_engine::{conversations::NewStatus, view::ConversationView};

use super::{commit, example, shown};
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    extract::Path,
    problem::Problem,
    shell::RequestContext,
};

/// Closes a conversation. What was unread in it is done with.
#[utoipa::path(
    post, path = "/conversations/{id}/close", operation_id = "closeConversation", tag = "conversations",
    params(("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:manage"])),
    responses((status = 200, description = "The conversation.", body = ConversationView, example = example))
)]
pub async fn close_conversation(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Extension(context): Extension<RequestContext>,
    Path(id): Path<ConversationId>,
) -> Result<Json<ConversationView>, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.set_conversation_status(&mut tx, &caller, id, NewStatus::Closed).await?;
    let view = shown(&mut tx, id, context.language).await?;
    commit(&app, tx).await?;
    Ok(Json(view))
}
