use axum::{Json, extract::State};
use recado_domain::BulkId;
use recado_engine::bulk::BulkView;
use uuid::Uuid;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    extract::Query,
    list::{Page, PageQuery},
    problem::Problem,
};

/// The caller's work on many conversations, the newest first
#[utoipa::path(
    get, path = "/bulk-actions", operation_id = "listBulkActions", tag = "conversations",
    security(("accessToken" = ["conversations:manage"])),
    responses((status = 200, description = "A page of works.", body = Page<BulkView>,
        example = json!({ "data": [example("running")], "nextCursor": null })))
)]
pub(super) async fn list_bulk_actions(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<BulkView>>, Problem> {
    let Some(user) = caller.user() else { return Ok(Json(Page { data: Vec::new(), next_cursor: None })) };
    let before = app.cursors.open::<BulkId>("bulk-actions", asked.cursor.as_deref())?;
    let before = before.unwrap_or(BulkId::from_uuid(Uuid::max()));
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().bulk_actions().list(user, before, asked.limit.with_probe()).await?;
    let Page { data, next_cursor } = app.cursors.page("bulk-actions", rows, asked.limit, |row| row.id);
    Ok(Json(Page { data: data.iter().filter_map(BulkView::of).collect(), next_cursor }))
}
