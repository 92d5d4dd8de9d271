//! Idempotency keys, on an operation of this area.

use futures_util::future::join_all;
use recado_domain::Role;
use recado_it::{Answer, Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

async fn make(caller: &Someone, path: &str, key: &str, body: Json) -> Answer {
    caller.call("POST", path).header("idempotency-key", key).json(&body).send().await
}

async fn team(caller: &Someone, key: &str, name: &str) -> Answer {
    make(caller, "/api/v1/teams", key, json!({ "name": name, "members": [] })).await
}

both_engines! {
    async fn the_same_request_is_answered_the_same_and_done_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let first = team(&shop, "k-1", "Sales").await;
        let second = team(&shop, "k-1", "Sales").await;
        assert_eq!(first.expect(201), second.expect(201));
        assert_eq!(first.header("location"), second.header("location"));
        team(&shop, "k-1", "Support").await.refused(422, "idempotency-key-reused");
        team(&shop, "k-2", "Support").await.expect(201);
        assert_eq!(shop.get("/api/v1/teams").await.expect(200)["data"].as_array().map(Vec::len), Some(3));
    }

    async fn fifty_at_once_make_one(app: TestApp) {
        let shop = app.tenant("shop").await;
        let answers = join_all((0..50).map(|_| team(&shop, "k-1", "Sales"))).await;
        let made: Vec<Json> = answers.iter().filter(|answer| answer.status == 201).map(Answer::json).collect();
        assert!(!made.is_empty() && made.iter().all(|team| *team == made[0]));
        assert!(answers.iter().all(|answer| [201, 409].contains(&answer.status.as_u16())));
        assert_eq!(shop.get("/api/v1/teams").await.expect(200)["data"].as_array().map(Vec::len), Some(2));
    }

    async fn a_refusal_is_not_kept(app: TestApp) {
        let shop = app.tenant("shop").await;
        team(&shop, "k-1", "General").await.refused(409, "conflict");
        team(&shop, "k-1", "Sales").await.expect(201);
        team(&shop, "", "x").await.refused(400, "malformed");
        team(&shop, &"x".repeat(256), "x").await.refused(400, "malformed");
    }

    async fn a_key_belongs_to_its_tenant_and_operation(app: TestApp) {
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        let one = team(&shop, "k-1", "Sales").await.expect(201);
        let other = team(&bank, "k-1", "Sales").await.expect(201);
        assert_ne!(one["id"], other["id"]);
        let key = make(&shop, "/api/v1/api-keys", "k-1", json!({ "name": "x", "scopes": ["*"] })).await.expect(201);
        let again = make(&shop, "/api/v1/api-keys", "k-1", json!({ "name": "x", "scopes": ["*"] })).await.expect(201);
        assert_eq!(key, again, "a secret answer can be given again");
        let ana = shop.person("ana", Role::Agent).await;
        team(&ana, "k-1", "Sales").await.refused(403, "forbidden");
    }

    async fn a_super_admins_key_belongs_to_a_tenant_of_theirs(app: TestApp) {
        let home = app.first_tenant("home").await;
        let body = json!({ "slug": "shop", "name": "Shop", "owner": { "email": "a@shop.example", "name": "A", "password": recado_it::PASSWORD } });
        let first = make(&home, "/api/v1/tenants", "k-1", body.clone()).await.expect(201);
        assert_eq!(first, make(&home, "/api/v1/tenants", "k-1", body).await.expect(201));
    }
}
