//! Each way in which Meta or the wire can fail, and what becomes of the message.

use std::time::Duration;

use recado_engine::sending::Lane;
use recado_it::{Someone, TestApp, TestNumber, both_engines};
use serde_json::{Value as Json, json};

use super::{fault, message, send, status, wait};

/// Longer than the simulator needs, shorter than a test should take.
const IMPATIENT: Duration = Duration::from_millis(700);

/// What a lane sends before it has seen five outcomes that nobody knows: two turns' worth at 80 a second.
const FIRST_TURNS: usize = 8;
/// Probes of ten minutes: after 5, 5, 10, 20 and 40 seconds, then each minute.
const PROBES: usize = 13;

/// Messages to so many people; their ids.
async fn sends(who: &Someone, number: &TestNumber, many: usize) -> Vec<String> {
    let mut ids = Vec::new();
    for n in 0..many {
        let customer = number.customer("Ana", &format!("55119987654{n:02}")).await;
        ids.push(send(who, customer.text("Oi")).await);
    }
    ids
}

/// How many of the messages have this status.
async fn count(who: &Someone, ids: &[String], wanted: &str) -> usize {
    let mut found = 0;
    for id in ids {
        found += usize::from(status(who, id).await == wanted);
    }
    found
}

/// One turn of a lane after so many seconds, with its outcomes.
async fn turn(app: &TestApp, lane: &mut Lane, seconds: u64) {
    wait(app, seconds);
    lane.step().await.expect("a step");
    lane.settle().await.expect("outcomes are recorded");
}

both_engines! {
    async fn what_nobody_can_know_stays_unknown_and_is_not_repeated(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let shop = shop.key(&["*"]).await;
        let node = app.impatient_node(IMPATIENT).await;
        let faults = [
            ("http_500_html", "unknown: not_graph", 0), ("truncated_json", "unknown: interrupted", 0), ("hang", "unknown: timed_out", 0),
            ("reset", "unknown: interrupted", 0), ("accept_then_hang", "unknown: timed_out", 1),
            ("accept_then_reset", "unknown: interrupted", 1), ("accept_then_500_html", "unknown: not_graph", 1),
            ("accept_without_wamid", "unknown: incomplete", 1), ("reject_then_hang", "unknown: timed_out", 0),
        ];
        let mut taken = 0;
        for (n, (name, outcome, takes)) in faults.into_iter().enumerate() {
            let customer = number.customer("Ana", &format!("55119987654{n:02}")).await;
            fault(&app, name, json!({ "times": 1 })).await;
            let id = send(&shop, customer.text("Oi")).await;
            app.run_lanes_of(&node).await;
            taken += takes;
            let shown = message(&shop, &id).await;
            assert_eq!((shown["status"].as_str(), &shown["attempts"][0]["outcome"]), (Some("sending"), &json!(outcome)), "{name}");
            wait(&app, 60);
            app.run_lanes_of(&node).await;
            assert_eq!((app.taken().await, message(&shop, &id).await["attempts"][1].is_null()), (taken, true), "{name}");
        }
    }

    async fn ten_minutes_of_outage_cost_a_few_probes_and_the_rest_goes_afterwards(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let ids = sends(&shop, &number, 40).await;
        fault(&app, "reset", json!({})).await;
        let mut lane = number.lane().await;
        for _ in 0..120 {
            turn(&app, &mut lane, 5).await;
        }
        let (taken, queued) = (app.taken().await, count(&shop, &ids, "queued").await);
        assert_eq!((taken, queued), (0, 40 - FIRST_TURNS - PROBES));
        app.simulate("DELETE", "/_sim/faults", &Json::Null).await;
        turn(&app, &mut lane, 60).await;
        assert_eq!(app.taken().await, 1, "a probe first");
        app.run_lane(lane).await;
        assert_eq!((app.taken().await, count(&shop, &ids, "accepted").await), (queued, queued));
    }

    async fn a_refusal_that_passes_is_tried_three_times(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let shop = shop.key(&["*"]).await;
        for (n, code) in [1, 2, 131_000, 131_016].into_iter().enumerate() {
            let customer = number.customer("Ana", &format!("55119987654{n:02}")).await;
            fault(&app, "error", json!({ "code": code, "times": 2 })).await;
            let id = send(&shop, customer.text("Oi")).await;
            app.run_lanes().await;
            assert_eq!(message(&shop, &id).await["status"], "queued", "{code}");
            for _ in 0..2 {
                wait(&app, 75);
                app.run_lanes().await;
            }
            let shown = message(&shop, &id).await;
            assert_eq!((&shown["status"], &shown["attempts"][1]["graphCode"]), (&json!("accepted"), &json!(code)), "{code}");
        }
        let customer = number.customer("Bia", "5511998765499").await;
        fault(&app, "error", json!({ "code": 131_000, "times": 3 })).await;
        let id = send(&shop, customer.text("Oi")).await;
        for _ in 0..4 {
            app.run_lanes().await;
            wait(&app, 75);
        }
        let shown = message(&shop, &id).await;
        assert_eq!((&shown["status"], shown["attempts"].as_array().map(Vec::len)), (&json!("failed"), Some(3)));
    }

    async fn refusals_for_speed_slow_down_and_lose_nothing(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let shop = shop.key(&["*"]).await;
        for code in [130_429, 80_007, 4, 131_056] {
            fault(&app, "error", json!({ "code": code, "times": 1 })).await;
            let customer = number.customer("Ana", &format!("55{code:011}")).await;
            let id = send(&shop, customer.text("Oi")).await;
            app.run_lanes().await;
            assert_eq!(message(&shop, &id).await["status"], "queued", "{code}");
            wait(&app, 7);
            app.run_lanes().await;
            let shown = message(&shop, &id).await;
            assert_eq!((&shown["status"], shown["attempts"].as_array().map(Vec::len)), (&json!("accepted"), Some(2)), "{code}");
        }
    }

    async fn a_refusal_for_good_fails_with_its_remedy(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let shop = shop.key(&["*"]).await;
        for (n, code) in [100, 131_026, 131_047, 131_050, 132_001].into_iter().enumerate() {
            fault(&app, "error", json!({ "code": code, "times": 1 })).await;
            let customer = number.customer("Ana", &format!("55119987654{n:02}")).await;
            let id = send(&shop, customer.text("Oi")).await;
            app.run_lanes().await;
            let shown = message(&shop, &id).await;
            assert_eq!((&shown["status"], &shown["error"]["code"]), (&json!("failed"), &json!(code)));
            assert!(shown["statusTimes"]["failed"].is_string());
        }
        assert_eq!(app.taken().await, 0);
    }

    async fn an_answer_that_drips_past_the_deadline_is_unknown(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let shop = shop.key(&["*"]).await;
        let node = app.impatient_node(IMPATIENT).await;
        fault(&app, "slow_drip", json!({ "times": 1 })).await;
        let id = send(&shop, ana.text("Oi")).await;
        app.run_lanes_of(&node).await;
        assert_eq!(message(&shop, &id).await["attempts"][0]["outcome"], "unknown: timed_out");
    }

    async fn nobody_listening_is_tried_again_and_not_unknown(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let shop = shop.key(&["*"]).await;
        let id = send(&shop, ana.text("Oi")).await;
        let lost = app.lost_node("http://127.0.0.1:9").await;
        for _ in 0..3 {
            app.run_lanes_of(&lost).await;
            wait(&app, 10);
        }
        let shown = message(&shop, &id).await;
        assert_eq!((&shown["status"], &shown["attempts"][2]["state"]), (&json!("queued"), &json!("not_sent")));
        app.run_lanes().await;
        assert_eq!(message(&shop, &id).await["status"], "accepted");
    }
}
