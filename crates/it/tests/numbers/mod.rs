//! Apps and numbers: registering, changing, checking them, and what becomes of their secrets.
//!
//! Meta is the simulator: `app.simulate` tells it what exists there.

mod apps;
mod check;
mod health;
mod registering;
mod resuming;
mod rotation;
mod sealed;
mod secrets;
mod templates;

use recado_it::{Someone, TestApp};
use serde_json::{Value as Json, json};

/// A secret that must never be seen again. Each caller names its own.
const APP_SECRET: &str = "c0ffee00c0ffee00c0ffee00c0ffee01";
const VERIFY_TOKEN: &str = "verify-9f8e7d6c5b4a3f2e1d";
const ACCESS_TOKEN: &str = "EAAGm0PX4ZCpsBAKZA1secretTokenOfTheNumber";

/// Registers an app of these secrets; answers its view.
async fn app_of(owner: &Someone, slug: &str) -> Json {
    let body = json!({ "slug": slug, "appSecret": APP_SECRET, "verifyToken": VERIFY_TOKEN });
    owner.post("/api/v1/apps", body).await.expect(201)
}

/// A number as it is registered, without what is optional.
fn number(phone_number_id: &str) -> Json {
    json!({ "wabaId": "102290129340398", "phoneNumberId": phone_number_id, "displayPhoneNumber": "+55 11 4000-1234" })
}

/// The same with some fields more.
fn number_with(phone_number_id: &str, more: &Json) -> Json {
    let mut body = number(phone_number_id);
    for (name, value) in more.as_object().expect("an object") {
        body[name] = value.clone();
    }
    body
}

/// Registers a number; answers its view.
async fn number_of(owner: &Someone, phone_number_id: &str, more: &Json) -> Json {
    owner.post("/api/v1/numbers", number_with(phone_number_id, more)).await.expect(201)
}

/// The path of something that was registered.
fn path_of(kind: &str, view: &Json) -> String {
    format!("/api/v1/{kind}/{}", view["id"].as_str().expect("an id"))
}

/// How many rows a statement counts.
async fn count(app: &TestApp, sql: &str) -> i64 {
    app.database.number(&format!("SELECT COUNT(*) FROM {sql}")).await
}
