//! Numbers: what is registered and changed, without asking Meta.

use std::{sync::Arc, time::Duration};

use recado_api::HttpSettings;
use recado_domain::Role;
use recado_engine::Secret;
use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};
use tokio::time::timeout;

use super::{ACCESS_TOKEN, count, number, number_of, number_with, path_of};

/// Requires that the lanes were woken since the last time.
async fn lanes_are_woken(app: &TestApp) {
    timeout(Duration::from_secs(5), app.engine.wake.lanes.notified()).await.expect("the lanes are woken");
}

fn ids(page: &Json) -> Vec<&str> {
    let rows = page["data"].as_array().expect("rows");
    rows.iter().map(|row| row["phoneNumberId"].as_str().expect("an id")).collect()
}

both_engines! {
    async fn a_number_without_a_token_waits_for_one(app: TestApp) {
        let shop = app.tenant("shop").await;
        let answer = shop.post("/api/v1/numbers", number("1065")).await;
        let made = answer.expect(201);
        assert_eq!(answer.header("location"), Some(path_of("numbers", &made).as_str()));
        let expected = json!({
            "id": made["id"], "wabaId": "102290129340398", "phoneNumberId": "1065", "name": null, "status": "pending",
            "displayPhoneNumber": "+55 11 4000-1234", "app": "default", "throughput": 80, "capPerMinute": null, "capPerDay": null, "statusReason": null, "proof": "due"
        });
        assert_eq!(made, expected);
        assert_eq!(shop.get(&path_of("numbers", &made)).await.expect(200), expected);
        assert_eq!(ids(&shop.get("/api/v1/numbers").await.expect(200)), ["1065"]);
        assert_eq!(count(&app, "graph_exchanges").await, 0, "Meta is not asked");
    }

    async fn a_number_with_a_token_is_active_at_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let more = json!({ "name": "Loja", "accessToken": ACCESS_TOKEN, "throughput": 1000 });
        let made = number_of(&shop, "1065", &more).await;
        assert_eq!((&made["status"], &made["name"], &made["throughput"]), (&"active".into(), &"Loja".into(), &1000.into()));
        assert_eq!(count(&app, "outbox WHERE kind = 'number:updated'").await, 1);
        assert_eq!(count(&app, "audit_log WHERE action = 'number.created' AND is_sensitive").await, 1);
        number_of(&shop, "1066", &json!({})).await;
        assert_eq!(count(&app, "wabas").await, 1, "two numbers of one account");
    }

    async fn the_servers_token_is_for_numbers_that_have_none(app: TestApp) {
        let shop = app.tenant("shop").await;
        let node = app.second_node(|settings| settings.default_access_token = Some(Secret::new(ACCESS_TOKEN))).await;
        let call = app.call_at(node, HttpSettings::default(), "POST", "/api/v1/numbers").bearer(&shop.token);
        assert_eq!(call.json(&number("1065")).send().await.expect(201)["status"], "active");
    }

    async fn what_is_wrong_with_a_number_is_said_in_one_go(app: TestApp) {
        let shop = app.tenant("shop").await;
        let wrong = json!({
            "wabaId": "waba", "phoneNumberId": "", "displayPhoneNumber": "Loja", "name": "", "accessToken": "a b", "throughput": 0
        });
        let expected = ["/wabaId", "/phoneNumberId", "/displayPhoneNumber", "/name", "/accessToken", "/throughput"];
        assert_eq!(shop.post("/api/v1/numbers", wrong).await.pointers(), expected);
        for (more, pointer) in [
            (json!({ "throughput": 1001 }), "/throughput"),
            (json!({ "throughput": "80" }), "/throughput"),
            (json!({ "status": "active" }), "/status"),
            (json!({ "app": "nobodys" }), "/app"),
            (json!({ "id": "num_1" }), "/id"),
        ] {
            assert_eq!(shop.post("/api/v1/numbers", number_with("1065", &more)).await.pointers(), [pointer], "{more}");
        }
        assert_eq!(shop.post("/api/v1/numbers", json!({ "wabaId": "1" })).await.pointers(), ["/phoneNumberId"]);
        assert_eq!(count(&app, "phone_numbers").await, 0);
    }

    async fn metas_id_is_registered_once_on_the_server(app: TestApp) {
        let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
        number_of(&shop, "1065", &json!({})).await;
        for tenant in [&shop, &other] {
            tenant.post("/api/v1/numbers", number("1065")).await.refused(409, "conflict");
        }
        assert_eq!(count(&app, "phone_numbers").await, 1);
        assert_eq!(count(&app, "wabas").await, 1, "a refused registration leaves nothing");
    }

    async fn the_same_key_registers_one_number(app: TestApp) {
        let shop = app.tenant("shop").await;
        let post = |id: &str| {
            let body = number_with(id, &json!({ "accessToken": ACCESS_TOKEN }));
            shop.call("POST", "/api/v1/numbers").header("idempotency-key", "once").json(&body).send()
        };
        let (first, second) = tokio::join!(post("1065"), post("1065"));
        let answers = [first, second, post("1065").await];
        let made = answers.iter().find(|answer| answer.status == 201).expect("one is taken").json();
        for answer in answers {
            let same = answer.status == 201 && answer.json() == made;
            assert!(same || answer.status == 409, "{answer:?}");
        }
        post("1066").await.refused(422, "idempotency-key-reused");
        assert_eq!(count(&app, "phone_numbers").await, 1);
    }

    async fn activating_needs_a_token(app: TestApp) {
        let shop = app.tenant("shop").await;
        let path = path_of("numbers", &number_of(&shop, "1065", &json!({})).await);
        let change = |body| shop.patch(&path, body);
        let refused = change(json!({ "status": "active" })).await;
        assert_eq!(refused.pointers(), ["/accessToken"]);
        assert_eq!(change(json!({ "accessToken": ACCESS_TOKEN })).await.expect(200)["status"], "active");
        assert_eq!(change(json!({ "status": "inactive" })).await.expect(200)["status"], "inactive");
        assert_eq!(change(json!({ "accessToken": null })).await.expect(200)["status"], "inactive");
        assert_eq!(change(json!({ "status": "active" })).await.pointers(), ["/accessToken"]);
        let both = json!({ "status": "active", "accessToken": ACCESS_TOKEN });
        assert_eq!(change(both).await.expect(200)["status"], "active");
        assert_eq!(change(json!({ "accessToken": null })).await.expect(200)["status"], "pending");
    }

    async fn a_change_is_told_and_written_down(app: TestApp) {
        let shop = app.tenant("shop").await;
        let made = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN, "name": "Loja" })).await;
        let change = json!({ "name": null, "throughput": 20, "status": "inactive" });
        let changed = shop.patch(&path_of("numbers", &made), change).await.expect(200);
        let expected = json!({
            "id": made["id"], "wabaId": "102290129340398", "phoneNumberId": "1065", "name": null, "status": "inactive",
            "displayPhoneNumber": "+55 11 4000-1234", "app": "default", "throughput": 20, "capPerMinute": null, "capPerDay": null, "statusReason": null, "proof": "due"
        });
        assert_eq!(changed, expected);
        assert_eq!(count(&app, "outbox WHERE kind = 'number:updated' AND data LIKE '%\"inactive\"%'").await, 1);
        assert_eq!(count(&app, "audit_log WHERE action = 'number.changed' AND is_sensitive").await, 1);
        let entry = shop.get("/api/v1/audit-log?action=number.changed").await.expect(200);
        assert_eq!(entry["data"][0]["metadata"], json!({ "fields": ["status", "name", "throughput"], "status": "inactive" }));
    }

    async fn a_suspended_number_is_resumed_by_activating_it(app: TestApp) {
        let shop = app.tenant("shop").await;
        let made = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        lanes_are_woken(&app).await;
        app.database.run("UPDATE phone_numbers SET status = 'suspended', status_reason = '131031'").await;
        let path = path_of("numbers", &made);
        assert_eq!(shop.patch(&path, json!({ "name": "Loja" })).await.expect(200)["status"], "suspended");
        assert_eq!(count(&app, "phone_numbers WHERE status_reason IS NOT NULL").await, 1);
        lanes_are_woken(&app).await;
        assert_eq!(shop.patch(&path, json!({ "status": "active" })).await.expect(200)["status"], "active");
        assert_eq!(count(&app, "phone_numbers WHERE status_reason IS NULL").await, 1);
        lanes_are_woken(&app).await;
    }

    async fn a_number_takes_no_other_status_and_no_other_field(app: TestApp) {
        let shop = app.tenant("shop").await;
        let path = path_of("numbers", &number_of(&shop, "1065", &json!({})).await);
        for (body, pointer) in [
            (json!({ "status": "suspended" }), "/status"),
            (json!({ "status": "pending" }), "/status"),
            (json!({ "phoneNumberId": "1066" }), "/phoneNumberId"),
            (json!({ "app": "default" }), "/app"),
            (json!({ "throughput": 0 }), "/throughput"),
            (json!({ "accessToken": "" }), "/accessToken"),
            (json!({ "name": " " }), "/name"),
        ] {
            assert_eq!(shop.patch(&path, body.clone()).await.pointers(), [pointer], "{body}");
        }
    }

    async fn an_edit_of_a_state_that_is_gone_is_refused(app: TestApp) {
        let shop = app.tenant("shop").await;
        let path = path_of("numbers", &number_of(&shop, "1065", &json!({})).await);
        let tag = shop.get(&path).await.header("etag").expect("a version").to_owned();
        let edit = |name: &str| shop.call("PATCH", &path).header("if-match", &tag).json(&json!({ "name": name })).send();
        app.clock.advance(Duration::from_secs(1));
        edit("one").await.is(200);
        edit("two").await.refused(412, "precondition-failed");
    }

    async fn changes_at_once_are_all_kept(app: TestApp) {
        let shop = Arc::new(app.tenant("shop").await);
        let path = path_of("numbers", &number_of(&shop, "1065", &json!({})).await);
        let (name, speed, token) = tokio::join!(
            shop.patch(&path, json!({ "name": "Loja" })),
            shop.patch(&path, json!({ "throughput": 20 })),
            shop.patch(&path, json!({ "accessToken": ACCESS_TOKEN })),
        );
        for answer in [name, speed, token] {
            answer.is(200);
        }
        let number = shop.get(&path).await.expect(200);
        let kept = (&number["name"], &number["throughput"], &number["status"]);
        assert_eq!(kept, (&"Loja".into(), &20.into(), &"active".into()));
    }

    async fn numbers_are_listed_page_by_page(app: TestApp) {
        let shop = app.tenant("shop").await;
        for id in ["3", "1", "2"] {
            number_of(&shop, id, &json!({})).await;
        }
        let first = shop.get("/api/v1/numbers?limit=2").await.expect(200);
        assert_eq!(ids(&first), ["3", "1"], "the oldest first");
        let cursor = first["nextCursor"].as_str().expect("another page");
        let second = shop.get(&format!("/api/v1/numbers?limit=2&cursor={cursor}")).await.expect(200);
        assert_eq!((ids(&second), &second["nextCursor"]), (vec!["2"], &Json::Null));
    }

    async fn a_strangers_number_does_not_exist(app: TestApp) {
        let (shop, stranger) = (app.tenant("shop").await, app.tenant("stranger").await);
        let path = path_of("numbers", &number_of(&shop, "1065", &json!({})).await);
        for path in [path.as_str(), "/api/v1/numbers/num_01h455vb4pex5vsknk084sn02q", "/api/v1/numbers/nonsense"] {
            stranger.get(path).await.refused(404, "not-found");
            stranger.patch(path, json!({ "name": "mine" })).await.refused(404, "not-found");
            stranger.call("POST", &format!("{path}/check")).send().await.refused(404, "not-found");
        }
        assert_eq!(ids(&stranger.get("/api/v1/numbers").await.expect(200)), [""; 0]);
    }

    async fn everybody_sees_numbers_and_admins_change_them(app: TestApp) {
        let shop = app.tenant("shop").await;
        let path = path_of("numbers", &number_of(&shop, "1065", &json!({})).await);
        for role in [Role::Supervisor, Role::Agent, Role::Viewer] {
            let person = shop.person(role.as_str(), role).await;
            person.get(&path).await.is(200);
            person.get("/api/v1/numbers").await.is(200);
            person.patch(&path, json!({ "name": "mine" })).await.refused(403, "forbidden");
            person.post("/api/v1/numbers", number("1066")).await.refused(403, "forbidden");
            person.call("POST", &format!("{path}/check")).send().await.refused(403, "forbidden");
        }
        shop.person("adam", Role::Admin).await.patch(&path, json!({ "name": "ours" })).await.is(200);
        shop.key(&["numbers:read"]).await.patch(&path, json!({})).await.refused(403, "forbidden");
        shop.key(&["numbers:manage"]).await.patch(&path, json!({ "name": "key's" })).await.is(200);
    }
}
