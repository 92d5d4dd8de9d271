use axum::{extract::State, http::StatusCode};
use recado_domain::KeyId;

use crate::{
    app::App,
    auth::{Sure, may::KeysManage},
    extract::Path,
    problem::Problem,
};

/// Revoke an API key
///
/// At once here, within five seconds everywhere.
#[utoipa::path(
    delete, path = "/api-keys/{id}", operation_id = "revokeApiKey", tag = "people",
    security(("accessToken" = ["keys:manage"])),
    params(("id" = String, Path, description = "`key_…`", example = "key_01h455vb4pex5vsknk084sn02q")),
    responses((status = 204, description = "It opens nothing any more."))
)]
pub(super) async fn revoke_api_key(
    State(app): State<App>,
    caller: Sure<KeysManage>,
    Path(id): Path<KeyId>,
) -> Result<StatusCode, Problem> {
    app.engine.revoke_key(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
