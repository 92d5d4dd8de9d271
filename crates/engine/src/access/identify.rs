use std::{sync::Arc, time::Duration};

use recado_domain::{Role, SessionId, TenantId, Timestamp, UserId};
use recado_storage::{DbResult, Read, Scope, platform::memberships::Membership, system::api_keys::KeyOwner};
use sha2::{Digest as _, Sha256};

use super::{
    cache::Known,
    caller::{Actor, AuthError, By, Caller, Identity, KeyHolder, Person, Standing},
    keys::{self, Scopes},
    tenant_settings,
};
use crate::Engine;

/// What a caller shows.
#[derive(Clone, Copy)]
pub enum Credential<'c> {
    /// An access token.
    AccessToken(&'c str),
    /// An API key.
    ApiKey(&'c str),
}

impl<'c> Credential<'c> {
    /// What stands behind `Bearer`: an API key is known by its prefix.
    pub fn bearer(text: &'c str) -> Self {
        if text.starts_with(keys::PREFIX) { Self::ApiKey(text) } else { Self::AccessToken(text) }
    }
}

impl std::fmt::Debug for Credential<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::AccessToken(_) => "AccessToken(***)",
            Self::ApiKey(_) => "ApiKey(***)",
        })
    }
}

/// An identity, and the tenant that its token claims (a name to be looked up, nothing more).
#[derive(Debug, Clone)]
pub struct Identified {
    /// Who it is.
    pub identity: Identity,
    /// `ten_…`, if the token names one.
    pub claimed: Option<String>,
    /// When the credential ends by itself.
    pub expires_at: Timestamp,
}

impl Identified {
    /// Chooses the tenant: see [`Identity::choose`].
    pub fn choose(&self, named: Option<&str>, by: By) -> Result<Caller, AuthError> {
        self.identity.choose(named, self.claimed.as_deref(), by)
    }
}

/// A key's last use is noted at most this often.
const USE_NOTED: Duration = Duration::from_mins(1);

impl Engine {
    /// Who shows this credential. The session or key behind it is looked up each time, through a cache of three seconds.
    pub async fn identify(&self, credential: Credential<'_>) -> Result<Identified, AuthError> {
        match credential {
            Credential::AccessToken(token) => self.identify_person(token).await,
            Credential::ApiKey(key) => self.identify_key(key).await,
        }
    }

    async fn identify_person(&self, token: &str) -> Result<Identified, AuthError> {
        let claims = self.access.tokens.verify(token, self.now()).ok_or(AuthError::Unauthenticated)?;
        let person = self.person(claims.sid).await?;
        if person.user != claims.sub {
            return Err(AuthError::Unauthenticated);
        }
        let expires_at = claims.expires_at();
        Ok(Identified { identity: Identity::Person(person), claimed: claims.tenant, expires_at })
    }

    /// The person of a session that may still be used.
    async fn person(&self, session: SessionId) -> Result<Arc<Person>, AuthError> {
        let known = Known::Session(session);
        let found = match self.access.cache.find(&known, self.clock.monotonic()) {
            Ok(identity) => identity,
            Err(reading) => {
                let asked = self.clock.monotonic();
                let person = self.read_person(session).await?.ok_or(AuthError::Unauthenticated)?;
                let identity = Identity::Person(Arc::new(person));
                self.access.cache.remember(reading, known, asked, &identity);
                identity
            }
        };
        match found {
            Identity::Person(person) if self.now() < person.session_expires_at => Ok(person),
            _ => Err(AuthError::Unauthenticated),
        }
    }

    async fn read_person(&self, id: SessionId) -> DbResult<Option<Person>> {
        let mut read = self.db.read(Scope::System).await?;
        let session = read.platform().sessions().find(id).await?;
        let Some(session) = session.filter(|session| session.is_live(self.now())) else { return Ok(None) };
        let user = read.platform().users().find(session.user_id).await?;
        let Some(user) = user.filter(|user| user.is_active) else { return Ok(None) };
        let standings = standings(&mut read, user.id).await?;
        Ok(Some(Person {
            user: user.id,
            session: id,
            session_expires_at: session.expires_at,
            proved_at: session.proved_at.unwrap_or(session.created_at),
            is_super_admin: user.is_super_admin,
            has_factor: user.factor_since.is_some(),
            standings,
        }))
    }

    /// A member of the tenant as they would act now, without a session: for what concerns them while they are away.
    pub async fn member_as_caller(&self, tenant: TenantId, user: UserId) -> Result<Caller, AuthError> {
        let mut read = self.db.read(Scope::System).await?;
        let found = read.platform().users().find(user).await?;
        let found = found.filter(|user| user.is_active).ok_or(AuthError::UnknownTenant)?;
        let person = Person {
            user: found.id,
            session: SessionId::from_uuid(uuid::Uuid::nil()),
            session_expires_at: self.now(),
            proved_at: self.now(),
            is_super_admin: false,
            has_factor: found.factor_since.is_some(),
            standings: standings(&mut read, found.id).await?,
        };
        let by = By { actor: Actor::User(found.id), ip: None, request: None };
        Identity::Person(Arc::new(person)).choose(Some(&tenant.to_string()), None, by)
    }

    async fn identify_key(&self, key: &str) -> Result<Identified, AuthError> {
        let hash: [u8; 32] = Sha256::digest(key).into();
        let known = Known::Key(hash);
        let identity = match self.access.cache.find(&known, self.clock.monotonic()) {
            Ok(identity) => identity,
            Err(reading) => {
                let asked = self.clock.monotonic();
                let holder = self.read_key(&hash).await?.ok_or(AuthError::Unauthenticated)?;
                let identity = Identity::Key(Arc::new(holder));
                self.access.cache.remember(reading, known, asked, &identity);
                identity
            }
        };
        match &identity {
            Identity::Key(holder) if self.now() < holder.expires_at => {
                let expires_at = holder.expires_at;
                Ok(Identified { identity, claimed: None, expires_at })
            }
            _ => Err(AuthError::Unauthenticated),
        }
    }

    async fn read_key(&self, hash: &[u8; 32]) -> DbResult<Option<KeyHolder>> {
        let found = self.owner_of(hash).await?;
        let Some(owner) = found.filter(|owner| owner.revoked_at.is_none()) else { return Ok(None) };
        self.note_use(&owner).await?;
        Ok(Some(KeyHolder {
            key: owner.id,
            tenant: owner.tenant_id,
            slug: owner.slug,
            status: owner.status,
            expires_at: owner.expires_at,
            scopes: Scopes::from_json(&owner.scopes),
            networks: keys::networks_of(&owner.networks),
        }))
    }

    async fn note_use(&self, owner: &KeyOwner) -> DbResult<()> {
        let now = self.now();
        if owner.last_used_at.is_some_and(|last| now.since(last) < USE_NOTED) {
            return Ok(());
        }
        let mut tx = self.db.write(Scope::Tenant(owner.tenant_id)).await?;
        tx.tenant().api_keys().touch(owner.id, now).await?;
        tx.commit().await
    }

    /// The same caller judged anew: for open sockets, which ask at least every two seconds, so that what was revoked on
    /// another node ends within five.
    pub async fn recheck(&self, caller: &Caller) -> Result<Caller, AuthError> {
        let person = caller.person().ok_or(AuthError::Unauthenticated)?;
        let person = self.person(person.session).await?;
        let again = Identity::Person(person).choose(Some(&caller.tenant().to_string()), None, caller.by().clone())?;
        again.require_factor()?;
        Ok(again)
    }
}

/// The tenants that a person belongs to, with what decides the person's sight in each.
pub(super) async fn standings(read: &mut Read, user: UserId) -> DbResult<Vec<Standing>> {
    let memberships = read.platform().memberships().of_user(user).await?;
    let mut standings = Vec::with_capacity(memberships.len());
    for membership in memberships {
        let teams = match membership.role {
            Role::Viewer => Vec::new(),
            _ => teams_of(read, membership.tenant_id, user).await?,
        };
        standings.push(standing(membership, teams));
    }
    Ok(standings)
}

async fn teams_of(read: &mut Read, tenant: TenantId, user: UserId) -> DbResult<Vec<recado_domain::TeamId>> {
    super::rows_of(read, tenant).teams().of_user(user).await
}

pub(super) fn standing(membership: Membership, teams: Vec<recado_domain::TeamId>) -> Standing {
    let Membership { tenant_id, role, availability, slug, name, status, settings } = membership;
    let sight = tenant_settings::sight(&settings);
    let idle_limit = tenant_settings::idle_limit(&settings, role);
    let factor_policy = tenant_settings::factor_policy(&settings);
    let time_zone = tenant_settings::time_zone(&settings).to_owned();
    let accent = tenant_settings::accent(&settings);
    let logo_url = tenant_settings::logo_url(&settings);
    Standing {
        tenant: tenant_id,
        slug,
        name,
        status,
        time_zone,
        accent,
        logo_url,
        role,
        availability,
        sight,
        idle_limit,
        factor_policy,
        teams,
    }
}
