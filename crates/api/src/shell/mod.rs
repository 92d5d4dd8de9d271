//! What surrounds every handler: request ids, words of problems, limits, headers, log. Knows no use case.
//!
//! From the outside in: `request` (id, language, caller's address; log, metrics, words of problems), `guard` (header
//! limits, panics, time limit), `headers` (security headers), and for `/api/v1` `origin` (no writes from foreign pages).

mod client;
mod guard;
mod headers;
mod origin;
mod request;

pub use client::{ClientAddr, Visitor};
pub use request::{CallerIds, RequestContext};

pub(crate) use client::peer;
pub(crate) use guard::{answer_panic, limit_headers, limit_time};
pub(crate) use headers::{DOCS_POLICY, no_store, security_headers};
pub(crate) use origin::{comes_from_a_foreign_page, is_same_origin, refuse_foreign_pages};
pub(crate) use request::frame;
