use axum::{Json, extract::State};
use recado_domain::{ConversationId, HistoryId};
use recado_engine::view::{HistoryView, load};
use uuid::Uuid;

use super::find;
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::{Path, Query},
    list::{Page, PageQuery},
    problem::Problem,
};

/// What was done to a conversation, by whom; the newest first.
#[utoipa::path(
    get, path = "/conversations/{id}/history", operation_id = "listHistory", tag = "conversations",
    params(PageQuery, ("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:read"])),
    responses((status = 200, description = "A page of the history.", body = Page<HistoryView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub async fn list_history(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Path(id): Path<ConversationId>,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<HistoryView>>, Problem> {
    let before = app.cursors.open::<HistoryId>("history", asked.cursor.as_deref())?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    find(&mut read, &caller, id).await?;
    let before = before.map_or(Uuid::max(), HistoryId::uuid);
    let rows = read.tenant().history().list(id, before, asked.limit.with_probe()).await?;
    let page = app.cursors.page("history", rows, asked.limit, |row| row.id);
    Ok(Json(page.map(load::history)))
}

/// An entry, for the description.
pub(in crate::v1) fn example() -> serde_json::Value {
    serde_json::json!({
        "id": "cev_01h455vb4pex5vsknk084sn02q", "conversationId": "cnv_01h455vb4pex5vsknk084sn02q", "kind": "snoozed",
        "by": "usr_01h455vb4pex5vsknk084sn02q",
        "data": { "from": "open", "to": "snoozed", "until": "2026-11-23T12:00:00.000Z" },
        "at": "2026-11-22T04:03:17.123Z"
    })
}
