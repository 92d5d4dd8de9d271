use axum::{Json, extract::State};
use recado_domain::NumberId;
use recado_engine::view::{NumberView, load};

use super::example;
use crate::{
    app::App,
    auth::{Can, may::NumbersRead},
    extract::Query,
    list::{Page, PageQuery},
    problem::Problem,
};

/// The tenant's numbers, the oldest first.
#[utoipa::path(
    get, path = "/numbers", operation_id = "listNumbers", tag = "channel",
    security(("accessToken" = ["numbers:read"])),
    params(PageQuery),
    responses((status = 200, description = "A page of numbers.", body = Page<NumberView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub async fn list_numbers(
    State(app): State<App>,
    caller: Can<NumbersRead>,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<NumberView>>, Problem> {
    let after = app.cursors.open::<NumberId>("numbers", asked.cursor.as_deref())?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().phone_numbers().list_after(after, asked.limit.with_probe()).await?;
    let page = app.cursors.page("numbers", rows, asked.limit, |row| row.id);
    Ok(Json(page.map(|row| load::number(&row))))
}
