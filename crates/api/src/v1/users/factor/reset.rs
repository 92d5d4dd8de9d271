use axum::{extract::State, http::StatusCode};
use recado_domain::UserId;

use crate::{
    app::App,
    auth::{Sure, may::UsersManage},
    extract::Path,
    problem::Problem,
};

/// Take a member's second factor away
///
/// For somebody who lost phone and recovery codes: their sessions end, and the password is enough until they set up another
/// one. 409 for people who belong to other tenants or run the installation: `recado user reset-second-factor` helps them. Takes
/// a step-up.
#[utoipa::path(
    delete, path = "/users/{id}/second-factor", operation_id = "resetSecondFactor", tag = "people",
    security(("accessToken" = ["users:manage"])),
    params(("id" = String, Path, description = "`usr_…`", example = "usr_01h455vb4pex5vsknk084sn02q")),
    responses((status = 204, description = "They have none."))
)]
pub(in crate::v1::users) async fn reset_factor(
    State(app): State<App>,
    caller: Sure<UsersManage>,
    Path(id): Path<UserId>,
) -> Result<StatusCode, Problem> {
    app.engine.reset_member_factor(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
