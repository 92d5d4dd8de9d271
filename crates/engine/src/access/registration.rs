use std::time::Duration;

use recado_domain::{Language, slug_of};
use recado_storage::{
    DbError, DbResult, Scope, Tx,
    platform::{
        tenants::Plan,
        users::{User, email_key},
    },
    secrets::{Owner, Place},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    caller::Actor,
    limits::Limit,
    links::{LinkError, SetUp},
    login::Origin,
    members::MemberError,
    recovery::StrangerError,
    refresh::fresh_token,
    sha256,
    tenants::{MadeTenant, NewOwner, NewTenant, TenantError},
};
use crate::{Engine, Secret, mail::Mail};

/// A link to be used by who registered just now.
const REGISTER_LIFE: Duration = Duration::from_hours(1);
/// How often a slug is tried; the first one is the company's name, the others have something random behind it.
const SLUGS_TRIED: usize = 8;

/// A company that somebody wants to register: nothing of it is believed before the address is proved.
#[derive(Clone, Serialize, Deserialize)]
pub struct Registration {
    /// The owner's address.
    pub email: String,
    /// The owner's name.
    pub name: String,
    /// The company's name.
    pub company: String,
    /// The owner's language.
    pub language: Option<Language>,
}

/// Who registers is not for logs.
impl std::fmt::Debug for Registration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Registration")
    }
}

/// Why nobody was registered.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// Strangers may not register here.
    #[error("registration is closed")]
    Closed,
    /// Too many calls from there, or the database did not answer.
    #[error(transparent)]
    Stranger(#[from] StrangerError),
}

impl From<DbError> for RegisterError {
    fn from(error: DbError) -> Self {
        Self::Stranger(error.into())
    }
}

/// What the owner of an address is told who registers.
pub(crate) enum RegistrationAnswer {
    /// There is an account: sign in.
    Known(User),
    /// Follow the link.
    Link(Secret),
}

impl Engine {
    /// Asks for a company of one's own. What is done is the same for every address; whether anybody has it is found out
    /// after the answer, and nothing is made before the link in the mail is used.
    pub async fn register(&self, new: Registration, origin: &Origin) -> Result<(), RegisterError> {
        if !self.settings.registration {
            return Err(RegisterError::Closed);
        }
        self.stranger_calls(origin)?;
        let key = sha256(&email_key(&new.email));
        if self.access.limits.take(Limit::RegistrationMail, key, self.now()).is_err() {
            return Ok(()); // nobody's mail box is filled
        }
        let mut tx = self.db.write(Scope::System).await?;
        self.post_mail(&mut tx, &Mail::Registration(new)).await?;
        tx.commit().await?;
        self.wake.mailed();
        Ok(())
    }

    /// What the address's owner is to be told; the link is made here.
    pub(crate) async fn answer_registration(&self, new: &Registration) -> DbResult<Option<RegistrationAnswer>> {
        let (token, key, now) = (fresh_token(), email_key(&new.email), self.now());
        let hash = sha256(token.expose());
        let text = Secret::new(serde_json::to_string(new).expect("a registration is plain data"));
        let sealed = self.vault.seal(Owner::Platform, place(&hash), &text).await;
        let sealed = sealed.expect("the platform's own key is in memory");
        let mut tx = self.db.write(Scope::System).await?;
        if let Some(user) = tx.platform().users().find_by_email(&key).await? {
            return Ok(user.is_active.then_some(RegistrationAnswer::Known(user)));
        }
        let until = now.plus(REGISTER_LIFE);
        tx.platform().one_time_links().replace_for_address(&hash, &sha256(&key), &sealed, now, until).await?;
        tx.commit().await?;
        Ok(Some(RegistrationAnswer::Link(self.link_to(&token))))
    }

    /// What the link behind this hash would make, while it is good for anything.
    pub(super) async fn registration_behind(&self, hash: &[u8; 32]) -> Result<Registration, LinkError> {
        if !self.settings.registration {
            return Err(LinkError::Invalid);
        }
        let mut read = self.db.read(Scope::System).await?;
        let sealed = read.platform().one_time_links().sealed(hash, self.now()).await?.ok_or(LinkError::Invalid)?;
        drop(read);
        let opened = self.vault.open(Owner::Platform, place(hash), &sealed).await.map_err(|_| LinkError::Invalid)?;
        serde_json::from_str(opened.expose()).map_err(|_| LinkError::Invalid)
    }

    /// Makes the tenant and its owner: the address is proved. Of many who use the link at once, one does.
    pub(super) async fn set_up_company(
        &self,
        hash: &[u8; 32],
        wanted: SetUp<'_>,
        origin: &Origin,
    ) -> Result<(), LinkError> {
        let new = self.registration_behind(hash).await?;
        let name = wanted.name.unwrap_or(&new.name);
        let password_hash = self.hash_password(wanted.password, &[&new.email, name, &new.company]).await?;
        let mut tx = self.db.write(Scope::System).await?;
        tx.platform().one_time_links().consume(hash, self.now()).await?.ok_or(LinkError::Invalid)?;
        let owner = NewOwner { email: &new.email, name, password_hash: &password_hash };
        let made = self.make_company(&mut tx, &new.company, owner, origin).await?;
        if let Some(language) = new.language {
            tx.platform().users().set_language(made.owner.id, language, self.now()).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    async fn make_company(
        &self,
        tx: &mut Tx,
        company: &str,
        owner: NewOwner<'_>,
        origin: &Origin,
    ) -> Result<MadeTenant, LinkError> {
        let (by, base) = (origin.by(Actor::System), slug_of(company));
        let mut slug = base.clone();
        for _ in 0..SLUGS_TRIED {
            let new = NewTenant { slug: &slug, name: company, plan: Plan::Starter, owner: owner.clone() };
            match self.make_tenant(tx, &by, new).await {
                Ok(made) if made.owner_is_new => {
                    self.begin_onboarding(tx, made.tenant.id).await?;
                    return Ok(made);
                }
                // Somebody invited them meanwhile: they sign in.
                Ok(_) | Err(TenantError::Owner(MemberError::AlreadyMember)) => return Err(LinkError::Invalid),
                Err(TenantError::SlugTaken) => slug = format!("{base}-{}", random_word()),
                Err(error) => return Err(error.into()),
            }
        }
        Err(TenantError::SlugTaken.into())
    }
}

/// Six digits and letters that nobody can guess the next of.
fn random_word() -> String {
    let [first, second, third, ..] = sha256(fresh_token().expose());
    format!("{first:02x}{second:02x}{third:02x}")
}

/// Where something sealed of a link stands.
pub(super) fn place(hash: &[u8; 32]) -> Place {
    let row = Uuid::from_slice(&hash[..16]).expect("16 bytes");
    Place { table: "one_time_links", column: "sealed", row }
}
