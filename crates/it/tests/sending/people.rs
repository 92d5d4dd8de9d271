//! What people do with messages: once per key, take back, send again, leave as it is.

use std::time::Duration;

use futures_util::future::join_all;
use recado_it::{TestApp, both_engines};
use serde_json::json;

use super::{fault, message, send, status, wait};

both_engines! {
    async fn fifty_posts_with_one_key_are_one_message(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let post = || shop.call("POST", "/api/v1/messages/send").header("idempotency-key", "k1").json(&ana.text("Oi")).send();
        let answers = join_all((0..50).map(|_| post())).await;
        let mut ids: Vec<_> = answers.iter().filter(|answer| answer.status == 202).map(|answer| answer.json()["id"].clone()).collect();
        let refused = answers.iter().filter(|answer| answer.status != 202);
        refused.for_each(|answer| drop(answer.refused(409, "idempotency-in-progress")));
        assert!(!ids.is_empty());
        ids.dedup();
        assert_eq!(ids.len(), 1, "one message, the same answer");
        app.run_lanes().await;
        assert_eq!(app.taken().await, 1);
        assert_eq!(post().await.expect(202)["status"], "queued", "the stored answer");
        let waited = shop.call("POST", "/api/v1/messages/send").header("idempotency-key", "k1").header("prefer", "wait=1");
        assert_eq!(waited.json(&ana.text("Oi")).send().await.expect(200)["status"], "accepted", "as it is now");
        let other = shop.call("POST", "/api/v1/messages/send").header("idempotency-key", "k1").json(&ana.text("Ei"));
        other.send().await.refused(422, "idempotency-key-reused");
    }

    async fn only_a_queued_message_can_be_taken_back(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let id = send(&shop, ana.text("Oi")).await;
        let path = format!("/api/v1/messages/{id}/cancel");
        assert_eq!(shop.call("POST", &path).send().await.expect(200)["status"], "cancelled");
        shop.call("POST", &path).send().await.refused(409, "conflict");
        app.run_lanes().await;
        assert_eq!((app.ledger().await.len(), status(&shop, &id).await.as_str()), (0, "cancelled"));

        let sent = send(&shop, ana.text("Oi")).await;
        app.run_lanes().await;
        shop.call("POST", &format!("/api/v1/messages/{sent}/cancel")).send().await.refused(409, "conflict");
    }

    async fn a_failed_message_is_sent_again_as_a_new_one(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        fault(&app, "error", json!({ "code": 131_026, "times": 1 })).await;
        let failed = send(&shop, ana.text("Oi")).await;
        app.run_lanes().await;
        let shown = message(&shop, &failed).await;
        assert_eq!((shown["status"].as_str(), shown["error"]["code"].as_i64()), (Some("failed"), Some(131_026)));
        assert!(shown["error"]["remedy"].as_str().is_some_and(|remedy| !remedy.is_empty()));

        let path = format!("/api/v1/messages/{failed}/resend");
        let again = || shop.call("POST", &path).header("idempotency-key", "again").send();
        let new = again().await.expect(202)["id"].clone();
        assert_eq!(again().await.expect(202)["id"], new);
        shop.call("POST", &path).send().await.refused(409, "conflict");
        app.run_lanes().await;
        shop.call("POST", &path).send().await.refused(409, "conflict");
        assert_eq!(status(&shop, new.as_str().expect("as the test set it up")).await, "accepted");
        assert_eq!((status(&shop, &failed).await.as_str(), app.taken().await), ("failed", 1));
        shop.call("POST", &format!("/api/v1/messages/{}/resend", new.as_str().expect("as the test set it up"))).send().await.refused(409, "conflict");
    }

    async fn an_unconfirmed_message_is_left_as_it_is_or_sent_again(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let shop = shop.key(&["*"]).await;
        fault(&app, "reset", json!({ "times": 1 })).await;
        let mut body = ana.text("Oi");
        body["deliveryPolicy"] = json!("resend_once");
        let id = send(&shop, body).await;
        app.run_lanes().await;
        let path = |verb: &str| format!("/api/v1/messages/{id}/{verb}");
        shop.call("POST", &path("dismiss")).send().await.refused(409, "conflict");
        wait(&app, 601);
        app.run_lanes().await;
        assert_eq!(status(&shop, &id).await, "unconfirmed");
        let left = shop.call("POST", &path("dismiss")).send().await.expect(200);
        assert_eq!((&left["status"], left["dismissedAt"].is_string()), (&json!("unconfirmed"), true));
        let new = shop.call("POST", &path("resend")).send().await.expect(202);
        assert_eq!(new["resendOf"], json!(id));
        app.run_lanes().await;
        assert_eq!(status(&shop, new["id"].as_str().expect("as the test set it up")).await, "accepted");
        app.clock.advance(Duration::from_mins(10));
        assert_eq!((status(&shop, &id).await.as_str(), app.taken().await), ("unconfirmed", 1));
    }
}
