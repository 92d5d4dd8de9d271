//! The evidence rule: three conditions, and nothing is sent again if one of them does not hold.

use std::time::Duration;

use recado_domain::{EventId, Timestamp, message::Seen};
use recado_engine::inbound;
use recado_graph::signature::sign;
use recado_it::{APP_SECRET, Someone, TestApp, TestNumber, both_engines};
use recado_storage::{Scope, system::inbound_events::EventRow};
use serde_json::json;

use super::{Report, fault, message, report, send, status, wait};

/// A message whose send was cut off before Meta took it; to be sent once more if the evidence allows.
async fn lost_send(app: &TestApp, shop: &Someone, number: &TestNumber) -> String {
    let ana = number.customer("Ana", "5511998765432").await;
    fault(app, "reset", json!({ "times": 1 })).await;
    let mut body = ana.text("Oi");
    body["deliveryPolicy"] = json!("resend_once");
    let id = send(shop, body).await;
    app.run_lanes().await;
    id
}

/// A status of another message of the number, made so many seconds from now.
async fn other_status(app: &TestApp, number: &TestNumber, from_now: u64) {
    let at = app.engine.now().plus(Duration::from_secs(from_now));
    report(&app.engine, number, Report { wamid: "wamid.OTHER", tracker: None, status: Seen::Sent, at }).await;
}

#[expect(clippy::disallowed_methods, reason = "the log belongs to no tenant")]
async fn unprojected_event(app: &TestApp, received_at: Timestamp) {
    let mut tx = app.engine.db.write(Scope::System).await.expect("as the test set it up");
    let id = EventId::from_uuid(app.engine.ids.v7(received_at));
    let default = tx
        .platform()
        .apps()
        .find_by_slug("default")
        .await
        .expect("as the test set it up")
        .expect("as the test set it up");
    let event = EventRow { id, app_id: default.id, received_at, body: b"{}".to_vec() };
    tx.system().inbound_events().insert(vec![event]).await.expect("as the test set it up");
    tx.commit().await.expect("as the test set it up");
}

/// A delivery, signed as Meta does, that ends in quarantine.
async fn quarantined(app: &TestApp, change: &str) {
    let body = format!(r#"{{"entry":[{{"id":"102290129340398","changes":[{change}]}}]}}"#);
    let call = app.call("POST", "/webhook/whatsapp").header("x-hub-signature-256", &sign(APP_SECRET, body.as_bytes()));
    call.bytes("application/json", body).send().await.is(200);
    let lease = app.projector_lease().await;
    assert_eq!(inbound::pass(&app.engine, &lease).await.expect("a pass"), 1);
    app.give_back(lease).await;
    assert_eq!(app.database.number("SELECT COUNT(*) FROM quarantine WHERE resolved_at IS NULL").await, 1);
}

/// What becomes of a lost send when this is received before the status that would prove that it was not taken.
async fn stays_unknown_behind(app: &TestApp, change: &str) {
    let shop = app.tenant("shop").await;
    let number = shop.number("1001").await;
    let shop = shop.key(&["*"]).await;
    let id = lost_send(app, &shop, &number).await;
    wait(app, 300);
    quarantined(app, change).await;
    wait(app, 400);
    other_status(app, &number, 0).await;
    wait(app, 6);
    app.run_lanes().await;
    let shown = message(&shop, &id).await;
    assert_eq!((&shown["status"], &shown["attempts"][0]["state"]), (&json!("unconfirmed"), &json!("unknown")));
    assert_eq!(app.taken().await, 0);
}

both_engines! {
    async fn with_all_three_it_is_sent_once_more_and_only_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let shop = shop.key(&["*"]).await;
        let id = lost_send(&app, &shop, &number).await;
        wait(&app, 700);
        other_status(&app, &number, 0).await;
        wait(&app, 6);
        fault(&app, "reset", json!({ "times": 1 })).await;
        app.run_lanes().await;
        app.run_lanes().await;
        let shown = message(&shop, &id).await;
        assert_eq!((&shown["attempts"][0]["state"], &shown["attempts"][1]["state"]), (&json!("presumed_not_sent"), &json!("unknown")));

        wait(&app, 700);
        other_status(&app, &number, 0).await;
        wait(&app, 6);
        app.run_lanes().await;
        app.run_lanes().await;
        let shown = message(&shop, &id).await;
        assert_eq!((&shown["status"], shown["attempts"].as_array().map(Vec::len)), (&json!("unconfirmed"), Some(2)));
    }

    async fn before_the_evidence_time_it_stays_unknown(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let shop = shop.key(&["*"]).await;
        let id = lost_send(&app, &shop, &number).await;
        wait(&app, 580);
        other_status(&app, &number, 100).await;
        wait(&app, 6);
        app.run_lanes().await;
        assert_eq!(message(&shop, &id).await["attempts"], json!([message(&shop, &id).await["attempts"][0]]));
        assert_eq!((status(&shop, &id).await.as_str(), app.taken().await), ("sending", 0));
    }

    async fn without_a_later_status_of_the_number_it_stays_unknown(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let shop = shop.key(&["*"]).await;
        let id = lost_send(&app, &shop, &number).await;
        wait(&app, 590);
        other_status(&app, &number, 0).await;
        wait(&app, 100);
        app.run_lanes().await;
        let shown = message(&shop, &id).await;
        assert_eq!((&shown["status"], &shown["attempts"][0]["state"]), (&json!("unconfirmed"), &json!("unknown")));
        assert_eq!(app.taken().await, 0);
    }

    async fn with_something_unprojected_in_between_it_stays_unknown(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let shop = shop.key(&["*"]).await;
        let id = lost_send(&app, &shop, &number).await;
        wait(&app, 300);
        unprojected_event(&app, app.engine.now()).await;
        wait(&app, 400);
        other_status(&app, &number, 0).await;
        wait(&app, 6);
        app.run_lanes().await;
        let shown = message(&shop, &id).await;
        assert_eq!((&shown["status"], &shown["attempts"][0]["state"]), (&json!("unconfirmed"), &json!("unknown")));
        assert_eq!(app.taken().await, 0);
    }

    async fn with_something_of_the_number_in_quarantine_it_stays_unknown(app: TestApp) {
        let statuses = r#"{"field":"messages","value":{"metadata":{"phone_number_id":"1001"},"statuses":[7]}}"#;
        stays_unknown_behind(&app, statuses).await;
    }

    async fn with_something_in_quarantine_that_could_be_of_the_number_it_stays_unknown(app: TestApp) {
        let deep = format!("{}{}", "[".repeat(100), "]".repeat(100));
        stays_unknown_behind(&app, &format!(r#"{{"field":"messages","value":{deep}}}"#)).await;
    }

    async fn held_messages_are_never_sent_again_by_themselves(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let shop = shop.key(&["*"]).await;
        let ana = number.customer("Ana", "5511998765432").await;
        fault(&app, "reset", json!({ "times": 1 })).await;
        let id = send(&shop, ana.text("Oi")).await;
        app.run_lanes().await;
        wait(&app, 700);
        other_status(&app, &number, 0).await;
        wait(&app, 6);
        app.run_lanes().await;
        let shown = message(&shop, &id).await;
        assert_eq!((&shown["status"], &shown["attempts"][0]["state"]), (&json!("unconfirmed"), &json!("presumed_not_sent")));
        assert_eq!(app.taken().await, 0);
    }

    async fn a_timeout_leaves_the_message_unconfirmed_and_its_status_corrects_it(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let shop = shop.key(&["*"]).await;
        let ana = number.customer("Ana", "5511998765432").await;
        fault(&app, "accept_then_reset", json!({ "times": 1 })).await;
        let id = send(&shop, ana.text("Oi")).await;
        app.run_lanes().await;
        wait(&app, 601);
        app.run_lanes().await;
        assert_eq!((status(&shop, &id).await.as_str(), app.taken().await), ("unconfirmed", 1));

        let sent = app.ledger().await[0].clone();
        let (wamid, tracker) = (sent["wamid"].as_str().expect("as the test set it up"), sent["tracker"].as_str());
        report(&app.engine, &number, Report { wamid, tracker, status: Seen::Delivered, at: app.engine.now() }).await;
        let shown = message(&shop, &id).await;
        assert_eq!((&shown["status"], &shown["waMessageId"]), (&json!("delivered"), &json!(wamid)));
        assert_eq!((&shown["attempts"][0]["state"], shown["statusTimes"]["unconfirmed"].is_string()), (&json!("accepted"), true));
    }
}
