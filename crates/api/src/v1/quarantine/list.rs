use axum::{Json, extract::State};
use recado_domain::QuarantineId;
use recado_storage::{Scope, system::quarantine::QuarantineRow};
use uuid::Uuid;

use super::view::{QuarantineView, example};
use crate::{
    app::App,
    auth::{Can, may::InboundManage},
    extract::Query,
    list::{HeavyRows, Page, PageQuery},
    problem::Problem,
};

const LIST: &str = "quarantine";

/// List what could not be projected
///
/// One's own, the newest first. A super-admin also sees what is of no tenant: unknown numbers, bodies that nobody can read.
#[utoipa::path(
    get, path = "/quarantine", operation_id = "listQuarantine", tag = "webhook",
    security(("accessToken" = ["inbound:manage"])),
    params(PageQuery),
    responses((status = 200, description = "A page of entries.", body = Page<QuarantineView>, example = json!({
        "data": [example("waiting")], "nextCursor": null
    })))
)]
#[expect(clippy::disallowed_methods, reason = "the quarantine belongs to no tenant; the statement names the caller's")]
pub(super) async fn list_quarantine(
    State(app): State<App>,
    caller: Can<InboundManage>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<QuarantineView>>, Problem> {
    let cursor: Option<QuarantineId> = app.cursors.open(LIST, query.cursor.as_deref())?;
    let mut before = cursor.unwrap_or(QuarantineId::from_uuid(Uuid::max()));
    let mut read = app.engine.db.read(Scope::System).await?;
    let mut system = read.system();
    let mut page = HeavyRows::new(query.limit);
    while let Some(wanted) = page.wanted() {
        before = page.last().map_or(before, |last: &QuarantineRow| last.id);
        let rows = if caller.is_super_admin() {
            system.quarantine().list_with_nobodys(caller.tenant(), before, wanted).await?
        } else {
            system.quarantine().list(caller.tenant(), before, wanted).await?
        };
        page.take(rows, wanted, |row| row.body.len());
    }
    Ok(Json(app.cursors.heavy_page(LIST, page, |last| last.id).map(QuarantineView::from)))
}
