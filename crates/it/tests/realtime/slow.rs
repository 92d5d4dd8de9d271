//! A client that does not read.

use recado_domain::ContactId;
use recado_engine::{
    events::{Event, emit},
    view::ContactView,
};
use recado_it::{TestApp, TestTenant, both_engines};
use recado_storage::Scope;
use serde_json::json;

use super::{Live, caught_up, seq};

/// More events than the queue and the buffers of both ends hold.
const MANY: i64 = 900;

/// Writes events of some size, as projection does: many in one transaction.
async fn flood(app: &TestApp, shop: &TestTenant) {
    let contact = ContactView {
        id: ContactId::from_uuid(app.engine.fresh_id()),
        name: "x".repeat(16 * 1024),
        phone: None,
        username: None,
        email: None,
        company: None,
        tag_ids: Vec::new(),
        identities: Vec::new(),
        blocked_at: None,
        created_at: app.engine.now(),
        last_activity_at: None,
    };
    for _ in 0..MANY / 50 {
        let mut tx = app.engine.db.write(Scope::Tenant(shop.tenant)).await.expect("a write");
        let events = (0..50).map(|_| Event::contact_updated(&contact)).collect();
        emit(&app.engine, &mut tx.tenant(), events).await.expect("written");
        tx.commit().await.expect("committed");
        app.engine.wake.events();
    }
}

/// Waits until the node has handed out the event of this number.
async fn handed_out(live: &Live, shop: &TestTenant, number: i64) {
    while live.connect(shop).await.1["seq"] != json!(number) {
        tokio::task::yield_now().await;
    }
}

both_engines! {
    async fn a_slow_client_loses_its_place_not_its_events(app: TestApp) {
        let shop = app.tenant("shop").await;
        let live = Live::start(&app).await;
        let mut slow = live.served.connect_slowly(json!({ "token": shop.token })).await;
        flood(&app, &shop).await;
        let last = MANY;
        handed_out(&live, &shop, last).await;
        let mut heard = 0;
        let after = loop {
            let (name, event) = slow.next().await.expect("an event");
            match name.as_str() {
                "resync" => break event["after"].as_i64().expect("a place"),
                "contact:updated" => heard = seq(&event),
                _ => {}
            }
        };
        assert_eq!(after, heard, "the order names the last event that was sent");
        assert!(after < last, "{after} of {last}");
        let (missed, end) = caught_up(&shop, after, 200).await;
        assert_eq!((missed.first().map(seq), missed.last().map(seq), end), (Some(after + 1), Some(last), last));
        shop.post("/api/v1/contacts", json!({ "name": "Zé" })).await.is(201);
        let next = slow.numbered().await;
        assert_eq!((seq(&next), &next["prev"]), (last + 1, &json!(last)), "a client that ignored the order would notice");
    }
}
