use axum::{Json, extract::State};
use recado_domain::NoteId;
use recado_engine::view::NoteView;

use super::{example, request::NoteRequest};
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    extract::{Body, Path},
    problem::Problem,
};

/// Write a note anew
///
/// Only who wrote it. `mentions` are all of them; who is new among them is told.
#[utoipa::path(
    put, path = "/notes/{id}", operation_id = "changeNote", tag = "conversations",
    params(("id" = String, Path, description = "`nte_…`", example = "nte_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:manage"])),
    request_body(content = NoteRequest, example = json!({ "body": "Já resolvido com a Bia.", "mentions": [] })),
    responses((status = 200, description = "The note.", body = NoteView, example = example))
)]
pub(super) async fn change_note(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Path(id): Path<NoteId>,
    Body { value: request, .. }: Body<NoteRequest>,
) -> Result<Json<NoteView>, Problem> {
    let new = request.into_note(&app, &caller).await?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let note = app.engine.edit_note(&mut tx, &caller, id, new).await?;
    tx.commit().await?;
    app.engine.wake.events();
    Ok(Json(note))
}
