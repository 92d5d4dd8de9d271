//! Message templates, as Meta tells of them.

mod list;
mod problems;

use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The operations on templates.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list::list_templates))
}

/// A template, for the description.
fn example() -> Json {
    json!({
        "name": "pedido_pronto", "language": "pt_BR", "category": "utility", "status": "approved",
        "parameterFormat": "positional",
        "components": [
            { "type": "BODY", "text": "Oi, {{1}}! Seu pedido {{2}} está pronto para retirada.",
                "example": { "body_text": [["Ana", "4711"]] } },
            { "type": "BUTTONS", "buttons": [{ "type": "QUICK_REPLY", "text": "Estou a caminho" }] }
        ],
        "quality": "green", "refreshedAt": "2026-11-22T04:00:00.000Z"
    })
}
