use axum::{Json, extract::State};

use super::{list::find_member, view::UserView};
use crate::{
    app::App,
    auth::{Can, may::ProfileManage},
    problem::{Problem, ProblemKind},
};

/// Who is calling
///
/// The person behind the access token, with the role in the tenant. An API key is nobody: 403.
#[utoipa::path(
    get, path = "/users/me", operation_id = "getMe", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    responses((status = 200, description = "The caller.", body = UserView, example = json!(
        {"id": "usr_01h455vb4pex5vsknk084sn02q", "name": "Ana", "email": "ana@example.com", "company": null, "role": "owner", "isSuperAdmin": false}
    )))
)]
pub(super) async fn me(State(app): State<App>, caller: Can<ProfileManage>) -> Result<Json<UserView>, Problem> {
    let user = caller.user().ok_or(ProblemKind::Forbidden)?;
    Ok(Json(find_member(&app, &caller, user).await?.into()))
}
