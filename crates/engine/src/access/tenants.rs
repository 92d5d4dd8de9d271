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
    rows_of, teams, tenant_settings,
};
use crate::{
    Engine,
    events::{self, Event},
};

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
#[derive(Debug, Clone)]
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
    /// Whether nobody had the owner's address before.
    pub owner_is_new: bool,
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
    /// Who asks others for a second factor has one.
    #[error("a second factor of one's own comes first")]
    OwnFactorFirst,
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
        Ok(MadeTenant { tenant, owner: owner.member, owner_is_new: owner.is_new })
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

    /// Renames a tenant, changes what it pays for, suspends, resumes or cancels it. Its webhooks are stored all the same.
    pub async fn manage_tenant(
        &self,
        by: &By,
        named: TenantName<'_>,
        patch: TenantPatch<'_>,
    ) -> Result<Tenant, TenantError> {
        let at = self.now();
        let mut tx = self.db.write(Scope::System).await?;
        let before = match named {
            TenantName::Id(id) => tx.platform().tenants().find_by_uuid(id).await?,
            TenantName::Slug(slug) => tx.platform().tenants().find_by_slug(slug).await?,
        };
        let id = before.ok_or(TenantError::Unknown)?.id;
        let before = tx.platform().tenants().lock(id, at).await?.ok_or(TenantError::Unknown)?;
        let after = Tenant {
            name: patch.name.map_or_else(|| before.name.clone(), |name| name.trim().to_owned()),
            plan: patch.plan.unwrap_or(before.plan),
            status: patch.status.unwrap_or(before.status),
            ..before.clone()
        };
        tx.platform().tenants().save(&after).await?;
        tx.platform().tenants().mark_status(id, after.status, at).await?;
        self.record_managed(&mut tx, by, &before, &after).await?;
        tx.commit().await?;
        let is_over = after.status != TenantStatus::Active;
        self.access_changed(is_over.then_some(AccessEvent::TenantSuspended { tenant: id }));
        self.wake.events();
        Ok(after)
    }

    /// Who did what to a tenant, and the news for its people.
    async fn record_managed(&self, tx: &mut Tx, by: &By, before: &Tenant, after: &Tenant) -> Result<(), DbError> {
        if before.status != after.status {
            let metadata = json!({ "from": before.status, "to": after.status });
            let deed = Deed::new("tenant.status_changed", "tenant").of(after.id).with(metadata).sensitive();
            audit::record(rows_of(tx, after.id), self, by, deed).await?;
        }
        if (&before.name, before.plan) != (&after.name, after.plan) {
            let metadata = json!({ "name": after.name, "plan": after.plan });
            let deed = Deed::new("tenant.changed", "tenant").of(after.id).with(metadata).sensitive();
            audit::record(rows_of(tx, after.id), self, by, deed).await?;
        }
        let told = Event::tenant_updated(&tenant_settings::view(after));
        events::emit(self, &mut rows_of(tx, after.id), vec![told]).await
    }
}

/// What the platform's people change about a tenant; what is not named stays.
#[derive(Debug, Clone, Copy, Default)]
pub struct TenantPatch<'p> {
    /// Its name for people.
    pub name: Option<&'p str>,
    /// What it pays for.
    pub plan: Option<Plan>,
    /// Whether its people may work.
    pub status: Option<TenantStatus>,
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
