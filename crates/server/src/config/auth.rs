//! Signing people in.

use std::time::Duration;

use recado_engine::Secret;

use super::{
    providers::ProvidersConfig,
    reader::{Key, Section},
};

const SHORTEST_SECRET: usize = 32;

/// `[auth]`
#[derive(Debug)]
pub struct AuthConfig {
    /// Seconds that an access token lives.
    access_secs: u32,
    /// Seconds that a proof of who somebody is counts for what is asked about twice.
    step_up_secs: u32,
    /// Signs access tokens; every node needs the same. Unset: `jwt.key` in the data folder.
    pub jwt_secret: Option<Secret>,
    /// Whether strangers may register a company of their own.
    pub registration: bool,
    /// Where else people may sign in.
    pub providers: ProvidersConfig,
}

impl AuthConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        let access_secs = from.number("access_secs", 900, 1..=86_400);
        let step_up_secs = from.number("step_up_secs", 600, 5..=86_400);
        let jwt_secret: Option<Secret> = from.optional(Key::called("jwt_secret", &["JWT_SECRET"]));
        if jwt_secret.as_ref().is_some_and(|secret| secret.expose().chars().count() < SHORTEST_SECRET) {
            from.problem("jwt_secret", format_args!("must have at least {SHORTEST_SECRET} characters"));
        }
        let registration = from.or("registration", false);
        Self { access_secs, step_up_secs, jwt_secret, registration, providers: ProvidersConfig::read(&mut from) }
    }

    /// How long a proof of who somebody is counts for what is asked about twice.
    pub fn step_up(&self) -> Duration {
        Duration::from_secs(self.step_up_secs.into())
    }

    /// How long an access token lives.
    pub fn access(&self) -> Duration {
        Duration::from_secs(self.access_secs.into())
    }
}
