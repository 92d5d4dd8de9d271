use axum::{extract::State, http::StatusCode};
use recado_domain::TagId;

use crate::{
    app::App,
    auth::{Can, may::DeskManage},
    extract::Path,
    problem::Problem,
};

/// Delete a tag
///
/// It comes off every conversation and contact; what it was on stays.
#[utoipa::path(
    delete, path = "/tags/{id}", operation_id = "deleteTag", tag = "tags",
    security(("accessToken" = ["desk:manage"])),
    params(("id" = String, Path, description = "`tag_…`", example = "tag_01h455vb4pex5vsknk084sn02q")),
    responses((status = 204, description = "It is gone."))
)]
pub(super) async fn delete_tag(
    State(app): State<App>,
    caller: Can<DeskManage>,
    Path(id): Path<TagId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.delete_tag(&mut tx, &caller, id).await?;
    tx.commit().await?;
    app.engine.wake.events();
    app.engine.wake.enqueued();
    Ok(StatusCode::NO_CONTENT)
}
