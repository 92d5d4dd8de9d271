use axum::{Json, extract::State};
use recado_engine::access::TenantName;
use recado_storage::platform::tenants::TenantStatus;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::TenantView;
use crate::{
    app::App,
    auth::{CanPlatform, may::TenantsManage},
    extract::{Body, Path},
    problem::Problem,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ChangeTenant {
    /// `active`, `suspended` or `cancelled`.
    #[schema(value_type = String)]
    status: TenantStatus,
}

/// Suspend, resume or cancel a tenant
///
/// For super-admins. Its people are told `tenant-suspended` and their sockets close; its webhooks are stored all the same.
#[utoipa::path(
    patch, path = "/tenants/{id}", operation_id = "changeTenant", tag = "people",
    security(("accessToken" = ["tenants:manage"])),
    params(("id" = String, Path, description = "`ten_…` or the slug", example = "shop")),
    request_body(content = ChangeTenant, example = json!({"status": "suspended"})),
    responses((status = 200, description = "The tenant.", body = TenantView, example = json!({
        "id": "ten_01h455vb4pex5vsknk084sn02q", "slug": "shop", "name": "Shop", "plan": "professional",
        "status": "suspended", "createdAt": "2026-11-22T04:00:00.000Z"
    })))
)]
pub(super) async fn change_tenant(
    State(app): State<App>,
    caller: CanPlatform<TenantsManage>,
    Path(id): Path<String>,
    body: Body<ChangeTenant>,
) -> Result<Json<TenantView>, Problem> {
    let changed = app.engine.change_tenant_status(&caller.by, TenantName::parse(&id), body.value.status).await?;
    Ok(Json(changed.into()))
}
