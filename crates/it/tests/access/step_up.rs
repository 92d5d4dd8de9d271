//! What a session may do only shortly after its person proved who they are.

use std::time::Duration;

use recado_domain::{ContactId, Role};
use recado_it::{Answer, PASSWORD, Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

/// As long as a sign-in counts.
const FRESH: Duration = Duration::from_mins(10);
const STEP_UP: &str = "/api/v1/auth/step-up";

async fn make_key(who: &Someone) -> Answer {
    who.post("/api/v1/api-keys", json!({ "name": "k", "scopes": ["teams:read"] })).await
}

/// What is asked about twice. Nothing of it exists: who proved it is told so.
fn sensitive(own: &str) -> Vec<(&'static str, String, Json)> {
    let id = |prefix: &str| ContactId::from_uuid(uuid::Uuid::nil()).to_string().replace("con_", prefix);
    let app = json!({ "slug": "x", "appSecret": "s", "verifyToken": "v" });
    let number =
        json!({ "wabaId": "1", "phoneNumberId": "1", "displayPhoneNumber": "+5511400012", "accessToken": "t" });
    let tenant = json!({ "slug": "x", "name": "X", "owner": { "email": "x@x.example", "name": "X" } });
    vec![
        ("POST", "/api/v1/users/me/second-factor".to_owned(), json!({})),
        ("POST", "/api/v1/users/me/second-factor/recovery-codes".to_owned(), json!({})),
        ("DELETE", "/api/v1/users/me/second-factor".to_owned(), Json::Null),
        ("POST", "/api/v1/users/me/providers/google".to_owned(), Json::Null),
        ("DELETE", "/api/v1/users/me/providers/google".to_owned(), Json::Null),
        ("DELETE", format!("/api/v1/users/{}/second-factor", id("usr_")), Json::Null),
        ("POST", "/api/v1/api-keys".to_owned(), json!({ "name": "k", "scopes": ["teams:read"] })),
        ("DELETE", format!("/api/v1/api-keys/{}", id("key_")), Json::Null),
        ("POST", "/api/v1/apps".to_owned(), app),
        ("PATCH", format!("/api/v1/apps/{}", id("app_")), json!({})),
        ("PATCH", format!("/api/v1/users/{}", id("usr_")), json!({ "role": "agent" })),
        ("DELETE", format!("/api/v1/users/{}", id("usr_")), Json::Null),
        ("DELETE", format!("/api/v1/contacts/{}", id("con_")), Json::Null),
        ("PATCH", "/api/v1/tenant".to_owned(), json!({ "secondFactor": "optional" })),
        ("POST", "/api/v1/numbers".to_owned(), number),
        ("PATCH", format!("/api/v1/numbers/{}", id("num_")), json!({ "accessToken": "t" })),
        ("POST", "/api/v1/tenants".to_owned(), tenant),
        ("PATCH", format!("/api/v1/tenants/{own}"), json!({ "name": "X" })),
    ]
}

both_engines! {
    async fn a_sign_in_counts_for_ten_minutes(app: TestApp) {
        let shop = app.tenant("shop").await;
        app.clock.advance(FRESH.saturating_sub(Duration::from_secs(1)));
        make_key(&shop).await.is(201);
        app.clock.advance(Duration::from_secs(1));
        make_key(&shop).await.refused(403, "step-up-required");
        shop.get("/api/v1/api-keys").await.is(200);
        let other = app.sign_in("owner@shop.example").await;
        make_key(&other).await.is(201);
        make_key(&shop).await.refused(403, "step-up-required");
        shop.step_up().await;
        make_key(&shop).await.is(201);
    }

    async fn the_whole_list_is_asked_about_and_nothing_else(app: TestApp) {
        let root = app.first_tenant("home").await;
        app.clock.advance(FRESH);
        for (method, path, body) in sensitive(&root.id) {
            let call = root.call(method, &path);
            let call = if body.is_null() { call } else { call.json(&body) };
            call.send().await.refused(403, "step-up-required");
        }
        root.patch("/api/v1/tenant", json!({ "name": "Home" })).await.is(200);
        root.patch("/api/v1/users/me", json!({ "name": "Root" })).await.is(200);
        root.post("/api/v1/teams", json!({ "name": "Sales", "members": [] })).await.is(201);
        root.step_up().await;
        for (method, path, body) in sensitive(&root.id) {
            let call = root.call(method, &path);
            let call = if body.is_null() { call } else { call.json(&body) };
            let answer = call.send().await;
            assert_ne!(answer.status.as_u16(), 403, "{method} {path}: {}", answer.json());
        }
    }

    async fn people_with_a_second_factor_show_a_code(app: TestApp) {
        let shop = app.tenant("shop").await;
        let factor = shop.factor().await;
        app.clock.advance(FRESH);
        assert_eq!(shop.post(STEP_UP, json!({ "password": PASSWORD })).await.pointers(), ["/code"]);
        make_key(&shop).await.refused(403, "step-up-required");
        assert_eq!(shop.post(STEP_UP, json!({ "code": factor.wrong_code() })).await.pointers(), ["/code"]);
        let code = factor.code();
        shop.post(STEP_UP, json!({ "code": code })).await.is(204);
        assert_eq!(shop.post(STEP_UP, json!({ "code": code })).await.pointers(), ["/code"], "once");
        make_key(&shop).await.is(201);
        shop.post(STEP_UP, json!({ "code": factor.recovery[0] })).await.is(204);
    }

    async fn guesses_are_slowed_down_and_written_down(app: TestApp) {
        let shop = app.tenant("shop").await;
        assert_eq!(shop.post(STEP_UP, json!({})).await.pointers(), ["/password"]);
        for _ in 0..11 {
            assert_eq!(shop.post(STEP_UP, json!({ "password": "a wrong guess" })).await.pointers(), ["/password"]);
            app.clock.advance(Duration::from_secs(1));
        }
        shop.post(STEP_UP, json!({ "password": PASSWORD })).await.refused(429, "rate-limited");
        let log = shop.get("/api/v1/audit-log?action=session.step_up_failed").await.expect(200);
        assert_eq!(log["data"].as_array().expect("rows").len(), 11);
    }

    async fn keys_have_nothing_to_prove_and_cannot(app: TestApp) {
        let shop = app.tenant("shop").await;
        let key = shop.key(&["*"]).await;
        app.clock.advance(FRESH);
        let ana = shop.owner.app().sign_in("owner@shop.example").await;
        let made = make_key(&ana).await.expect(201);
        key.delete(&format!("/api/v1/api-keys/{}", made["id"].as_str().expect("an id"))).await.is(204);
        key.post(STEP_UP, json!({ "password": PASSWORD })).await.refused(403, "forbidden");
    }

    async fn another_node_knows_of_it_at_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.person("ana", Role::Admin).await;
        app.clock.advance(FRESH);
        make_key(&ana).await.refused(403, "step-up-required");
        let node = app.second_node(|_| ()).await;
        let call = app.call_at(node, recado_api::HttpSettings::default(), "POST", STEP_UP);
        call.bearer(&ana.token).json(&json!({ "password": PASSWORD })).send().await.is(204);
        make_key(&ana).await.is(201);
    }
}
