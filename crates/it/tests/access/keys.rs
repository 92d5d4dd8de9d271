//! API keys.

use std::time::Duration;

use recado_domain::Role;
use recado_engine::access::Credential;
use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

both_engines! {
    async fn a_key_is_shown_once_and_works_in_either_header(app: TestApp) {
        let shop = app.tenant("shop").await;
        let made = shop.post("/api/v1/api-keys", json!({ "name": "ERP", "scopes": ["teams:read", "users:read"] })).await.expect(201);
        let key = made["key"].as_str().expect("a key");
        app.plant(key);
        let random = key.strip_prefix("rck_").expect("the prefix");
        assert!(random.len() == 43 && random.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'), "{key}");
        app.call("GET", "/api/v1/teams").bearer(key).send().await.expect(200);
        app.call("GET", "/api/v1/teams").header("x-api-key", key).send().await.expect(200);
        let listed = shop.get("/api/v1/api-keys").await.expect(200);
        assert!(!listed.to_string().contains(random), "{listed}");
        assert_eq!(listed["data"][0]["scopes"], json!(["users:read", "teams:read"]));
        assert_eq!(listed["data"][0]["lastUsedAt"], "2026-11-22T04:00:00.000Z");
        assert_eq!(listed["data"][0]["revokedAt"], Json::Null);
    }

    async fn a_key_does_what_its_scopes_say(app: TestApp) {
        let shop = app.tenant("shop").await;
        let key = shop.key(&["teams:read"]).await;
        key.get("/api/v1/teams").await.expect(200);
        key.get("/api/v1/users").await.refused(403, "forbidden");
        key.post("/api/v1/teams", json!({ "name": "x", "members": [] })).await.refused(403, "forbidden");
        let all = shop.key(&["*"]).await;
        all.get("/api/v1/audit-log").await.expect(200);
        all.get("/api/v1/users/me").await.refused(403, "forbidden");
        all.get("/api/v1/auth/sessions").await.refused(403, "forbidden");
        all.post("/api/v1/tenants", json!({})).await.refused(403, "forbidden");
    }

    async fn nobody_makes_a_key_that_may_do_more_than_they(app: TestApp) {
        let shop = app.tenant("shop").await;
        let maker = shop.key(&["keys:manage", "teams:read"]).await;
        let made = |scopes: &[&str]| maker.post("/api/v1/api-keys", json!({ "name": "x", "scopes": scopes }));
        made(&["teams:read"]).await.expect(201);
        assert_eq!(made(&["users:read"]).await.pointers(), ["/scopes"]);
        assert_eq!(made(&["*"]).await.pointers(), ["/scopes"]);
        for (scopes, pointer) in [
            (json!(["teams:read", "nonsense"]), "/scopes/1"), (json!(["tenants:manage"]), "/scopes/0"),
            (json!(["profile:manage"]), "/scopes/0"), (json!([]), "/scopes"),
        ] {
            let body = json!({ "name": "x", "scopes": scopes });
            assert_eq!(shop.post("/api/v1/api-keys", body).await.pointers(), [pointer], "{scopes}");
        }
    }

    async fn a_key_revoked_elsewhere_opens_nothing_within_five_seconds(app: TestApp) {
        let shop = app.tenant("shop").await;
        let key = shop.key(&["*"]).await;
        let elsewhere = app.second_node(|_| {}).await;
        elsewhere.identify(Credential::ApiKey(&key.token)).await.expect("it opens there too");
        shop.delete(&format!("/api/v1/api-keys/{}", key.id)).await.is(204);
        app.clock.advance(Duration::from_secs(3));
        assert!(elsewhere.identify(Credential::ApiKey(&key.token)).await.is_err());
    }

    async fn a_key_bound_to_networks_opens_nothing_from_elsewhere(app: TestApp) {
        let shop = app.tenant("shop").await;
        let body = json!({ "name": "ERP", "scopes": ["teams:read"], "allowedNetworks": ["203.0.113.0/24", "2001:db8::7"] });
        let key = shop.post("/api/v1/api-keys", body).await.expect(201)["key"].as_str().expect("a key").to_owned();
        for (address, status) in [
            ("203.0.113.9:4711", 200), ("[2001:db8::7]:4711", 200), ("203.0.114.9:4711", 401), ("[2001:db8::8]:4711", 401),
        ] {
            app.call("GET", "/api/v1/teams").bearer(&key).from_address(address).send().await.is(status);
        }
        let listed = shop.get("/api/v1/api-keys").await.expect(200);
        assert_eq!(listed["data"][0]["allowedNetworks"], json!(["203.0.113.0/24", "2001:db8::7/128"]));
        let wrong = json!({ "name": "ERP", "scopes": ["*"], "allowedNetworks": ["10.0.0.0/8", "office"] });
        assert_eq!(shop.post("/api/v1/api-keys", wrong).await.pointers(), ["/allowedNetworks/1"]);
        let many = json!({ "name": "ERP", "scopes": ["*"], "allowedNetworks": vec!["10.0.0.1"; 51] });
        assert_eq!(shop.post("/api/v1/api-keys", many).await.pointers(), ["/allowedNetworks"]);
    }

    async fn a_key_that_leaked_is_ended_by_whoever_finds_it(app: TestApp) {
        let shop = app.tenant("shop").await;
        let (leaked, kept) = (shop.key(&["*"]).await, shop.key(&["*"]).await);
        let found = json!([
            { "token": leaked.token, "type": "recado_api_key", "url": "https://code.example/a.js", "source": "content" },
            { "token": "rck_nobodys" }, { "token": leaked.token },
        ]);
        app.call("POST", "/api/v1/api-keys/leaked").json(&found).send().await.is(204);
        leaked.get("/api/v1/teams").await.refused(401, "unauthenticated");
        kept.get("/api/v1/teams").await.expect(200);
        let log = shop.get("/api/v1/audit-log?action=key.leaked").await.expect(200);
        assert_eq!(log["data"].as_array().map(Vec::len), Some(1), "once: {log}");
        assert_eq!(log["data"][0]["entityId"], leaked.id);
        assert_eq!(log["data"][0]["metadata"]["from"], "https://code.example/a.js");
        let many = vec![json!({ "token": "rck_x" }); 101];
        app.call("POST", "/api/v1/api-keys/leaked").json(&json!(many)).send().await.refused(422, "validation-failed");
    }

    async fn a_revoked_key_opens_nothing_at_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let key = shop.key(&["*"]).await;
        key.get("/api/v1/teams").await.expect(200);
        let path = format!("/api/v1/api-keys/{}", key.id);
        shop.delete(&path).await.is(204);
        key.get("/api/v1/teams").await.refused(401, "unauthenticated");
        shop.delete(&path).await.refused(404, "not-found");
        assert_ne!(shop.get("/api/v1/api-keys").await.expect(200)["data"][0]["revokedAt"], Json::Null);
    }

    async fn a_key_ends_after_a_year(app: TestApp) {
        let shop = app.tenant("shop").await;
        let key = shop.key(&["teams:read"]).await;
        app.clock.advance(Duration::from_hours(365 * 24 - 1));
        key.get("/api/v1/teams").await.expect(200);
        app.clock.advance(Duration::from_hours(1));
        key.get("/api/v1/teams").await.refused(401, "unauthenticated");
    }

    async fn agents_make_no_keys(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.person("ana", Role::Supervisor).await;
        ana.post("/api/v1/api-keys", json!({ "name": "x", "scopes": ["*"] })).await.refused(403, "forbidden");
        ana.get("/api/v1/api-keys").await.refused(403, "forbidden");
    }
}
