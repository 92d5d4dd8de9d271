use axum::{extract::State, http::StatusCode};
use recado_domain::ReplyId;

use crate::{
    app::App,
    auth::{Can, may::DeskManage},
    extract::Path,
    problem::Problem,
};

/// Delete a quick reply
#[utoipa::path(
    delete, path = "/quick-replies/{id}", operation_id = "deleteQuickReply", tag = "desk",
    security(("accessToken" = ["desk:manage"])),
    params(("id" = String, Path, description = "`qrp_…`", example = "qrp_01h455vb4pex5vsknk084sn02q")),
    responses((status = 204, description = "It is gone."))
)]
pub(super) async fn delete_quick_reply(
    State(app): State<App>,
    caller: Can<DeskManage>,
    Path(id): Path<ReplyId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.delete_reply(&mut tx, &caller, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
