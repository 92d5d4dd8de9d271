//! Lanes whose database fails them while something is on the wire: nothing is sent twice, nothing is forgotten.

use recado_it::{TestApp, both_engines};
use serde_json::json;

use super::{message, send, wait};

/// Takes a table away, as a database that cannot do its work for a while; a second call brings it back.
async fn toggle(app: &TestApp, table: &str, away: bool) {
    let aside = format!("{table}_aside");
    let (from, to) = if away { (table, aside.as_str()) } else { (aside.as_str(), table) };
    app.database.run(&format!("ALTER TABLE {from} RENAME TO {to}")).await;
}

/// Refuses attempts that were accepted, as a row that does not fit.
async fn refuse_accepted(app: &TestApp) {
    let sql = if app.engine.db.engine_name() == "sqlite" {
        "CREATE TRIGGER refuse BEFORE UPDATE ON message_attempts WHEN NEW.wamid IS NOT NULL
            BEGIN SELECT RAISE(ABORT, 'does not fit'); END"
    } else {
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'does not fit' USING ERRCODE = '23514'; END $$;
         CREATE TRIGGER refuse BEFORE UPDATE ON message_attempts FOR EACH ROW WHEN (NEW.wamid IS NOT NULL)
            EXECUTE FUNCTION refuse()"
    };
    app.database.run(sql).await;
}

both_engines! {
    async fn an_outcome_that_cannot_be_written_now_is_written_later(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let ana = number.customer("Ana", "5511998765432").await;
        let id = send(&shop, ana.text("Oi")).await;
        let mut lane = number.lane().await;
        wait(&app, 1);
        assert_eq!(lane.step().await.expect("a step").sent, 1);
        toggle(&app, "message_attempts", true).await;
        assert!(lane.settle().await.is_err(), "the outcome cannot be recorded");
        assert!(lane.step().await.is_err(), "nothing can be claimed");
        toggle(&app, "message_attempts", false).await;
        app.run_lane(lane).await;
        let shown = message(&shop, &id).await;
        assert_eq!((app.taken().await, &shown["status"]), (1, &json!("accepted")), "{shown}");
    }

    async fn an_outcome_that_never_fits_is_unknown_and_not_sent_again(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let (ana, bia) = (number.customer("Ana", "5511998765432").await, number.customer("Bia", "5511998765433").await);
        let id = send(&shop, ana.text("Oi")).await;
        refuse_accepted(&app).await;
        let mut lane = number.lane().await;
        wait(&app, 1);
        assert_eq!(lane.step().await.expect("a step").sent, 1);
        lane.settle().await.expect("the rest goes on");
        send(&shop, bia.text("Oi")).await;
        app.run_lane(lane).await;
        let shown = message(&shop, &id).await;
        assert_eq!((&shown["status"], &shown["attempts"][0]["state"]), (&json!("sending"), &json!("unknown")));
        assert_eq!((shown["attempts"].as_array().map(Vec::len), app.taken().await), (Some(1), 2), "{shown}");
    }

    async fn what_was_claimed_goes_out_although_nothing_can_be_recorded(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let (ana, bia) = (number.customer("Ana", "5511998765432").await, number.customer("Bia", "5511998765433").await);
        let first = send(&shop, ana.text("Oi")).await;
        let mut lane = number.lane().await;
        wait(&app, 1);
        assert_eq!(lane.step().await.expect("a step").sent, 1);
        // Recording looks for parked statuses; claiming does not.
        toggle(&app, "message_statuses", true).await;
        assert!(lane.settle().await.is_err(), "the outcome cannot be recorded");
        let second = send(&shop, bia.text("Oi")).await;
        wait(&app, 1);
        assert!(lane.step().await.is_err(), "it still cannot");
        toggle(&app, "message_statuses", false).await;
        app.run_lane(lane).await;
        for id in [first, second] {
            let shown = message(&shop, &id).await;
            assert_eq!((&shown["status"], shown["attempts"].as_array().map(Vec::len)), (&json!("accepted"), Some(1)));
        }
        assert_eq!(app.taken().await, 2);
    }

    async fn one_person_with_a_long_queue_does_not_hide_the_others(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let (ana, bia) = (number.customer("Ana", "5511998765432").await, number.customer("Bia", "5511998765433").await);
        for n in 0..300 {
            send(&shop, ana.text(&format!("{n}"))).await;
        }
        let last = send(&shop, bia.text("Oi")).await;
        let mut lane = number.lane().await;
        wait(&app, 1);
        assert_eq!(lane.step().await.expect("a step").sent, 1, "the first to Ana");
        wait(&app, 1);
        assert_eq!(lane.step().await.expect("a step").sent, 1, "299 to Ana wait for the first; Bia does not");
        assert_eq!(message(&shop, &last).await["status"], "sending");
        lane.settle().await.expect("outcomes are recorded");
    }
}
