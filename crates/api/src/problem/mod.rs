//! Problems: every refusal is one of these, and nothing else is (RFC 9457).
//!
//! [`ProblemKind`] is the registry; `docs/problems.md` and the OpenAPI description are generated from it. A handler
//! answers a [`Problem`]; its words and the request id are filled in on the way out (`shell::request`), where the
//! caller's language is known.
//!
//! To add a kind: one entry in `kind.rs`, then accept the new snapshot and page. To refuse with one: `?` on an error
//! enum of `engine` that has a `From<…> for Problem` beside the handlers.

mod kind;
mod page;

use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use recado_domain::{Language, RequestId};
use recado_storage::DbError;
use serde::Serialize;
use utoipa::ToSchema;

pub use kind::{Entry, ProblemKind};
pub use page::page;

use crate::{check::Finding, words::Told};

/// A refusal on its way to the caller.
#[derive(Debug, Clone)]
pub struct Problem(Box<Draft>);

#[derive(Debug, Clone)]
struct Draft {
    kind: ProblemKind,
    detail: Option<Told>,
    errors: Vec<Finding>,
    remedy: Option<Told>,
    graph_code: Option<i64>,
    retry_after: Option<u32>,
    spent: Option<Spent>,
}

/// A limit of which nothing is left.
#[derive(Debug, Clone, Copy)]
struct Spent {
    name: &'static str,
    quota: u32,
}

/// Seconds after which an unavailable service is worth another try.
const TRY_AGAIN_AFTER: u32 = 2;

impl Problem {
    /// A problem with the registry's own words.
    pub fn new(kind: ProblemKind) -> Self {
        let retry_after = match kind {
            ProblemKind::Unavailable | ProblemKind::RateLimited => Some(TRY_AGAIN_AFTER),
            _ => None,
        };
        Self(Box::new(Draft {
            kind,
            detail: None,
            errors: Vec::new(),
            remedy: None,
            graph_code: None,
            retry_after,
            spent: None,
        }))
    }

    /// Says exactly what is wrong.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Told>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// Says what the person who reads it can do.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<Told>) -> Self {
        self.0.remedy = Some(remedy.into());
        self
    }

    /// Meta's code behind it.
    #[must_use]
    pub fn graph_code(mut self, code: i64) -> Self {
        self.0.graph_code = Some(code);
        self
    }

    /// Seconds to wait before another try.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    /// The limit that is used up: told in `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-11),
    /// which is whole again when `Retry-After` has passed.
    #[must_use]
    pub fn spent(mut self, name: &'static str, quota: u32) -> Self {
        self.0.spent = Some(Spent { name, quota });
        self
    }

    /// What is wrong with which parts of the body.
    pub fn invalid(errors: Vec<Finding>) -> Self {
        let mut problem = Self::new(ProblemKind::ValidationFailed);
        problem.0.errors = errors;
        problem
    }

    /// Our fault: logged here, once, with its causes; the caller learns nothing but the request id.
    pub fn internal(cause: impl std::error::Error) -> Self {
        let mut told = cause.to_string();
        let mut source = cause.source();
        while let Some(deeper) = source {
            told.push_str(": ");
            told.push_str(&deeper.to_string());
            source = deeper.source();
        }
        tracing::error!(category = "error", error = %told, "internal error");
        Self::new(ProblemKind::Internal)
    }

    /// Which kind it is.
    pub fn kind(&self) -> ProblemKind {
        self.0.kind
    }

    /// The document, in the caller's language.
    pub fn document(&self, request: RequestId, language: Language) -> ProblemDocument {
        let entry = self.0.kind.entry();
        let words = |told: &Told| told.in_language(language);
        let errors = self.0.errors.iter().map(|finding| finding.told(language)).collect::<Vec<_>>();
        ProblemDocument {
            kind: format!("/problems/{}", entry.slug),
            title: entry.title.in_language(language).to_owned(),
            status: entry.status.as_u16(),
            detail: self.0.detail.as_ref().map_or_else(|| entry.detail.in_language(language).to_owned(), words),
            instance: request,
            errors: if errors.is_empty() { None } else { Some(errors) },
            remedy: self.0.remedy.as_ref().map(words),
            graph_code: self.0.graph_code,
        }
    }

    /// The finished answer. Only the shell calls this: handlers answer the [`Problem`] itself.
    pub(crate) fn render(&self, request: RequestId, language: Language) -> Response {
        let entry = self.0.kind.entry();
        let mut response = (entry.status, Json(self.document(request, language))).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.as_str()));
        if let Some(seconds) = self.0.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(Spent { name, quota }) = self.0.spent {
            let told = |text: String| HeaderValue::from_str(&text).expect("a word and numbers");
            let again_in = self.0.retry_after.unwrap_or(TRY_AGAIN_AFTER);
            headers.insert("ratelimit-policy", told(format!("\"{name}\";q={quota}")));
            headers.insert("ratelimit", told(format!("\"{name}\";r=0;t={again_in}")));
        }
        if entry.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

/// What goes over the wire.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Problem)]
pub struct ProblemDocument {
    /// `/problems/` and the slug of the kind.
    #[serde(rename = "type")]
    pub kind: String,
    /// The short name of the kind.
    pub title: String,
    /// The HTTP status, repeated.
    pub status: u16,
    /// What is wrong, for a person.
    pub detail: String,
    /// The request id: `req_…`
    #[schema(value_type = String)]
    pub instance: RequestId,
    /// Which parts of the body are not acceptable; null unless the kind is validation-failed.
    pub errors: Option<Vec<ProblemError>>,
    /// What the reader can do.
    pub remedy: Option<String>,
    /// Meta's code behind it.
    pub graph_code: Option<i64>,
}

/// One unacceptable value.
#[derive(Debug, Serialize, ToSchema)]
pub struct ProblemError {
    /// JSON pointer into the body (or `/` and the name of a query parameter).
    pub pointer: String,
    /// What is wrong with it.
    pub detail: String,
}

/// The status alone; the shell puts the words in, in the caller's language.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.0.kind.entry().status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<ProblemKind> for Problem {
    fn from(kind: ProblemKind) -> Self {
        Self::new(kind)
    }
}

impl From<DbError> for Problem {
    fn from(error: DbError) -> Self {
        if error.is_transient() || matches!(error, DbError::Closed) {
            tracing::warn!(category = "system", %error, "a request met an unavailable database");
            return Self::new(ProblemKind::Unavailable);
        }
        Self::internal(error)
    }
}

#[cfg(test)]
mod tests;
