//! Members who leave, and what becomes of their work; members who never came.

use recado_domain::Role;
use recado_it::{PASSWORD, Someone, TestApp, TestTenant, both_engines};
use serde_json::{Value as Json, json};

/// A tenant, an agent, and as many open conversations of hers.
async fn busy(app: &TestApp, count: usize) -> (TestTenant, Someone, Vec<String>) {
    let shop = app.tenant("shop").await;
    let (number, ana) = (shop.number("106540352242922").await, shop.person("ana", Role::Agent).await);
    let mut conversations = Vec::new();
    for n in 0..count {
        let conversation = shop.conversation(&number, &format!("Cliente {n}")).await;
        let path = format!("/api/v1/conversations/{conversation}/assign");
        shop.post(&path, json!({ "userId": ana.id })).await.expect(200);
        conversations.push(conversation);
    }
    (shop, ana, conversations)
}

async fn placed(shop: &TestTenant, conversation: &str) -> (Json, Json) {
    let now = shop.get(&format!("/api/v1/conversations/{conversation}")).await.expect(200);
    (now["assigneeId"].clone(), now["teamId"].clone())
}

both_engines! {
    async fn who_leaves_leaves_no_work_behind(app: TestApp) {
        let (shop, ana, conversations) = busy(&app, 2).await;
        shop.post(&format!("/api/v1/conversations/{}/close", conversations[1]), json!({})).await.expect(200);
        let path = format!("/api/v1/users/{}", ana.id);
        assert_eq!(shop.get(&format!("{path}/open-conversations")).await.expect(200), json!({ "count": 1 }));
        app.number_events().await;
        let head = shop.get("/api/v1/events").await.expect(200)["head"].clone();
        shop.delete(&format!("{path}?conversations=unassign")).await.is(204);
        for conversation in &conversations {
            assert_eq!(placed(&shop, conversation).await, (json!(null), json!(null)), "{conversation}");
        }
        app.number_events().await;
        let events = shop.get(&format!("/api/v1/events?after={head}")).await.expect(200);
        let told = events["data"].as_array().expect("events").iter().find(|event| event["type"] == "conversation:assigned");
        let told = &told.expect("the sockets are told")["data"];
        assert_eq!((&told["conversation"]["id"], &told["conversation"]["assigneeId"]), (&json!(conversations[0]), &json!(null)));
        assert_eq!((&told["entry"]["by"], &told["entry"]["data"]["from"]["userId"]), (&json!(shop.owner.id), &json!(ana.id)));
        ana.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        shop.get(&format!("{path}/open-conversations")).await.refused(404, "not-found");
    }

    async fn the_work_goes_to_whom_the_query_names(app: TestApp) {
        let (shop, ana, conversations) = busy(&app, 1).await;
        let (bob, vic) = (shop.person("bob", Role::Agent).await, shop.person("vic", Role::Viewer).await);
        let team = shop.post("/api/v1/teams", json!({ "name": "Sales", "members": [] })).await.expect(201)["id"].clone();
        let path = format!("/api/v1/users/{}", ana.id);
        for nobody in [vic.id.as_str(), ana.id.as_str(), "usr_00000000000000000000000000"] {
            assert_eq!(shop.delete(&format!("{path}?reassignTo={nobody}")).await.pointers(), ["/reassignTo"]);
        }
        let both = format!("{path}?reassignTo={}&conversations=unassign", bob.id);
        assert_eq!(shop.delete(&both).await.pointers(), ["/reassignTo"]);
        assert_eq!(placed(&shop, &conversations[0]).await.0, json!(ana.id), "a refusal moves nothing");
        shop.delete(&format!("{path}?reassignTo={}", bob.id)).await.is(204);
        assert_eq!(placed(&shop, &conversations[0]).await, (json!(bob.id), json!(null)));
        shop.delete(&format!("/api/v1/users/{}?teamId={}", bob.id, team.as_str().expect("an id"))).await.is(204);
        assert_eq!(placed(&shop, &conversations[0]).await, (json!(null), team));
    }

    async fn more_work_than_fits_one_transaction_goes_too(app: TestApp) {
        let (shop, ana, conversations) = busy(&app, 103).await;
        let bob = shop.person("bob", Role::Agent).await;
        shop.delete(&format!("/api/v1/users/{}?reassignTo={}", ana.id, bob.id)).await.is(204);
        let count = shop.get(&format!("/api/v1/users/{}/open-conversations", bob.id)).await.expect(200);
        assert_eq!(count, json!({ "count": 103 }));
        let history = shop.get(&format!("/api/v1/conversations/{}/history", conversations[0])).await.expect(200);
        assert_eq!(history["data"].as_array().map(Vec::len), Some(2), "given once, and once more");
    }

    async fn who_belongs_elsewhere_stays_signed_in_there(app: TestApp) {
        let (shop, mall) = (app.tenant("shop").await, app.tenant("mall").await);
        let ana = shop.person("ana", Role::Agent).await;
        mall.add(&ana.email, Role::Agent).await;
        shop.delete(&format!("/api/v1/users/{}", ana.id)).await.is(204);
        ana.call("GET", "/api/v1/tenant").header("x-tenant-id", "shop").send().await.refused(404, "not-found");
        ana.call("GET", "/api/v1/tenant").header("x-tenant-id", "mall").send().await.expect(200);
    }

    async fn who_never_set_a_password_is_invited_again(app: TestApp) {
        let (shop, mall) = (app.tenant("shop").await, app.tenant("mall").await);
        let made = shop.post("/api/v1/users", json!({ "email": "ana@shop.example", "name": "Ana", "role": "agent" })).await.expect(201);
        let path = format!("/api/v1/users/{}", made["id"].as_str().expect("an id"));
        assert_eq!((&made["invited"], &shop.get(&path).await.expect(200)["invited"]), (&json!(true), &json!(true)));
        let invited = shop.post(&format!("{path}/invitation"), json!({})).await.expect(200);
        let [old, new] = [&made, &invited].map(|answer| token(&answer["setupUrl"]));
        let set_up = |token: String| {
            app.plant(&token);
            app.call("POST", "/api/v1/auth/setup").json(&json!({ "token": token, "password": PASSWORD })).send()
        };
        set_up(old).await.refused(404, "not-found");
        mall.add("ana@shop.example", Role::Agent).await;
        shop.post(&format!("{path}/invitation"), json!({})).await.refused(409, "conflict");
        set_up(new).await.is(204);
        assert_eq!(shop.get(&path).await.expect(200)["invited"], false);
        mall.post(&format!("{path}/invitation"), json!({})).await.refused(409, "conflict");
        assert_eq!(shop.get("/api/v1/audit-log?action=user.invited").await.expect(200)["data"].as_array().map(Vec::len), Some(1));
    }
}

fn token(url: &Json) -> String {
    url.as_str().and_then(|url| url.split_once('#')).expect("a link").1.to_owned()
}
