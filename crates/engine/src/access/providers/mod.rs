//! Signing in elsewhere: with Google (or whoever speaks `OpenID` Connect) and with Facebook.
//!
//! A person is known by the provider's own name for them (its issuer and subject), never by an e-mail address: addresses change
//! hands, and who writes somebody's address into an account elsewhere must not become them here. An account that is not
//! connected is connected by who proves with password and second factor whose it is ([`Login::ticket`](super::Login)), or
//! by who is signed in. The one exception are people who were invited and have no way in yet.
//!
//! The way there and back is two rows of `one_time_links`, each for whoever shows the token *and* what their browser keeps:
//! the state (ten minutes, from leaving to coming back) and the ticket (ten minutes, from coming back to being signed in). Both
//! work once.
//!
//! - `way`: leaving and coming back. `oidc`, `id_token`, `facebook`: what is said to whom. `finish`: signing in with a ticket.
//!   `own`: what people do with their own.

mod facebook;
mod finish;
mod id_token;
mod oidc;
mod own;
mod way;

use std::time::Duration;

use recado_graph::errand::{Errands, NoAnswer};
use recado_storage::{DbError, platform::provider_logins::Provider};
use serde::{Deserialize, Serialize};

pub(super) use finish::Claim;
pub use finish::{ProviderFinish, Ticket};
pub use own::{OwnProvider, OwnProviders, ProviderChangeError};
pub use way::{Departure, Landing, Return};

use super::recovery::StrangerError;
use crate::{Engine, Secret, VaultError};

/// From leaving to coming back, and from coming back to being signed in.
const WAY_LIFE: Duration = Duration::from_mins(10);

/// A provider as the operator set it.
#[derive(Debug, Clone)]
pub struct ProviderSettings {
    /// Which one.
    pub provider: Provider,
    /// Its name for people.
    pub name: String,
    /// What it calls us.
    pub client_id: String,
    /// What we prove it with.
    pub client_secret: Secret,
    /// Where it is.
    pub place: ProviderPlace,
}

/// Where a provider is.
#[derive(Debug, Clone)]
pub enum ProviderPlace {
    /// It speaks `OpenID` Connect and describes itself.
    OpenId {
        /// Its name for itself, to the letter.
        issuer: String,
    },
    /// Facebook.
    Facebook {
        /// Where people consent.
        pages: String,
        /// Its Graph API.
        graph: String,
        /// The version in its paths.
        version: String,
    },
}

/// What the providers need in memory.
pub(super) struct Providers {
    errands: Errands,
    memory: oidc::Memory,
}

impl Providers {
    pub(super) fn new(patience: Duration) -> Self {
        let errands = Errands::new(patience).expect("a client with these options can be built");
        Self { errands, memory: oidc::Memory::default() }
    }
}

/// Why nobody came back as somebody.
#[derive(Debug, thiserror::Error)]
pub enum ProviderFault {
    /// No such provider is set.
    #[error("no such provider")]
    Unknown,
    /// It began too long ago, was done already, or in another browser.
    #[error("the way was not begun here, or is over")]
    Over,
    /// The person said no.
    #[error("the person refused")]
    Denied,
    /// What the provider says is not to be believed, or no use.
    #[error("the provider's answer is refused: {0}")]
    Refused(&'static str),
    /// The provider does not answer.
    #[error("no answer of the provider: {0}")]
    Away(NoAnswer),
    /// The account there is another person's here, or this person has one there.
    #[error("connected otherwise")]
    Taken,
    /// Too many calls from there, or the database did not answer.
    #[error(transparent)]
    Stranger(#[from] StrangerError),
    /// What was kept does not open.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

impl From<DbError> for ProviderFault {
    fn from(error: DbError) -> Self {
        Self::Stranger(error.into())
    }
}

impl From<NoAnswer> for ProviderFault {
    fn from(error: NoAnswer) -> Self {
        match error {
            // A code that was used, or is another's: its refusal is an answer.
            NoAnswer::Refused(400..=499) => Self::Refused("it refused the code"),
            NoAnswer::Refused(_) | NoAnswer::Away | NoAnswer::Unreadable => Self::Away(error),
        }
    }
}

impl ProviderFault {
    /// In one word, for the page that tells people.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Unknown | Self::Over => "over",
            Self::Denied => "denied",
            Self::Refused(_) => "refused",
            Self::Away(_) => "away",
            Self::Taken => "taken",
            Self::Stranger(StrangerError::TooMany { .. }) => "busy",
            Self::Stranger(StrangerError::Storage(_)) | Self::Vault(_) => "failed",
        }
    }
}

/// Who somebody is, in the words of a provider.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Claimed {
    pub(super) provider: Provider,
    /// Its name for itself and its name for them.
    pub(super) subject: String,
    /// An address that it vouches for.
    pub(super) email: Option<String>,
}

/// Who somebody is is not for logs.
impl std::fmt::Debug for Claimed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claimed").field("provider", &self.provider).finish_non_exhaustive()
    }
}

impl Engine {
    /// Where else people may sign in, and what it is called.
    pub fn providers_offered(&self) -> impl Iterator<Item = (Provider, &str)> {
        self.settings.providers.iter().map(|one| (one.provider, one.name.as_str()))
    }

    fn provider(&self, provider: Provider) -> Option<&ProviderSettings> {
        self.settings.providers.iter().find(|one| one.provider == provider)
    }

    /// Where a provider sends people back to: from our own address, never from a request.
    fn way_back(&self, provider: Provider) -> String {
        format!("{}/api/v1/auth/providers/{provider}/callback", self.settings.public_url.trim_end_matches('/'))
    }
}
