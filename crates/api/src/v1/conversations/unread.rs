use axum::{extract::State, http::StatusCode};
use recado_domain::ConversationId;

use super::commit;
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    extract::Path,
    problem::Problem,
};

/// Marks a conversation unread, so that somebody looks at it again. 409 when it is not open.
#[utoipa::path(
    post, path = "/conversations/{id}/unread", operation_id = "unreadConversation", tag = "conversations",
    params(("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:manage"])),
    responses((status = 204, description = "It is unread."))
)]
pub async fn unread_conversation(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Path(id): Path<ConversationId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.unread_conversation(&mut tx, &caller, id).await?;
    commit(&app, tx).await?;
    Ok(StatusCode::NO_CONTENT)
}
