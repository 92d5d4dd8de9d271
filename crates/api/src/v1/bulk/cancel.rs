use axum::{Json, extract::State};
use recado_domain::BulkId;
use recado_engine::bulk::BulkView;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    extract::Path,
    problem::Problem,
};

/// Stop work on many conversations; what is done stays done
#[utoipa::path(
    post, path = "/bulk-actions/{id}/cancel", operation_id = "cancelBulkAction", tag = "conversations",
    security(("accessToken" = ["conversations:manage"])),
    params(("id" = String, Path, description = "`blk_…`", example = "blk_01h455vb4pex5vsknk084sn02q")),
    responses((status = 200, description = "The work as it ended.", body = BulkView, example = json!(example("cancelled"))))
)]
pub(super) async fn cancel_bulk_action(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Path(id): Path<BulkId>,
) -> Result<Json<BulkView>, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let ended = app.engine.cancel_bulk(&mut tx, &caller, id).await?;
    tx.commit().await?;
    app.engine.wake.events();
    Ok(Json(ended))
}
