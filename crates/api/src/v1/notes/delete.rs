use axum::{extract::State, http::StatusCode};
use recado_domain::NoteId;

use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    extract::Path,
    problem::Problem,
};

/// Delete a note
///
/// Only who wrote it. Its place in the thread stays, its words are gone.
#[utoipa::path(
    delete, path = "/notes/{id}", operation_id = "deleteNote", tag = "conversations",
    params(("id" = String, Path, description = "`nte_…`", example = "nte_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:manage"])),
    responses((status = 204, description = "Its words are gone."))
)]
pub(super) async fn delete_note(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Path(id): Path<NoteId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.delete_note(&mut tx, &caller, id).await?;
    tx.commit().await?;
    app.engine.wake.events();
    Ok(StatusCode::NO_CONTENT)
}
