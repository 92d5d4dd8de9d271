use axum::{extract::State, http::StatusCode};

use crate::{
    app::App,
    auth::{Can, may::TenantManage},
    problem::Problem,
};

/// Take the logo of the caller's tenant away
///
/// Its people hear of it at once (`tenant:updated`).
#[utoipa::path(
    delete, path = "/tenant/logo", operation_id = "deleteLogo", tag = "people",
    security(("accessToken" = ["tenant:manage"])),
    responses((status = 204, description = "It has none."))
)]
pub(super) async fn delete_logo(State(app): State<App>, caller: Can<TenantManage>) -> Result<StatusCode, Problem> {
    app.engine.change_logo(&caller, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
