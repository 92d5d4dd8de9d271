use axum::{Json, extract::State};
use recado_engine::access::{TenantName, TenantPatch};
use recado_storage::platform::tenants::{Plan, TenantStatus};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::TenantView;
use crate::{
    app::App,
    auth::{SurePlatform, may::TenantsManage},
    check::Check,
    extract::{Body, Path},
    problem::Problem,
};

/// What is to change about a tenant. A field that is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ChangeTenant {
    /// The name shown.
    name: Option<String>,
    /// `starter`, `professional` or `enterprise`.
    #[schema(value_type = Option<String>)]
    plan: Option<Plan>,
    /// `active`, `suspended` or `cancelled`.
    #[schema(value_type = Option<String>)]
    status: Option<TenantStatus>,
}

/// Rename, suspend, resume or cancel a tenant
///
/// For super-admins. The people of a suspended one are told `tenant-suspended` and their sockets close; its webhooks are stored all the same.
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
    caller: SurePlatform<TenantsManage>,
    Path(id): Path<String>,
    body: Body<ChangeTenant>,
) -> Result<Json<TenantView>, Problem> {
    let ChangeTenant { name, plan, status } = &body.value;
    let mut check = Check::default();
    check.optional_text(name.as_deref(), "/name", 100);
    check.done()?;
    let patch = TenantPatch { name: name.as_deref(), plan: *plan, status: *status };
    let changed = app.engine.manage_tenant(&caller.by, TenantName::parse(&id), patch).await?;
    Ok(Json(changed.into()))
}
