use axum::{Json, extract::State};
use recado_domain::MessageId;
use recado_engine::view::MessageView;

use super::view::example;
use crate::{
    app::App,
    auth::{Can, may::MessagesSend},
    extract::Path,
    problem::Problem,
};

/// Take a queued message back
///
/// 409 when it has left the queue.
#[utoipa::path(
    post, path = "/messages/{id}/cancel", operation_id = "cancelMessage", tag = "messages",
    security(("accessToken" = ["messages:send"])),
    params(("id" = String, Path, description = "`msg_…`", example = "msg_01h455vb4pex5vsknk084sn02q")),
    responses((status = 200, description = "The message.", body = MessageView, example = json!(example("cancelled"))))
)]
pub(super) async fn cancel_message(
    State(app): State<App>,
    caller: Can<MessagesSend>,
    Path(id): Path<MessageId>,
) -> Result<Json<MessageView>, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let message = app.engine.cancel_message(&mut tx, &caller, id).await?;
    tx.commit().await?;
    app.engine.wake.events();
    Ok(Json(message))
}
