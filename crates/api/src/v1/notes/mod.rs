//! Notes: what a team writes to itself in threads.

mod change;
mod create;
mod delete;
mod mentions;
mod request;
mod timeline;

use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The operations on notes.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(timeline::list_timeline))
        .routes(routes!(create::create_note))
        .routes(routes!(change::change_note, delete::delete_note))
        .routes(routes!(mentions::list_mentions))
}

/// A note, for the description.
fn example() -> Json {
    json!({
        "id": "nte_01h455vb4pex5vsknk084sn02q", "conversationId": "cnv_01h455vb4pex5vsknk084sn02q",
        "authorId": "usr_01h455vb4pex5vsknk084sn02q", "body": "@Bia, ela já trocou uma vez. Pode aprovar?",
        "mentions": ["usr_01h455vb4pex5vsknk084sn02q"], "createdAt": "2026-11-22T04:03:17.123Z", "editedAt": null,
        "deletedAt": null
    })
}
