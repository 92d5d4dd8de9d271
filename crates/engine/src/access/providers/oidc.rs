use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use recado_domain::Timestamp;
use recado_graph::errand::Errands;
use serde::Deserialize;

use super::{Claimed, ProviderFault, ProviderSettings, id_token};

/// What a provider tells of itself is asked for again after this.
const REMEMBERED: Duration = Duration::from_hours(1);
/// A key that is not known makes us ask again, but no oftener.
const ASKED_AGAIN: Duration = Duration::from_mins(1);
/// Google vouches for addresses of its own and of companies that it hosts; others may have changed hands since.
const GOOGLE: &str = "https://accounts.google.com";

/// What a provider tells of itself.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Description {
    issuer: String,
    pub(super) authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
}

/// The keys that it signs with.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Keys {
    pub(super) keys: Vec<Key>,
}

/// One of them. What is no RSA key for signatures has no use here.
#[derive(Debug, Deserialize)]
pub(super) struct Key {
    pub(super) kty: String,
    pub(super) kid: Option<String>,
    pub(super) alg: Option<String>,
    #[serde(rename = "use")]
    pub(super) used_for: Option<String>,
    pub(super) n: Option<String>,
    pub(super) e: Option<String>,
}

type Remembered<T> = Mutex<Option<(Timestamp, Arc<T>)>>;

/// What was told, for a while.
#[derive(Debug, Default)]
pub(super) struct Memory {
    description: Remembered<Description>,
    keys: Remembered<Keys>,
}

/// What comes back with a person: what they were sent away with, and the code.
pub(super) struct Exchange<'e> {
    pub(super) code: &'e str,
    pub(super) verifier: &'e str,
    pub(super) nonce: &'e str,
    pub(super) way_back: &'e str,
    pub(super) now: Timestamp,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: Option<String>,
}

fn remembered<T>(memory: &Remembered<T>, now: Timestamp, life: Duration) -> Option<Arc<T>> {
    let found = memory.lock().unwrap_or_else(PoisonError::into_inner);
    found.as_ref().filter(|(since, _)| now.since(*since) < life).map(|(_, what)| Arc::clone(what))
}

fn remember<T>(memory: &Remembered<T>, now: Timestamp, what: T) -> Arc<T> {
    let what = Arc::new(what);
    *memory.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&what)));
    what
}

/// What the provider of this name tells of itself.
pub(super) async fn described(
    errands: &Errands,
    memory: &Memory,
    issuer: &str,
    now: Timestamp,
) -> Result<Arc<Description>, ProviderFault> {
    if let Some(known) = remembered(&memory.description, now, REMEMBERED) {
        return Ok(known);
    }
    let page = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let told: Description = serde_json::from_value(errands.get(&page, &[]).await?)
        .map_err(|_| ProviderFault::Refused("it does not describe itself"))?;
    if told.issuer != issuer {
        return Err(ProviderFault::Refused("it calls itself by another name"));
    }
    let is_fit = |url: &String| url.starts_with("https://") || issuer.starts_with("http://");
    if ![&told.authorization_endpoint, &told.token_endpoint, &told.jwks_uri].into_iter().all(is_fit) {
        return Err(ProviderFault::Refused("one of its addresses is not encrypted"));
    }
    Ok(remember(&memory.description, now, told))
}

/// Its keys: those known, unless `life` has passed since they were asked for.
async fn keys(
    errands: &Errands,
    memory: &Memory,
    description: &Description,
    now: Timestamp,
    life: Duration,
) -> Result<Arc<Keys>, ProviderFault> {
    if let Some(known) = remembered(&memory.keys, now, life) {
        return Ok(known);
    }
    let told = errands.get(&description.jwks_uri, &[]).await?;
    let told = serde_json::from_value(told).map_err(|_| ProviderFault::Refused("its keys cannot be read"))?;
    Ok(remember(&memory.keys, now, told))
}

/// Who the person is that this code was given to.
pub(super) async fn who(
    errands: &Errands,
    memory: &Memory,
    settings: &ProviderSettings,
    issuer: &str,
    exchange: &Exchange<'_>,
) -> Result<Claimed, ProviderFault> {
    let now = exchange.now;
    let description = described(errands, memory, issuer, now).await?;
    let form = [
        ("grant_type", "authorization_code"),
        ("code", exchange.code),
        ("redirect_uri", exchange.way_back),
        ("client_id", &settings.client_id),
        ("client_secret", settings.client_secret.expose()),
        ("code_verifier", exchange.verifier),
    ];
    let answer = errands.post(&description.token_endpoint, &form).await?;
    let tokens: Tokens = serde_json::from_value(answer).map_err(|_| ProviderFault::Refused("it gave no token"))?;
    let token = tokens.id_token.ok_or(ProviderFault::Refused("it gave no token"))?;
    let expected = id_token::Expected { issuer, audience: &settings.client_id, nonce: exchange.nonce, now };
    let mut known = keys(errands, memory, &description, now, REMEMBERED).await?;
    if !id_token::is_signed_by_one_of(&token, &known) {
        known = keys(errands, memory, &description, now, ASKED_AGAIN).await?;
    }
    let claims = id_token::verified(&token, &known, &expected).map_err(ProviderFault::Refused)?;
    let email = claims.email.filter(|email| {
        let is_authority = issuer != GOOGLE || claims.hd.is_some() || email.to_lowercase().ends_with("@gmail.com");
        claims.email_verified && is_authority
    });
    Ok(Claimed { provider: settings.provider, subject: format!("{issuer} {}", claims.sub), email })
}
