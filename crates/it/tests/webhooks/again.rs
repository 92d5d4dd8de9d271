//! What is tried again: by itself when it failed, when its number is registered, and when people ask.

use std::time::Duration;

use recado_engine::jobs;
use recado_it::{Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{
    post,
    shop::{change, count, cure, poison, project, text, webhook},
};

const NUMBER: &str = "106540352242922";
const LATE: &str = "106540352249999";
const ANA: &str = "5511998765432";

/// Posts these values of one number in one delivery, and projects.
async fn receive(app: &TestApp, values: &[Json]) {
    post(app, "/webhook/whatsapp", webhook(NUMBER, values).to_string()).await.is(200);
    project(app).await;
}

async fn quarantine(who: &Someone) -> Vec<Json> {
    who.get("/api/v1/quarantine").await.expect(200)["data"].as_array().expect("a page").clone()
}

/// How many changes had this outcome.
async fn outcomes(who: &Someone, outcome: &str) -> usize {
    let page = who.get(&format!("/api/v1/inbound-events?outcome={outcome}")).await.expect(200);
    page["data"].as_array().expect("a page").len()
}

/// Registers a number as people do, and lets the jobs run.
async fn register(app: &TestApp, who: &Someone, waba_id: &str, phone_number_id: &str) {
    let number = json!({ "wabaId": waba_id, "phoneNumberId": phone_number_id, "displayPhoneNumber": "+55 11 4000-9999",
        "accessToken": format!("token-of-{phone_number_id}") });
    who.post("/api/v1/numbers", number).await.expect(201);
    while jobs::run_due(&app.engine, "test", 16).await.expect("jobs are run").taken() > 0 {}
}

both_engines! {
    async fn a_change_that_fails_is_tried_five_times_in_ten_minutes_and_holds_up_nobody(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.number(NUMBER).await;
        poison(&app).await;
        receive(&app, &[text(ANA, "wamid.1", "poison"), text(ANA, "wamid.2", "Oi")]).await;
        receive(&app, &[text(ANA, "wamid.3", "Oi?")]).await;
        assert_eq!(count(&app, "messages").await, 2, "its neighbours and those after it");
        assert_eq!((quarantine(&shop).await.len(), outcomes(&shop, "pending").await), (0, 1));
        let (began, mut took) = (app.engine.now(), Duration::ZERO);
        for _ in 0..40 {
            app.clock.advance(Duration::from_secs(20));
            project(&app).await;
            if took.is_zero() && outcomes(&shop, "pending").await == 0 {
                took = app.engine.now().since(began);
            }
        }
        assert!((480..=740).contains(&took.as_secs()), "{took:?}");
        let entry = quarantine(&shop).await.pop().expect("it is shown now");
        assert_eq!((&entry["attempts"], &entry["reason"]), (&json!(5), &json!("failed")));
        assert_eq!(outcomes(&shop, "quarantined").await, 1);

        cure(&app).await;
        shop.post(&format!("/api/v1/quarantine/{}/retry", entry["id"].as_str().expect("an id")), Json::Null).await.is(202);
        project(&app).await;
        assert_eq!((quarantine(&shop).await.len(), outcomes(&shop, "projected").await), (0, 3));
        assert_eq!(count(&app, "messages").await, 3);
    }

    async fn what_failed_for_a_while_heals_by_itself(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.number(NUMBER).await;
        poison(&app).await;
        receive(&app, &[text(ANA, "wamid.1", "Oi"), text(ANA, "wamid.2", "poison")]).await;
        let told = count(&app, "outbox").await;
        cure(&app).await;
        project(&app).await;
        assert_eq!(outcomes(&shop, "pending").await, 1, "not before its time");
        app.clock.advance(Duration::from_mins(1));
        project(&app).await;
        assert_eq!((outcomes(&shop, "projected").await, count(&app, "messages").await), (2, 2));
        assert_eq!(count(&app, "outbox").await, told + 1, "its neighbour is told once");
        assert_eq!(count(&app, "conversations WHERE unread_count = 2").await, 1);
    }

    async fn registering_a_number_projects_what_came_for_it_before_and_nothing_twice(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.number(NUMBER).await;
        let changes: Vec<Json> = (0..300).map(|n| {
            let to = [NUMBER, LATE, "unknown"][n % 3];
            change(to, &text(&format!("55119{:08}", n % 50), &format!("wamid.{n}"), "Oi"))
        }).collect();
        let template = json!({ "field": "message_template_status_update", "value": { "event": "APPROVED", "message_template_id": 1 } });
        let body = json!({ "object": "whatsapp_business_account",
            "entry": [{ "id": "102290129340398", "changes": changes }, { "id": "555", "changes": [template] }] });
        post(&app, "/webhook/whatsapp", body.to_string()).await.is(200);
        project(&app).await;
        let of_shop = async || [
            count(&app, "messages").await, count(&app, "outbox").await, count(&app, "inbound_changes").await,
            app.database.number("SELECT CAST(SUM(unread_count) AS BIGINT) FROM conversations").await,
        ];
        let before = of_shop().await;
        assert_eq!((before[0], count(&app, "quarantine").await), (100, 201));

        let late = app.tenant("late").await;
        register(&app, &late, "555", LATE).await;
        let (outbox, unread) = (count(&app, "outbox").await, before[3]);
        project(&app).await;
        assert_eq!((outcomes(&late, "projected").await, outcomes(&late, "stored").await), (50, 1), "one page of a hundred, and the account's");
        assert_eq!(count(&app, "messages").await, 200);
        assert_eq!(count(&app, "quarantine WHERE resolved_at IS NULL AND phone_number_id = 'unknown' AND attempts = 1").await, 100);
        assert_eq!(count(&app, "quarantine WHERE resolved_at IS NULL").await, 100);
        assert_eq!(app.database.number("SELECT CAST(SUM(unread_count) AS BIGINT) FROM conversations").await, unread + 100);
        let told = count(&app, "outbox").await - outbox;
        assert_eq!(told, before[1], "as much as the shop was told of as many messages");
        project(&app).await;
        assert_eq!(count(&app, "messages").await, 200);
    }

    async fn what_became_of_an_entry_is_told_after_it_left_the_list(app: TestApp) {
        let shop = app.first_tenant("shop").await;
        let other = app.tenant("other").await;
        receive(&app, &[text(ANA, "wamid.1", "Oi")]).await;
        let entry = quarantine(&shop).await.pop().expect("nobody's, so the platform's");
        assert_eq!((&entry["state"], &entry["reason"]), (&json!("waiting"), &json!("unknown-number")));
        let path = format!("/api/v1/quarantine/{}", entry["id"].as_str().expect("an id"));
        assert_eq!(shop.get(&path).await.expect(200), entry);
        other.get(&path).await.is(404);

        shop.post(&format!("{path}/retry"), Json::Null).await.is(202);
        assert_eq!(shop.get(&path).await.expect(200)["state"], "trying");
        project(&app).await;
        let again = shop.get(&path).await.expect(200);
        assert_eq!((&again["state"], &again["attempts"]), (&json!("waiting"), &json!(2)));

        register(&app, &shop, "102290129340398", NUMBER).await;
        project(&app).await;
        let became = shop.get(&path).await.expect(200);
        assert_eq!((&became["state"], quarantine(&shop).await.len()), (&json!("projected"), 0));
        let message = became["ref"].as_str().expect("a message").to_owned();
        assert_eq!(shop.get(&format!("/api/v1/messages/{message}")).await.expect(200)["content"]["body"], "Oi");
        let number = shop.get("/api/v1/numbers").await.expect(200)["data"][0]["id"].as_str().expect("an id").to_owned();
        let log = async |number: &str| shop.get(&format!("/api/v1/inbound-events?number={number}")).await.expect(200);
        assert_eq!(log(&number).await["data"][0]["ref"], message);
        assert_eq!(log("num_01h455vb4pex5vsknk084sn02q").await["data"], json!([]));
    }
}
