//! `ETag` and If-Match: edits that could collide name the version they were made from.

use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use recado_domain::Timestamp;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::problem::{Problem, ProblemKind};

/// The version of a thing: of its row, by the last change, or of what is shown of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version(String);

impl Version {
    /// The version of a row that was last changed then.
    pub fn of(updated_at: Timestamp) -> Self {
        Self(format!("\"{:x}\"", updated_at.micros()))
    }

    /// The version of what is shown, where rows keep no time of their last change that people would notice.
    pub fn of_view(view: &impl Serialize) -> Self {
        let shown = serde_json::to_vec(view).expect("answers are plain data");
        let digest = Sha256::digest(shown);
        Self(format!("\"{}\"", URL_SAFE_NO_PAD.encode(&digest[..16])))
    }
}

/// A JSON answer with its version in the header `ETag`.
#[derive(Debug)]
pub struct Versioned<T>(pub Version, pub T);

impl<T: Serialize> IntoResponse for Versioned<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.1).into_response();
        let value = HeaderValue::try_from(self.0.0).expect("hexadecimal or base64url in quotes");
        response.headers_mut().insert(header::ETAG, value);
        response
    }
}

/// The header If-Match; without it an edit goes ahead whatever the version.
#[derive(Debug)]
pub struct IfMatch(Option<String>);

impl IfMatch {
    /// 412 when the row is not in a version that the caller named.
    pub fn check(&self, version: &Version) -> Result<(), Problem> {
        let matches =
            |wanted: &str| wanted.split(',').any(|one| matches!(one.trim(), one if one == "*" || one == version.0));
        if self.0.as_deref().is_none_or(matches) { Ok(()) } else { Err(ProblemKind::PreconditionFailed.into()) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(value) = parts.headers.get(header::IF_MATCH) else { return Ok(Self(None)) };
        let value = value.to_str().map_err(|_| Problem::new(ProblemKind::Malformed).detail("If-Match is not text"))?;
        Ok(Self(Some(value.to_owned())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_of_another_version_is_refused() {
        let version = Version::of(Timestamp::from_micros(255));
        let table = [
            (None, true),
            (Some("\"ff\""), true),
            (Some("\"fe\", \"ff\""), true),
            (Some("*"), true),
            (Some("\"fe\""), false),
        ];
        for (header, passes) in table {
            assert_eq!(IfMatch(header.map(str::to_owned)).check(&version).is_ok(), passes, "{header:?}");
        }
    }
}
