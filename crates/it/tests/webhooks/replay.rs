//! Deliveries of the past are applied again: what was lost comes back, what is there stays as it is.

use std::time::Duration;

use recado_domain::TenantId;
use recado_engine::inbound::{ReplayOrder, Replayed, replay};
use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{
    post,
    shop::{count, cure, poison, project, status, text, webhook},
};

const NUMBER: &str = "106540352242922";
const ANA: &str = "5511998765432";

async fn receive(app: &TestApp, number: &str, values: &[Json]) {
    post(app, "/webhook/whatsapp", webhook(number, values).to_string()).await.is(200);
    project(app).await;
}

/// The last two hours of a tenant.
fn order(app: &TestApp, tenant: TenantId) -> ReplayOrder {
    let now = app.engine.now();
    let (from, to) = (now.minus(Duration::from_hours(2)), now.plus(Duration::from_secs(1)));
    ReplayOrder { tenant, number: None, from, to, is_dry: false }
}

async fn again(app: &TestApp, order: ReplayOrder) -> [u64; 4] {
    let Replayed { events, applied, known, failing } = replay(&app.engine, order).await.expect("a replay");
    [events, applied, known, failing]
}

/// Everything that a second effect would show in.
async fn effects(app: &TestApp) -> Vec<i64> {
    let mut counts = Vec::new();
    for table in ["contacts", "conversations", "messages", "message_statuses", "inbound_changes", "outbox"] {
        counts.push(count(app, table).await);
    }
    counts.push(app.database.number("SELECT CAST(SUM(unread_count) AS BIGINT) FROM conversations").await);
    counts
}

both_engines! {
    async fn what_was_projected_has_no_second_effect(app: TestApp) {
        let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
        let number = shop.number(NUMBER).await;
        other.number("2002").await;
        receive(&app, NUMBER, &[text(ANA, "wamid.1", "Oi"), text(ANA, "wamid.2", "Tudo bem?")]).await;
        receive(&app, NUMBER, &[status("wamid.x", "sent", 1_795_000_000)]).await;
        receive(&app, "2002", &[text(ANA, "wamid.3", "Oi")]).await;
        let before = effects(&app).await;
        let dry = ReplayOrder { is_dry: true, ..order(&app, shop.tenant) };
        assert_eq!(again(&app, dry).await, [3, 0, 3, 0]);
        assert_eq!(again(&app, order(&app, shop.tenant)).await, [3, 0, 3, 0]);
        let narrow = ReplayOrder { number: Some(number.key.number_id), ..order(&app, other.tenant) };
        assert_eq!(again(&app, narrow).await, [3, 0, 0, 0], "another tenant's number");
        assert_eq!(effects(&app).await, before);
        assert_eq!(count(&app, "audit_log WHERE action = 'inbound.replayed'").await, 2);
    }

    async fn what_was_lost_or_stands_in_quarantine_is_made_good(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.number(NUMBER).await;
        poison(&app).await;
        receive(&app, NUMBER, &[text(ANA, "wamid.1", "poison"), text(ANA, "wamid.2", "Oi")]).await;
        assert_eq!(again(&app, order(&app, shop.tenant)).await, [1, 0, 1, 1]);
        cure(&app).await;
        let dry = ReplayOrder { is_dry: true, ..order(&app, shop.tenant) };
        assert_eq!(again(&app, dry).await, [1, 1, 1, 0]);
        assert_eq!(again(&app, order(&app, shop.tenant)).await, [1, 1, 1, 0]);
        assert_eq!(count(&app, "messages").await, 2);
        assert_eq!(count(&app, "quarantine WHERE resolved_at IS NULL").await, 0);
        app.database.run("DELETE FROM inbound_changes WHERE idx = 0").await;
        assert_eq!(again(&app, order(&app, shop.tenant)).await, [1, 1, 1, 0], "its line in the log was lost");
        assert_eq!(count(&app, "messages").await, 2);
        assert_eq!(again(&app, order(&app, shop.tenant)).await, [1, 0, 2, 0]);
    }

    async fn a_replay_answers_nobody(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.number(NUMBER).await;
        let away = json!({
            "enabled": true, "text": "Voltamos amanhã", "hours": [{ "days": ["wed"], "from": "09:00", "to": "09:05" }],
            "holidays": []
        });
        shop.post("/api/v1/away-messages", away).await.expect(201);
        poison(&app).await;
        let at = app.engine.now().secs().to_string();
        let said = |wamid: &str, body: &str| json!({
            "contacts": [{ "profile": { "name": "Ana" }, "wa_id": ANA }],
            "messages": [{ "from": ANA, "id": wamid, "timestamp": at, "type": "text", "text": { "body": body } }]
        });
        receive(&app, NUMBER, &[said("wamid.1", "poison")]).await;
        cure(&app).await;
        assert_eq!(again(&app, order(&app, shop.tenant)).await, [1, 1, 0, 0]);
        assert_eq!(count(&app, "messages WHERE source = 'automation'").await, 0, "it came just now, and is a replay");
        receive(&app, NUMBER, &[said("wamid.2", "Oi")]).await;
        assert_eq!(count(&app, "messages WHERE source = 'automation'").await, 1, "else it would have been answered");
    }
}
