//! The tags of a tenant.

mod change;
mod create;
mod delete;
mod list;
mod request;

use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) use request::RetagRequest;

use crate::app::App;

/// The operations on tags.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_tags, create::create_tag))
        .routes(routes!(change::change_tag, delete::delete_tag))
}

/// A tag, for the description.
fn example() -> Json {
    json!({ "id": "tag_01h455vb4pex5vsknk084sn02q", "name": "Troca", "hue": 210, "createdAt": "2026-11-22T04:00:00.000Z" })
}
