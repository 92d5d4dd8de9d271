//! Who belongs to which tenant, in which role.

use recado_domain::{Availability, Language, Role, TenantId, Timestamp, UserId};
use serde_json::Value as Json;

use super::tenants::TenantStatus;
use crate::{
    column::args,
    error::DbResult,
    rows::{Number, row},
    statement::statements,
    tx::Tx,
};

/// Of somebody who had an account and did not come in yet, nothing is told but what the tenant said itself.
const MEMBER: &str = "u.id, COALESCE(m.given_name, u.name) AS name, u.email, \
     CASE WHEN m.given_name IS NULL THEN u.company END AS company, \
     CASE WHEN m.given_name IS NULL THEN u.language END AS language, m.role, m.availability, \
     u.is_super_admin AND m.given_name IS NULL AS is_super_admin, u.is_active, \
     u.password_hash IS NULL AND u.google_subject IS NULL AND u.facebook_subject IS NULL AS is_invited, \
     CASE WHEN m.given_name IS NULL THEN u.factor_since END AS factor_since, m.updated_at";

statements! { Platform "memberships";
    INSERT = "INSERT INTO memberships (tenant_id, user_id, role, given_name, created_at, updated_at)
              VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT (tenant_id, user_id) DO NOTHING";
    OF_USER = "SELECT m.tenant_id, m.role, m.availability, t.slug, t.name, t.status, t.settings
               FROM memberships m JOIN tenants t ON t.id = m.tenant_id
               WHERE m.user_id = $1 ORDER BY m.created_at, m.tenant_id";
    FIND = "SELECT ", MEMBER, " FROM memberships m JOIN users u ON u.id = m.user_id
            WHERE m.tenant_id = $1 AND m.user_id = $2";
    LIST = "SELECT ", MEMBER, " FROM memberships m JOIN users u ON u.id = m.user_id
            WHERE m.tenant_id = $1 AND m.user_id > $2 ORDER BY m.user_id LIMIT $3";
    LOCK_OWNERS = sqlite ["SELECT COUNT(*) AS n FROM memberships WHERE tenant_id = $1 AND role = 'owner'"]
        postgres ["SELECT COUNT(*) AS n FROM
                   (SELECT user_id FROM memberships WHERE tenant_id = $1 AND role = 'owner' FOR UPDATE) AS owners"];
    MARK_ROLE = "UPDATE memberships SET role = $3, updated_at = $4 WHERE tenant_id = $1 AND user_id = $2";
    MARK_AVAILABILITY = "UPDATE memberships SET availability = $3 WHERE tenant_id = $1 AND user_id = $2";
    MARK_ENTERED = "UPDATE memberships SET given_name = NULL
                    WHERE tenant_id = $1 AND user_id = $2 AND given_name IS NOT NULL";
    DELETE = "DELETE FROM memberships WHERE tenant_id = $1 AND user_id = $2";
}

/// One tenant that a person belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct Membership {
    /// The tenant.
    pub tenant_id: TenantId,
    /// The person's role in it.
    pub role: Role,
    /// Whether colleagues may count on the person.
    pub availability: Availability,
    /// The tenant's slug.
    pub slug: String,
    /// The tenant's name.
    pub name: String,
    /// Whether the tenant's people may work.
    pub status: TenantStatus,
    /// The tenant's settings.
    pub settings: Json,
}
row!(Membership { tenant_id, role, availability, slug, name, status, settings });

/// One person of a tenant.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The person.
    pub id: UserId,
    /// The name shown.
    pub name: String,
    /// The address.
    pub email: String,
    /// The company shown.
    pub company: Option<String>,
    /// The language of everything said to this person, if they chose one.
    pub language: Option<Language>,
    /// The role in this tenant.
    pub role: Role,
    /// Whether colleagues may count on this person.
    pub availability: Availability,
    /// Whether the platform's own operations are open to this person.
    pub is_super_admin: bool,
    /// Whether this person may sign in.
    pub is_active: bool,
    /// Whether this person has no way in yet: no password, and no account elsewhere.
    pub is_invited: bool,
    /// Since when this person has a second factor.
    pub factor_since: Option<Timestamp>,
    /// When the membership was last changed.
    pub updated_at: Timestamp,
}
row!(Member {
    id,
    name,
    email,
    company,
    language,
    role,
    availability,
    is_super_admin,
    is_active,
    is_invited,
    factor_since,
    updated_at
});

/// All memberships.
#[derive(Debug)]
pub struct Memberships<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Memberships<'_> {
    /// Makes a person a member; `false` when they are one already. With a `given_name` they are shown by it, until they
    /// [come in](Self::mark_entered).
    pub async fn insert(
        &mut self,
        tenant: TenantId,
        user: UserId,
        role: Role,
        given_name: Option<&str>,
        at: Timestamp,
    ) -> DbResult<bool> {
        Ok(self.tx.execute(&INSERT, args![tenant, user, role, given_name, at]).await? == 1)
    }

    /// The person came into the tenant: from now on their own name is shown there. Nothing else changes, not even the
    /// membership's version.
    pub async fn mark_entered(&mut self, tenant: TenantId, user: UserId) -> DbResult<()> {
        self.tx.execute(&MARK_ENTERED, args![tenant, user]).await.map(|_| ())
    }

    /// Every tenant that the person belongs to, the oldest membership first.
    pub async fn of_user(&mut self, user: UserId) -> DbResult<Vec<Membership>> {
        self.tx.all(&OF_USER, args![user]).await
    }

    /// The person as a member of the tenant.
    pub async fn find(&mut self, tenant: TenantId, user: UserId) -> DbResult<Option<Member>> {
        self.tx.optional(&FIND, args![tenant, user]).await
    }

    /// Members of the tenant behind `after`, in the order of their ids.
    pub async fn list(&mut self, tenant: TenantId, after: Option<UserId>, limit: u32) -> DbResult<Vec<Member>> {
        let after = after.unwrap_or(UserId::from_uuid(uuid::Uuid::nil()));
        self.tx.all(&LIST, args![tenant, after, limit]).await
    }

    /// How many owners the tenant has. In a write they stay owners until it ends.
    pub async fn lock_owners(&mut self, tenant: TenantId) -> DbResult<i64> {
        let Number { n } = self.tx.one(&LOCK_OWNERS, args![tenant]).await?;
        Ok(n)
    }

    /// Changes a role.
    pub async fn mark_role(&mut self, tenant: TenantId, user: UserId, role: Role, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&MARK_ROLE, args![tenant, user, role, at]).await.map(|_| ())
    }

    /// Changes whether colleagues may count on the person. The membership itself stays as it was, version and all.
    pub async fn mark_availability(
        &mut self,
        tenant: TenantId,
        user: UserId,
        availability: Availability,
    ) -> DbResult<()> {
        self.tx.execute(&MARK_AVAILABILITY, args![tenant, user, availability]).await.map(|_| ())
    }

    /// Ends a membership; the person's places in teams end with it.
    pub async fn delete(&mut self, tenant: TenantId, user: UserId) -> DbResult<()> {
        self.tx.execute(&DELETE, args![tenant, user]).await.map(|_| ())
    }
}
