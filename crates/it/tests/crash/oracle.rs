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
    let mut threads = BTreeMap::new();
    let messages = loop {
        read_again(product, &mut threads).await;
        let messages: Vec<Value> = threads.values().flatten().cloned().collect();
        let seen = texts(&messages, "inbound");
        let missing = load.acknowledged.iter().filter(|wamid| !seen.contains_key(wamid.as_str())).count();
        if missing == 0 && !messages.iter().any(is_busy) {
            break messages;
        }
        assert!(
            started.elapsed() < within,
            "after {within:?} {missing} acknowledged webhooks have no effect yet; messages: {:?}",
            by_status(&messages)
        );
        if missing > 0 {
            threads.clear(); // what is still to come need not become the newest of its thread
        }
        pause(Duration::from_millis(500)).await;
    };
    println!("settled after {:?}: {} messages, {:?}", started.elapsed(), messages.len(), by_status(&messages));
    every_acknowledged_webhook_has_one_effect(&messages, load);
    no_send_was_accepted_twice(&messages, &simulator.ledger().await, load);
}

/// The messages of each conversation, newest first.
type Threads = BTreeMap<String, Vec<Value>>;

/// Reads the threads that still have something under way, and those whose newest message is not the one we know: reading
/// all of them each time would be most of the product's load.
async fn read_again(product: &Product, threads: &mut Threads) {
    for conversation in product.list("/api/v1/conversations").await {
        let id = conversation["id"].as_str().expect("an id");
        let is_known = threads
            .get(id)
            .is_some_and(|known| known[0]["id"] == conversation["lastMessage"]["id"] && !known.iter().any(is_busy));
        if !is_known {
            threads.insert(id.to_owned(), product.list(&format!("/api/v1/conversations/{id}/messages")).await);
        }
    }
}

fn is_busy(message: &Value) -> bool {
    message["status"] == "queued" || message["status"] == "sending"
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
