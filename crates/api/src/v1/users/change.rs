use axum::extract::State;
use recado_domain::{Role, UserId};
use recado_storage::Scope;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::UserView;
use crate::{
    app::App,
    auth::{Sure, may::UsersManage},
    etag::{IfMatch, Version, Versioned},
    extract::{Body, Path},
    problem::Problem,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ChangeUser {
    /// The role in the tenant.
    #[schema(value_type = String)]
    role: Role,
}

/// Change a member's role
///
/// It holds at once. Only owners change owners, and the last owner stays one.
#[utoipa::path(
    patch, path = "/users/{id}", operation_id = "changeUser", tag = "people",
    security(("accessToken" = ["users:manage"])),
    params(
        ("id" = String, Path, description = "`usr_…`", example = "usr_01h455vb4pex5vsknk084sn02q"),
        ("If-Match" = Option<String>, Header, description = "The version that the change was made from (ETag).")
    ),
    request_body(content = ChangeUser, example = json!({"role": "supervisor"})),
    responses((status = 200, description = "The member.", body = UserView, example = json!(
        {"id": "usr_01h455vb4pex5vsknk084sn02q", "name": "Ana", "email": "ana@example.com", "company": null, "role": "supervisor", "isSuperAdmin": false, "invited": false, "secondFactor": false,
         "language": "pt-BR", "availability": "available"}
    )))
)]
pub(super) async fn change_user(
    State(app): State<App>,
    caller: Sure<UsersManage>,
    if_match: IfMatch,
    Path(id): Path<UserId>,
    body: Body<ChangeUser>,
) -> Result<Versioned<UserView>, Problem> {
    let mut tx = app.engine.db.write(Scope::System).await?;
    let before = app.engine.lock_member(&mut tx, &caller, id).await?;
    if_match.check(&Version::of(before.member.updated_at))?;
    let member = app.engine.change_role(&mut tx, &caller, &before, body.value.role).await?;
    tx.commit().await?;
    app.engine.member_changed(&caller, id);
    Ok(Versioned(Version::of(member.updated_at), UserView::of_member(member, &caller)))
}
