use axum::extract::State;
use recado_domain::ConversationId;
use recado_engine::view::NoteView;

use super::{example, request::NoteRequest};
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    extract::{Answer, Body, IdempotencyKey, Path},
    problem::Problem,
};

/// Write a note into a conversation
///
/// A part of the thread that the customer never sees. Who is mentioned gets `mention:new` and finds it in
/// `/users/me/mentions`.
#[utoipa::path(
    post, path = "/conversations/{id}/notes", operation_id = "createNote", tag = "conversations",
    params(("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q"), ("Idempotency-Key" = Option<String>, Header, description = "A word of yours for this request.")),
    security(("accessToken" = ["conversations:manage"])),
    request_body(content = NoteRequest, example = json!({
        "body": "@Bia, ela já trocou uma vez. Pode aprovar?", "mentions": ["usr_01h455vb4pex5vsknk084sn02q"]
    })),
    responses((status = 201, description = "The note.", body = NoteView, example = example))
)]
pub(super) async fn create_note(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    key: IdempotencyKey,
    Path(id): Path<ConversationId>,
    body: Body<NoteRequest>,
) -> Result<Answer, Problem> {
    let new = body.value.clone().into_note(&app, &caller).await?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "createNote", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let note = app.engine.write_note(&mut tx, &caller, id, new).await?;
    let answer = Answer::created(format!("/api/v1/notes/{}", note.id), &note);
    claim.keep(&app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    app.engine.wake.events();
    Ok(answer)
}
