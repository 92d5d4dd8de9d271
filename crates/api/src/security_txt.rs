//! `security.txt` (RFC 9116): whom to tell of a weakness. Served when the operator has named somebody.

use std::time::Duration;

use axum::{
    extract::State,
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    problem::{Problem, ProblemKind},
};

/// How long what it says may be believed; it is made anew for whoever asks.
const GOOD_FOR: Duration = Duration::from_hours(24 * 180);

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(security_txt))
}

/// Whom to tell of a weakness
///
/// As RFC 9116 says. There is none until `RECADO_SERVER__SECURITY_CONTACT` is set.
#[utoipa::path(
    get, path = "/.well-known/security.txt", operation_id = "securityTxt", tag = "health",
    responses((status = 200, description = "Whom to tell.", body = String, content_type = "text/plain",
        example = "Contact: mailto:security@example.com\nExpires: 2027-05-21T04:00:00.000Z\nPreferred-Languages: pt, en, es\n"))
)]
async fn security_txt(State(app): State<App>) -> Result<Response, Problem> {
    let contact = app.http.security_contact.as_ref().ok_or(ProblemKind::NotFound)?;
    let expires = app.engine.now().plus(GOOD_FOR).to_rfc3339();
    let canonical = app.http.public_url.as_ref().map(|url| format!("Canonical: {url}/.well-known/security.txt\n"));
    let text = format!(
        "Contact: {contact}\nExpires: {expires}\nPreferred-Languages: pt, en, es\n{}",
        canonical.unwrap_or_default()
    );
    let headers: [(HeaderName, &str); 2] =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, text).into_response())
}
