//! A holder whose lease was stolen between what it took and what it writes: nothing it writes counts.

use recado_engine::{inbound, relay};
use recado_graph::signature;
use recado_it::{APP_SECRET, TestApp, both_engines, counted::counted};
use recado_storage::DbError;
use serde_json::json;

/// Somebody else takes the lease, as after a pause of ours that was longer than it.
async fn steal(app: &TestApp, name: &str) {
    app.database.run(&format!("UPDATE leases SET fence = fence + 1, holder = 'thief' WHERE name = '{name}'")).await;
}

fn refused(lease: &str) -> u64 {
    counted(&format!("recado_stale_writes_total lease={lease}"))
}

async fn count(app: &TestApp, rows: &str) -> i64 {
    app.database.number(&format!("SELECT COUNT(*) FROM {rows}")).await
}

/// A customer's text comes in.
async fn receive(app: &TestApp, phone_number_id: &str) {
    let message = json!({ "from": "5511998765432", "id": "wamid.stale", "timestamp": "1795320000", "type": "text", "text": { "body": "Oi" } });
    let value = json!({ "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": "551130000000", "phone_number_id": phone_number_id }, "messages": [message] });
    let body = json!({ "object": "whatsapp_business_account",
        "entry": [{ "id": "1", "changes": [{ "field": "messages", "value": value }] }] })
    .to_string()
    .into_bytes();
    let header = signature::sign(APP_SECRET, &body);
    let call = app.call("POST", "/webhook/whatsapp").header("x-hub-signature-256", &header);
    call.bytes("application/json", body).send().await.is(200);
}

both_engines! {
    async fn a_lane_records_no_outcome_and_nothing_is_sent_twice(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let ana = number.customer("Ana", "5511998765432").await;
        let id = shop.post("/api/v1/messages/send", ana.text("Oi")).await.expect(202)["id"].clone();
        let before = refused("lane");
        let mut lane = number.lane().await;
        app.clock.advance(std::time::Duration::from_secs(1));
        assert_eq!(lane.step().await.expect("claimed and written").sent, 1);
        steal(&app, &format!("lane:{}", number.id)).await;
        assert!(matches!(lane.settle().await, Err(DbError::Stale(_))), "the outcome is not recorded");
        assert_eq!(refused("lane"), before + 1);
        assert_eq!(app.taken().await, 1, "Meta has it");
        assert_eq!(count(&app, "message_attempts WHERE state = 'in_flight' AND ended_at IS NULL").await, 1, "0 rows changed");
        assert_eq!(count(&app, "messages WHERE sending = 'in_flight' AND wamid IS NULL").await, 1);
        drop(lane);

        app.clock.advance(std::time::Duration::from_hours(1));
        app.run_lanes().await;
        app.run_lanes().await;
        assert_eq!(app.taken().await, 1, "who takes over does not send what may have gone");
        let shop = app.sign_in(&shop.owner.email).await; // an hour later
        let shown = shop.get(&format!("/api/v1/messages/{}", id.as_str().expect("an id"))).await.expect(200);
        assert_eq!(shown["attempts"][0]["state"], "unknown");
        assert_eq!(shown["attempts"].as_array().map(Vec::len), Some(1));
    }

    async fn a_projector_leaves_the_log_to_its_successor(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let lease = app.projector_lease().await;
        receive(&app, &number.phone_number_id).await;
        let before = refused("projector");
        steal(&app, inbound::LEASE).await;
        assert!(matches!(inbound::pass(&app.engine, &lease).await, Err(DbError::Stale(_))));
        assert!(refused("projector") > before);
        assert_eq!(count(&app, "inbound_events WHERE projected_at IS NULL").await, 1, "0 rows changed");
        for rows in ["contacts", "messages", "inbound_changes", "outbox", "quarantine"] {
            assert_eq!(count(&app, rows).await, 0, "{rows}");
        }
        app.database.run("UPDATE leases SET until = 0").await;
        let lease = app.projector_lease().await;
        assert_eq!(inbound::pass(&app.engine, &lease).await.expect("projected"), 1);
        assert_eq!(count(&app, "messages").await, 1, "the successor has the one effect");
    }

    async fn a_relay_numbers_nothing(app: TestApp) {
        let shop = app.tenant("shop").await;
        let lease = app.lease(relay::LEASE).await;
        shop.post("/api/v1/contacts", json!({ "name": "Zé" })).await.is(201);
        let before = refused("relay");
        steal(&app, relay::LEASE).await;
        assert!(matches!(relay::number_batch(&app.engine, &lease).await, Err(DbError::Stale(_))));
        assert_eq!(refused("relay"), before + 1);
        assert_eq!(count(&app, "outbox WHERE pos IS NOT NULL").await, 0, "0 rows changed");
        app.database.run("UPDATE leases SET until = 0").await;
        app.number_events().await;
        assert_eq!(count(&app, "outbox WHERE pos = 1").await, 1);
    }
}
