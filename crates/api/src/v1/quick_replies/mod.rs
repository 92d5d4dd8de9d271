//! Quick replies: texts that people send often.

mod change;
mod create;
mod delete;
mod list;
mod problems;
mod render;
mod view;

use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The operations on quick replies.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_quick_replies, create::create_quick_reply))
        .routes(routes!(change::change_quick_reply, delete::delete_quick_reply))
        .routes(routes!(render::render_quick_reply))
}

/// A quick reply, for the description.
fn example() -> Json {
    json!({
        "id": "qrp_01h455vb4pex5vsknk084sn02q", "shortcut": "entrega",
        "body": "Oi, {{contact.firstName}}! Entregamos todos os dias até as 20h.", "teamId": null,
        "createdAt": "2026-11-22T04:00:00.000Z"
    })
}
