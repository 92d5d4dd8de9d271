use axum::{Json, extract::State};
use recado_domain::UserId;
use recado_engine::access::Caller;
use recado_storage::{Scope, platform::memberships::Member};

use super::view::UserView;
use crate::{
    app::App,
    auth::{Can, may::UsersRead},
    etag::{Version, Versioned},
    extract::{Path, Query},
    list::{Page, PageQuery},
    problem::{Problem, ProblemKind},
};

const LIST: &str = "users";

/// List the tenant's people
#[utoipa::path(
    get, path = "/users", operation_id = "listUsers", tag = "people",
    security(("accessToken" = ["users:read"])),
    params(PageQuery),
    responses((status = 200, description = "A page of members.", body = Page<UserView>, example = json!({
        "data": [{"id": "usr_01h455vb4pex5vsknk084sn02q", "name": "Ana", "email": "ana@example.com", "company": null, "role": "owner", "isSuperAdmin": false, "invited": false, "secondFactor": false,
         "language": "pt-BR", "availability": "available"}],
        "nextCursor": null
    })))
)]
pub(super) async fn list_users(
    State(app): State<App>,
    caller: Can<UsersRead>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<UserView>>, Problem> {
    let after: Option<UserId> = app.cursors.open(LIST, query.cursor.as_deref())?;
    let mut read = app.engine.db.read(Scope::System).await?;
    let rows = read.platform().memberships().list(caller.tenant(), after, query.limit.with_probe()).await?;
    Ok(Json(
        app.cursors.page(LIST, rows, query.limit, |last| last.id).map(|member| UserView::of_member(member, &caller)),
    ))
}

/// Get one of the tenant's people
#[utoipa::path(
    get, path = "/users/{id}", operation_id = "getUser", tag = "people",
    security(("accessToken" = ["users:read"])),
    params(("id" = String, Path, description = "`usr_…`", example = "usr_01h455vb4pex5vsknk084sn02q")),
    responses((status = 200, description = "The member.", body = UserView, example = json!(
        {"id": "usr_01h455vb4pex5vsknk084sn02q", "name": "Ana", "email": "ana@example.com", "company": null, "role": "owner", "isSuperAdmin": false, "invited": false, "secondFactor": false,
         "language": "pt-BR", "availability": "available"}
    )))
)]
pub(super) async fn get_user(
    State(app): State<App>,
    caller: Can<UsersRead>,
    Path(id): Path<UserId>,
) -> Result<Versioned<UserView>, Problem> {
    let member = find_member(&app, &caller, id).await?;
    Ok(Versioned(Version::of(member.updated_at), UserView::of_member(member, &caller)))
}

/// The member of the caller's tenant.
pub(super) async fn find_member(app: &App, caller: &Caller, user: UserId) -> Result<Member, Problem> {
    let mut read = app.engine.db.read(Scope::System).await?;
    let member = read.platform().memberships().find(caller.tenant(), user).await?;
    member.ok_or_else(|| ProblemKind::NotFound.into())
}
