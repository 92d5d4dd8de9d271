//! Sending messages, and what people do with messages that were sent.
//!
//! What leaves when, and what becomes of it, is `engine::sending`'s; here a body becomes a command and a refusal a
//! problem.

mod cancel;
mod dismiss;
mod get;
mod prefer;
mod problems;
mod request;
mod resend;
mod search;
mod send;
mod template;
mod view;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(search::search_messages))
        .routes(routes!(send::send_message))
        .routes(routes!(template::send_template))
        .routes(routes!(get::get_message))
        .routes(routes!(cancel::cancel_message))
        .routes(routes!(resend::resend_message))
        .routes(routes!(dismiss::dismiss_message))
}
