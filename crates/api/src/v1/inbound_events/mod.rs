//! What Meta sent: a tenant's own part of the log.

mod list;

pub(in crate::v1) use list::as_json;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list_inbound_events))
}
