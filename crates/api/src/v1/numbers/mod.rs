//! Business phone numbers: registering, changing, checking them. No answer shows a token.

mod change;
mod check;
mod create;
mod get;
mod health;
mod list;
mod problems;
mod report;
mod texts;
mod words;

use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(super) use check::digits;

use crate::app::App;

/// The operations on numbers.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list::list_numbers, create::create_number))
        .routes(routes!(get::get_number, change::change_number))
        .routes(routes!(report::check_number))
        .routes(routes!(health::get_number_health))
        .routes(routes!(health::refresh_number_health))
}

/// A number, for the description.
fn example() -> Json {
    json!({
        "id": "num_01h455vb4pex5vsknk084sn02q", "wabaId": "102290129340398", "phoneNumberId": "106540352242922",
        "displayPhoneNumber": "+55 11 4000-1234", "name": "Loja", "status": "active", "statusReason": null,
        "proof": "proved", "app": "default", "throughput": 80,
        "capPerMinute": null, "capPerDay": 1000
    })
}
