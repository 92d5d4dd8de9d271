//! How a number stands at Meta, and the alarm when its webhooks do not come.

use std::time::Duration;

use recado_domain::Role;
use recado_engine::{
    channel::health::{look, refresh_due},
    inbound,
};
use recado_graph::signature::sign;
use recado_it::{APP_SECRET, Someone, TestApp, TestNumber, both_engines};
use serde_json::{Value as Json, json};
use tokio_util::sync::CancellationToken;

use super::{ACCESS_TOKEN, count, number_of, path_of};

/// Makes number 1065 exist at Meta, with these fields otherwise than usual.
async fn at_meta(app: &TestApp, facts: Json) {
    let body = json!({ "waba_id": "102290129340398", "phone_number_id": "1065",
        "display_phone_number": "+55 11 4000-1234", "token": ACCESS_TOKEN, "facts": facts });
    app.simulate("POST", "/_sim/numbers", &body).await;
}

/// A fact by its name.
fn fact<'h>(health: &'h Json, name: &str) -> (&'h str, &'h str) {
    let facts = health["facts"].as_array().expect("facts");
    let fact = facts.iter().find(|fact| fact["name"] == name).expect("the fact");
    (fact["value"].as_str().unwrap_or("none"), fact["state"].as_str().expect("a state"))
}

/// Meta tells, as signed as it does, that a message was delivered; it is projected.
async fn delivered(app: &TestApp, reader: &Someone, number: &TestNumber, wamid: &str) {
    let shown = reader.get(&format!("/api/v1/numbers/{}", number.id)).await.expect(200);
    let at = (app.engine.now().micros() / 1_000_000).to_string();
    let status = json!({ "id": wamid, "status": "delivered", "timestamp": at, "recipient_id": "5511987650001" });
    let metadata = json!({ "display_phone_number": "551140001234", "phone_number_id": number.phone_number_id });
    let value = json!({ "messaging_product": "whatsapp", "metadata": metadata, "statuses": [status] });
    let entry = json!({ "id": shown["wabaId"], "changes": [{ "field": "messages", "value": value }] });
    let body = json!({ "object": "whatsapp_business_account", "entry": [entry] }).to_string();
    let call = app.call("POST", "/webhook/whatsapp").header("x-hub-signature-256", &sign(APP_SECRET, body.as_bytes()));
    call.bytes("application/json", body).send().await.is(200);
    let lease = app.projector_lease().await;
    assert_eq!(inbound::pass(&app.engine, &lease).await.expect("a pass"), 1);
    app.give_back(lease).await;
}

/// How many times people were told that the number changed.
async fn told(app: &TestApp) -> i64 {
    count(app, "outbox WHERE kind = 'number:updated'").await
}

both_engines! {
    async fn what_meta_tells_of_a_number_is_asked_for_and_kept(app: TestApp) {
        at_meta(&app, json!({ "quality_rating": "YELLOW", "business_verification_status": "not_verified" })).await;
        let shop = app.tenant("shop").await;
        let number = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        let path = format!("{}/health", path_of("numbers", &number));
        let before = shop.get(&path).await.expect(200);
        assert_eq!((&before["state"], &before["checkedAt"]), (&"unknown".into(), &Json::Null));
        assert_eq!(fact(&before, "quality"), ("none", "unknown"));

        let asked = shop.post(&format!("{path}/refresh"), json!({})).await.expect(200);
        assert_eq!(asked["state"], "attention");
        assert_eq!(fact(&asked, "quality"), ("YELLOW", "attention"));
        assert_eq!(fact(&asked, "businessVerification"), ("not_verified", "attention"));
        assert_eq!(fact(&asked, "messagingLimit"), ("TIER_UNLIMITED", "ok"));
        assert_eq!(fact(&asked, "throughput"), ("STANDARD", "ok"));
        assert_eq!(fact(&asked, "sending"), ("AVAILABLE", "ok"));
        assert_eq!(shop.get(&path).await.expect(200), asked);
        assert_eq!(count(&app, "audit_log WHERE action = 'number.checked'").await, 1);
        assert_eq!(count(&app, "graph_exchanges WHERE exchange LIKE '%EAAG%'").await, 0);

        let agent = shop.person("rui", Role::Agent).await;
        assert_eq!(agent.get(&path).await.expect(200), asked);
        agent.post(&format!("{path}/refresh"), json!({})).await.refused(403, "forbidden");
    }

    async fn meta_is_asked_once_an_hour_and_what_it_told_outlives_a_refusal(app: TestApp) {
        at_meta(&app, json!({})).await;
        let shop = app.tenant("shop").await;
        let number = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        let path = format!("{}/health", path_of("numbers", &number));
        let reader = shop.key(&["numbers:read"]).await;
        let end = CancellationToken::new();
        for _ in 0..2 {
            refresh_due(&app.engine, &end).await.expect("asked");
            assert_eq!(count(&app, "graph_exchanges WHERE operation = 'account.read'").await, 1);
        }
        assert_eq!(reader.get(&path).await.expect(200)["state"], "ok");

        app.clock.advance(Duration::from_mins(61));
        let renewed = json!({ "waba_id": "102290129340398", "phone_number_id": "1065",
            "display_phone_number": "+55 11 4000-1234", "token": "another-token" });
        app.simulate("POST", "/_sim/numbers", &renewed).await;
        refresh_due(&app.engine, &end).await.expect("asked");
        let health = reader.get(&path).await.expect(200);
        assert_eq!((&health["state"], &health["failure"]), (&"attention".into(), &"graph:190".into()));
        assert_eq!(fact(&health, "quality"), ("GREEN", "ok"));
    }

    async fn a_number_whose_webhooks_do_not_come_is_silent_until_one_comes(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1065").await;
        let ana = number.customer("Ana", "5511987650001").await;
        let path = format!("/api/v1/numbers/{}/health", number.id);
        let reader = shop.key(&["numbers:read"]).await;
        app.clock.advance(Duration::from_mins(1));
        shop.post("/api/v1/messages/send", ana.text("Bom dia")).await.expect(202);
        app.run_lanes().await;
        let wamid = app.ledger().await[0]["wamid"].as_str().expect("taken").to_owned();

        app.clock.advance(Duration::from_mins(14));
        look(&app.engine).await.expect("a look");
        assert_eq!(reader.get(&path).await.expect(200)["silentSince"], Json::Null);
        let before = told(&app).await;
        app.clock.advance(Duration::from_mins(2));
        for _ in 0..2 {
            look(&app.engine).await.expect("a look");
            let health = reader.get(&path).await.expect(200);
            assert_eq!((&health["state"], health["silentSince"].is_string()), (&"problem".into(), true));
            assert_eq!(told(&app).await, before + 1);
        }

        delivered(&app, &reader, &number, &wamid).await;
        for _ in 0..2 {
            look(&app.engine).await.expect("a look");
            assert_eq!(reader.get(&path).await.expect(200)["silentSince"], Json::Null);
        }
        assert_eq!(count(&app, "outbox WHERE kind = 'number:updated'").await, before + 2);
    }

    async fn a_number_that_sends_nothing_is_not_silent(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1065").await;
        let reader = shop.key(&["numbers:read"]).await;
        app.clock.advance(Duration::from_hours(30));
        look(&app.engine).await.expect("a look");
        let health = reader.get(&format!("/api/v1/numbers/{}/health", number.id)).await.expect(200);
        assert_eq!((&health["state"], &health["silentSince"]), (&"unknown".into(), &Json::Null));
    }
}
