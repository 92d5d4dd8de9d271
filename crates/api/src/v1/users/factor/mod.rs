//! A person's own second factor, and taking away a lost one.

mod own;
mod problems;
mod reset;

use utoipa_axum::{router::OpenApiRouter, routes};

pub(in crate::v1) use problems::wrong_code;

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(own::get_factor, own::begin_factor, own::remove_factor))
        .routes(routes!(own::confirm_factor))
        .routes(routes!(own::new_recovery_codes))
        .routes(routes!(reset::reset_factor))
}
