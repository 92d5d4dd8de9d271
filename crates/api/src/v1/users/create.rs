use axum::extract::State;
use recado_domain::Role;
use recado_engine::{
    Secret,
    access::{MadeMember, NewMember},
};
use recado_storage::Scope;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::view::UserView;
use crate::{
    app::App,
    auth::{Can, may::UsersManage},
    check::Check,
    extract::{Answer, Body, IdempotencyKey},
    problem::Problem,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateUser {
    /// The address they sign in with.
    email: String,
    /// The name shown.
    name: String,
    /// The role in the tenant.
    #[schema(value_type = String)]
    role: Role,
    /// The first password; without one, a one-time link for setting it is answered.
    #[schema(value_type = Option<String>, format = Password)]
    password: Option<Secret>,
}

/// A member that was made.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreatedUser {
    /// The member.
    #[serde(flatten)]
    user: UserView,
    /// Where the first password is set: shown once. Null when a password was given, or the address is known elsewhere.
    setup_url: Option<String>,
    /// Whether a mail to them is on its way: with the link, or with the news that they became a member.
    mailed: bool,
}

impl CreateUser {
    fn check(&self) -> Result<(), Problem> {
        let mut check = Check::default();
        check.email(&self.email, "/email");
        check.text(&self.name, "/name", 100);
        check.done()
    }
}

/// Make somebody a member
///
/// An address that is known to another tenant gains the membership; its name and password are not touched, and the person
/// is told by mail. Until they come in, they are shown with the name given here, and nothing else of theirs is told. Only
/// owners make owners.
#[utoipa::path(
    post, path = "/users", operation_id = "createUser", tag = "people",
    security(("accessToken" = ["users:manage"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this request.")),
    request_body(content = CreateUser, example = json!({"email": "ana@example.com", "name": "Ana", "role": "agent"})),
    responses((status = 201, description = "The member.", body = CreatedUser, example = json!(
        {"id": "usr_01h455vb4pex5vsknk084sn02q", "name": "Ana", "email": "ana@example.com", "company": null, "role": "agent",
         "isSuperAdmin": false, "invited": true, "secondFactor": null,
         "language": null, "availability": "available", "setupUrl": "https://recado.example.com/setup#r8Q…", "mailed": true}
    )))
)]
#[expect(
    clippy::disallowed_methods,
    reason = "people belong to no single tenant; the key is kept in the caller's tenant"
)]
pub(super) async fn create_user(
    State(app): State<App>,
    caller: Can<UsersManage>,
    key: IdempotencyKey,
    body: Body<CreateUser>,
) -> Result<Answer, Problem> {
    body.value.check()?;
    let CreateUser { email, name, role, password } = &body.value;
    let password_hash = match password {
        Some(password) => Some(app.engine.hash_password(password, &[email, name, caller.slug()]).await?),
        None => None,
    };
    let mut tx = app.engine.db.write(Scope::System).await?;
    let claim = key.claim(&app, tx.system().tenant(caller.tenant()), "createUser", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let new = NewMember { email, name, role: *role, password_hash: password_hash.as_deref() };
    let answer = answer(app.engine.make_member(&mut tx, &caller, new).await?);
    claim.keep(&app, tx.system().tenant(caller.tenant()), &answer).await?;
    tx.commit().await?;
    app.engine.wake.mailed();
    Ok(answer)
}

fn answer(made: MadeMember) -> Answer {
    let location = format!("/api/v1/users/{}", made.member.id);
    let setup_url = made.set_up_url.map(|url| url.expose().to_owned());
    Answer::created(location, &CreatedUser { user: made.member.into(), setup_url, mailed: made.mailed }).secret()
}
