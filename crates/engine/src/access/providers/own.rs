use recado_domain::Timestamp;
use recado_storage::{DbError, Scope, platform::provider_logins::Provider};
use serde_json::json;

use super::{
    super::{
        audit::{self, Deed},
        caller::{By, Person},
        login::tenants_of,
    },
    Departure, ProviderFault,
    way::Linking,
};
use crate::Engine;

/// Where a person signs in.
#[derive(Debug)]
pub struct OwnProviders {
    /// Whether with a password.
    pub has_password: bool,
    /// And where else they do or could.
    pub all: Vec<OwnProvider>,
}

/// One provider.
#[derive(Debug)]
pub struct OwnProvider {
    /// Which one.
    pub provider: Provider,
    /// Its name for people.
    pub name: String,
    /// Since when; none: not connected.
    pub since: Option<Timestamp>,
}

/// Why an account was not connected or taken away.
#[derive(Debug, thiserror::Error)]
pub enum ProviderChangeError {
    /// The person is gone.
    #[error("there is none")]
    None,
    /// The operator offers no such provider.
    #[error("not offered")]
    NotOffered,
    /// The person has an account there already.
    #[error("connected already")]
    Connected,
    /// Nothing else would let the person in.
    #[error("it is the last way in")]
    LastWayIn,
    /// The provider does not answer, or the database did not.
    #[error(transparent)]
    Fault(#[from] ProviderFault),
}

impl From<DbError> for ProviderChangeError {
    fn from(error: DbError) -> Self {
        Self::Fault(error.into())
    }
}

impl Engine {
    /// Where a person signs in, and could. What the operator does not offer any more is shown while it is connected.
    pub async fn own_providers(&self, person: &Person) -> Result<OwnProviders, ProviderChangeError> {
        let mut read = self.db.read(Scope::System).await?;
        let user = read.platform().users().find(person.user).await?.ok_or(ProviderChangeError::None)?;
        let links = read.platform().provider_logins().of_user(person.user).await?.ok_or(ProviderChangeError::None)?;
        let all = Provider::ALL.iter().filter_map(|provider| {
            let (offered, since) = (self.provider(*provider), links.since(*provider));
            let name = offered.map_or_else(|| provider.to_string(), |one| one.name.clone());
            (offered.is_some() || since.is_some()).then_some(OwnProvider { provider: *provider, name, since })
        });
        Ok(OwnProviders { has_password: user.password_hash.is_some(), all: all.collect() })
    }

    /// Sends a person to a provider to connect their account there.
    pub async fn begin_link(&self, person: &Person, provider: Provider) -> Result<Departure, ProviderChangeError> {
        let mut read = self.db.read(Scope::System).await?;
        let links = read.platform().provider_logins().of_user(person.user).await?.ok_or(ProviderChangeError::None)?;
        drop(read);
        if links.since(provider).is_some() {
            return Err(ProviderChangeError::Connected);
        }
        let linking = Linking { user: person.user, session: person.session };
        match self.leave(provider, None, Some(linking)).await {
            Err(ProviderFault::Unknown) => Err(ProviderChangeError::NotOffered),
            left => Ok(left?),
        }
    }

    /// Takes a person's account at a provider away, unless nothing else would let them in.
    pub async fn unlink_provider(
        &self,
        person: &Person,
        by: &By,
        provider: Provider,
    ) -> Result<(), ProviderChangeError> {
        let user = person.user;
        let other_is_open = Provider::ALL.iter().any(|other| *other != provider && self.provider(*other).is_some());
        let mut tx = self.db.write(Scope::System).await?;
        let links = tx.platform().provider_logins().of_user(user).await?.ok_or(ProviderChangeError::None)?;
        if links.since(provider).is_none() {
            return Ok(());
        }
        if !tx.platform().provider_logins().unlink(user, provider, other_is_open, self.now()).await? {
            return Err(ProviderChangeError::LastWayIn);
        }
        let deed = Deed::new("user.provider_unlinked", "user").of(user);
        let deed = deed.with(json!({ "provider": provider })).sensitive();
        let tenants = tenants_of(&mut tx, user).await?;
        audit::record_in_all(&mut tx, &tenants, self, by, &deed).await?;
        Ok(tx.commit().await?)
    }
}
