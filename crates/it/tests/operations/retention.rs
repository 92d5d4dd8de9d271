//! What Meta sent goes when its time is over, and what it led to stays. What waits for something is never deleted.

use std::time::Duration;

use recado_engine::upkeep::look_after;
use recado_it::{TestApp, both_engines};

use serde_json::json;

use crate::webhooks::{post, shop};

const DAY: Duration = Duration::from_hours(24);
const NUMBER: &str = "106540352242922";

async fn count(app: &TestApp, rows: &str) -> i64 {
    app.database.number(&format!("SELECT COUNT(*) FROM {rows}")).await
}

/// How many deliveries, changes, quarantined changes and calls to Meta are kept.
async fn kept(app: &TestApp) -> [i64; 4] {
    let tables = ["inbound_events", "inbound_changes", "quarantine", "graph_exchanges"];
    let mut kept = [0; 4];
    for (count_of, table) in kept.iter_mut().zip(tables) {
        *count_of = count(app, table).await;
    }
    kept
}

both_engines! {
    async fn what_meta_sent_goes_after_a_year_and_what_it_led_to_stays(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number(NUMBER).await;
        let bank = app.tenant("bank").await;
        bank.number("206540352242922").await;
        for (n, to) in [NUMBER, "206540352242922", "nobody's"].into_iter().enumerate() {
            let body = shop::webhook(to, &[shop::text("5511998765432", &format!("wamid.{n}"), "Oi")]).to_string();
            post(&app, "/webhook/whatsapp", body).await.is(200);
        }
        shop::project(&app).await;
        shop.post(&format!("/api/v1/numbers/{}/check", number.id), json!({})).await.is(200);
        let before = kept(&app).await;
        assert!(before[3] > 0, "the check asked Meta: {before:?}");
        assert_eq!(before[..3], [3, 2, 1]);

        app.clock.advance(364 * DAY);
        look_after(&app.engine).await.expect("looked after");
        assert_eq!(kept(&app).await, before, "not yet");
        let late = shop::webhook(NUMBER, &[shop::text("5511998765432", "wamid.late", "Oi")]).to_string();
        post(&app, "/webhook/whatsapp", late).await.is(200);
        app.clock.advance(2 * DAY);
        look_after(&app.engine).await.expect("looked after");
        assert_eq!(kept(&app).await, [1, 0, 1, 0], "the one of yesterday, and what is in quarantine");
        assert_eq!(count(&app, "messages").await, 2, "what they led to");
        assert_eq!(count(&app, "contacts").await, 2);

        app.clock.advance(400 * DAY);
        look_after(&app.engine).await.expect("looked after");
        assert_eq!(kept(&app).await[0], 1, "what had no effect yet waits, however long");
        shop::project(&app).await;
        look_after(&app.engine).await.expect("looked after");
        assert_eq!(kept(&app).await, [0, 0, 1, 0]);
        assert_eq!(count(&app, "messages").await, 3);
    }

    async fn more_than_a_piece_goes_in_pieces(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.number(NUMBER).await;
        let said: Vec<_> = (0..1_200).map(|n| shop::text("5511998765432", &format!("wamid.{n}"), "Oi")).collect();
        for some in said.chunks(1) {
            let body = shop::webhook(NUMBER, some).to_string();
            post(&app, "/webhook/whatsapp", body).await.is(200);
        }
        shop::project(&app).await;
        assert_eq!(count(&app, "inbound_changes").await, 1_200);
        app.clock.advance(366 * DAY);
        look_after(&app.engine).await.expect("looked after");
        assert_eq!(kept(&app).await, [0; 4]);
    }
}
