//! The HTTP and Socket.IO surface: axum handlers, problems, OpenAPI, real time.
//!
//! It turns requests into calls of `engine` and answers into JSON. It must not know SQL, a database driver or Meta's
//! wire; reads may use repositories of `storage`, every write goes through a function of `engine`.
//!
//! # Adding an operation
//!
//! 1. `v1/<resource>/<verb>.rs`: the handler and its own request and answer types (never domain types on the wire;
//!    camelCase, `#[serde(deny_unknown_fields)]` on what comes in, an unset optional field is `null` on what goes out).
//!    Extractors in the order `State, Can<P>, IdempotencyKey, Path, Query, Body`; at most 25 lines.
//! 2. Above it `#[utoipa::path(…)]` with an `operation_id`, a `tag`, `security(("accessToken" = ["teams:manage"]))` that
//!    names the same permission as `Can<P>`, an example for body and answer, and a description for each response.
//!    Problems need not be listed: they are added to every operation.
//! 3. One `.routes(routes!(…))` in the resource's `mod.rs`, and, for a new resource, one line in `v1/mod.rs`.
//! 4. The use case's error enum becomes problems in `v1/<resource>/problems.rs` (`From<…> for Problem`).
//! 5. Tests in `crates/it/tests/<area>`; the walks over the OpenAPI document (permission, example, stranger) cover it
//!    by themselves. `docs/permissions.md` and `docs/openapi.json` are generated: their tests say how.
//!
//! A POST that creates or sends takes an `extract::IdempotencyKey`, claims it in the transaction of its effect and
//! stores the answer in it. Lists take [`extract::Limit`] and a cursor and answer a [`list::Page`].

pub mod app;
pub mod auth;
pub mod check;
pub mod etag;
pub mod extract;
mod health;
pub mod list;
pub mod listen;
pub mod openapi;
pub mod problem;
pub mod realtime;
mod router;
mod security_txt;
pub mod shell;
pub mod v1;
mod web;
mod webhooks;
pub mod words;

pub use app::{App, HttpSettings, Serves};
pub use problem::{Problem, ProblemKind};
pub use router::{router, surround};
