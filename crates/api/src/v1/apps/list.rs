use axum::{Json, extract::State};
use recado_domain::AppId;
use recado_engine::view::AppView;
use recado_storage::Scope;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::AppsRead},
    extract::Query,
    list::{Page, PageQuery},
    problem::Problem,
};

/// The tenant's apps and the platform's, the oldest first.
#[utoipa::path(
    get, path = "/apps", operation_id = "listApps", tag = "channel",
    security(("accessToken" = ["apps:read"])),
    params(PageQuery),
    responses((status = 200, description = "A page of apps.", body = Page<AppView>,
        example = json!({ "data": [example()], "nextCursor": null })))
)]
pub async fn list_apps(
    State(app): State<App>,
    caller: Can<AppsRead>,
    Query(asked): Query<PageQuery>,
) -> Result<Json<Page<AppView>>, Problem> {
    let after = app.cursors.open::<AppId>("apps", asked.cursor.as_deref())?;
    let mut read = app.engine.db.read(Scope::System).await?;
    let rows = read.platform().apps().list_open_to(caller.tenant(), after, asked.limit.with_probe()).await?;
    let page = app.cursors.page("apps", rows, asked.limit, |row| row.id);
    Ok(Json(page.map(|row| AppView::from(row).at(app.http.public_url.as_deref()))))
}
