//! The audit log: what is in it, and finding it.

use std::time::Duration;

use recado_domain::Role;
use recado_it::{Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

async fn actions(caller: &Someone, filter: &str) -> Vec<String> {
    let page = caller.get(&format!("/api/v1/audit-log?{filter}")).await.expect(200);
    let rows = page["data"].as_array().expect("rows").iter();
    rows.map(|entry| entry["action"].as_str().expect("an action").to_owned()).collect()
}

both_engines! {
    async fn every_change_of_people_is_in_it(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.post("/api/v1/users", json!({ "email": "ana@shop.example", "name": "Ana", "role": "agent" })).await.expect(201);
        let path = format!("/api/v1/users/{}", ana["id"].as_str().expect("an id"));
        shop.patch(&path, json!({ "role": "admin" })).await.expect(200);
        shop.delete(&path).await.is(204);
        shop.post("/api/v1/teams", json!({ "name": "Sales", "members": [] })).await.expect(201);
        let key = shop.key(&["*"]).await;
        shop.delete(&format!("/api/v1/api-keys/{}", key.id)).await.is(204);
        let body = json!({ "email": "owner@shop.example", "password": "wrong wrong wrong" });
        app.call("POST", "/api/v1/auth/login").json(&body).send().await.is(401);
        app.engine.access.settle().await;
        assert_eq!(
            actions(&shop, "").await,
            ["login.failed", "key.revoked", "key.created", "team.created", "user.removed", "user.role_changed",
             "user.created", "login.succeeded", "user.created", "tenant.created"]
        );
    }

    async fn an_entry_says_who_what_and_from_where(app: TestApp) {
        let shop = app.tenant("shop").await;
        let answer = shop.call("POST", "/api/v1/teams").from_address("203.0.113.9:1").json(&json!({ "name": "Sales", "members": [] })).send().await;
        let team = answer.expect(201);
        let entry = shop.get("/api/v1/audit-log?limit=1").await.expect(200)["data"][0].clone();
        assert!(entry["id"].as_str().is_some_and(|id| id.starts_with("aud_")));
        assert_eq!((&entry["actorKind"], &entry["actorId"]), (&"user".into(), &shop.owner.id.clone().into()));
        assert_eq!((&entry["entity"], &entry["entityId"]), (&"team".into(), &team["id"]));
        assert_eq!((&entry["isSensitive"], &entry["ip"]), (&false.into(), &"203.0.113.9".into()));
        assert_eq!(entry["requestId"].as_str(), answer.header("x-request-id"));
        assert_eq!(entry["metadata"], json!({ "members": [] }));
        let key = shop.key(&["teams:manage"]).await;
        key.post("/api/v1/teams", json!({ "name": "Keys", "members": [] })).await.expect(201);
        let entry = shop.get("/api/v1/audit-log?limit=1").await.expect(200)["data"][0].clone();
        assert_eq!((&entry["actorKind"], &entry["actorId"]), (&"key".into(), &key.id.clone().into()));
    }

    async fn filters_narrow_alone_and_together(app: TestApp) {
        let shop = app.tenant("shop").await;
        app.clock.advance(Duration::from_mins(1));
        let ana = shop.person("ana", Role::Admin).await;
        let team = ana.post("/api/v1/teams", json!({ "name": "Sales", "members": [] })).await.expect(201);
        let team = team["id"].as_str().expect("an id");
        assert_eq!(actions(&shop, "action=team.created").await, ["team.created"]);
        assert_eq!(actions(&shop, &format!("actorId={}", ana.id)).await, ["team.created", "login.succeeded"]);
        assert_eq!(actions(&shop, &format!("actorId={}&entity=session", ana.id)).await, ["login.succeeded"]);
        assert_eq!(actions(&shop, &format!("entity=team&entityId={team}")).await, ["team.created"]);
        assert_eq!(actions(&shop, "entity=team").await, ["team.created"]);
        assert_eq!(actions(&shop, &format!("entityId={team}")).await, ["team.created"]);
        assert_eq!(actions(&shop, "sensitive=false").await, ["team.created"]);
        assert_eq!(actions(&shop, "to=2026-11-22T04:01:00Z").await, ["login.succeeded", "user.created", "tenant.created"]);
        assert_eq!(actions(&shop, "from=2026-11-22T04:01:00Z&action=user.created").await, ["user.created"]);
        assert_eq!(actions(&shop, "action=nothing%27%20OR%201=1%20--").await.len(), 0);
        for (filter, pointer) in [("actorId=con_x", "/actorId"), ("from=yesterday", "/from"), ("sensitive=1", "/sensitive"), ("x=1", "/x")] {
            assert_eq!(shop.get(&format!("/api/v1/audit-log?{filter}")).await.pointers(), [pointer]);
        }
    }

    async fn pages_hold_with_filters(app: TestApp) {
        let shop = app.tenant("shop").await;
        for n in 0..5 {
            shop.post("/api/v1/teams", json!({ "name": format!("Team {n}"), "members": [] })).await.expect(201);
        }
        let (mut seen, mut cursor) = (0, String::new());
        loop {
            let page = shop.get(&format!("/api/v1/audit-log?action=team.created&limit=2{cursor}")).await.expect(200);
            seen += page["data"].as_array().map_or(0, Vec::len);
            let Json::String(next) = &page["nextCursor"] else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen, 5);
    }
}
