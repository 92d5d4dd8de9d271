use axum::{Json, extract::State};
use recado_domain::SavedViewId;

use super::{example, view::SavedViewView};
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::Query,
    list::{Page, PageQuery},
    problem::Problem,
};

/// List the shared views and the caller's own, the oldest first
#[utoipa::path(
    get, path = "/views", operation_id = "listViews", tag = "desk",
    security(("accessToken" = ["conversations:read"])),
    responses((status = 200, description = "A page of views.", body = Page<SavedViewView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub(super) async fn list_views(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<SavedViewView>>, Problem> {
    let after = app.cursors.open::<SavedViewId>("views", asked.cursor.as_deref())?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().saved_views().list(caller.user(), after, asked.limit.with_probe()).await?;
    Ok(Json(app.cursors.page("views", rows, asked.limit, |row| row.id).map(SavedViewView::from)))
}
