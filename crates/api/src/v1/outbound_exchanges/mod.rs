//! What was asked of Meta: a tenant's calls to Graph.

mod list;
mod view;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list_outbound_exchanges))
}
