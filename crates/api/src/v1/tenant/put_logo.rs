use axum::{Json, extract::State};
use recado_engine::view::TenantSettingsView;

use super::{PICTURE, example};
use crate::{
    app::App,
    auth::{Can, may::TenantManage},
    extract::{Picture, PictureBytes},
    problem::Problem,
};

/// Give the caller's tenant a logo
///
/// PNG, JPEG or WebP, 256 KiB at most; it replaces the one before. Its people hear of it at once (`tenant:updated`).
#[utoipa::path(
    put, path = "/tenant/logo", operation_id = "putLogo", tag = "people",
    security(("accessToken" = ["tenant:manage"])),
    request_body(content(
        (PictureBytes = "image/png", example = json!(PICTURE)),
        (PictureBytes = "image/jpeg", example = json!(PICTURE)),
        (PictureBytes = "image/webp", example = json!(PICTURE)),
    )),
    responses((status = 200, description = "The tenant.", body = TenantSettingsView, example = example))
)]
pub(super) async fn put_logo(
    State(app): State<App>,
    caller: Can<TenantManage>,
    logo: Picture,
) -> Result<Json<TenantSettingsView>, Problem> {
    Ok(Json(app.engine.change_logo(&caller, Some((logo.kind, logo.bytes.into()))).await?))
}
