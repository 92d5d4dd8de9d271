//! Apps: what is registered, who sees and changes it, which signatures count.

use recado_api::HttpSettings;
use recado_domain::Role;
use recado_graph::signature;
use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{APP_SECRET, VERIFY_TOKEN, app_of, count, number_with, path_of};

const NEW_SECRET: &str = "decafbaddecafbaddecafbaddecafb02";

/// The status that a delivery signed with this secret gets.
async fn delivery(app: &TestApp, slug: &str, secret: &str) -> u16 {
    let body = b"{\"object\":\"whatsapp_business_account\",\"entry\":[]}".to_vec();
    let header = signature::sign(secret, &body);
    let call = app.call("POST", &format!("/webhook/whatsapp/{slug}")).header("x-hub-signature-256", &header);
    call.bytes("application/json", body).send().await.status.as_u16()
}

/// The status that a verification with this token gets.
async fn verification(app: &TestApp, slug: &str, token: &str) -> u16 {
    let query = format!("hub.mode=subscribe&hub.verify_token={token}&hub.challenge=1158201444");
    app.call("GET", &format!("/webhook/whatsapp/{slug}?{query}")).send().await.status.as_u16()
}

fn slugs(page: &Json) -> Vec<&str> {
    let rows = page["data"].as_array().expect("rows");
    rows.iter().map(|row| row["slug"].as_str().expect("a slug")).collect()
}

both_engines! {
    async fn an_app_is_registered_and_read_back(app: TestApp) {
        let shop = app.tenant("shop").await;
        let body = json!({ "slug": "shop-2", "appId": "1120394857261540", "appSecret": APP_SECRET, "verifyToken": VERIFY_TOKEN });
        let answer = shop.post("/api/v1/apps", body).await;
        let made = answer.expect(201);
        assert_eq!(answer.header("location"), Some(path_of("apps", &made).as_str()));
        let expected = json!({
            "id": made["id"], "slug": "shop-2", "appId": "1120394857261540", "isPlatform": false,
            "webhookPath": "/webhook/whatsapp/shop-2", "webhookUrl": null, "acceptsPrevious": false,
            "createdAt": "2026-11-22T04:00:00.000Z", "updatedAt": "2026-11-22T04:00:00.000Z"
        });
        assert_eq!(made, expected);
        assert_eq!(shop.get(&path_of("apps", &made)).await.expect(200), expected);
        let page = shop.get("/api/v1/apps").await.expect(200);
        assert_eq!((slugs(&page), &page["nextCursor"]), (vec!["default", "shop-2"], &Json::Null));
        assert_eq!(page["data"][0]["isPlatform"], true);
        assert_eq!(count(&app, "audit_log WHERE action = 'app.created' AND is_sensitive").await, 1);
    }

    async fn a_server_that_knows_its_public_address_tells_the_whole_webhook_address(app: TestApp) {
        let shop = app.tenant("shop").await;
        let body = json!({ "slug": "shop-2", "appSecret": APP_SECRET, "verifyToken": VERIFY_TOKEN });
        let http = HttpSettings { public_url: Some("https://recado.example/".to_owned()), ..HttpSettings::default() };
        let call = |method: &str, path: &str| app.call_at(app.engine.clone(), http.clone(), method, path).bearer(&shop.token);
        let made = call("POST", "/api/v1/apps").json(&body).send().await.expect(201);
        assert_eq!(made["webhookUrl"], "https://recado.example/webhook/whatsapp/shop-2");
        let path = path_of("apps", &made);
        assert_eq!(call("GET", &path).send().await.expect(200)["webhookUrl"], made["webhookUrl"]);
        let changed = call("PATCH", &path).json(&json!({ "appId": "112" })).send().await.expect(200);
        assert_eq!(changed["webhookUrl"], made["webhookUrl"]);
        let page = call("GET", "/api/v1/apps").send().await.expect(200);
        assert_eq!(page["data"][0]["webhookUrl"], "https://recado.example/webhook/whatsapp");
    }

    async fn apps_are_listed_page_by_page(app: TestApp) {
        let shop = app.tenant("shop").await;
        for slug in ["aa", "bb", "cc"] {
            app_of(&shop, slug).await;
        }
        let first = shop.get("/api/v1/apps?limit=3").await.expect(200);
        assert_eq!(slugs(&first), ["default", "aa", "bb"]);
        let cursor = first["nextCursor"].as_str().expect("another page");
        let second = shop.get(&format!("/api/v1/apps?limit=3&cursor={cursor}")).await.expect(200);
        assert_eq!((slugs(&second), &second["nextCursor"]), (vec!["cc"], &Json::Null));
        shop.get("/api/v1/numbers?cursor=nonsense").await.refused(400, "malformed");
    }

    async fn a_slug_is_taken_once_on_the_server(app: TestApp) {
        let (shop, other) = (app.tenant("shop").await, app.tenant("other").await);
        app_of(&shop, "taken").await;
        for slug in ["taken", "default"] {
            let body = json!({ "slug": slug, "appSecret": "x", "verifyToken": "y" });
            other.post("/api/v1/apps", body).await.refused(409, "conflict");
        }
    }

    async fn what_is_wrong_with_an_app_is_said_in_one_go(app: TestApp) {
        let shop = app.tenant("shop").await;
        let body = json!({ "slug": "Shop", "appId": "x1", "appSecret": "", "verifyToken": " " });
        let refused = shop.post("/api/v1/apps", body).await;
        assert_eq!(refused.pointers(), ["/slug", "/appId", "/appSecret", "/verifyToken"]);
        let unknown = json!({ "slug": "shop", "appSecret": "x", "verifyToken": "y", "tenantId": "ten_1" });
        assert_eq!(shop.post("/api/v1/apps", unknown).await.pointers(), ["/tenantId"]);
        let no_text = json!({ "slug": "shop", "appSecret": "x", "verifyToken": 271_828_182 });
        let refused = shop.post("/api/v1/apps", no_text).await;
        assert_eq!(refused.pointers(), ["/verifyToken"]);
        assert!(!String::from_utf8_lossy(&refused.bytes).contains("271828182"), "a secret is not repeated");
        let made = app_of(&shop, "shop").await;
        for (body, pointer) in [
            (json!({ "slug": "other" }), "/slug"),
            (json!({ "appSecret": "" }), "/appSecret"),
            (json!({ "appId": "-1" }), "/appId"),
        ] {
            assert_eq!(shop.patch(&path_of("apps", &made), body).await.pointers(), [pointer]);
        }
    }

    async fn a_changed_secret_leaves_the_old_one_valid_until_it_is_removed(app: TestApp) {
        app.plant(NEW_SECRET);
        let shop = app.tenant("shop").await;
        let path = path_of("apps", &app_of(&shop, "shop-app").await);
        let change = |body| shop.patch(&path, body);
        assert_eq!((delivery(&app, "shop-app", APP_SECRET).await, delivery(&app, "shop-app", NEW_SECRET).await), (200, 401));
        let changed = change(json!({ "appSecret": NEW_SECRET })).await.expect(200);
        assert_eq!(changed["acceptsPrevious"], true);
        assert_eq!((delivery(&app, "shop-app", APP_SECRET).await, delivery(&app, "shop-app", NEW_SECRET).await), (200, 200));
        change(json!({ "appSecret": NEW_SECRET })).await.is(200);
        assert_eq!(delivery(&app, "shop-app", APP_SECRET).await, 200, "the same secret again changes nothing");
        let removed = change(json!({ "removePreviousSecret": true })).await.expect(200);
        assert_eq!(removed["acceptsPrevious"], false);
        assert_eq!((delivery(&app, "shop-app", APP_SECRET).await, delivery(&app, "shop-app", NEW_SECRET).await), (401, 200));
        assert_eq!(count(&app, "audit_log WHERE action = 'app.changed' AND is_sensitive").await, 3);
    }

    async fn a_changed_verify_token_counts_at_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let made = app_of(&shop, "shop-app").await;
        assert_eq!(verification(&app, "shop-app", VERIFY_TOKEN).await, 200);
        shop.patch(&path_of("apps", &made), json!({ "verifyToken": "12345" })).await.is(200);
        assert_eq!(verification(&app, "shop-app", VERIFY_TOKEN).await, 403);
        assert_eq!(verification(&app, "shop-app", "12345").await, 200);
    }

    async fn an_app_is_its_tenants(app: TestApp) {
        let (shop, stranger) = (app.tenant("shop").await, app.tenant("stranger").await);
        let made = app_of(&shop, "shop-app").await;
        stranger.get(&path_of("apps", &made)).await.refused(404, "not-found");
        stranger.patch(&path_of("apps", &made), json!({ "appId": "1" })).await.refused(404, "not-found");
        assert_eq!(slugs(&stranger.get("/api/v1/apps").await.expect(200)), ["default"]);
        for slug in ["shop-app", "nobodys"] {
            let refused = stranger.post("/api/v1/numbers", number_with("1065", &json!({ "app": slug }))).await;
            assert_eq!(refused.pointers(), ["/app"], "{slug}");
        }
    }

    async fn the_platforms_app_is_open_to_all_and_changed_by_the_platform(app: TestApp) {
        let (platform, shop) = (app.first_tenant("platform").await, app.tenant("shop").await);
        let page = shop.get("/api/v1/apps").await.expect(200);
        let path = path_of("apps", &page["data"][0]);
        assert_eq!(shop.get(&path).await.expect(200)["slug"], "default");
        shop.patch(&path, json!({ "appId": "77" })).await.refused(403, "forbidden");
        assert_eq!(platform.patch(&path, json!({ "appId": "77" })).await.expect(200)["appId"], "77");
        assert_eq!(platform.patch(&path, json!({ "appId": null })).await.expect(200)["appId"], Json::Null);
        app.plant(NEW_SECRET);
        platform.patch(&path, json!({ "appSecret": NEW_SECRET })).await.is(200);
        assert_eq!(delivery(&app, "default", NEW_SECRET).await, 200);
        assert_eq!(delivery(&app, "default", recado_it::APP_SECRET).await, 200, "until it is removed");
    }

    async fn an_edit_of_a_state_that_is_gone_is_refused(app: TestApp) {
        let shop = app.tenant("shop").await;
        let path = path_of("apps", &app_of(&shop, "shop-app").await);
        let tag = shop.get(&path).await.header("etag").expect("a version").to_owned();
        let edit = |id: &str| shop.call("PATCH", &path).header("if-match", &tag).json(&json!({ "appId": id })).send();
        app.clock.advance(std::time::Duration::from_secs(1));
        edit("1").await.is(200);
        edit("2").await.refused(412, "precondition-failed");
    }

    async fn the_same_key_registers_one_app(app: TestApp) {
        let shop = app.tenant("shop").await;
        let post = |slug: &str| {
            let body = json!({ "slug": slug, "appSecret": APP_SECRET, "verifyToken": VERIFY_TOKEN });
            shop.call("POST", "/api/v1/apps").header("idempotency-key", "once").json(&body).send()
        };
        let first = post("shop-app").await.expect(201);
        assert_eq!(post("shop-app").await.expect(201), first);
        post("another").await.refused(422, "idempotency-key-reused");
        assert_eq!(count(&app, "apps WHERE tenant_id IS NOT NULL").await, 1);
    }

    async fn apps_are_for_owners_and_admins(app: TestApp) {
        let shop = app.tenant("shop").await;
        let path = path_of("apps", &app_of(&shop, "shop-app").await);
        for role in [Role::Supervisor, Role::Agent, Role::Viewer] {
            let person = shop.person(role.as_str(), role).await;
            person.get("/api/v1/apps").await.refused(403, "forbidden");
            person.get(&path).await.refused(403, "forbidden");
            person.patch(&path, json!({})).await.refused(403, "forbidden");
            person.post("/api/v1/apps", json!({})).await.refused(403, "forbidden");
        }
        shop.person("adam", Role::Admin).await.patch(&path, json!({ "appId": "5" })).await.is(200);
        shop.key(&["apps:read"]).await.get(&path).await.is(200);
        shop.key(&["apps:read"]).await.patch(&path, json!({})).await.refused(403, "forbidden");
    }
}
