//! What must be true when the dust has settled.

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{
    load::Load,
    product::{Product, pause},
    simulator::Simulator,
};

/// Waits, within the limit, until nothing is queued or sending; then compares promises, product and ledger.
pub async fn everything_settles(product: &Product, simulator: &Simulator, load: &Load, within: Duration) {
    let started = Instant::now();
    let messages = loop {
        let messages = all_messages(product).await;
        let busy = messages.iter().filter(|m| m["status"] == "queued" || m["status"] == "sending").count();
        let seen = texts(&messages, "inbound");
        let missing = load.acknowledged.iter().filter(|wamid| !seen.contains_key(wamid.as_str())).count();
        if busy == 0 && missing == 0 {
            break messages;
        }
        assert!(
            started.elapsed() < within,
            "after {within:?} {missing} acknowledged webhooks have no effect yet; messages: {:?}",
            by_status(&messages)
        );
        pause(Duration::from_millis(500)).await;
    };
    println!("settled after {:?}: {} messages, {:?}", started.elapsed(), messages.len(), by_status(&messages));
    every_acknowledged_webhook_has_one_effect(&messages, load);
    no_send_was_accepted_twice(&messages, &simulator.ledger().await, load);
}

async fn all_messages(product: &Product) -> Vec<Value> {
    let mut messages = Vec::new();
    for conversation in product.list("/api/v1/conversations").await {
        let id = conversation["id"].as_str().expect("an id");
        messages.extend(product.list(&format!("/api/v1/conversations/{id}/messages")).await);
    }
    messages
}

/// How often each inbound wamid, or each outbound text, occurs.
fn texts<'m>(messages: &'m [Value], direction: &str) -> BTreeMap<&'m str, usize> {
    let key = if direction == "inbound" { "/waMessageId" } else { "/content/body" };
    let mut counts = BTreeMap::new();
    for message in messages.iter().filter(|m| m["direction"] == direction) {
        *counts.entry(message.pointer(key).and_then(Value::as_str).expect("text and wamid")).or_default() += 1;
    }
    counts
}

fn by_status(messages: &[Value]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for message in messages {
        *counts.entry(message["status"].as_str().expect("a status")).or_default() += 1;
    }
    counts
}

fn every_acknowledged_webhook_has_one_effect(messages: &[Value], load: &Load) {
    let seen = texts(messages, "inbound");
    let lost: Vec<_> = load.acknowledged.iter().filter(|wamid| !seen.contains_key(wamid.as_str())).collect();
    let doubled: Vec<_> = seen.iter().filter(|(_, count)| **count > 1).collect();
    assert!(lost.is_empty() && doubled.is_empty(), "lost {lost:?}, doubled {doubled:?}");
}

fn no_send_was_accepted_twice(messages: &[Value], ledger: &[Value], load: &Load) {
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in ledger.iter().filter(|entry| entry["outcome"] == "accepted" && entry["type"] == "text") {
        *taken.entry(entry.pointer("/request/text/body").and_then(Value::as_str).expect("a text")).or_default() += 1;
    }
    let twice: Vec<_> = taken.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "accepted twice: {twice:?}");
    let ours = texts(messages, "outbound");
    let missing: BTreeSet<_> = load.accepted.iter().filter(|text| ours.get(text.as_str()) != Some(&1)).collect();
    assert!(missing.is_empty(), "answered 202 but not exactly once in its thread: {missing:?}");
    let claimed = messages.iter().filter(|m| m["direction"] == "outbound" && !m["waMessageId"].is_null());
    let invented: Vec<_> =
        claimed.filter(|m| !taken.contains_key(m["content"]["body"].as_str().unwrap_or(""))).collect();
    assert!(invented.is_empty(), "shown as taken, but not in the ledger: {invented:?}");
}
