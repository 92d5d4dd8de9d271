use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use recado_domain::{Role, SessionId, TenantId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

use crate::Secret;

const ISSUER: &str = "recado";
const AUDIENCE: &str = "recado-api";
/// The kind of token, in its header: no other token of ours carries it.
const KIND: &str = "at+jwt";
/// Ours are a third of it; longer ones are not even looked at.
const LONGEST: usize = 2_048;
/// How far the clock may have been set back since a token was made, in seconds: who is signed in stays so.
const CLOCK_STEPS: i64 = 25 * 3_600;

/// Signs and checks access tokens: HS256 with one key, nothing else.
pub(super) struct AccessTokens {
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

/// What a token says. All of it is required; unknown claims are ignored, wrong types are refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Claims {
    pub(super) sub: UserId,
    pub(super) sid: SessionId,
    /// `ten_…`; the tenant chosen when it was made. It is a name like any other: looked up among the memberships.
    #[serde(deserialize_with = "present")]
    pub(super) tenant: Option<String>,
    /// For the interface only: the role is always read from the membership.
    #[serde(deserialize_with = "present")]
    pub(super) role: Option<Role>,
    iss: String,
    aud: String,
    iat: i64,
    exp: i64,
}

impl Claims {
    pub(super) fn expires_at(&self) -> Timestamp {
        Timestamp::from_secs(self.exp)
    }
}

/// A claim that may be null but not absent.
fn present<'de, D: serde::Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// What a new token is to say.
pub(super) struct Subject {
    pub(super) user: UserId,
    pub(super) session: SessionId,
    pub(super) standing: Option<(TenantId, Role)>,
}

impl AccessTokens {
    pub(super) fn new(secret: &Secret) -> Self {
        let key = secret.expose().as_bytes();
        // Times are checked below, by our own clock; issuer, audience and types by comparing the claims.
        let mut validation = Validation::new(Algorithm::HS256);
        validation.required_spec_claims.clear();
        validation.validate_exp = false;
        validation.validate_aud = false;
        Self { encoding: EncodingKey::from_secret(key), decoding: DecodingKey::from_secret(key), validation }
    }

    pub(super) fn sign(&self, subject: &Subject, now: Timestamp, expires: Timestamp) -> String {
        let mut header = Header::new(Algorithm::HS256);
        header.typ = Some(KIND.to_owned());
        let claims = Claims {
            sub: subject.user,
            sid: subject.session,
            tenant: subject.standing.map(|(tenant, _)| tenant.to_string()),
            role: subject.standing.map(|(_, role)| role),
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            iat: now.secs(),
            exp: expires.secs(),
        };
        encode(&header, &claims, &self.encoding).expect("claims are plain data and the key fits the algorithm")
    }

    /// The claims of a token that is ours and still good; `None` for everything else.
    pub(super) fn verify(&self, token: &str, now: Timestamp) -> Option<Claims> {
        if token.len() > LONGEST || !is_plain(&decode_header(token).ok()?) {
            return None;
        }
        let claims = decode::<Claims>(token, &self.decoding, &self.validation).ok()?.claims;
        let is_ours = claims.iss == ISSUER && claims.aud == AUDIENCE;
        (is_ours && now.secs() < claims.exp && claims.iat <= now.secs() + CLOCK_STEPS).then_some(claims)
    }
}

/// A header as we write it: nothing in it may choose or bring a key.
fn is_plain(header: &Header) -> bool {
    header.alg == Algorithm::HS256
        && header.typ.as_deref() == Some(KIND)
        && header.kid.is_none()
        && header.jku.is_none()
        && header.jwk.is_none()
        && header.x5u.is_none()
        && header.x5c.is_none()
        && header.crit.is_none()
        && header.cty.is_none()
}

#[cfg(test)]
mod tests;
