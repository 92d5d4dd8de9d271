//! Signing in and out, sessions, one-time links.
//!
//! A person signs in once and refreshes: with the token in the body (programs), or in a cookie that no script sees
//! (the web). Cookies are believed only from our own pages.

mod forgot;
mod login;
mod logout;
mod look;
mod options;
mod problems;
mod providers;
mod refresh;
mod register;
mod sessions;
mod setup;
mod step_up;
mod view;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(login::login))
        .routes(routes!(refresh::refresh))
        .routes(routes!(logout::logout))
        .routes(routes!(options::sign_in_options))
        .routes(routes!(providers::leave_for_provider))
        .routes(routes!(providers::return_from_provider))
        .routes(routes!(providers::finish_provider_sign_in))
        .routes(routes!(forgot::forgot_password))
        .routes(routes!(register::register))
        .routes(routes!(setup::set_up))
        .routes(routes!(look::look_at_link))
        .routes(routes!(step_up::step_up))
        .routes(routes!(sessions::list_sessions))
        .routes(routes!(sessions::end_session))
}
