//! What went out, as one list: sends and other calls to Graph.

use recado_domain::Role;
use recado_it::{Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{fault, message, send, wait};

async fn calls(who: &Someone, filters: &str) -> Vec<Json> {
    let page = who.get(&format!("/api/v1/outbound-exchanges?{filters}")).await.expect(200);
    page["data"].as_array().expect("a page").clone()
}

/// Of all calls in pages of one.
async fn one_by_one(who: &Someone) -> Vec<Json> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = who.get(&format!("/api/v1/outbound-exchanges?limit=1{cursor}")).await.expect(200);
        all.extend(page["data"].as_array().expect("a page").clone());
        let Some(next) = page["nextCursor"].as_str() else { return all };
        cursor = format!("&cursor={next}");
    }
}

fn operations(calls: &[Json]) -> Vec<&str> {
    calls.iter().map(|call| call["operation"].as_str().expect("a word")).collect()
}

both_engines! {
    async fn what_went_out_is_one_list_by_time_kind_outcome_and_number(app: TestApp) {
        let shop = app.tenant("shop").await;
        let (number, quiet) = (shop.number("1001").await, shop.number("1002").await);
        let ana = number.customer("Ana", "5511998765432").await;
        fault(&app, "error", json!({ "code": 131_026, "times": 1 })).await;
        let refused = send(&shop, ana.text("Oi")).await;
        wait(&app, 1);
        app.run_lanes().await;
        let between = app.engine.now().to_rfc3339();
        wait(&app, 7);
        let taken = send(&shop, ana.text("Oi de novo")).await;
        app.run_lanes().await;
        shop.post(&format!("/api/v1/numbers/{}/check", quiet.id), Json::Null).await.is(200);

        let all = calls(&shop, "").await;
        assert_eq!(one_by_one(&shop).await, all, "pages leave nothing out and show nothing twice");
        let times: Vec<&str> = all.iter().map(|call| call["at"].as_str().expect("a time")).collect();
        assert!(times.is_sorted_by(|one, next| one >= next), "{times:?}");
        let sends = calls(&shop, "operation=message.send").await;
        assert_eq!([&sends[0]["messageId"], &sends[1]["messageId"]], [&taken, &refused]);
        assert!(all.len() > sends.len() + 3 && operations(&all).contains(&"number.read"), "{all:?}");
        assert_eq!(calls(&shop, "operation=number.read").await.len(), 1);
        assert_eq!(calls(&shop, "outcome=rejected&operation=message.send").await, [sends[1].clone()]);
        assert_eq!(calls(&shop, "outcome=accepted&operation=message.send").await, [sends[0].clone()]);
        assert_eq!(calls(&shop, "outcome=open").await, [Json::Null; 0]);
        assert_eq!(calls(&shop, &format!("number={}", number.id)).await, sends);
        assert_eq!(calls(&shop, &format!("to={between}")).await, [sends[1].clone()]);
        assert_eq!(calls(&shop, &format!("from={between}")).await.len(), all.len() - 1);
        assert_eq!((&sends[1]["error"]["code"], &sends[1]["attempt"]), (&json!(131_026), &json!(1)));
        assert!(!all.iter().any(|call| call.to_string().contains("Oi de novo")), "no text of a message");
    }

    async fn exchanges_are_for_those_who_may_read_the_log(app: TestApp) {
        let shop = app.tenant("shop").await;
        let other = app.tenant("other").await;
        let number = shop.number("1001").await;
        let ana = number.customer("Ana", "5511998765432").await;
        let id = send(&shop, ana.text("Oi")).await;
        wait(&app, 1);
        app.run_lanes().await;
        let attempt = message(&shop, &id).await["attempts"][0].clone();
        assert_eq!((&attempt["httpStatus"], &attempt["error"]), (&json!(200), &Json::Null));
        assert_eq!(attempt["exchange"]["request"]["type"], "text");
        assert!(attempt["endedAt"].is_string() && !attempt.to_string().contains("Oi"), "{attempt}");
        let agent = shop.person("Agent", Role::Agent).await;
        assert_eq!(message(&agent, &id).await["attempts"][0]["exchange"], Json::Null);
        agent.get("/api/v1/outbound-exchanges").await.is(403);
        assert_eq!(calls(&other, "").await, [Json::Null; 0]);
    }
}
