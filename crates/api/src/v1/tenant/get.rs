use axum::{Json, extract::State};
use recado_engine::view::TenantSettingsView;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::TenantRead},
    problem::Problem,
};

/// The caller's tenant
///
/// With its settings.
#[utoipa::path(
    get, path = "/tenant", operation_id = "getTenant", tag = "people",
    security(("accessToken" = ["tenant:read"])),
    responses((status = 200, description = "The tenant.", body = TenantSettingsView, example = example))
)]
pub(super) async fn get_tenant(
    State(app): State<App>,
    caller: Can<TenantRead>,
) -> Result<Json<TenantSettingsView>, Problem> {
    Ok(Json(app.engine.tenant_settings(caller.tenant()).await?))
}
