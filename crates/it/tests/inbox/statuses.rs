//! Where conversations stand: closing, snoozing, opening again, reading.

use std::time::Duration;

use recado_engine::{
    conversations::WakeConversation,
    jobs::{Job, JobCx},
};
use recado_it::{TestApp, TestTenant, both_engines};
use serde_json::{Value as Json, json};

async fn conversation(app: &TestApp) -> (TestTenant, String) {
    let shop = app.tenant("shop").await;
    let number = shop.number("106540352242922").await;
    let id = shop.conversation(&number, "Ana").await;
    (shop, id)
}

async fn wake(app: &TestApp, shop: &TestTenant, id: &str) {
    let job = WakeConversation { conversation: id.parse().expect("an id") };
    job.run(&JobCx { engine: &app.engine, tenant: shop.tenant }).await.expect("it runs");
}

async fn set(shop: &TestTenant, id: &str, body: Json) -> recado_it::Answer {
    shop.put(&format!("/api/v1/conversations/{id}/status"), body).await
}

both_engines! {
    async fn closing_is_done_with_what_was_unread(app: TestApp) {
        let (shop, id) = conversation(&app).await;
        let closed = shop.post(&format!("/api/v1/conversations/{id}/close"), json!({})).await.expect(200);
        assert_eq!((&closed["status"], &closed["unreadCount"]), (&json!("closed"), &json!(0)));
        shop.post(&format!("/api/v1/conversations/{id}/close"), json!({})).await.is(200);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM outbox WHERE kind = 'conversation:closed'").await, 1);
        let log = shop.get("/api/v1/audit-log?action=conversation.status_changed").await.expect(200);
        assert_eq!((log["data"].as_array().map(Vec::len), &log["data"][0]["isSensitive"]), (Some(1), &json!(true)));
        let open = set(&shop, &id, json!({ "status": "open" })).await.expect(200);
        assert_eq!(open["status"], "open");
    }

    async fn a_snoozed_conversation_wakes_when_its_time_has_come(app: TestApp) {
        let (shop, id) = conversation(&app).await;
        let until = app.engine.now().plus(Duration::from_hours(1));
        set(&shop, &id, json!({ "status": "snoozed", "until": until })).await.is(200);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM jobs WHERE kind = 'wake-conversation.v1'").await, 1);
        wake(&app, &shop, &id).await;
        let path = format!("/api/v1/conversations/{id}");
        assert_eq!(shop.get(&path).await.expect(200)["status"], "snoozed", "too early");
        app.clock.advance(Duration::from_hours(1));
        let shop_again = app.sign_in(&shop.owner.email).await;
        for _ in 0..2 {
            wake(&app, &shop, &id).await;
            assert_eq!(shop_again.get(&path).await.expect(200)["status"], "open");
        }
        assert_eq!(app.database.number("SELECT COUNT(*) FROM outbox WHERE kind = 'conversation:updated'").await, 2);
    }

    async fn a_time_belongs_to_a_snooze_and_lies_ahead(app: TestApp) {
        let (shop, id) = conversation(&app).await;
        let ahead = app.engine.now().plus(Duration::from_hours(1));
        for (body, pointer) in [
            (json!({ "status": "snoozed" }), "/until"),
            (json!({ "status": "snoozed", "until": app.engine.now() }), "/until"),
            (json!({ "status": "open", "until": ahead }), "/until"),
            (json!({ "status": "snoozed", "until": "tomorrow" }), "/until"),
            (json!({ "status": "asleep" }), "/status"),
            (json!({}), "/status"),
        ] {
            assert_eq!(set(&shop, &id, body.clone()).await.pointers(), [pointer], "{body}");
        }
    }

    async fn a_second_open_conversation_with_the_same_customer_is_refused(app: TestApp) {
        let (shop, id) = conversation(&app).await;
        shop.post(&format!("/api/v1/conversations/{id}/close"), json!({})).await.is(200);
        let again = "INSERT INTO conversations (tenant_id, id, contact_id, phone_number_id, status, is_open, unread_count,
            is_unread, last_activity_at, created_at)
            SELECT tenant_id, contact_id, contact_id, phone_number_id, 'open', 1, 0, 0, 0, 0 FROM conversations";
        app.database.run(again).await;
        set(&shop, &id, json!({ "status": "pending" })).await.refused(409, "conflict");
        set(&shop, &id, json!({ "status": "archived" })).await.is(200);
    }

    async fn reading_clears_the_count_once(app: TestApp) {
        let (shop, id) = conversation(&app).await;
        shop.says(&id, "Oi?").await;
        for _ in 0..2 {
            shop.post(&format!("/api/v1/conversations/{id}/read"), json!({})).await.is(204);
        }
        assert_eq!(shop.get(&format!("/api/v1/conversations/{id}")).await.expect(200)["unreadCount"], 0);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM outbox WHERE kind = 'conversation:updated'").await, 1);
    }
}
