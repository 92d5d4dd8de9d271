//! Tenants, for super-admins.

mod change;
mod create;
mod list;
mod problems;
mod view;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_tenants, create::create_tenant))
        .routes(routes!(change::change_tenant))
}
