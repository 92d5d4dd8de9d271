use axum::{Json, extract::State, http::StatusCode};
use recado_domain::ContactId;
use recado_engine::backup::note_erasures;
use recado_storage::tenant::erasure::ErasureCounts;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, Sure, may::ContactsErase},
    extract::Path,
    problem::Problem,
};

/// What erasing a contact takes away: how many of each.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ErasurePreview {
    /// Conversations: they stay, without words; open ones are closed.
    conversations: i64,
    /// Messages both ways: they stay, without content.
    messages: i64,
    /// Notes of the team: their places stay.
    notes: i64,
    /// Phone numbers and user ids, former ones too: they go.
    identities: i64,
}

/// What erasing a contact would take away
#[utoipa::path(
    get, path = "/contacts/{id}/erasure", operation_id = "previewErasure", tag = "contacts",
    params(("id" = String, Path, description = "`con_…`", example = "con_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["contacts:erase"])),
    responses((status = 200, description = "How much there is.", body = ErasurePreview,
        example = json!({ "conversations": 2, "messages": 148, "notes": 3, "identities": 2 })))
)]
pub(super) async fn preview_erasure(
    State(app): State<App>,
    caller: Can<ContactsErase>,
    Path(id): Path<ContactId>,
) -> Result<Json<ErasurePreview>, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    let counts = app.engine.erasure_of(&mut read.tenant(), id).await?;
    let ErasureCounts { conversations, messages, notes, identities } = counts;
    Ok(Json(ErasurePreview { conversations, messages, notes, identities }))
}

/// Erase a contact for good
///
/// Name, phone, user ids, e-mail, company, tags, the words of messages and notes go; rows and their numbers stay. What waits in
/// the queue is taken back, open conversations are closed. 409 while a message is on the wire: try again.
#[utoipa::path(
    delete, path = "/contacts/{id}", operation_id = "eraseContact", tag = "contacts",
    params(("id" = String, Path, description = "`con_…`", example = "con_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["contacts:erase"])),
    responses((status = 204, description = "It is done."))
)]
pub(super) async fn erase_contact(
    State(app): State<App>,
    caller: Sure<ContactsErase>,
    Path(id): Path<ContactId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.erase_contact(&mut tx, &caller, id).await?;
    tx.commit().await?;
    app.engine.wake.events();
    if let Err(error) = note_erasures(&app.engine, caller.tenant()).await {
        metrics::counter!("recado_erasures_unnoted_total").increment(1);
        tracing::error!(category = "system", %error, "an erasure could not be written down outside the database; upkeep tries again");
    }
    Ok(StatusCode::NO_CONTENT)
}
