//! `/_sim/…`: how tests and people steer Meta's side (docs/contract.md, section Simulator).
//!
//! JSON with Graph's spelling. Only loopback peers without forwarding headers get in; everybody else sees 403, and so
//! does a page of another origin in a browser on this machine.
//!
//! To add a call: a function in the file of its noun, a line in [`router`].

mod body;
mod chats;
mod config;
mod events;
mod faults;
mod from_here;
mod happenings;
mod inbound;
mod media;
mod messages;
mod numbers;
mod people;
mod statuses;
mod templates;
mod webhooks;

use std::sync::Arc;

use axum::{
    Json, Router,
    http::StatusCode,
    middleware::from_fn,
    response::{IntoResponse, Response},
    routing::{delete, get, post},
};
use serde_json::{Value, json};

use crate::{journal::LedgerLost, meta::Meta};

pub(crate) use from_here::only_from_here;

/// The largest control body: a webhook of 3 MB, and room for tests beyond it.
const MAX_BODY: usize = 16 * 1024 * 1024;

pub(crate) fn router() -> Router<Arc<Meta>> {
    Router::new()
        .route("/_sim/health", get(config::health))
        .route("/_sim/reset", post(config::reset))
        .route("/_sim/config", get(config::show).put(config::change))
        .route("/_sim/numbers", get(numbers::list).post(numbers::register))
        .route("/_sim/templates", post(templates::register))
        .route("/_sim/people", get(people::list).post(people::invent))
        .route("/_sim/people/{user_id}/chats", get(people::chats))
        .route("/_sim/chats/{phone_number_id}/{user_id}", get(chats::show))
        .route("/_sim/chats/{phone_number_id}/{user_id}/read", post(chats::read))
        .route("/_sim/media/{id}", get(media::show))
        .route("/_sim/events", get(events::stream))
        .route("/_sim/happenings", get(happenings::list))
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
