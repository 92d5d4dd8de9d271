use axum::{Json, extract::State};
use recado_domain::UserId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, may::UsersManage},
    extract::Path,
    problem::Problem,
};

/// A new link for somebody who was invited.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invitation {
    /// Where the first password is set: shown once.
    setup_url: String,
    /// Whether it is on its way to them by mail.
    mailed: bool,
}

/// Invite a member again
///
/// A new one-time link for setting the first password; the link before ends. 409 for who has set a password, or belongs to
/// other tenants too.
#[utoipa::path(
    post, path = "/users/{id}/invitation", operation_id = "inviteUser", tag = "people",
    security(("accessToken" = ["users:manage"])),
    params(("id" = String, Path, description = "`usr_…`", example = "usr_01h455vb4pex5vsknk084sn02q")),
    responses((status = 200, description = "The link.", body = Invitation, example = json!(
        {"setupUrl": "https://recado.example.com/setup#r8Q…", "mailed": true}
    )))
)]
pub(super) async fn invite_user(
    State(app): State<App>,
    caller: Can<UsersManage>,
    Path(id): Path<UserId>,
) -> Result<Json<Invitation>, Problem> {
    let url = app.engine.invite_again(&caller, id).await?;
    Ok(Json(Invitation { setup_url: url.expose().to_owned(), mailed: app.engine.mail_reaches_people() }))
}
