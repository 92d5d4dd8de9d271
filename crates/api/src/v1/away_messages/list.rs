use axum::{Json, extract::State};
use recado_domain::AwayId;

use super::{example, view::AwayView};
use crate::{
    app::App,
    auth::{Can, may::DeskManage},
    extract::Query,
    list::{Page, PageQuery},
    problem::Problem,
};

const LIST: &str = "away-messages";

/// List the tenant's away messages
#[utoipa::path(
    get, path = "/away-messages", operation_id = "listAwayMessages", tag = "desk",
    security(("accessToken" = ["desk:manage"])),
    params(PageQuery),
    responses((status = 200, description = "A page of away messages.", body = Page<AwayView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub(super) async fn list_away_messages(
    State(app): State<App>,
    caller: Can<DeskManage>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<AwayView>>, Problem> {
    let after: Option<AwayId> = app.cursors.open(LIST, query.cursor.as_deref())?;
    let clock = app.engine.wall_clock(caller.tenant()).await?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().away().list(after, query.limit.with_probe()).await?;
    Ok(Json(app.cursors.page(LIST, rows, query.limit, |last| last.id).map(|row| AwayView::at(&clock, row))))
}
