//! The teams of a tenant.

mod change;
mod create;
mod delete;
mod list;
mod request;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_teams, create::create_team))
        .routes(routes!(change::change_team, delete::delete_team))
}
