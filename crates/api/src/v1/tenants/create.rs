use axum::extract::State;
use recado_domain::TenantId;
use recado_engine::{
    Secret,
    access::{MadeTenant, NewOwner, NewTenant},
};
use recado_storage::{Scope, platform::tenants::Plan};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{problems::owner_password, view::CreatedTenant};
use crate::{
    app::App,
    auth::{CanPlatform, SurePlatform, may::TenantsManage},
    check::Check,
    extract::{Answer, Body, IdempotencyKey},
    problem::{Problem, ProblemKind},
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateTenant {
    /// Kebab case, unique on the server.
    slug: String,
    /// The name shown.
    name: String,
    /// `starter` (unless said otherwise), `professional` or `enterprise`.
    #[schema(value_type = Option<String>)]
    plan: Option<Plan>,
    /// Its first owner.
    owner: OwnerRequest,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OwnerRequest {
    /// The address they sign in with.
    email: String,
    /// The name shown.
    name: String,
    /// The first password; not touched when the address is known elsewhere.
    #[schema(value_type = String, format = Password)]
    password: Secret,
}

impl CreateTenant {
    fn check(&self) -> Result<(), Problem> {
        let mut check = Check::default();
        check.slug(&self.slug, "/slug");
        check.text(&self.name, "/name", 100);
        check.email(&self.owner.email, "/owner/email");
        check.text(&self.owner.name, "/owner/name", 100);
        check.done()
    }

    async fn hash_password(&self, app: &App) -> Result<String, Problem> {
        let words = [self.slug.as_str(), &self.name, &self.owner.email, &self.owner.name];
        app.engine.hash_password(&self.owner.password, &words).await.map_err(owner_password)
    }

    fn as_new<'n>(&'n self, password_hash: &'n str) -> NewTenant<'n> {
        let owner = NewOwner { email: &self.owner.email, name: &self.owner.name, password_hash };
        NewTenant { slug: &self.slug, name: &self.name, plan: self.plan.unwrap_or(Plan::Starter), owner }
    }
}

/// Make a tenant
///
/// For super-admins. With its default team and its first owner. An Idempotency-Key belongs to a tenant: to give one, name
/// a tenant that you belong to in X-Tenant-Id (unless it is the only one).
#[utoipa::path(
    post, path = "/tenants", operation_id = "createTenant", tag = "people",
    security(("accessToken" = ["tenants:manage"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this request.")),
    request_body(content = CreateTenant, example = json!({
        "slug": "shop", "name": "Shop", "plan": "professional",
        "owner": {"email": "ana@example.com", "name": "Ana", "password": "correct horse battery"}
    })),
    responses((status = 201, description = "The tenant.", body = CreatedTenant, example = json!({
        "id": "ten_01h455vb4pex5vsknk084sn02q", "slug": "shop", "name": "Shop", "plan": "professional", "status": "active",
        "createdAt": "2026-11-22T04:00:00.000Z",
        "owner": {"id": "usr_01h455vb4pex5vsknk084sn02q", "name": "Ana", "email": "ana@example.com", "company": null, "role": "owner", "isSuperAdmin": false, "invited": false, "secondFactor": false,
                  "language": null, "availability": "available"}
    })))
)]
#[expect(clippy::disallowed_methods, reason = "tenants belong to no tenant; the key is kept in the caller's tenant")]
pub(super) async fn create_tenant(
    State(app): State<App>,
    caller: SurePlatform<TenantsManage>,
    key: IdempotencyKey,
    body: Body<CreateTenant>,
) -> Result<Answer, Problem> {
    body.value.check()?;
    let keeper = keeper(&caller, &key)?;
    let password_hash = body.value.hash_password(&app).await?;
    let mut tx = app.engine.db.write(Scope::System).await?;
    let Some(keeper) = keeper else {
        let answer = answer(app.engine.make_tenant(&mut tx, &caller.by, body.value.as_new(&password_hash)).await?);
        tx.commit().await?;
        return Ok(answer);
    };
    let claim = key.claim(&app, tx.system().tenant(keeper), "createTenant", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let answer = answer(app.engine.make_tenant(&mut tx, &caller.by, body.value.as_new(&password_hash)).await?);
    claim.keep(&app, tx.system().tenant(keeper), &answer).await?;
    tx.commit().await?;
    Ok(answer)
}

/// The tenant that an idempotency key belongs to, if one is given.
fn keeper(caller: &CanPlatform<TenantsManage>, key: &IdempotencyKey) -> Result<Option<TenantId>, Problem> {
    match (&caller.member, key.is_given()) {
        (_, false) => Ok(None),
        (Some(member), true) => Ok(Some(member.tenant())),
        (None, true) => Err(ProblemKind::TenantRequired.into()),
    }
}

fn answer(made: MadeTenant) -> Answer {
    let location = format!("/api/v1/tenants/{}", made.tenant.id);
    Answer::created(location, &CreatedTenant { tenant: made.tenant.into(), owner: made.owner.into() })
}
