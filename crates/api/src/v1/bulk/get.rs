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

/// How far work on many conversations has come; one's own
#[utoipa::path(
    get, path = "/bulk-actions/{id}", operation_id = "getBulkAction", tag = "conversations",
    security(("accessToken" = ["conversations:manage"])),
    params(("id" = String, Path, description = "`blk_…`", example = "blk_01h455vb4pex5vsknk084sn02q")),
    responses((status = 200, description = "The work.", body = BulkView, example = json!(example("done"))))
)]
pub(super) async fn get_bulk_action(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Path(id): Path<BulkId>,
) -> Result<Json<BulkView>, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    Ok(Json(app.engine.bulk_of(&mut read, &caller, id).await?))
}
