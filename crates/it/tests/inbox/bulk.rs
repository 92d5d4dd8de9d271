//! Work on many conversations at once: those that are named, and all that match.

use std::time::Duration;

use recado_engine::jobs::run_due;
use recado_it::{Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{
    ids,
    lists::{Shop, listed},
};

const NAMED: &str = "/api/v1/conversations/bulk";
const ALL: &str = "/api/v1/bulk-actions";

/// Begins work and lets it run to its end.
async fn run(app: &TestApp, caller: &Someone, query: Json, action: Json) -> Json {
    let begun = caller.post(ALL, json!({ "query": query, "action": action })).await.expect(202);
    run_due(&app.engine, "test", 10).await.expect("jobs run");
    caller.get(&format!("{ALL}/{}", begun["id"].as_str().expect("an id"))).await.expect(200)
}

both_engines! {
    async fn each_named_conversation_has_its_own_outcome(app: TestApp) {
        let shop = Shop::open(&app).await;
        let [open, closed] = [shop.conversation(None, None).await, shop.conversation(None, None).await];
        let hidden = shop.conversation(Some(&shop.other), None).await;
        shop.set(&closed, json!({ "status": "closed" })).await;
        let unknown = "cnv_01h455vb4pex5vsknk084sn02q";
        let ids = json!([open, hidden, closed, unknown]);
        shop.agent.post(&format!("/api/v1/conversations/{open}/read"), json!({})).await.is(204);
        let answer = shop.agent.post(NAMED, json!({ "ids": ids, "action": { "do": "unread" } })).await.expect(200);
        let outcomes: Vec<&Json> = answer["results"].as_array().expect("rows").iter().map(|row| &row["outcome"]).collect();
        assert_eq!(outcomes, ["done", "not-found", "conflict", "not-found"]);
        assert_eq!((&answer["done"], &answer["failed"]), (&json!(1), &json!(3)));
        let tag = shop.tenant.post("/api/v1/tags", json!({ "name": "Troca", "hue": 1 })).await.expect(201)["id"].clone();
        let until = app.engine.now().plus(Duration::from_hours(1));
        for (action, field, wanted) in [
            (json!({ "do": "assign", "userId": shop.agent.id }), "assigneeId", json!(shop.agent.id)),
            (json!({ "do": "team", "teamId": shop.team }), "teamId", json!(shop.team)),
            (json!({ "do": "assign", "userId": null }), "assigneeId", Json::Null),
            (json!({ "do": "tag", "tagIds": [tag] }), "tagIds", json!([tag])),
            (json!({ "do": "untag", "tagIds": [tag] }), "tagIds", json!([])),
            (json!({ "do": "priority", "priority": "high" }), "priority", json!("high")),
            (json!({ "do": "read" }), "unreadCount", json!(0)),
            (json!({ "do": "snooze", "until": until }), "status", json!("snoozed")),
            (json!({ "do": "status", "status": "closed" }), "status", json!("closed")),
        ] {
            let done = shop.agent.post(NAMED, json!({ "ids": [open], "action": action })).await.expect(200);
            assert_eq!(done["done"], 1, "{action}");
            let now = shop.agent.get(&format!("/api/v1/conversations/{open}")).await.expect(200);
            assert_eq!(now[field], wanted, "{action}");
        }
    }

    async fn an_action_that_makes_no_sense_is_refused(app: TestApp) {
        let shop = Shop::open(&app).await;
        let id = shop.conversation(None, None).await;
        for (action, pointer) in [
            (json!({ "do": "tag", "tagIds": [] }), "/action/tagIds"),
            (json!({ "do": "status", "status": "snoozed" }), "/action/status"),
            (json!({ "do": "snooze", "until": "2020-01-01T00:00:00Z" }), "/action/until"),
            (json!({ "do": "assign", "userId": "usr_01h455vb4pex5vsknk084sn02q" }), "/userId"),
            (json!({ "do": "assign" }), "/action"),
            (json!({ "do": "dance" }), "/action"),
        ] {
            let named = shop.agent.post(NAMED, json!({ "ids": [id], "action": action })).await.pointers();
            let matching = shop.agent.post(ALL, json!({ "query": {}, "action": action })).await.pointers();
            assert!(named[0].starts_with(pointer) && matching[0].starts_with(pointer), "{action}: {named:?} {matching:?}");
        }
        let many: Vec<&str> = vec![id.as_str(); 201];
        let asked = json!({ "ids": many, "action": { "do": "read" } });
        assert_eq!(shop.agent.post(NAMED, asked).await.pointers(), ["/ids"]);
    }

    async fn everything_that_matches_is_done_and_counted(app: TestApp) {
        let shop = Shop::open(&app).await;
        for n in 0..60 {
            shop.conversation((n % 4 == 0).then_some(&shop.other), None).await;
        }
        let done = run(&app, &shop.agent, json!({ "view": "all" }), json!({ "do": "status", "status": "closed" })).await;
        assert_eq!((&done["state"], &done["total"], &done["done"], &done["failed"]),
            (&json!("done"), &json!(45), &json!(45), &json!(0)));
        assert_eq!(listed(&shop.agent, "view=all").await.len(), 0);
        assert_eq!(listed(&shop.tenant, "view=all&limit=200").await.len(), 15, "what the agent does not see stays");
        app.number_events().await;
        let told = |events: Json| -> Vec<i64> {
            let rows = events["data"].as_array().expect("events").clone();
            let progress = rows.iter().filter(|event| event["type"] == "bulk:progress");
            progress.map(|event| event["data"]["bulk"]["done"].as_i64().expect("a count")).collect()
        };
        let head = shop.agent.get("/api/v1/events").await.expect(200)["head"].as_i64().expect("a number");
        let late = format!("/api/v1/events?limit=200&after={}", head - 60);
        assert_eq!(told(shop.agent.get(&late).await.expect(200)), [0, 25, 45]);
        assert_eq!(told(shop.tenant.get(&late).await.expect(200)), Vec::<i64>::new(), "nobody else's business");
        let log = shop.tenant.get("/api/v1/audit-log?action=bulk.started").await.expect(200);
        assert_eq!(log["data"][0]["actorId"], json!(shop.agent.id));
        shop.other.get(&format!("{ALL}/{}", done["id"].as_str().expect("an id"))).await.refused(404, "not-found");
        assert_eq!(ids(&shop.agent.get(ALL).await.expect(200)).len(), 1);
    }

    async fn work_that_was_stopped_does_nothing_more(app: TestApp) {
        let shop = Shop::open(&app).await;
        let id = shop.conversation(None, None).await;
        let asked = json!({ "query": { "view": "all" }, "action": { "do": "status", "status": "closed" } });
        let begun = shop.agent.post(ALL, asked).await.expect(202);
        let path = format!("{ALL}/{}", begun["id"].as_str().expect("an id"));
        shop.tenant.post(&format!("{path}/cancel"), json!({})).await.refused(404, "not-found");
        let ended = shop.agent.post(&format!("{path}/cancel"), json!({})).await.expect(200);
        assert_eq!((&ended["state"], ended["endedAt"].is_string()), (&json!("cancelled"), true));
        run_due(&app.engine, "test", 10).await.expect("jobs run");
        assert_eq!(shop.agent.get(&path).await.expect(200)["state"], "cancelled");
        assert_eq!(listed(&shop.agent, "view=all").await, [id]);
        shop.agent.post(&format!("{path}/cancel"), json!({})).await.is(200);
    }

    async fn who_lost_the_right_meanwhile_does_nothing(app: TestApp) {
        let shop = Shop::open(&app).await;
        let (id, team) = (shop.conversation(None, None).await, shop.conversation(None, Some(&shop.team)).await);
        let asked = json!({ "query": { "view": "all" }, "action": { "do": "priority", "priority": "low" } });
        let begun = shop.agent.post(ALL, asked.clone()).await.expect(202);
        let later = shop.other.post(ALL, asked).await.expect(202);
        shop.tenant.patch(&format!("/api/v1/users/{}", shop.agent.id), json!({ "role": "viewer" })).await.is(200);
        run_due(&app.engine, "test", 10).await.expect("jobs run");
        let state = "SELECT COUNT(*) FROM bulk_actions WHERE state = 'failed' AND done = 0";
        assert_eq!(app.database.number(state).await, 1, "{begun}");
        let others = shop.other.get(&format!("{ALL}/{}", later["id"].as_str().expect("an id"))).await.expect(200);
        assert_eq!((&others["state"], &others["done"]), (&json!("done"), &json!(1)));
        for (id, wanted) in [(id, "low"), (team, "none")] {
            assert_eq!(shop.tenant.get(&format!("/api/v1/conversations/{id}")).await.expect(200)["priority"], wanted);
        }
    }

    async fn a_key_names_conversations_one_by_one(app: TestApp) {
        let shop = Shop::open(&app).await;
        let id = shop.conversation(None, None).await;
        let key = shop.tenant.key(&["conversations:manage"]).await;
        let action = json!({ "do": "priority", "priority": "low" });
        key.post(ALL, json!({ "query": {}, "action": action })).await.refused(403, "forbidden");
        assert_eq!(key.post(NAMED, json!({ "ids": [id], "action": action })).await.expect(200)["done"], 1);
    }
}
