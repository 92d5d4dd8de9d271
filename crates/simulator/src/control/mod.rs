//! `/_sim/…`: how tests and people steer Meta's side (docs/contract.md, section Simulator).
//!
//! JSON with Graph's spelling. Only loopback peers without forwarding headers get in; everybody else sees 403.
//!
//! To add a call: a function in the file of its noun, a line in [`router`].

mod body;
mod config;
mod faults;
mod inbound;
mod messages;
mod numbers;
mod statuses;
mod templates;
mod webhooks;

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{ConnectInfo, Request},
    http::{HeaderMap, StatusCode},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use serde_json::{Value, json};

use crate::{journal::LedgerLost, meta::Meta, wire::Peer};

/// The largest control body: a webhook of 3 MB, and room for tests beyond it.
const MAX_BODY: usize = 16 * 1024 * 1024;

pub(crate) fn router() -> Router<Arc<Meta>> {
    Router::new()
        .route("/_sim/health", get(config::health))
        .route("/_sim/reset", post(config::reset))
        .route("/_sim/config", get(config::show).put(config::change))
        .route("/_sim/numbers", get(numbers::list).post(numbers::register))
        .route("/_sim/templates", post(templates::register))
        .route("/_sim/inbound", post(inbound::write))
        .route("/_sim/statuses", post(statuses::send))
        .route("/_sim/webhook", post(webhooks::send))
        .route("/_sim/messages", get(messages::ledger))
        .route("/_sim/receipts", get(messages::receipts))
        .route("/_sim/webhooks", get(webhooks::list))
        .route("/_sim/faults", get(faults::list).post(faults::order).delete(faults::clear))
        .route("/_sim/faults/{id}", delete(faults::cancel))
        .route("/_sim/{*unknown}", axum::routing::any(unknown))
        .layer(from_fn(only_from_here))
}

/// A refused control call: status and what is wrong.
#[derive(Debug)]
pub(crate) struct Refused(StatusCode, String);

impl Refused {
    pub fn bad(why: impl Into<String>) -> Self {
        Self(StatusCode::BAD_REQUEST, why.into())
    }

    pub fn unknown(why: impl Into<String>) -> Self {
        Self(StatusCode::NOT_FOUND, why.into())
    }
}

impl From<LedgerLost> for Refused {
    fn from(lost: LedgerLost) -> Self {
        Self(StatusCode::INTERNAL_SERVER_ERROR, lost.to_string())
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"error": {"message": self.1}}))).into_response()
    }
}

type Answered = Result<Json<Value>, Refused>;

async fn unknown() -> Refused {
    Refused::unknown("no such control path")
}

/// Headers with which a proxy tells that it speaks for somebody else.
const FORWARDED: [&str; 5] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/// Whoever controls the simulator can make it call any address: that is for the same machine only.
async fn only_from_here(
    ConnectInfo(peer): ConnectInfo<Peer>,
    headers: HeaderMap,
    request: Request,
    next: Next,
) -> Response {
    let direct = FORWARDED.iter().all(|name| !headers.contains_key(*name));
    if direct && peer.addr.ip().to_canonical().is_loopback() {
        return next.run(request).await;
    }
    Refused(StatusCode::FORBIDDEN, "control calls are taken from this machine only".to_owned()).into_response()
}
