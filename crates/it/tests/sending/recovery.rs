//! Lanes that are lost, and what they leave behind.

use recado_engine::sending::Lane;
use recado_it::{TestApp, both_engines};
use recado_storage::DbError;
use serde_json::json;

use super::{fault, message, send, wait};

both_engines! {
    async fn what_a_lost_lane_had_on_the_wire_is_unknown(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let (ana, bia) = (number.customer("Ana", "5511998765432").await, number.customer("Bia", "5511998765433").await);
        fault(&app, "accept_then_hang", json!({ "times": 1 })).await;
        let id = send(&shop, ana.text("Oi")).await;
        let mut lost = number.lane().await;
        wait(&app, 1);
        assert_eq!(lost.step().await.expect("as the test set it up").sent, 1);
        while app.taken().await == 0 {}
        drop(lost);
        let waiting = send(&shop, bia.text("Oi")).await;
        assert_eq!(message(&shop, &id).await["attempts"][0]["state"], "in_flight");

        wait(&app, 16);
        app.run_lanes().await;
        let shown = message(&shop, &id).await;
        assert_eq!((&shown["status"], &shown["attempts"][0]["state"]), (&json!("sending"), &json!("unknown")));
        assert_eq!(shown["attempts"].as_array().map(Vec::len), Some(1), "it is not sent again");
        assert_eq!(message(&shop, &waiting).await["status"], "accepted", "everything else goes on");
    }

    async fn a_lane_that_was_taken_over_changes_nothing_any_more(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let (ana, bia) = (number.customer("Ana", "5511998765432").await, number.customer("Bia", "5511998765433").await);
        let id = send(&shop, ana.text("Oi")).await;
        let mut stale = number.lane().await;
        wait(&app, 1);
        assert_eq!(stale.step().await.expect("as the test set it up").sent, 1);
        wait(&app, 16);
        app.run_lanes().await;
        let before = message(&shop, &id).await;
        assert_eq!(before["attempts"][0]["state"], "unknown");

        let waiting = send(&shop, bia.text("Oi")).await;
        assert!(matches!(stale.settle().await, Err(DbError::Stale(_))), "its outcome is not recorded");
        assert!(matches!(stale.step().await, Err(DbError::Stale(_))), "it claims nothing");
        assert_eq!(message(&shop, &id).await, before);
        assert_eq!(message(&shop, &waiting).await["status"], "queued");
    }

    async fn a_number_has_one_lane_at_a_time(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let lane = number.lane().await;
        assert!(Lane::open(&app.engine, number.key, "second").await.expect("as the test set it up").is_none());
        lane.close().await.expect("as the test set it up");
        assert!(Lane::open(&app.engine, number.key, "second").await.expect("as the test set it up").is_some());
    }
}
