use axum::{extract::State, http::StatusCode};
use recado_domain::ConversationId;

use crate::{
    app::App,
    auth::{Can, may::MessagesSend},
    extract::Path,
    problem::Problem,
};

/// Shows the customer that somebody is typing
///
/// Meta shows it below the customer's newest message until the reply, for 25 seconds at most, and marks that message as
/// read.
#[utoipa::path(
    post, path = "/conversations/{id}/typing", operation_id = "typeInConversation", tag = "conversations",
    params(("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["messages:send"])),
    responses((status = 204, description = "Meta will be told."))
)]
pub async fn type_in_conversation(
    State(app): State<App>,
    caller: Can<MessagesSend>,
    Path(id): Path<ConversationId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.type_in_conversation(&mut tx, &caller, id).await?;
    tx.commit().await?;
    app.engine.wake.enqueued();
    Ok(StatusCode::NO_CONTENT)
}
