use axum::http::{HeaderMap, HeaderName, header};
use recado_engine::access::{AuthError, Credential};

const API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const TENANT: HeaderName = HeaderName::from_static("x-tenant-id");

/// What the caller shows: `Authorization: Bearer …`, else `x-api-key: …`. An Authorization of another kind is refused, not
/// passed over.
pub(super) fn credential(headers: &HeaderMap) -> Result<Credential<'_>, AuthError> {
    if headers.contains_key(header::AUTHORIZATION) {
        return bearer_of(headers).map(Credential::bearer).ok_or(AuthError::Unauthenticated);
    }
    let key = headers.get(API_KEY).and_then(|value| value.to_str().ok());
    key.map(Credential::ApiKey).ok_or(AuthError::Unauthenticated)
}

/// What stands behind `Bearer`.
pub(crate) fn bearer_of(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The tenant that the caller names; an empty or unreadable name names none that exists.
pub(crate) fn named_tenant(headers: &HeaderMap) -> Option<&str> {
    headers.get(TENANT).map(|value| value.to_str().unwrap_or_default().trim())
}
