//! API keys of a tenant.

mod create;
mod leaked;
mod list;
mod revoke;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_api_keys, create::create_api_key))
        .routes(routes!(leaked::report_leaked_keys))
        .routes(routes!(revoke::revoke_api_key))
}
