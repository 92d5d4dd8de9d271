use axum::{Json, extract::State};
use recado_engine::view::{TagView, load};

use super::example;
use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    extract::Query,
    list::{Page, PageQuery},
    problem::Problem,
};

/// List the tenant's tags, by name
#[utoipa::path(
    get, path = "/tags", operation_id = "listTags", tag = "tags",
    security(("accessToken" = ["conversations:read"])),
    params(PageQuery),
    responses((status = 200, description = "A page of tags.", body = Page<TagView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub(super) async fn list_tags(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<TagView>>, Problem> {
    let behind = app.cursors.open::<String>("tags", asked.cursor.as_deref())?.unwrap_or_default();
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().tags().list(&behind, asked.limit.with_probe()).await?;
    let page = app.cursors.page("tags", rows, asked.limit, |row| row.name_key.clone());
    Ok(Json(page.map(load::tag)))
}
