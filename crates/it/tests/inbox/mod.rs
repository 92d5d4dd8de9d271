//! Conversations and contacts over HTTP: lists, threads, and what people do with them.
//!
//! Knows nothing of sending or of webhooks. To add a case: a function in the file of its subject.

mod bulk;
mod contact_search;
mod contacts;
mod desk;
mod erasing;
mod lists;
mod message_search;
mod notes;
mod order;
mod placing;
mod shortcuts;
mod statuses;
mod strangers;
mod threads;
mod views;

use serde_json::Value as Json;

/// The values of one field in the rows of a list.
fn all(page: &Json, field: &str) -> Vec<String> {
    let rows = page["data"].as_array().expect("rows");
    rows.iter().map(|row| row[field].as_str().unwrap_or_default().to_owned()).collect()
}

/// The ids of a page.
fn ids(page: &Json) -> Vec<String> {
    all(page, "id")
}
