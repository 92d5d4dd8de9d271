use axum::{extract::State, http::StatusCode};
use recado_domain::SavedViewId;

use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::Path,
    problem::Problem,
};

/// Delete a view: one's own, or a shared one
#[utoipa::path(
    delete, path = "/views/{id}", operation_id = "deleteView", tag = "desk",
    security(("accessToken" = ["conversations:read"])),
    params(("id" = String, Path, description = "`viw_…`", example = "viw_01h455vb4pex5vsknk084sn02q")),
    responses((status = 204, description = "It is gone."))
)]
pub(super) async fn delete_view(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Path(id): Path<SavedViewId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.delete_view(&mut tx, &caller, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
