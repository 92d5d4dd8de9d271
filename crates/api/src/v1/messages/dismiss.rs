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

/// Leave an unconfirmed message as it is
///
/// Nobody is asked about it any more, and it is not sent again by itself. A later status still corrects it.
#[utoipa::path(
    post, path = "/messages/{id}/dismiss", operation_id = "dismissMessage", tag = "messages",
    security(("accessToken" = ["messages:send"])),
    params(("id" = String, Path, description = "`msg_…`", example = "msg_01h455vb4pex5vsknk084sn02q")),
    responses((status = 200, description = "The message.", body = MessageView, example = json!(example("unconfirmed"))))
)]
pub(super) async fn dismiss_message(
    State(app): State<App>,
    caller: Can<MessagesSend>,
    Path(id): Path<MessageId>,
) -> Result<Json<MessageView>, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let message = app.engine.dismiss_message(&mut tx, &caller, id).await?;
    tx.commit().await?;
    app.engine.wake.events();
    Ok(Json(message))
}
