use axum::{extract::State, http::StatusCode};
use recado_domain::ConversationId;

use super::commit;
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    extract::Path,
    problem::Problem,
};

/// Marks a conversation read: nothing in it is unread any more.
#[utoipa::path(
    post, path = "/conversations/{id}/read", operation_id = "readConversation", tag = "conversations",
    params(("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:manage"])),
    responses((status = 204, description = "It is read."))
)]
pub async fn read_conversation(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Path(id): Path<ConversationId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.read_conversation(&mut tx, &caller, id).await?;
    commit(&app, tx).await?;
    app.engine.wake.enqueued();
    Ok(StatusCode::NO_CONTENT)
}
