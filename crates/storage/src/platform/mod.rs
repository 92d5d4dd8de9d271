//! Repositories behind the platform door: tables that belong to no tenant (tenants, users, sessions, apps), one file
//! per noun.
//!
//! They know SQL and rows, no rules. To add a noun: `platform/<noun>.rs` with its `statements! { Platform "<noun>"; … }`
//! and a struct `{ tx }`; here a `mod` line and a line in `repositories!`.

pub mod apps;
pub mod data_keys;
pub mod holds;
pub mod instance_settings;
pub mod memberships;
pub mod one_time_links;
pub mod outgoing_mails;
pub mod provider_logins;
pub mod refresh_tokens;
pub mod sealed_rows;
pub mod second_factors;
pub mod sessions;
pub mod tenants;
pub mod users;

crate::scope::repositories! { Platform { tx };
    /// Meta's apps.
    apps: Apps;
    /// Tenants' wrapped data keys.
    data_keys: DataKeys;
    /// The hold after a restore.
    holds: Holds;
    /// What the installation remembers about itself.
    instance_settings: InstanceSettings;
    /// Who belongs to which tenant.
    memberships: Memberships;
    /// One-time links.
    one_time_links: OneTimeLinks;
    /// Mail to be sent.
    outgoing_mails: OutgoingMails;
    /// Where else people sign in.
    provider_logins: ProviderLogins;
    /// Refresh tokens.
    refresh_tokens: RefreshTokens;
    /// What is sealed under the operator's key.
    sealed_rows: SealedRows;
    /// What people prove themselves with beside the password.
    second_factors: SecondFactors;
    /// Signed-in sessions.
    sessions: Sessions;
    /// Tenants.
    tenants: Tenants;
    /// People.
    users: Users;
}
