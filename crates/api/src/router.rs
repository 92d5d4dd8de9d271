//! Putting it together: every route, and the layers around them.

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::{from_fn, from_fn_with_state},
};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    app::{App, Serves},
    health, openapi,
    problem::{Problem, ProblemKind},
    realtime, security_txt, shell, v1, web, webhooks,
};

/// Bytes of a body, unless a route says otherwise with a `DefaultBodyLimit` of its own.
const LARGEST_BODY: usize = 256 * 1024;

/// Every route that this node serves, with its description; without an app, every route there is.
pub(crate) fn described(app: Option<&App>) -> (Router<App>, OpenApi) {
    let serves = app.map_or_else(Serves::default, |app| app.http.serves);
    let mut whole = OpenApiRouter::with_openapi(openapi::base());
    if serves.api {
        whole = whole.nest("/api/v1", resources(app));
    }
    whole = whole.merge(health::routes()).merge(security_txt::routes());
    if serves.intake {
        whole = whole.merge(webhooks::routes());
    }
    whole.split_for_parts()
}

fn resources(app: Option<&App>) -> OpenApiRouter<App> {
    let mut resources = v1::routes();
    if let Some(app) = app {
        resources = resources.layer(from_fn_with_state(app.clone(), shell::refuse_foreign_pages));
    }
    resources.layer(from_fn(shell::no_store)).layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// The whole HTTP surface. Serve it with connect info (`SocketAddr`), or every caller looks like loopback.
pub fn router(app: App) -> Router {
    let (routes, _) = described(Some(&app));
    let (_, document) = described(None);
    surround(app, routes.merge(openapi::docs::routes(&document)))
}

/// Puts around routes what surrounds all of ours: problems, limits, headers, log.
pub fn surround(app: App, routes: Router<App>) -> Router {
    let routes =
        routes.fallback(web::serve).method_not_allowed_fallback(async || Problem::from(ProblemKind::MethodNotAllowed));
    let routes = if app.http.serves.api { realtime::mount(routes, &app) } else { routes };
    routes
        .layer(from_fn_with_state(app.clone(), shell::limit_time))
        .layer(from_fn(shell::limit_headers))
        .layer(CatchPanicLayer::custom(shell::answer_panic))
        .layer(from_fn_with_state(app.clone(), shell::security_headers))
        .layer(from_fn_with_state(app.clone(), shell::frame))
        .with_state(app)
}
