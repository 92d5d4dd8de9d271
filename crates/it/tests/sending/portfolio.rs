//! The portfolio's messaging limit: how many people its numbers may write to first in 24 hours.

use futures_util::future::join_all;
use recado_it::{Someone, TestApp, TestNumber, TestTenant, both_engines};
use serde_json::{Value as Json, json};

use super::{fault, send, status, wait};

const DAY: u64 = 86_400;

/// Sets the limit at Meta and asks for it.
async fn limit(shop: &TestTenant, number: &TestNumber, tier: &str) -> Json {
    let known = json!({ "waba_id": "102290129340398", "phone_number_id": number.phone_number_id,
        "display_phone_number": "+55 11 4000-1234", "throughput": 80, "token": recado_it::TOKEN,
        "facts": { "whatsapp_business_manager_messaging_limit": tier } });
    shop.owner.app().simulate("POST", "/_sim/numbers", &known).await;
    let path = format!("/api/v1/numbers/{}/health/refresh", number.id);
    shop.post(&path, json!({})).await.expect(200)["messagingLimitUse"].clone()
}

/// What the number's page shows of it.
async fn used(reader: &Someone, number: &TestNumber) -> Json {
    reader.get(&format!("/api/v1/numbers/{}/health", number.id)).await.expect(200)["messagingLimitUse"].clone()
}

/// Queues a template for the nth stranger; its id.
async fn greet(key: &Someone, number: &TestNumber, n: u32) -> String {
    let body = json!({ "numberId": number.id, "to": format!("+551199876550{n}"), "templateName": "hello_world",
        "language": "pt_BR" });
    let message = key.post("/api/v1/messages/template", body).await.expect(202);
    message["id"].as_str().expect("an id").to_owned()
}

/// To whom Meta was asked to send, first to last.
async fn sent_to(app: &TestApp) -> Vec<String> {
    let ledger = app.ledger().await;
    let last = |sent: &Json| sent["to"].as_str().expect("an address").chars().last().expect("a digit").to_string();
    ledger.iter().filter(|sent| sent["outcome"] == "accepted").map(last).collect()
}

both_engines! {
    async fn all_numbers_of_a_portfolio_share_its_limit_and_who_is_above_waits_a_day(app: TestApp) {
        let shop = app.tenant("shop").await;
        let numbers = [shop.number("1001").await, shop.number("1002").await];
        let key = shop.key(&["*"]).await;
        assert_eq!(limit(&shop, &numbers[0], "TIER_3").await, json!({ "people": 0, "limit": 3, "moreAt": null }));
        limit(&shop, &numbers[1], "TIER_3").await;
        for n in 0..3 {
            greet(&key, &numbers[0], n).await;
            app.run_lanes().await;
            wait(&app, 60);
        }
        let waiting = greet(&key, &numbers[1], 3).await;
        greet(&key, &numbers[0], 1).await; // who counts already may be written to again
        let ana = numbers[1].customer("Ana", "5511998765409").await;
        send(&shop, ana.text("Oi")).await;
        let template = json!({ "name": "hello_world", "language": { "code": "pt_BR" } });
        send(&shop, json!({ "conversationId": ana.conversation, "type": "template", "template": template })).await;
        app.run_lanes().await;
        wait(&app, 7);
        app.run_lanes().await;
        let mut all = sent_to(&app).await;
        all.sort();
        assert_eq!(all, ["0", "1", "1", "2", "9", "9"], "replies and templates in an open window are not counted");
        assert_eq!(status(&key, &waiting).await, "queued");
        let shown = used(&key, &numbers[1]).await;
        assert_eq!((&shown["people"], &shown["limit"]), (&json!(3), &json!(3)));
        assert!(shown["moreAt"].is_string(), "{shown}");

        wait(&app, DAY - 300);
        app.run_lanes().await;
        assert_eq!(status(&key, &waiting).await, "queued", "the first one's day is not over");
        wait(&app, 120);
        app.run_lanes().await;
        assert_eq!(status(&key, &waiting).await, "accepted");
        assert!(app.ledger().await.iter().all(|sent| sent["outcome"] == "accepted"), "Meta never had to refuse");
        let rows = app.database.number("SELECT COUNT(*) FROM portfolio_people").await;
        assert_eq!(app.database.number("SELECT used FROM portfolios").await, rows);
    }

    async fn a_higher_limit_lets_go_at_once_and_none_lets_everything_go(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let key = shop.key(&["messages:send"]).await;
        limit(&shop, &number, "TIER_1").await;
        for n in 0..6 {
            greet(&key, &number, n).await;
        }
        app.run_lanes().await;
        assert_eq!(app.taken().await, 1);
        limit(&shop, &number, "TIER_4").await;
        app.run_lanes().await;
        assert_eq!(app.taken().await, 4);
        limit(&shop, &number, "TIER_UNLIMITED").await;
        app.run_lanes().await;
        assert_eq!(app.taken().await, 6);
        assert_eq!(used(&shop, &number).await, json!({ "people": 6, "limit": null, "moreAt": null }));
    }

    async fn a_message_that_fails_gives_its_place_back(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let key = shop.key(&["messages:send"]).await;
        limit(&shop, &number, "TIER_1").await;
        fault(&app, "error", json!({ "code": 131_026, "times": 1 })).await;
        let refused = greet(&key, &number, 0).await;
        app.run_lanes().await;
        assert_eq!(status(&shop, &refused).await, "failed");
        assert_eq!(used(&shop, &number).await["people"], 0);
        let second = greet(&key, &number, 1).await;
        app.run_lanes().await;
        assert_eq!((status(&shop, &second).await.as_str(), used(&shop, &number).await["people"].clone()), ("accepted", json!(1)));
        let rows = app.database.number("SELECT COUNT(*) FROM portfolio_people").await;
        assert_eq!(app.database.number("SELECT used FROM portfolios").await, rows);
    }

    async fn companies_count_apart_and_upkeep_lets_people_go(app: TestApp) {
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        let (number, theirs) = (shop.number("1001").await, bank.number("2001").await);
        limit(&shop, &number, "TIER_1").await;
        limit(&bank, &theirs, "TIER_UNLIMITED").await;
        let keys = [shop.key(&["messages:send"]).await, bank.key(&["messages:send"]).await];
        for n in 0..2 {
            greet(&keys[0], &number, n).await;
            greet(&keys[1], &theirs, n).await;
        }
        app.run_lanes().await;
        assert_eq!((used(&shop, &number).await["people"].clone(), used(&bank, &theirs).await["people"].clone()), (json!(1), json!(2)));
        wait(&app, DAY + 3_600);
        recado_engine::upkeep::look_after(&app.engine).await.expect("upkeep");
        assert_eq!(app.database.number("SELECT COUNT(*) FROM portfolio_people").await, 0);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM portfolios WHERE used <> 0").await, 0);
    }

    async fn lanes_side_by_side_do_not_pass_the_limit_together(app: TestApp) {
        let shop = app.tenant("shop").await;
        let key = shop.key(&["messages:send"]).await;
        let mut numbers = Vec::new();
        for n in 0..4 {
            let number = shop.number(&format!("100{n}")).await;
            limit(&shop, &number, "TIER_7").await;
            numbers.push(number);
        }
        for (place, number) in numbers.iter().enumerate() {
            for n in 0..5 {
                let to = format!("+5511998765{place}{n}0");
                let body = json!({ "numberId": number.id, "to": to, "templateName": "hello_world", "language": "pt_BR" });
                key.post("/api/v1/messages/template", body).await.is(202);
            }
        }
        let lanes = join_all(numbers.iter().map(TestNumber::lane)).await;
        join_all(lanes.into_iter().map(|lane| app.run_lane(lane))).await;
        let ledger = app.ledger().await;
        assert_eq!((ledger.len(), app.taken().await), (7, 7), "seven went, and Meta had none to refuse");
        assert_eq!(app.database.number("SELECT used FROM portfolios").await, 7);
    }
}
