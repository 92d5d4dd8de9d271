//! Order and pace of the queue.

use recado_api::HttpSettings;
use recado_domain::pacing::PAIR_BURST;
use recado_it::{TestApp, both_engines};
use serde_json::json;

use super::{fault, message, send, status, wait};

both_engines! {
    async fn a_full_queue_refuses_programs_and_never_people(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let key = shop.key(&["messages:send"]).await;
        let node = app.second_node(|settings| settings.queue_limit = 3).await;
        let sends = |token: &str| {
            let call = app.call_at(node.clone(), HttpSettings::default(), "POST", "/api/v1/messages/send");
            call.bearer(token).json(&ana.text("Oi")).send()
        };
        let bank = app.tenant("bank").await;
        let eva = bank.number("2001").await.customer("Eva", "5511911112222").await;
        send(&bank, eva.text("Oi")).await;
        for _ in 0..3 {
            wait(&app, 2); // the queue is looked at once a second
            sends(&key.token).await.is(202);
        }
        let full = sends(&key.token).await;
        full.refused(429, "rate-limited");
        let told = ["retry-after", "ratelimit-policy", "ratelimit"].map(|name| full.header(name).unwrap_or_default());
        assert_eq!(told, ["1", "\"queue\";q=3", "\"queue\";r=0;t=1"]);
        sends(&shop.token).await.is(202);
        wait(&app, 2);
        sends(&key.token).await.refused(429, "rate-limited");
        app.run_lanes().await;
        assert_eq!(app.taken().await, 5, "what was queued was sent");
        wait(&app, 2);
        sends(&key.token).await.is(202);
    }

    async fn replies_go_before_bulk(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        number.at_rate(20).await; // one at a time, so that Meta sees them in order
        let ana = number.customer("Ana", "5511998765432").await;
        let key = shop.key(&["messages:send"]).await;
        for n in 0..5 {
            let body = json!({ "to": format!("+551199876550{n}"), "templateName": "hello_world", "language": "pt_BR" });
            key.post("/api/v1/messages/template", body).await.is(202);
        }
        send(&shop, ana.text("Oi")).await;
        app.run_lanes().await;
        let kinds: Vec<_> = app.ledger().await.iter().map(|sent| sent["type"].as_str().expect("as the test set it up").to_owned()).collect();
        assert_eq!(kinds, ["text", "template", "template", "template", "template", "template"]);
    }

    async fn a_pair_gets_its_burst_and_then_one_every_six_seconds(app: TestApp) {
        app.simulate("PUT", "/_sim/config", &json!({ "limits": false })).await;
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let (ana, bia) = (number.customer("Ana", "5511998765432").await, number.customer("Bia", "5511998765433").await);
        for n in 0..PAIR_BURST + 3 {
            send(&shop, ana.text(&n.to_string())).await;
        }
        let other = send(&shop, bia.text("Oi")).await;
        app.run_lanes().await;
        assert_eq!(status(&shop, &other).await, "accepted", "nobody else waits");
        assert_eq!(app.taken().await, PAIR_BURST as usize + 1);
        for more in 2..5 {
            wait(&app, 6);
            app.run_lanes().await;
            assert_eq!(app.taken().await, PAIR_BURST as usize + more, "a new lane keeps the pace as well");
        }
        let ledger = app.ledger().await;
        let to_ana = ledger.iter().filter(|sent| sent["to"] == "+5511998765432");
        let said: Vec<_> = to_ana.map(|sent| sent["request"]["text"]["body"].as_str().expect("as the test set it up").parse().expect("as the test set it up")).collect();
        assert!(said.is_sorted(), "{said:?}");
        assert_eq!(said.last(), Some(&(PAIR_BURST + 2)));
    }

    async fn a_number_sends_at_its_rate_and_never_catches_up(app: TestApp) {
        app.simulate("PUT", "/_sim/config", &json!({ "limits": false })).await;
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        for n in 0..40 {
            let customer = number.customer("Ana", &format!("55119987654{n:02}")).await;
            send(&shop, customer.text("Oi")).await;
        }
        let began = app.engine.now();
        wait(&app, 3_600);
        app.run_lanes().await;
        let took = app.engine.now().since(began).as_millis() - 3_600_000;
        assert_eq!(app.taken().await, 40);
        assert!((500..=700).contains(&took), "40 messages at 80/s take half a second, after an hour's rest too: {took}");
    }

    async fn a_stopped_number_keeps_its_queue(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let mut ids = Vec::new();
        for n in 0..20 {
            let customer = number.customer("Ana", &format!("55119987654{n:02}")).await;
            ids.push(send(&shop, customer.text("Oi")).await);
        }
        fault(&app, "error", json!({ "code": 190 })).await;
        app.run_lanes().await;
        let refused = app.ledger().await.len();
        assert!((1..=8).contains(&refused), "{refused} calls were made with a dead token");
        for id in &ids {
            assert_eq!(message(&shop, id).await["status"], "queued", "{id}");
        }
        shop.post("/api/v1/messages/send", json!({ "to": "+5511998765400", "type": "text", "text": { "body": "x" } })).await
            .refused(409, "number-not-active");
        let deeds = shop.get("/api/v1/audit-log?action=number.suspended").await.expect(200);
        assert_eq!(deeds["data"].as_array().map(Vec::len), Some(1));

        app.simulate("DELETE", "/_sim/faults", &json!(null)).await;
        number.activate().await;
        app.run_lanes().await;
        assert_eq!(app.taken().await, 20);
    }

    async fn a_locked_account_stops_all_its_numbers_and_nobody_elses(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        shop.number("1002").await;
        app.tenant("bank").await.number("2001").await;
        send(&shop, ana.text("Oi")).await;
        fault(&app, "error", json!({ "code": 131_031 })).await;
        app.run_lanes().await;
        let suspended = "phone_numbers WHERE status = 'suspended'";
        let count = async |rows: String| app.database.number(&format!("SELECT COUNT(*) FROM {rows}")).await;
        assert_eq!(count(suspended.to_owned()).await, 2);
        assert_eq!(count(format!("{suspended} AND phone_number_id = '2001'")).await, 0, "another company's");
    }

    async fn a_number_begins_no_more_in_a_minute_than_its_company_allows(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        shop.patch(&format!("/api/v1/numbers/{}", number.id), json!({ "capPerMinute": 3 })).await.is(200);
        for n in 0..8 {
            let customer = number.customer("Ana", &format!("55119987654{n:02}")).await;
            send(&shop, customer.text("Oi")).await;
        }
        app.run_lanes().await;
        assert_eq!(app.taken().await, 3);
        wait(&app, 59);
        app.run_lanes().await; // a lane of its own: it counts what another one sent
        assert_eq!(app.taken().await, 3, "the minute is not over");
        wait(&app, 2);
        app.run_lanes().await;
        assert_eq!(app.taken().await, 6);
        shop.patch(&format!("/api/v1/numbers/{}", number.id), json!({ "capPerMinute": null })).await.is(200);
        app.run_lanes().await;
        assert_eq!(app.taken().await, 8, "without a cap the pace alone holds");
    }

    async fn a_day_is_the_companys_own_and_replies_come_first(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.patch("/api/v1/tenant", json!({ "timeZone": "America/Sao_Paulo" })).await.is(200);
        let number = shop.number("1001").await;
        number.at_rate(20).await; // one at a time, so that Meta sees them in order
        let key = shop.key(&["messages:send"]).await;
        let changed = shop.patch(&format!("/api/v1/numbers/{}", number.id), json!({ "capPerDay": 2 })).await.expect(200);
        assert_eq!((&changed["capPerMinute"], &changed["capPerDay"]), (&json!(null), &json!(2)));
        for n in 0..3 {
            let body = json!({ "to": format!("+551199876550{n}"), "templateName": "hello_world", "language": "pt_BR" });
            key.post("/api/v1/messages/template", body).await.is(202);
        }
        app.run_lanes().await;
        assert_eq!(app.taken().await, 2);
        let began = app.engine.now();
        let midnight = recado_domain::calendar::Calendar::of("America/Sao_Paulo").whole_day(began).end;
        let ana = number.customer("Ana", "5511998765432").await;
        send(&shop, ana.text("Oi")).await;
        wait(&app, midnight.since(began).as_secs() - 60);
        app.run_lanes().await;
        assert_eq!(app.taken().await, 2, "a minute before midnight there");
        wait(&app, 61);
        app.run_lanes().await;
        let kinds: Vec<_> = app.ledger().await.iter().map(|sent| sent["type"].clone()).collect();
        assert_eq!(kinds, ["template", "template", "text", "template"]);
    }

    async fn a_cap_that_cannot_be_is_refused(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let path = format!("/api/v1/numbers/{}", number.id);
        let refused = shop.patch(&path, json!({ "capPerMinute": 0, "capPerDay": 10_000_001 })).await;
        assert_eq!(refused.pointers(), ["/capPerMinute", "/capPerDay"]);
        shop.patch(&path, json!({ "capPerDay": 5 })).await.is(200);
        assert_eq!(shop.get(&path).await.expect(200)["capPerDay"], 5);
        let log = shop.get("/api/v1/audit-log?action=number.changed").await.expect(200);
        assert_eq!(log["data"][0]["metadata"]["fields"], json!(["capPerDay"]));
    }
}
