//! Background jobs that were given up.

mod list;
mod retry;
mod view;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list_jobs)).routes(routes!(retry::retry_job))
}
