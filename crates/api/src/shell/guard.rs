//! Limits that hold for every request, and the last resort.

use std::any::Any;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    problem::{Problem, ProblemKind},
};

const MOST_HEADERS: usize = 100;
const MOST_HEADER_BYTES: usize = 16 * 1024;

/// At most 100 headers and 16 KiB of them.
pub(crate) async fn limit_headers(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let bytes: usize = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if headers.len() > MOST_HEADERS || bytes > MOST_HEADER_BYTES {
        return Problem::from(ProblemKind::HeadersTooLarge).into_response();
    }
    next.run(request).await
}

/// A request that takes too long is answered 503. Its transaction, if one is open, is rolled back.
pub(crate) async fn limit_time(State(app): State<App>, request: Request, next: Next) -> Response {
    if let Ok(response) = tokio::time::timeout(app.http.request_timeout, next.run(request)).await {
        return response;
    }
    tracing::warn!(category = "access", "a request ran into its time limit");
    Problem::from(ProblemKind::Unavailable).into_response()
}

/// A panic of a handler: our fault, and nobody else's request suffers. A message that was put together at run time may
/// quote a caller's data, so only a literal is logged.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands it over by value")]
pub(crate) fn answer_panic(cause: Box<dyn Any + Send>) -> Response {
    let literal = cause.downcast_ref::<&str>().copied();
    tracing::error!(category = "error", panic = literal, "a handler panicked");
    Problem::from(ProblemKind::Internal).into_response()
}
