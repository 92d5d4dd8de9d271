//! Away messages: what is answered by itself while a business is closed.

mod change;
mod create;
mod list;
mod request;
mod view;

use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

/// The operations on away messages.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_away_messages, create::create_away_message))
        .routes(routes!(change::change_away_message, change::delete_away_message))
}

/// An away message, for the description.
fn example() -> Json {
    json!({
        "id": "awy_01h455vb4pex5vsknk084sn02q", "numberId": null, "teamId": null, "enabled": true,
        "text": "Oi, {{contact.firstName}}! Voltamos amanhã às 9h.",
        "hours": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "18:00"}],
        "holidays": [{"date": "2026-12-25", "name": "Natal"}],
        "openNow": false, "changesAt": "2026-11-23T12:00:00.000Z", "createdAt": "2026-11-22T04:00:00.000Z"
    })
}
