//! Access: who is calling, for which tenant, and what they may do; and everything that changes people and keys.
//!
//! [`Engine::identify`](crate::Engine::identify) turns a credential into an [`Identity`], [`Identity::choose`] picks the
//! tenant and gives a [`Caller`]: the only place where a tenant's name becomes a `TenantId`. A session and its
//! memberships are read again after three seconds at most; every change made on this node is seen at once, and told to
//! open sockets as an [`AccessEvent`].
//!
//! This module must not know HTTP. It writes in the system scope, because people belong to several tenants; whatever it
//! changes it also writes into the audit log of the tenants concerned, in the same transaction.
//!
//! To add a use case: a file for the verb with its error enum; take `by: &By` for the audit log and call
//! [`audit::record`] before the commit.

pub mod audit;
mod bootstrap;
mod cache;
mod caller;
mod events;
mod factor;
mod hasher;
mod identify;
mod keys;
mod limits;
mod links;
mod login;
mod logo;
mod members;
mod onboarding;
mod password;
mod profile;
mod providers;
mod recovery;
mod refresh;
mod registration;
mod removal;
mod sessions;
mod team_changes;
mod teams;
mod tenant_settings;
mod tenants;
mod throttle;
mod token;

use std::time::Duration;

use recado_domain::{TenantId, UserId};
use recado_storage::{DbResult, Tenant, Tx};
use sha2::{Digest as _, Sha256};
use tokio::sync::broadcast;
use tokio_util::task::TaskTracker;

pub use bootstrap::{BootstrapError, Bootstrapped, FirstOwner};
pub use caller::{Actor, AuthError, By, Caller, Identity, KeyHolder, Person, Rights, Standing};
pub use events::AccessEvent;
pub use factor::{CodeError, FactorError, FactorStatus, NewFactor, Proof, StepUpError};
pub use identify::{Credential, Identified};
pub use keys::{KeyError, MadeKey, NewKey, Scopes, UnknownScope};
pub use links::{FirstTenant, LinkError, LinkFor, SetUp};
pub use login::{Login, LoginError, Origin, SignedIn};
pub use members::{LockedMember, MadeMember, MemberError, NewMember};
pub use onboarding::{Confirmed, Onboarding, OnboardingChange, Step, StepState};
pub use password::{LONGEST_PASSWORD, PasswordFault, SHORTEST_PASSWORD};
pub use profile::{PasswordChange, PasswordChangeError, ProfileChange};
pub use providers::{
    Departure, Landing, OwnProvider, OwnProviders, ProviderChangeError, ProviderFault, ProviderFinish, ProviderPlace,
    ProviderSettings, Return, Ticket,
};
pub use recovery::StrangerError;
pub use refresh::RefreshError;
pub(crate) use registration::RegistrationAnswer;
pub use registration::{RegisterError, Registration};
pub use team_changes::TeamPatch;
pub use teams::{MadeTeam, Members, NewTeam, TeamError};
pub use tenant_settings::TenantChange;
pub(crate) use tenant_settings::tenant_time_zone;
pub use tenants::{MadeTenant, NewOwner, NewTenant, TenantError, TenantName, TenantPatch};

use crate::{
    Engine, Settings,
    events::{Event, emit},
};

/// How long an identity is believed before it is read again. Revocation elsewhere must bite within five seconds.
const BELIEVED: Duration = Duration::from_secs(3);
/// Events that a slow listener may lag behind before it is told that it missed some.
const EVENTS_KEPT: usize = 1_024;

/// What this module keeps in memory. One per engine.
pub struct Access {
    tokens: token::AccessTokens,
    refresh: refresh::Derivation,
    devices: login::Devices,
    cache: cache::IdentityCache,
    throttle: throttle::Throttle,
    limits: limits::Limits,
    hasher: hasher::Hasher,
    providers: providers::Providers,
    events: broadcast::Sender<AccessEvent>,
    background: TaskTracker,
}

impl Access {
    /// Nobody known yet.
    pub fn new(settings: &Settings) -> Self {
        let secret = &settings.jwt_secret;
        Self {
            tokens: token::AccessTokens::new(secret),
            refresh: refresh::Derivation::new(secret.derive("refresh tokens")),
            devices: login::Devices::new(secret.derive("known devices")),
            cache: cache::IdentityCache::default(),
            throttle: throttle::Throttle::default(),
            limits: limits::Limits::default(),
            hasher: hasher::Hasher::default(),
            providers: providers::Providers::new(settings.provider_patience),
            events: broadcast::channel(EVENTS_KEPT).0,
            background: TaskTracker::new(),
        }
    }

    /// Waits until everything that was put off after an answer is written: at the end of the process, and in tests.
    pub async fn settle(&self) {
        self.background.close();
        self.background.wait().await;
        self.background.reopen();
    }
}

impl std::fmt::Debug for Access {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Access")
    }
}

/// A tenant's rows inside a transaction of the system scope: for what a change of people, tenants and apps leaves there.
#[expect(clippy::disallowed_methods, reason = "people belong to several tenants: what changes them writes across them")]
pub(crate) fn rows_of(tx: &mut Tx, tenant: TenantId) -> Tenant<'_> {
    tx.system().into_tenant(tenant)
}

/// Orders these people's clients to reload, in the transaction that changes what they may see: on every node, and also
/// those who are offline and catch up later.
async fn order_reload(engine: &Engine, mut rows: Tenant<'_>, people: &[UserId]) -> DbResult<()> {
    let orders = people.iter().map(|person| Event::access_changed(Some(*person))).collect();
    emit(engine, &mut rows, orders).await
}

fn sha256(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}
