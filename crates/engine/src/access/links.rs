use std::time::Duration;

use recado_domain::{TenantId, UserId};
use recado_storage::{
    DbError, Scope, Tx,
    platform::{
        one_time_links::{LinkPurpose, OneTimeLink},
        sessions::SessionEnd,
        users::{User, email_key},
    },
};

use super::{
    audit::{self, Deed},
    caller::Actor,
    login::{Origin, read_standings},
    members::MemberError,
    recovery::StrangerError,
    refresh::fresh_token,
    registration::Registration,
    sha256,
    tenants::{NewOwner, TenantError},
};
use crate::{Engine, Secret};

/// A link that nobody used ends by itself.
pub(super) const LINK_LIFE: Duration = Duration::from_hours(7 * 24);

/// What somebody sends who followed a link.
#[derive(Debug)]
pub struct SetUp<'s> {
    /// What stood in the link.
    pub token: &'s Secret,
    /// The password to be set.
    pub password: &'s Secret,
    /// The name shown, if it is to change; needed for the first tenant.
    pub name: Option<&'s str>,
    /// The first tenant, for the link that start-up printed.
    pub first: Option<FirstTenant<'s>>,
}

/// The first tenant and its owner's address.
#[derive(Debug, Clone, Copy)]
pub struct FirstTenant<'s> {
    /// The tenant's slug.
    pub slug: &'s str,
    /// The tenant's name.
    pub name: &'s str,
    /// The owner's address.
    pub email: &'s str,
}

/// Whom a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkFor {
    /// Sets this person's password.
    Person {
        /// The name shown.
        name: String,
        /// The address they sign in with.
        email: String,
    },
    /// Makes the first tenant and its owner.
    Instance,
    /// Makes the tenant of who registered.
    Registration {
        /// The owner's name.
        name: String,
        /// The address they will sign in with.
        email: String,
        /// The company's name.
        company: String,
    },
}

/// Why a link did nothing.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// Unknown, used or expired.
    #[error("the link is not valid any more")]
    Invalid,
    /// The link makes the first tenant, and its name or owner is missing.
    #[error("the first tenant's slug and name, and its owner's name and address are needed")]
    FirstTenantMissing,
    /// Too many calls from there.
    #[error(transparent)]
    Stranger(#[from] StrangerError),
    /// The password is not taken, or too many are being hashed.
    #[error(transparent)]
    Member(#[from] MemberError),
    /// The first tenant could not be made.
    #[error(transparent)]
    Tenant(#[from] TenantError),
}

impl From<DbError> for LinkError {
    fn from(error: DbError) -> Self {
        Self::Member(error.into())
    }
}

impl Engine {
    /// Makes a link of 256 bits, kept by its hash only; earlier unused ones of the same person and
    /// purpose are gone.
    pub(crate) async fn make_link(&self, tx: &mut Tx, link: &OneTimeLink, life: Duration) -> Result<Secret, DbError> {
        let (token, now) = (fresh_token(), self.now());
        let hash = sha256(token.expose());
        tx.platform().one_time_links().replace(&hash, link, now, now.plus(life)).await?;
        Ok(self.link_to(&token))
    }

    /// Where a link leads. The token stands behind the #, so that it reaches no server's log.
    pub(super) fn link_to(&self, token: &Secret) -> Secret {
        let base = self.settings.public_url.trim_end_matches('/');
        Secret::new(format!("{base}/setup#{}", token.expose()))
    }

    /// What a link is for, without using it up.
    pub async fn look_at_link(&self, token: &Secret, origin: &Origin) -> Result<LinkFor, LinkError> {
        self.hear_stranger(origin)?;
        let looked = self.look(token).await;
        if matches!(looked, Err(LinkError::Invalid)) {
            self.stranger_failed(origin);
        }
        looked
    }

    async fn look(&self, token: &Secret) -> Result<LinkFor, LinkError> {
        let mut read = self.db.read(Scope::System).await?;
        let hash = sha256(token.expose());
        let link = read.platform().one_time_links().find_open(&hash, self.now()).await?.ok_or(LinkError::Invalid)?;
        if link.purpose == LinkPurpose::Register {
            drop(read);
            let Registration { name, email, company, .. } = self.registration_behind(&hash).await?;
            return Ok(LinkFor::Registration { name, email, company });
        }
        match link {
            OneTimeLink { purpose: LinkPurpose::SetPassword | LinkPurpose::ResetPassword, user_id: Some(user) } => {
                let user = read.platform().users().find(user).await?.ok_or(LinkError::Invalid)?;
                Ok(LinkFor::Person { name: user.name, email: user.email })
            }
            OneTimeLink { purpose: LinkPurpose::SetUpInstance, .. } => Ok(LinkFor::Instance),
            OneTimeLink { .. } => Err(LinkError::Invalid),
        }
    }

    /// Does what a link is for: sets a password, or makes a tenant and its owner.
    pub async fn set_up(&self, wanted: SetUp<'_>, origin: &Origin) -> Result<(), LinkError> {
        self.hear_stranger(origin)?;
        let done = self.follow_link(wanted, origin).await;
        if matches!(done, Err(LinkError::Invalid)) {
            self.stranger_failed(origin);
        }
        done
    }

    async fn follow_link(&self, wanted: SetUp<'_>, origin: &Origin) -> Result<(), LinkError> {
        let hash = sha256(wanted.token.expose());
        let mut read = self.db.read(Scope::System).await?;
        let link = read.platform().one_time_links().find_open(&hash, self.now()).await?.ok_or(LinkError::Invalid)?;
        drop(read);
        match link {
            OneTimeLink { purpose: LinkPurpose::SetPassword | LinkPurpose::ResetPassword, user_id: Some(user) } => {
                self.set_password(&hash, user, wanted, origin).await
            }
            OneTimeLink { purpose: LinkPurpose::SetUpInstance, .. } => {
                self.set_up_instance(&hash, wanted, origin).await
            }
            OneTimeLink { purpose: LinkPurpose::Register, .. } => self.set_up_company(&hash, wanted, origin).await,
            OneTimeLink { .. } => Err(LinkError::Invalid),
        }
    }

    async fn set_password(
        &self,
        hash: &[u8],
        user: UserId,
        wanted: SetUp<'_>,
        origin: &Origin,
    ) -> Result<(), LinkError> {
        let person = self.person_to_set_up(user).await?;
        let words: Vec<&str> = person.words.iter().map(String::as_str).chain(wanted.name).collect();
        let password_hash = self.hash_password(wanted.password, &words).await?;
        let now = self.now();
        let mut tx = self.db.write(Scope::System).await?;
        tx.platform().one_time_links().consume(hash, now).await?.ok_or(LinkError::Invalid)?;
        tx.platform().one_time_links().forget_open(user).await?;
        tx.platform().users().set_password(user, &password_hash, now).await?;
        if let Some(name) = wanted.name {
            tx.platform().users().set_name(user, name.trim(), now).await?;
        }
        let ended = self.end_all(&mut tx, user, SessionEnd::PasswordChanged).await?;
        let deed = Deed::new("user.password_set", "user").of(user).sensitive();
        audit::record_in_all(&mut tx, &person.tenants, self, &origin.by(Actor::User(user)), &deed).await?;
        tx.commit().await?;
        self.access.throttle.forget(sha256(&email_key(&person.user.email)));
        self.access_changed(ended);
        Ok(())
    }

    async fn person_to_set_up(&self, user: UserId) -> Result<ToSetUp, LinkError> {
        let mut read = self.db.read(Scope::System).await?;
        let user = read.platform().users().find(user).await?.ok_or(LinkError::Invalid)?;
        let standings = read_standings(&mut read, user.id).await?;
        let own = [user.email.clone(), user.name.clone()];
        let words = standings.iter().flat_map(|standing| [standing.slug.clone(), standing.name.clone()]).chain(own);
        let words = words.collect();
        Ok(ToSetUp { user, tenants: standings.iter().map(|standing| standing.tenant).collect(), words })
    }

    async fn set_up_instance(&self, hash: &[u8], wanted: SetUp<'_>, origin: &Origin) -> Result<(), LinkError> {
        let (Some(first), Some(name)) = (wanted.first, wanted.name) else { return Err(LinkError::FirstTenantMissing) };
        let words = [first.slug, first.name, first.email, name];
        let password_hash = self.hash_password(wanted.password, &words).await?;
        let mut tx = self.db.write(Scope::System).await?;
        tx.platform().one_time_links().consume(hash, self.now()).await?.ok_or(LinkError::Invalid)?;
        let owner = NewOwner { email: first.email, name, password_hash: &password_hash };
        let made = self.make_first_tenant(&mut tx, first.slug, first.name, owner, &origin.by(Actor::System)).await?;
        let made = made.ok_or(LinkError::Invalid)?;
        self.begin_onboarding(&mut tx, made.tenant.id).await?;
        tx.commit().await?;
        Ok(())
    }

    /// A link for setting a new password, for `recado user reset-password`; `None` when nobody has this address.
    /// The old password and all sessions hold until the link is used.
    pub async fn reset_password(&self, email: &str) -> Result<Option<Secret>, DbError> {
        let mut tx = self.db.write(Scope::System).await?;
        let Some(user) = tx.platform().users().find_by_email(&email_key(email)).await? else { return Ok(None) };
        let url = self.password_link(&mut tx, user.id).await?;
        self.record_reset(&mut tx, user.id).await?;
        tx.commit().await?;
        Ok(Some(url))
    }
}

/// A person whose password is about to be set.
struct ToSetUp {
    user: User,
    tenants: Vec<TenantId>,
    /// What a password must not be made of.
    words: Vec<String>,
}
