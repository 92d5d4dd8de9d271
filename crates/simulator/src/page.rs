//! The phone page: static files that steer the simulator through its control API (docs/simulator.md, section Phone).
//!
//! Plain modules and styles, compiled in, without a build and without any address but our own. For the same callers as
//! the control API. To add a file: put it into `page/` and a row into [`FILES`].

use std::sync::Arc;

use axum::{
    Router,
    extract::Path,
    http::{HeaderName, StatusCode, header},
    middleware::from_fn,
    response::{IntoResponse, Redirect, Response},
    routing::get,
};

use crate::{control::only_from_here, graph, meta::Meta};

/// Name, type and content.
type File = (&'static str, &'static str, &'static [u8]);

const JS: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";

macro_rules! file {
    ($kind:expr, $name:literal) => {
        ($name, $kind, include_bytes!(concat!("../page/", $name)))
    };
}

const INDEX: &[u8] = include_bytes!("../page/index.html");

static FILES: [File; 25] = [
    file!(CSS, "tokens.css"),
    file!(CSS, "parts.css"),
    file!(CSS, "phone.css"),
    file!(CSS, "bubbles.css"),
    file!(JS, "main.js"),
    file!(JS, "theme.js"),
    file!(JS, "state.js"),
    file!(JS, "api.js"),
    file!(JS, "dom.js"),
    file!(JS, "i18n.js"),
    file!(JS, "texts-pt.js"),
    file!(JS, "texts-en.js"),
    file!(JS, "texts-es.js"),
    file!(JS, "people.js"),
    file!(JS, "chats.js"),
    file!(JS, "thread.js"),
    file!(JS, "bubble.js"),
    file!(JS, "face.js"),
    file!(JS, "menu.js"),
    file!(JS, "clock.js"),
    file!(JS, "composer.js"),
    file!(JS, "samples.js"),
    file!(JS, "controls.js"),
    file!(JS, "happenings.js"),
    file!("font/woff2", "inter.woff2"),
];

/// Only our own files and our own control API.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; \
    font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(crate) fn router() -> Router<Arc<Meta>> {
    Router::new()
        .route("/phone", get(index))
        .route("/phone/{name}", get(file))
        .layer(from_fn(only_from_here))
        // The root is Graph's for whoever does not look at it with a browser.
        .route("/", get(async || Redirect::temporary("/phone")).fallback(graph::handle))
}

async fn index() -> Response {
    answer("text/html; charset=utf-8", INDEX)
}

async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(known, ..)| *known == name) {
        Some((_, kind, content)) => answer(kind, content),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(kind: &'static str, content: &'static [u8]) -> Response {
    let headers: [(HeaderName, &'static str); 5] = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, content).into_response()
}
