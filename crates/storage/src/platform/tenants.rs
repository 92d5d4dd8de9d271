//! Tenants: the companies that share this installation.

use recado_domain::{TenantId, Timestamp};
use serde_json::Value as Json;

use crate::{
    column::{args, column},
    error::DbResult,
    rows::{Number, row},
    statement::statements,
    tx::Tx,
};

const COLUMNS: &str = "id, slug, name, plan, status, settings, created_at, updated_at";

statements! { Platform "tenants";
    INSERT = "INSERT INTO tenants (id, slug, name, plan, status, settings, data_key, created_at, updated_at)
              VALUES ($1, $2, $3, $4, 'active', $5, $6, $7, $7) ON CONFLICT (slug) DO NOTHING";
    FIND = "SELECT ", COLUMNS, " FROM tenants WHERE id = $1";
    FIND_BY_ID_TEXT = "SELECT ", COLUMNS, " FROM tenants WHERE id = $1";
    FIND_BY_SLUG = "SELECT ", COLUMNS, " FROM tenants WHERE slug = $1";
    LOCK = "UPDATE tenants SET updated_at = $2 WHERE id = $1 RETURNING ", COLUMNS;
    SAVE = "UPDATE tenants SET name = $2, plan = $3, settings = $4 WHERE id = $1";
    LIST = "SELECT id, slug, name, plan, status, created_at,
                (SELECT COUNT(*) FROM memberships m WHERE m.tenant_id = t.id) AS users,
                (SELECT COUNT(*) FROM phone_numbers n WHERE n.tenant_id = t.id) AS numbers,
                COALESCE(u.month_messages, 0) AS month_messages,
                COALESCE(u.message_bytes + u.log_bytes, 0) AS stored_bytes, u.through AS counted_through,
                (SELECT COUNT(*) FROM (SELECT 1 AS n FROM messages m WHERE m.tenant_id = t.id AND m.sending = 'queued'
                    LIMIT 10000) AS waiting) AS queued
            FROM tenants t LEFT JOIN usage_marks u ON u.tenant_id = t.id WHERE id > $1 ORDER BY id LIMIT $2";
    COUNT_MEMBERS = "SELECT COUNT(*) AS n FROM memberships WHERE tenant_id = $1";
    MARK_STATUS = "UPDATE tenants SET status = $2, updated_at = $3 WHERE id = $1";
}

recado_domain::words! {
    /// What a tenant pays for.
    Plan {
        /// The smallest.
        Starter = "starter",
        /// The middle one.
        Professional = "professional",
        /// The largest.
        Enterprise = "enterprise",
    }
}

recado_domain::words! {
    /// Whether a tenant's people may work.
    TenantStatus {
        /// They may.
        Active = "active",
        /// For now they may not; webhooks are still stored.
        Suspended = "suspended",
        /// They left; webhooks are still stored.
        Cancelled = "cancelled",
    }
}

column!(Plan: text);
column!(TenantStatus: text);

/// One tenant, without its data key.
#[derive(Debug, Clone, PartialEq)]
pub struct Tenant {
    /// Its id.
    pub id: TenantId,
    /// Its name in addresses and headers: kebab case, unique.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// What it pays for.
    pub plan: Plan,
    /// Whether its people may work.
    pub status: TenantStatus,
    /// Its settings, a JSON object.
    pub settings: Json,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
row!(Tenant { id, slug, name, plan, status, settings, created_at, updated_at });

/// One tenant, with what it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedTenant {
    /// Its id.
    pub id: TenantId,
    /// Its name in addresses and headers.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// What it pays for.
    pub plan: Plan,
    /// Whether its people may work.
    pub status: TenantStatus,
    /// When it was made.
    pub created_at: Timestamp,
    /// How many members it has.
    pub users: i64,
    /// How many phone numbers it has.
    pub numbers: i64,
    /// Messages of this month in its time zone, as far as they were counted.
    pub month_messages: i64,
    /// What its messages and its part of the log take, as far as they were counted.
    pub stored_bytes: i64,
    /// How far they were; `None`: not yet.
    pub counted_through: Option<Timestamp>,
    /// Messages that wait to be sent, up to ten thousand.
    pub queued: i64,
}
row!(ListedTenant {
    id,
    slug,
    name,
    plan,
    status,
    created_at,
    users,
    numbers,
    month_messages,
    stored_bytes,
    counted_through,
    queued
});

/// A tenant to be made.
#[derive(Debug)]
pub struct NewTenant<'a> {
    /// A fresh uuid.
    pub id: uuid::Uuid,
    /// Kebab case, unique.
    pub slug: &'a str,
    /// Its name for people.
    pub name: &'a str,
    /// What it pays for.
    pub plan: Plan,
    /// Its sealed data key (see `secrets`).
    pub data_key: &'a [u8],
    /// Now.
    pub at: Timestamp,
}

/// All tenants.
#[derive(Debug)]
pub struct Tenants<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Tenants<'_> {
    /// Makes an active tenant with no settings; `None` when the slug is taken.
    pub async fn insert(&mut self, new: NewTenant<'_>) -> DbResult<Option<Tenant>> {
        let NewTenant { id, slug, name, plan, data_key, at } = new;
        let settings = Json::Object(serde_json::Map::new());
        let made = self.tx.execute(&INSERT, args![id, slug, name, plan, settings, data_key, at]).await?;
        if made == 0 { Ok(None) } else { self.tx.optional(&FIND_BY_ID_TEXT, args![id]).await }
    }

    /// The tenant.
    pub async fn find(&mut self, id: TenantId) -> DbResult<Option<Tenant>> {
        self.tx.optional(&FIND, args![id]).await
    }

    /// The tenant behind the text of an id, for super-admins' operations: only a row makes a [`TenantId`].
    pub async fn find_by_uuid(&mut self, id: uuid::Uuid) -> DbResult<Option<Tenant>> {
        self.tx.optional(&FIND_BY_ID_TEXT, args![id]).await
    }

    /// The tenant with this slug.
    pub async fn find_by_slug(&mut self, slug: &str) -> DbResult<Option<Tenant>> {
        self.tx.optional(&FIND_BY_SLUG, args![slug]).await
    }

    /// How many members it has.
    pub async fn count_members(&mut self, id: TenantId) -> DbResult<i64> {
        Ok(self.tx.one::<Number>(&COUNT_MEMBERS, args![id]).await?.n)
    }

    /// Tenants behind `after`, in the order of their ids, which is that of their making.
    pub async fn list(&mut self, after: uuid::Uuid, limit: u32) -> DbResult<Vec<ListedTenant>> {
        self.tx.all(&LIST, args![after, limit]).await
    }

    /// The tenant, about to be changed: nobody else can change it until the transaction ends.
    pub async fn lock(&mut self, id: TenantId, at: Timestamp) -> DbResult<Option<Tenant>> {
        self.tx.optional(&LOCK, args![id, at]).await
    }

    /// Writes what of a [locked](Self::lock) tenant may change by itself: name, plan and settings.
    pub async fn save(&mut self, tenant: &Tenant) -> DbResult<()> {
        let args = args![tenant.id, &tenant.name, tenant.plan, tenant.settings.clone()];
        self.tx.execute(&SAVE, args).await.map(|_| ())
    }

    /// Changes whether its people may work.
    pub async fn mark_status(&mut self, id: TenantId, status: TenantStatus, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&MARK_STATUS, args![id, status, at]).await.map(|_| ())
    }
}
