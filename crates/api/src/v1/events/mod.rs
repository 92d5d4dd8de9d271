//! Realtime events over HTTP: catching up after a lost connection.

mod list;
mod problems;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The operations on events.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list_events))
}
