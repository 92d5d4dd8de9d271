//! Faults of webhooks: dropped, late, twice, out of order, together, too early.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::{
    desk::{ANA, Desk, text},
    subscriber::{Received, Subscriber},
};

/// A subscribed desk with a fault on webhooks; nothing has happened yet.
async fn desk_with(fault: Value) -> (Desk, Subscriber) {
    let (desk, subscriber) = (Desk::start().await, Subscriber::start().await);
    desk.hears(ANA).await;
    desk.settled().await;
    subscriber.subscribe(&desk).await;
    let mut order = json!({"on": "webhook"});
    for (key, value) in fault.as_object().unwrap() {
        order[key] = value.clone();
    }
    desk.control("POST", "/_sim/faults", order).await;
    (desk, subscriber)
}

async fn writes(desk: &Desk, body: &str) {
    desk.inbound(json!({"wa_id": ANA}), json!({"type": "text", "text": {"body": body}})).await;
}

fn bodies(received: &[Received]) -> Vec<String> {
    let texts = |webhook: &Received| {
        let changes: Vec<Value> = webhook.body["entry"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|e| e["changes"].as_array().unwrap().clone())
            .collect();
        changes
            .iter()
            .map(|change| change["value"]["messages"][0]["text"]["body"].as_str().unwrap_or("-").to_owned())
            .collect::<Vec<_>>()
    };
    received.iter().flat_map(texts).collect()
}

#[tokio::test]
async fn a_dropped_webhook_never_comes() {
    let (desk, subscriber) = desk_with(json!({"fault": "drop", "times": 1})).await;
    writes(&desk, "perdida").await;
    desk.settled().await;
    writes(&desk, "a seguinte").await;
    assert_eq!(bodies(&subscriber.wait_for(1).await), ["a seguinte"]);
    assert_eq!(desk.deliveries().await[1]["state"], "dropped");
}

#[tokio::test]
async fn a_delayed_webhook_comes_later() {
    let (desk, subscriber) = desk_with(json!({"fault": "delay", "delay_ms": 300, "times": 1})).await;
    let began = Instant::now();
    writes(&desk, "tarde").await;
    subscriber.wait_for(1).await;
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_duplicate_comes_twice() {
    let (desk, subscriber) = desk_with(json!({"fault": "duplicate", "times": 1})).await;
    writes(&desk, "eco").await;
    let received = subscriber.wait_for(2).await;
    assert_eq!(received[0].raw, received[1].raw);
    writes(&desk, "uma vez").await;
    assert_eq!(bodies(&subscriber.wait_for(3).await), ["eco", "eco", "uma vez"]);
}

#[tokio::test]
async fn a_reordered_webhook_comes_after_the_next() {
    let (desk, subscriber) = desk_with(json!({"fault": "reorder", "delay_ms": 60_000, "times": 1})).await;
    writes(&desk, "primeira").await;
    writes(&desk, "segunda").await;
    assert_eq!(bodies(&subscriber.wait_for(2).await), ["segunda", "primeira"]);
}

#[tokio::test]
async fn a_batch_comes_in_one_post() {
    let (desk, subscriber) = desk_with(json!({"fault": "batch", "delay_ms": 300, "times": 3})).await;
    subscriber.answer_next([503]);
    for body in ["um", "dois", "três"] {
        writes(&desk, body).await;
    }
    let received = subscriber.wait_for(2).await;
    let mut together = bodies(&received[..1]);
    together.sort_unstable();
    assert_eq!(together, ["dois", "três", "um"]);
    assert_eq!(received[0].raw, received[1].raw, "a refused batch comes again whole");
    assert_eq!(received[0].body["entry"].as_array().unwrap().len(), 1, "one account, one entry");
    desk.settled().await;
}

#[tokio::test]
async fn a_status_can_come_before_the_answer() {
    let (desk, subscriber) = desk_with(json!({"fault": "status_before_response", "times": 1})).await;
    desk.control(
        "PUT",
        "/_sim/config",
        json!({"statuses": {"sent_ms": 60_000, "delivered_ms": 60_000, "read_ms": null}}),
    )
    .await;
    let refused = desk.send(text("")).await;
    assert_eq!(refused.0, 400, "a refused send does not use the fault up");
    let wamid = desk.accepted(text("oi")).await;
    let received = subscriber.received();
    assert_eq!(received.len(), 1, "it is here already");
    assert_eq!((received[0].status(), &received[0].value()["statuses"][0]["id"]), (Some("sent"), &json!(wamid)));
}
