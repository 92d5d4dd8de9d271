use axum::{Json, extract::State, http::StatusCode};
use recado_domain::{Availability, Language};
use recado_engine::{
    Secret,
    access::{PasswordChange, ProfileChange},
};
use recado_storage::Scope;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{list::find_member, view::UserView};
use crate::{
    app::App,
    auth::{Can, may::ProfileManage},
    check::Check,
    extract::Body,
    problem::{Problem, ProblemKind},
};

/// Who is calling
///
/// The person behind the access token, with the role in the tenant. An API key is nobody: 403.
#[utoipa::path(
    get, path = "/users/me", operation_id = "getMe", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    responses((status = 200, description = "The caller.", body = UserView, example = json!(
        {"id": "usr_01h455vb4pex5vsknk084sn02q", "name": "Ana", "email": "ana@example.com", "company": null, "role": "owner", "isSuperAdmin": false, "invited": false, "secondFactor": false,
         "language": "pt-BR", "availability": "available"}
    )))
)]
pub(super) async fn me(State(app): State<App>, caller: Can<ProfileManage>) -> Result<Json<UserView>, Problem> {
    let user = caller.user().ok_or(ProblemKind::Forbidden)?;
    let member = find_member(&app, &caller, user).await?;
    let mut read = app.engine.db.read(Scope::System).await?;
    let own = read.platform().users().find(user).await?.ok_or(ProblemKind::NotFound)?;
    Ok(Json(UserView::of_user(own, Some(member.role), Some(member.availability))))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ChangeMe {
    /// The name shown.
    name: Option<String>,
    /// `pt-BR`, `en` or `es`.
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
    /// `available` or `away`, in the tenant of the call.
    #[schema(value_type = Option<String>)]
    availability: Option<Availability>,
}

/// Change one's own profile
///
/// What is not named stays. Name and language hold in all tenants of the person; colleagues hear of the availability at
/// once, as presence.
#[utoipa::path(
    patch, path = "/users/me", operation_id = "changeMe", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    request_body(content = ChangeMe, example = json!({"name": "Ana Lima", "language": "pt-BR", "availability": "away"})),
    responses((status = 200, description = "The caller.", body = UserView, example = json!(
        {"id": "usr_01h455vb4pex5vsknk084sn02q", "name": "Ana Lima", "email": "ana@example.com", "company": null, "role": "owner",
         "isSuperAdmin": false, "invited": false, "secondFactor": false, "language": "pt-BR", "availability": "away"}
    )))
)]
pub(super) async fn change_me(
    State(app): State<App>,
    caller: Can<ProfileManage>,
    body: Body<ChangeMe>,
) -> Result<Json<UserView>, Problem> {
    let user = caller.user().ok_or(ProblemKind::Forbidden)?;
    let ChangeMe { name, language, availability } = &body.value;
    let mut check = Check::default();
    check.optional_text(name.as_deref(), "/name", 100);
    check.done()?;
    let change = ProfileChange { name: name.as_deref(), language: *language, availability: *availability };
    Ok(Json(UserView::of_member(app.engine.change_profile(&caller, user, change).await?, &caller)))
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ChangePassword {
    /// The password that holds.
    #[schema(value_type = String, format = Password)]
    current_password: Secret,
    /// The password to be set.
    #[schema(value_type = String, format = Password)]
    password: Secret,
}

/// Change one's own password
///
/// Every other session of the person ends. A wrong current password is a 422 at `/currentPassword`; ten of them cost
/// nothing, then each one doubles the wait.
#[utoipa::path(
    put, path = "/users/me/password", operation_id = "changePassword", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    request_body(content = ChangePassword, example = json!({"currentPassword": "correct horse battery", "password": "eleven quiet harbours"})),
    responses((status = 204, description = "It holds from now on."))
)]
pub(super) async fn change_password(
    State(app): State<App>,
    caller: Can<ProfileManage>,
    body: Body<ChangePassword>,
) -> Result<StatusCode, Problem> {
    let person = caller.person().ok_or(ProblemKind::Forbidden)?;
    let ChangePassword { current_password, password } = &body.value;
    let change = PasswordChange { current: current_password, new: password };
    app.engine.change_password(person, caller.by(), change).await?;
    Ok(StatusCode::NO_CONTENT)
}
