//! The payloads of `fixtures/` (all made up) and hostile bodies.

mod hostile;
mod kinds;
mod routing;
mod statuses;

use serde_json::Value;

use super::{Change, MessagesValue, RawChange, parse};

fn fixture(name: &str) -> Vec<u8> {
    let path = format!("{}/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn changes(body: &[u8]) -> Vec<RawChange> {
    parse(body).unwrap().into_changes().map(Result::unwrap).collect()
}

fn only_change(name: &str) -> Change {
    let changes = changes(&fixture(name));
    assert_eq!(changes.len(), 1, "{name}");
    changes[0].parse().unwrap()
}

fn messages_value(name: &str) -> MessagesValue {
    let Change::Messages(value) = only_change(name) else { panic!("{name} is no messages change") };
    assert_eq!(value.problems, []);
    value
}

/// A signed body with one change of field `messages`.
fn body_with(value: &Value) -> Vec<u8> {
    let change = serde_json::json!({ "field": "messages", "value": value });
    serde_json::to_vec(&serde_json::json!({ "entry": [{ "id": "1", "changes": [change] }] })).unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "expected values are optional fields")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}
