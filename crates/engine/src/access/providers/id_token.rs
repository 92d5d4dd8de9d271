use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use recado_domain::Timestamp;
use serde::{Deserialize, Deserializer};

use super::oidc::{Key, Keys};

/// Longer than any provider's.
const LONGEST: usize = 16 * 1024;
const LONGEST_SUBJECT: usize = 255;
/// Their clock may be ahead of ours by so many seconds.
const AHEAD: i64 = 60;

/// What a token must say.
pub(super) struct Expected<'e> {
    pub(super) issuer: &'e str,
    pub(super) audience: &'e str,
    pub(super) nonce: &'e str,
    pub(super) now: Timestamp,
}

/// What a token says. Wrong types are refused.
#[derive(Debug, Deserialize)]
pub(super) struct Claims {
    iss: String,
    pub(super) sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: i64,
    iat: i64,
    nonce: String,
    pub(super) email: Option<String>,
    #[serde(default, deserialize_with = "strictly_true")]
    pub(super) email_verified: bool,
    /// The company that Google hosts the address for.
    pub(super) hd: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    /// Whether the token is for us, and for nobody beside us unless we asked for it.
    fn is(&self, own: &str, party: Option<&str>) -> bool {
        let for_us = match self {
            Self::One(one) => one == own,
            Self::Many(many) => many.iter().any(|one| one == own) && (many.len() == 1 || party == Some(own)),
        };
        for_us && party.is_none_or(|party| party == own)
    }
}

/// `true`, and nothing else that may be meant so.
fn strictly_true<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(serde_json::Value::deserialize(deserializer)? == serde_json::Value::Bool(true))
}

/// Whether a key that is known may have signed this.
pub(super) fn is_signed_by_one_of(token: &str, keys: &Keys) -> bool {
    token.len() <= LONGEST && key_of(token, keys).is_some()
}

/// The key that a token names, or the only one. Nothing in its header may choose another algorithm or bring a key.
fn key_of<'k>(token: &str, keys: &'k Keys) -> Option<&'k Key> {
    let header = decode_header(token).ok()?;
    let brings_its_own = header.jwk.is_some() || header.jku.is_some() || header.x5u.is_some() || header.x5c.is_some();
    if header.alg != Algorithm::RS256 || brings_its_own || header.crit.is_some() {
        return None;
    }
    let mut fitting = keys.keys.iter().filter(|key| {
        let is_for_signatures = key.used_for.as_deref().is_none_or(|used| used == "sig");
        let is_of_ours = key.alg.as_deref().is_none_or(|algorithm| algorithm == "RS256");
        key.kty == "RSA" && is_for_signatures && is_of_ours
    });
    match &header.kid {
        Some(kid) => fitting.find(|key| key.kid.as_ref() == Some(kid)),
        None => fitting.next().filter(|_| fitting.next().is_none()),
    }
}

/// What a token says, if it was signed by one of these keys and says all that is expected.
pub(super) fn verified(token: &str, keys: &Keys, expected: &Expected<'_>) -> Result<Claims, &'static str> {
    if token.len() > LONGEST {
        return Err("its token is too long");
    }
    let key = key_of(token, keys).ok_or("no key of its signed the token with RS256")?;
    let (Some(modulus), Some(exponent)) = (&key.n, &key.e) else { return Err("its key cannot be read") };
    let key = DecodingKey::from_rsa_components(modulus, exponent).map_err(|_| "its key cannot be read")?;
    // Times are checked below, by our own clock; issuer, audience and types by comparing the claims.
    let mut validation = Validation::new(Algorithm::RS256);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let claims =
        decode::<Claims>(token, &key, &validation).map_err(|_| "its token is not signed, or cannot be read")?;
    checked(claims.claims, expected)
}

fn checked(claims: Claims, expected: &Expected<'_>) -> Result<Claims, &'static str> {
    let now = expected.now.secs();
    if claims.iss != expected.issuer {
        return Err("another issuer's token");
    }
    if !claims.aud.is(expected.audience, claims.azp.as_deref()) {
        return Err("a token for somebody else");
    }
    if now >= claims.exp || claims.iat > now + AHEAD {
        return Err("a token of another time");
    }
    if claims.nonce != expected.nonce {
        return Err("a token of another sign-in");
    }
    if claims.sub.is_empty() || claims.sub.len() > LONGEST_SUBJECT {
        return Err("a token of nobody");
    }
    Ok(claims)
}
