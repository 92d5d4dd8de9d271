//! Meta's apps: whose webhooks come in, and the secrets they are judged by. No answer shows a secret.

mod change;
mod check;
mod create;
mod get;
mod list;
mod problems;

use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The operations on apps.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_apps, create::create_app))
        .routes(routes!(get::get_app, change::change_app))
}

/// An app, for the description.
fn example() -> Json {
    json!({
        "id": "app_01h455vb4pex5vsknk084sn02q", "slug": "padaria", "appId": "1120394857261540", "isPlatform": false,
        "webhookPath": "/webhook/whatsapp/padaria", "webhookUrl": "https://recado.example/webhook/whatsapp/padaria", "acceptsPrevious": false,
        "createdAt": "2026-11-22T04:00:00.000Z", "updatedAt": "2026-11-22T04:00:00.000Z"
    })
}
