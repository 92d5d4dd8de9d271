//! Webhooks: statuses, customers' messages, signature, retries, handshake.

use serde_json::{Value, json};

use crate::{
    desk::{ANA, Desk, NUMBER, WABA, text, to_ana},
    subscriber::{Received, SECRET, Subscriber},
};

async fn subscribed() -> (Desk, Subscriber) {
    let (desk, subscriber) = (Desk::start().await, Subscriber::start().await);
    subscriber.subscribe(&desk).await;
    (desk, subscriber)
}

fn statuses(received: &[Received]) -> Vec<&str> {
    received.iter().filter_map(Received::status).collect()
}

#[tokio::test]
async fn an_accepted_message_is_sent_delivered_and_read() {
    let (desk, subscriber) = subscribed().await;
    desk.hears(ANA).await;
    let mut body = text("oi");
    body["biz_opaque_callback_data"] = json!("tracker-1");
    let wamid = desk.accepted(body).await;
    let received = subscriber.wait_for(4).await;
    assert_eq!(statuses(&received), ["sent", "delivered", "read"]);
    for webhook in &received[1..] {
        let status = &webhook.value()["statuses"][0];
        assert_eq!((&status["id"], &status["recipient_id"]), (&json!(wamid), &json!(ANA)));
        assert_eq!(status["biz_opaque_callback_data"], "tracker-1");
        assert!(status["recipient_user_id"].as_str().unwrap().starts_with("BR."));
        assert!(status["timestamp"].as_str().unwrap().parse::<i64>().is_ok());
        assert!(status.get("conversation").is_none());
        assert_eq!(webhook.body["entry"][0]["id"], WABA);
        assert_eq!(
            webhook.value()["metadata"],
            json!({"display_phone_number": "551140000001", "phone_number_id": NUMBER})
        );
        assert_eq!(webhook.value()["contacts"][0]["wa_id"], ANA);
    }
    let pricing =
        json!({"billable": false, "pricing_model": "PMP", "type": "free_customer_service", "category": "service"});
    assert_eq!(received[1].value()["statuses"][0]["pricing"], pricing);
    assert_eq!(received[2].value()["statuses"][0]["pricing"], pricing);
    assert!(received[3].value()["statuses"][0].get("pricing").is_none(), "once with delivery is enough");
}

#[tokio::test]
async fn a_reaction_is_only_sent_and_a_template_is_charged() {
    let (desk, subscriber) = subscribed().await;
    desk.hears(ANA).await;
    desk.control("PUT", "/_sim/config", json!({"statuses": {"sent_ms": 0, "delivered_ms": 0, "read_ms": null}})).await;
    desk.accepted(to_ana(json!({"type": "reaction", "reaction": {"message_id": "wamid.x", "emoji": "👍"}}))).await;
    let received = subscriber.wait_for(2).await;
    assert_eq!(received[1].status(), Some("sent"));
    let hello = json!({"name": "hello_world", "language": {"code": "pt_BR"}});
    let wamid = desk.accepted(to_ana(json!({"type": "template", "template": hello}))).await;
    let received = subscriber.wait_for(4).await;
    for webhook in &received[2..] {
        let status = &webhook.value()["statuses"][0];
        assert_eq!((&status["id"], &status["pricing"]["category"]), (&json!(wamid), &json!("utility")));
        assert_eq!(status["pricing"]["type"], "regular");
    }
    let mut last = statuses(&received[2..]);
    last.sort_unstable();
    assert_eq!(last, ["delivered", "sent"]);
}

#[tokio::test]
async fn the_exact_bytes_are_signed_and_escaped_as_meta_does() {
    let (desk, subscriber) = subscribed().await;
    desk.inbound(json!({"wa_id": ANA, "name": "Ana Júlia"}), json!({"type": "text", "text": {"body": "Olá 😀 a/b"}}))
        .await;
    let received = subscriber.wait_for(1).await;
    let raw = &received[0].raw;
    assert!(raw.is_ascii() && raw.contains(r"Ol\u00e1 \ud83d\ude00 a\/b") && raw.contains(r"J\u00falia"), "{raw}");
    assert!(received[0].is_signed());
    assert_eq!(received[0].value()["messages"][0]["text"]["body"], "Olá 😀 a/b");
}

#[tokio::test]
async fn a_failed_delivery_is_tried_again_until_200() {
    let (desk, subscriber) = subscribed().await;
    subscriber.answer_next([503, 404, 302, 201]);
    desk.hears(ANA).await;
    let received = subscriber.wait_for(5).await;
    assert!(received.iter().all(|webhook| webhook.raw == received[0].raw), "the same bytes each time");
    desk.settled().await;
    let delivery = &desk.deliveries().await[0];
    assert_eq!(delivery["state"], "delivered");
    let attempts: Vec<_> = delivery["attempts"].as_array().unwrap().iter().map(|a| a["http_status"].clone()).collect();
    assert_eq!(attempts, [503, 404, 302, 201, 200]);
}

#[tokio::test]
async fn no_answer_is_a_failed_try_too() {
    let desk = Desk::start().await;
    let nobody = json!({"url": "http://127.0.0.1:1/webhook", "retry_ms": [5]});
    desk.control("PUT", "/_sim/config", json!({"webhook": nobody})).await;
    desk.hears(ANA).await;
    while desk.deliveries().await[0]["attempts"].as_array().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    let subscriber = Subscriber::start().await;
    subscriber.subscribe(&desk).await;
    let received = subscriber.wait_for(1).await;
    assert_eq!(received[0].value()["messages"][0]["text"]["body"], "Oi");
    let attempts = desk.deliveries().await[0]["attempts"].clone();
    assert!(attempts[0]["error"].is_string() && attempts[0]["http_status"].is_null(), "{attempts}");
}

#[tokio::test]
async fn a_new_address_is_shaken_hands_with() {
    let (desk, subscriber) = (Desk::start().await, Subscriber::start().await);
    let answer = subscriber.subscribe(&desk).await;
    assert_eq!((&answer["handshake"]["ok"], &answer["handshake"]["http_status"]), (&json!(true), &json!(200)));
    let wrong = json!({"webhook": {"verify_token": "wrong"}});
    let answer = desk.control("PUT", "/_sim/config", wrong).await;
    assert_eq!((&answer["handshake"]["ok"], &answer["handshake"]["http_status"]), (&json!(false), &json!(403)));
    let only_retries = json!({"webhook": {"retry_ms": [1]}});
    assert!(desk.control("PUT", "/_sim/config", only_retries).await.get("handshake").is_none());
    let log = desk.control("GET", "/_sim/webhooks", Value::Null).await;
    assert_eq!(log["handshakes"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn statuses_can_be_sent_by_hand() {
    let (desk, subscriber) = subscribed().await;
    desk.control("PUT", "/_sim/config", json!({"statuses": {"auto": false}})).await;
    desk.hears(ANA).await;
    let wamid = desk.accepted(text("oi")).await;
    let order = |status: &str| json!({"wamid": wamid, "status": status});
    desk.control("POST", "/_sim/statuses", order("read")).await;
    let read = &subscriber.wait_for(2).await[1];
    assert_eq!((read.status(), &read.value()["statuses"][0]["pricing"]["category"]), (Some("read"), &json!("service")));
    desk.control("POST", "/_sim/statuses", order("delivered")).await;
    assert!(subscriber.wait_for(3).await[2].value()["statuses"][0].get("pricing").is_none());
    let failed = json!({"wamid": wamid, "status": "failed", "errors": [{"code": 131_049}]});
    desk.control("POST", "/_sim/statuses", failed).await;
    let failed = subscriber.wait_for(4).await[3].clone();
    let status = &failed.value()["statuses"][0];
    assert_eq!(status["errors"][0]["code"], 131_049);
    assert_eq!(status["errors"][0]["title"], status["errors"][0]["message"]);
    assert!(status.get("recipient_user_id").is_none() && failed.value().get("contacts").is_none(), "{status}");
    assert_eq!(desk.try_control("POST", "/_sim/statuses", json!({"wamid": "wamid.no", "status": "sent"})).await.0, 404);
    assert_eq!(desk.try_control("POST", "/_sim/statuses", order("seen")).await.0, 400);
}

#[tokio::test]
async fn any_body_is_signed_and_sent_as_it_is() {
    let (desk, subscriber) = subscribed().await;
    let body = r#"{"body":{ "object":"x",  "ção": [1, 2.50, "a/b"] }}"#;
    let request = desk.http.post(desk.at("/_sim/webhook")).body(body);
    assert_eq!(request.send().await.unwrap().status(), 200);
    let received = subscriber.wait_for(1).await;
    assert_eq!(received[0].raw, r#"{ "object":"x",  "ção": [1, 2.50, "a/b"] }"#);
    assert!(received[0].is_signed());
    assert_ne!(received[0].signature, SECRET);
}

#[tokio::test]
async fn an_account_that_is_not_subscribed_hears_nothing() {
    let (desk, subscriber) = subscribed().await;
    let apps = format!("/v25.0/{WABA}/subscribed_apps");
    assert_eq!(desk.graph("DELETE", &apps, Value::Null).await, (200, json!({"success": true})));
    desk.hears(ANA).await;
    desk.settled().await;
    assert_eq!(desk.deliveries().await[0]["state"], "no_subscriber");
    assert_eq!(desk.graph("GET", &apps, Value::Null).await.1, json!({"data": []}));

    let own = Subscriber::start().await;
    let wanted = json!({"override_callback_uri": own.url, "verify_token": "wrong"});
    assert_eq!(desk.graph("POST", &apps, wanted).await.1["error"]["code"], 100);
    let wanted = json!({"override_callback_uri": own.url, "verify_token": crate::subscriber::VERIFY});
    assert_eq!(desk.graph("POST", &apps, wanted).await.0, 200);
    desk.hears(ANA).await;
    own.wait_for(1).await;
    assert!(subscriber.received().is_empty(), "the override takes it all");
    assert_eq!(desk.graph("GET", &apps, Value::Null).await.1["data"][0]["override_callback_uri"], own.url);
}
