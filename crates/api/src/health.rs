//! Health and metrics, on every role. Readiness never looks at Meta or at the depth of queues: those are no reason to send
//! traffic elsewhere.

use axum::{
    Json,
    extract::State,
    http::{Extensions, HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use recado_engine::backup;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    app::App,
    problem::{Problem, ProblemKind},
    shell,
};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(live)).routes(routes!(ready)).routes(routes!(health)).routes(routes!(metrics))
}

/// What works and what does not.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Health {
    /// `ok`, `degraded` or `unavailable`.
    status: &'static str,
    /// `ok` or `unavailable`.
    database: &'static str,
    /// `ok`, `draining` while the process ends, `held` while nothing is sent because a restore is not confirmed yet.
    queue: &'static str,
    /// Whether Meta answered this node's latest call: `ok`, `unavailable`, or `unknown` before the first one. Meta is not
    /// asked for this.
    whatsapp_api: &'static str,
}

/// The process runs
#[utoipa::path(
    get, path = "/health/live", operation_id = "healthLive", tag = "health",
    responses((status = 200, description = "It runs.", body = String, content_type = "text/plain", example = "ok"))
)]
async fn live() -> &'static str {
    "ok"
}

/// Traffic may be sent here
///
/// The schema is current, the database answered within 10 seconds, the process is not ending.
#[utoipa::path(
    get, path = "/health/ready", operation_id = "healthReady", tag = "health",
    responses(
        (status = 200, description = "Traffic may be sent here.", body = String, content_type = "text/plain", example = "ready"),
        (status = 503, description = "Not now.", body = String, content_type = "text/plain", example = "not ready")
    )
)]
async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    if !app.is_draining() && app.database_is_ready().await {
        (StatusCode::OK, "ready")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready")
    }
}

/// What works and what does not
#[utoipa::path(
    get, path = "/health", operation_id = "health", tag = "health",
    responses(
        (status = 200, description = "All or most of it works.", body = Health,
         example = json!({"status": "ok", "database": "ok", "queue": "ok", "whatsappApi": "ok"})),
        (status = 503, description = "It does not work.", body = Health,
         example = json!({"status": "unavailable", "database": "unavailable", "queue": "ok", "whatsappApi": "unknown"}))
    )
)]
async fn health(State(app): State<App>) -> (StatusCode, Json<Health>) {
    let database = app.database_is_ready().await;
    let draining = app.is_draining();
    let whatsapp_api = match app.engine.meta_answered() {
        None => "unknown",
        Some(true) => "ok",
        Some(false) => "unavailable",
    };
    let held = database && backup::held_since(&app.engine.db).await.is_ok_and(|since| since.is_some());
    let (code, status) = match (database, draining || held || whatsapp_api == "unavailable") {
        (false, _) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        (true, true) => (StatusCode::OK, "degraded"),
        (true, false) => (StatusCode::OK, "ok"),
    };
    let database = if database { "ok" } else { "unavailable" };
    let queue = match (draining, held) {
        (true, _) => "draining",
        (false, true) => "held",
        (false, false) => "ok",
    };
    (code, Json(Health { status, database, queue, whatsapp_api }))
}

/// Prometheus metrics
///
/// On the main port only for loopback peers that no proxy speaks for; everybody else is told that there is no such path.
#[utoipa::path(
    get, path = "/metrics", operation_id = "metrics", tag = "health",
    responses((status = 200, description = "Metrics in Prometheus' text format.", body = String, content_type = "text/plain",
               example = "recado_http_request_seconds_count 1"))
)]
async fn metrics(State(app): State<App>, connection: Extensions, headers: HeaderMap) -> Result<Response, Problem> {
    let is_local = shell::peer(&connection).is_loopback();
    let is_forwarded = headers.contains_key(header::FORWARDED) || headers.contains_key("x-forwarded-for");
    let render = app.http.metrics.as_ref().filter(|_| is_local && !is_forwarded).ok_or(ProblemKind::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], render()).into_response())
}
