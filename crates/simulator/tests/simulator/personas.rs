//! The personas at work: they write to the numbers there are, and answer who answers them.

use std::{collections::HashSet, time::Duration};

use serde_json::{Value, json};

use crate::desk::{Desk, NUMBER};

/// The `messages[0]` and contact of every webhook that a customer caused.
async fn written(desk: &Desk) -> Vec<(Value, Value)> {
    let values =
        desk.deliveries().await.into_iter().map(|delivery| delivery["body"]["entry"][0]["changes"][0]["value"].clone());
    values
        .filter(|value| value["messages"].is_array())
        .map(|value| (value["messages"][0].clone(), value["contacts"][0].clone()))
        .collect()
}

#[tokio::test]
async fn they_write_and_answer_only_while_they_are_let() {
    let (desk, clock) = Desk::with_clock().await;
    let one_number = json!({"personas": true, "persona_interval_ms": 2_000});
    desk.control("PUT", "/_sim/config", one_number).await;
    while written(&desk).await.len() < 8 {
        clock.advance(Duration::from_secs(1));
        tokio::task::yield_now().await;
    }
    let (message, contact) = written(&desk).await[0].clone();
    assert!(contact["profile"]["name"].is_string() && contact["user_id"].is_string(), "{contact}");
    let senders: HashSet<_> = written(&desk).await.iter().map(|(_, contact)| contact["user_id"].clone()).collect();
    assert!(senders.len() > 2, "{senders:?}");

    desk.control("PUT", "/_sim/config", json!({"persona_interval_ms": 3_600_000_000_u64})).await;
    let before = hers(&desk, &contact).await;
    let path = format!("/v25.0/{}/messages", number_of(&desk, &message).await);
    let answer = json!({"messaging_product": "whatsapp", "recipient": contact["user_id"], "text": {"body": "Claro!"}});
    let token = (!path.contains(NUMBER)).then_some(crate::desk::GUARD).or(Some("any"));
    let (status, sent) = desk.graph_as(token, "POST", &path, answer).await;
    assert_eq!(status, 200, "{sent}");
    while hers(&desk, &contact).await == before {
        clock.advance(Duration::from_secs(1));
        tokio::task::yield_now().await;
    }

    desk.control("PUT", "/_sim/config", json!({"personas": false, "persona_interval_ms": 1})).await;
    let silent = written(&desk).await.len();
    for _ in 0..20 {
        clock.advance(Duration::from_secs(10));
        desk.control("GET", "/_sim/health", Value::Null).await;
    }
    assert_eq!(written(&desk).await.len(), silent);
}

async fn hers(desk: &Desk, contact: &Value) -> usize {
    written(desk).await.iter().filter(|(_, other)| other["user_id"] == contact["user_id"]).count()
}

/// The number a message was written to.
async fn number_of(desk: &Desk, message: &Value) -> String {
    let deliveries = desk.deliveries().await;
    let own = deliveries.iter().find(|delivery| delivery["wamid"] == message["id"]).unwrap();
    own["phone_number_id"].as_str().unwrap().to_owned()
}
