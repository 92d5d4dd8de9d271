use std::{net::IpAddr, sync::Arc, time::Duration};

use recado_domain::{
    Availability, FactorPolicy, KeyId, Permission, RequestId, Role, SessionId, TeamId, TenantId, Timestamp, UserId,
    Visibility, network::Network, tenant_id_text, visibility::AgentSight,
};
use recado_storage::{DbError, Scope, platform::tenants::TenantStatus};

use super::keys::Scopes;

/// Why a credential does not open a door.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// No credential, or one that is forged, expired, revoked or unknown.
    #[error("not signed in")]
    Unauthenticated,
    /// Several tenants, or none, and none named.
    #[error("a tenant must be named")]
    TenantRequired,
    /// The tenant does not exist, or the caller does not belong to it: nobody learns which.
    #[error("no such tenant")]
    UnknownTenant,
    /// The caller belongs to it, but it is suspended or cancelled.
    #[error("the tenant is suspended")]
    TenantSuspended,
    /// The tenant asks for a second factor, and the person has none.
    #[error("a second factor is missing")]
    FactorMissing,
    /// The person has not proved lately who they are.
    #[error("a step-up is required")]
    StepUpRequired,
    /// The caller may not do this.
    #[error("not allowed")]
    Forbidden,
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// Who does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A person.
    User(UserId),
    /// An API key.
    Key(KeyId),
    /// Nobody outside: start-up, jobs, the command line.
    System,
}

/// Who does something, from where, in which request: what the audit log keeps beside the deed.
#[derive(Debug, Clone)]
pub struct By {
    /// Who.
    pub actor: Actor,
    /// From which address.
    pub ip: Option<IpAddr>,
    /// In which request.
    pub request: Option<RequestId>,
}

impl By {
    /// Start-up, jobs, the command line.
    pub const SYSTEM: Self = Self { actor: Actor::System, ip: None, request: None };
}

/// What a credential stands for, before a tenant is chosen. Cheap to clone.
#[derive(Debug, Clone)]
pub enum Identity {
    /// A signed-in person.
    Person(Arc<Person>),
    /// An API key.
    Key(Arc<KeyHolder>),
}

impl Identity {
    /// Whether it may be used from this address: keys may be bound to networks, people never are.
    pub fn opens_from(&self, address: IpAddr) -> bool {
        match self {
            Self::Person(_) => true,
            Self::Key(holder) => holder.networks.as_ref().is_some_and(|networks| {
                networks.is_empty() || networks.iter().any(|network| network.contains(address))
            }),
        }
    }
}

/// A signed-in person.
#[derive(Debug)]
pub struct Person {
    /// Who.
    pub user: UserId,
    /// The session.
    pub session: SessionId,
    /// When the session ends by itself.
    pub session_expires_at: Timestamp,
    /// When the person last proved in it who they are.
    pub proved_at: Timestamp,
    /// Whether the platform's own operations are open to this person.
    pub is_super_admin: bool,
    /// Whether the person has a second factor.
    pub has_factor: bool,
    /// The tenants that this person belongs to, the oldest membership first.
    pub standings: Vec<Standing>,
}

/// One tenant that a person belongs to, and how.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The tenant.
    pub tenant: TenantId,
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Whether its people may work.
    pub status: TenantStatus,
    /// The time zone that its people think in, as `America/Sao_Paulo`.
    pub time_zone: String,
    /// The hue of its accent colour, 0 to 359, if it chose one.
    pub accent: Option<u16>,
    /// Where its logo is, below the server's public address, if it has one.
    pub logo_url: Option<String>,
    /// The person's role in it.
    pub role: Role,
    /// Whether colleagues in it may count on the person.
    pub availability: Availability,
    /// What agents see in it.
    pub sight: AgentSight,
    /// After how long without use a session of theirs is over.
    pub idle_limit: Duration,
    /// Who needs a second factor to work in it.
    pub factor_policy: FactorPolicy,
    /// The person's teams in it.
    pub teams: Vec<TeamId>,
}

/// An API key and its tenant.
#[derive(Debug)]
pub struct KeyHolder {
    pub(super) key: KeyId,
    pub(super) tenant: TenantId,
    pub(super) slug: String,
    pub(super) status: TenantStatus,
    pub(super) expires_at: Timestamp,
    pub(super) scopes: Scopes,
    /// `None`: what is stored cannot be read, and the key opens nowhere.
    pub(super) networks: Option<Vec<Network>>,
}

/// What gives a caller their permissions.
#[derive(Debug, Clone)]
pub enum Rights {
    /// A role in the tenant.
    Role(Role),
    /// The scopes of a key.
    Scopes(Scopes),
}

/// Somebody who acts in one tenant. Only [`Identity::choose`] makes one, and the command line that of the installation.
#[derive(Debug, Clone)]
pub struct Caller {
    tenant: TenantId,
    slug: String,
    rights: Rights,
    visibility: Visibility,
    availability: Availability,
    lacks_factor: bool,
    person: Option<Arc<Person>>,
    by: By,
}

impl Identity {
    /// Chooses the tenant: the one that is `named` (`ten_…` or slug), else the one that the token `claimed`, else the
    /// only one. What a credential does not cover does not exist.
    pub fn choose(&self, named: Option<&str>, claimed: Option<&str>, by: By) -> Result<Caller, AuthError> {
        match self {
            Self::Person(person) => person.choose(named.or(claimed), by),
            Self::Key(holder) => holder.open(named, by),
        }
    }

    /// Who acts.
    pub fn actor(&self) -> Actor {
        match self {
            Self::Person(person) => Actor::User(person.user),
            Self::Key(holder) => Actor::Key(holder.key),
        }
    }
}

impl Person {
    fn choose(self: &Arc<Self>, named: Option<&str>, by: By) -> Result<Caller, AuthError> {
        let standing = standing_of(&self.standings, named)?.ok_or(AuthError::TenantRequired)?;
        require_active(standing.status)?;
        Ok(Caller {
            tenant: standing.tenant,
            slug: standing.slug.clone(),
            rights: Rights::Role(standing.role),
            visibility: Visibility::of(standing.role, standing.sight, self.user, standing.teams.clone()),
            availability: standing.availability,
            lacks_factor: !self.has_factor && standing.factor_policy.requires(standing.role),
            person: Some(Arc::clone(self)),
            by,
        })
    }
}

impl KeyHolder {
    fn open(&self, named: Option<&str>, by: By) -> Result<Caller, AuthError> {
        if named.is_some_and(|name| !is_named(name, self.tenant, &self.slug)) {
            return Err(AuthError::UnknownTenant);
        }
        require_active(self.status)?;
        Ok(Caller {
            tenant: self.tenant,
            slug: self.slug.clone(),
            rights: Rights::Scopes(self.scopes.clone()),
            visibility: Visibility::All,
            availability: Availability::Available,
            lacks_factor: false,
            person: None,
            by,
        })
    }
}

/// The membership that is named, or the only one; `None` when there is nothing to go by.
pub(super) fn standing_of<'s>(
    standings: &'s [Standing],
    named: Option<&str>,
) -> Result<Option<&'s Standing>, AuthError> {
    match (named, standings) {
        (Some(name), standings) => {
            let found = standings.iter().find(|standing| is_named(name, standing.tenant, &standing.slug));
            found.map(Some).ok_or(AuthError::UnknownTenant)
        }
        (None, [only]) => Ok(Some(only)),
        (None, _) => Ok(None),
    }
}

fn is_named(name: &str, tenant: TenantId, slug: &str) -> bool {
    name == slug || tenant_id_text(name).is_ok_and(|id| id == tenant.uuid())
}

fn require_active(status: TenantStatus) -> Result<(), AuthError> {
    if status == TenantStatus::Active { Ok(()) } else { Err(AuthError::TenantSuspended) }
}

impl Caller {
    /// The installation itself, for what its operator has it do in a tenant.
    pub(crate) fn installation(tenant: TenantId) -> Self {
        Self {
            tenant,
            slug: tenant.to_string(),
            rights: Rights::Role(Role::Owner),
            visibility: Visibility::All,
            availability: Availability::Available,
            lacks_factor: false,
            person: None,
            by: By::SYSTEM,
        }
    }

    /// The tenant that everything happens in.
    pub fn tenant(&self) -> TenantId {
        self.tenant
    }

    /// The tenant's slug.
    pub fn slug(&self) -> &str {
        &self.slug
    }

    /// The scope of this caller's transactions.
    pub fn scope(&self) -> Scope {
        Scope::Tenant(self.tenant)
    }

    /// Whether the caller may do this.
    pub fn may(&self, permission: Permission) -> bool {
        match &self.rights {
            Rights::Role(role) => role.has(permission),
            Rights::Scopes(scopes) => scopes.contain(permission),
        }
    }

    /// Refuses who lacks the second factor that the tenant asks for: they may see to their own account and nothing else.
    pub fn require_factor(&self) -> Result<(), AuthError> {
        if self.lacks_factor { Err(AuthError::FactorMissing) } else { Ok(()) }
    }

    /// What gives this caller their permissions.
    pub fn rights(&self) -> &Rights {
        &self.rights
    }

    /// The role, for people.
    pub fn role(&self) -> Option<Role> {
        match self.rights {
            Rights::Role(role) => Some(role),
            Rights::Scopes(_) => None,
        }
    }

    /// Which conversations the caller sees.
    pub fn visibility(&self) -> &Visibility {
        &self.visibility
    }

    /// Whether colleagues may count on the caller.
    pub fn availability(&self) -> Availability {
        self.availability
    }

    /// The person, unless it is a key that calls.
    pub fn person(&self) -> Option<&Person> {
        self.person.as_deref()
    }

    /// The person's id, unless it is a key that calls.
    pub fn user(&self) -> Option<UserId> {
        self.person.as_ref().map(|person| person.user)
    }

    /// The teams of the person in this tenant; a key has none.
    pub fn teams(&self) -> &[TeamId] {
        let standings = self.person.as_deref().map_or(&[][..], |person| &person.standings);
        let here = standings.iter().find(|standing| standing.tenant == self.tenant);
        here.map_or(&[], |standing| &standing.teams)
    }

    /// Whether the platform's own operations are open to the caller.
    pub fn is_super_admin(&self) -> bool {
        self.person.as_ref().is_some_and(|person| person.is_super_admin)
    }

    /// Who acts, for the audit log.
    pub fn by(&self) -> &By {
        &self.by
    }
}
