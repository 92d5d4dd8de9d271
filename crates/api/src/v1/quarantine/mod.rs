//! Changes of webhooks that could not be projected.

mod get;
mod list;
mod retry;
mod view;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_quarantine))
        .routes(routes!(get::get_quarantined))
        .routes(routes!(retry::retry_quarantined))
}
