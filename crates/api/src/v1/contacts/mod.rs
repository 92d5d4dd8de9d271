//! Contacts: the tenant's customers.

mod change;
mod create;
mod erase;
mod export;
mod get;
mod list;
mod problems;
mod tags;

use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// Characters of a name, and of a company's.
const LONGEST_NAME: usize = 200;

/// The operations on contacts.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_contacts, create::create_contact))
        .routes(routes!(get::get_contact, change::change_contact, erase::erase_contact))
        .routes(routes!(erase::preview_erasure))
        .routes(routes!(export::export_contact))
        .routes(routes!(tags::tag_contact))
}

/// A contact, for the description.
pub(super) fn example() -> Json {
    json!({
        "id": "con_01h455vb4pex5vsknk084sn02q", "name": "Ana Gonçalves", "phone": "+5511998765432", "username": null,
        "email": "ana@example.com", "company": null, "tagIds": ["tag_01h455vb4pex5vsknk084sn02q"],
        "identities": [{ "kind": "phone", "value": "+5511998765432" }],
        "blockedAt": null, "createdAt": "2026-11-02T13:04:00.000Z", "lastActivityAt": "2026-11-22T04:03:17.000Z"
    })
}
