use axum::{Json, extract::State};
use recado_domain::QuarantineId;
use recado_engine::inbound::quarantined;

use super::view::{QuarantineView, example};
use crate::{
    app::App,
    auth::{Can, may::InboundManage},
    extract::Path,
    problem::{Problem, ProblemKind},
};

/// Read what could not be projected, and what became of it
///
/// Also after it was projected: then it leaves the list, and `ref` says what it became in the caller's tenant.
#[utoipa::path(
    get, path = "/quarantine/{id}", operation_id = "getQuarantined", tag = "webhook",
    params(("id" = String, Path, description = "`qua_…`", example = "qua_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["inbound:manage"])),
    responses((status = 200, description = "The entry.", body = QuarantineView, example = json!(example("projected"))))
)]
pub(super) async fn get_quarantined(
    State(app): State<App>,
    caller: Can<InboundManage>,
    Path(id): Path<QuarantineId>,
) -> Result<Json<QuarantineView>, Problem> {
    let found = quarantined(&app.engine, &caller, id).await?;
    let (entry, reference) = found.ok_or(ProblemKind::NotFound)?;
    Ok(Json(QuarantineView::from(entry).became(reference)))
}
