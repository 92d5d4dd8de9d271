use recado_domain::{Language, Role, TeamId, TenantId};
use recado_storage::{
    DbError, Scope, Tx,
    platform::{
        memberships::Member,
        tenants::{NewTenant as NewRow, Plan, Tenant, TenantStatus},
    },
    secrets::SecretError,
    tenant::teams::NewTeam,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    AccessEvent,
    audit::{self, Deed},
    caller::By,
    members::{MemberError, NewMember},
    rows_of, teams,
};
use crate::Engine;

/// A tenant to be made.
#[derive(Debug)]
pub struct NewTenant<'t> {
    /// Kebab case, unique on the server.
    pub slug: &'t str,
    /// The name shown.
    pub name: &'t str,
    /// What it pays for.
    pub plan: Plan,
    /// Its first owner.
    pub owner: NewOwner<'t>,
}

/// A tenant's first owner.
#[derive(Debug)]
pub struct NewOwner<'o> {
    /// The address they sign in with.
    pub email: &'o str,
    /// The name shown.
    pub name: &'o str,
    /// The first password, hashed (see [`Engine::hash_password`]).
    pub password_hash: &'o str,
}

/// A tenant that was made.
#[derive(Debug)]
pub struct MadeTenant {
    /// The tenant.
    pub tenant: Tenant,
    /// Its first owner.
    pub owner: Member,
}

/// Why a tenant was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum TenantError {
    /// Another tenant has this slug.
    #[error("the slug is taken")]
    SlugTaken,
    /// There is no such tenant.
    #[error("no such tenant")]
    Unknown,
    /// Its data key could not be made.
    #[error(transparent)]
    Sealing(#[from] SecretError),
    /// Its owner could not be made.
    #[error(transparent)]
    Owner(#[from] MemberError),
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl Engine {
    /// Makes a tenant with its data key, its default team and its first owner, inside a write of the system scope.
    #[expect(clippy::disallowed_methods, reason = "the data key is made for the row that is about to be written")]
    pub async fn make_tenant(&self, tx: &mut Tx, by: &By, new: NewTenant<'_>) -> Result<MadeTenant, TenantError> {
        let (id, at) = (self.fresh_id(), self.now());
        let data_key = self.vault.keyring().new_data_key(TenantId::from_uuid(id))?;
        let row = NewRow { id, slug: new.slug, name: new.name.trim(), plan: new.plan, data_key: &data_key, at };
        let tenant = tx.platform().tenants().insert(row).await?.ok_or(TenantError::SlugTaken)?;
        let metadata = json!({ "slug": new.slug, "plan": new.plan });
        let deed = Deed::new("tenant.created", "tenant").of(tenant.id).with(metadata).sensitive();
        audit::record(rows_of(tx, tenant.id), self, by, deed).await?;
        self.make_default_team(tx, tenant.id).await?;
        let NewOwner { email, name, password_hash } = new.owner;
        let owner = NewMember { email, name, role: Role::Owner, password_hash: Some(password_hash) };
        let owner = self.add_member(tx, tenant.id, by, owner).await?;
        Ok(MadeTenant { tenant, owner: owner.member })
    }

    async fn make_default_team(&self, tx: &mut Tx, tenant: TenantId) -> Result<(), DbError> {
        let name = match self.settings.language {
            Language::PtBr => "Geral",
            Language::En | Language::Es => "General",
        };
        let id = TeamId::from_uuid(self.fresh_id());
        let team = NewTeam { id, name, name_key: &teams::name_key(name), is_default: true, at: self.now() };
        rows_of(tx, tenant).teams().insert(team).await?;
        Ok(())
    }

    /// Suspends, resumes or cancels a tenant, named by id or slug. Its webhooks are stored all the same.
    pub async fn change_tenant_status(
        &self,
        by: &By,
        named: TenantName<'_>,
        status: TenantStatus,
    ) -> Result<Tenant, TenantError> {
        let mut tx = self.db.write(Scope::System).await?;
        let before = match named {
            TenantName::Id(id) => tx.platform().tenants().find_by_uuid(id).await?,
            TenantName::Slug(slug) => tx.platform().tenants().find_by_slug(slug).await?,
        };
        let before = before.ok_or(TenantError::Unknown)?;
        tx.platform().tenants().mark_status(before.id, status, self.now()).await?;
        let metadata = json!({ "from": before.status, "to": status });
        let deed = Deed::new("tenant.status_changed", "tenant").of(before.id).with(metadata).sensitive();
        audit::record(rows_of(&mut tx, before.id), self, by, deed).await?;
        let after = tx.platform().tenants().find(before.id).await?.ok_or(TenantError::Unknown)?;
        tx.commit().await?;
        let is_over = status != TenantStatus::Active;
        self.access.announce(is_over.then_some(AccessEvent::TenantSuspended { tenant: before.id }));
        Ok(after)
    }
}

/// How the platform's own operations name a tenant.
#[derive(Debug, Clone, Copy)]
pub enum TenantName<'n> {
    /// By the uuid inside `ten_…`.
    Id(Uuid),
    /// By its slug.
    Slug(&'n str),
}

impl<'n> TenantName<'n> {
    /// `ten_…` or a slug.
    pub fn parse(text: &'n str) -> Self {
        recado_domain::tenant_id_text(text).map_or(Self::Slug(text), Self::Id)
    }
}
