//! Signing in.

use recado_domain::Role;
use recado_it::{PASSWORD, TestApp, both_engines};
use serde_json::{Value as Json, json};

const LOGIN: &str = "/api/v1/auth/login";

/// The claims of an access token, unverified.
fn claims(token: &str) -> Json {
    use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
    let middle = token.split('.').nth(1).expect("three parts");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(middle).expect("base64url")).expect("JSON")
}

both_engines! {
    async fn a_member_of_one_tenant_signs_in_for_it(app: TestApp) {
        let shop = app.tenant("shop").await;
        let body = json!({ "email": " OWNER@shop.example ", "password": PASSWORD });
        let answer = app.call("POST", LOGIN).json(&body).send().await;
        let signed_in = answer.expect(200);
        assert_eq!(signed_in["expiresIn"], 900);
        assert_eq!(signed_in["user"]["role"], "owner");
        assert_eq!(signed_in["user"]["company"], Json::Null);
        assert_eq!(signed_in["tenants"], json!([{ "id": shop.id, "slug": "shop", "name": "shop", "role": "owner", "timeZone": "America/Sao_Paulo", "accent": null, "logoUrl": null }]));
        assert_eq!(answer.header("set-cookie"), None, "programs get no cookie");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        let claims = claims(signed_in["accessToken"].as_str().expect("a token"));
        assert_eq!((&claims["tenant"], &claims["role"]), (&shop.id.clone().into(), &"owner".into()));
        assert_eq!(claims["sub"], signed_in["user"]["id"]);
        assert!(claims["exp"].is_i64() && claims["sid"].as_str().is_some_and(|sid| sid.starts_with("ses_")));
    }

    async fn a_member_of_several_tenants_chooses(app: TestApp) {
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        shop.add("ana@both.example", Role::Agent).await;
        bank.add("ana@both.example", Role::Viewer).await;
        let ana = app.sign_in("ana@both.example").await;
        assert_eq!((claims(&ana.token)["tenant"].clone(), claims(&ana.token)["role"].clone()), (Json::Null, Json::Null));
        ana.get("/api/v1/users/me").await.refused(400, "tenant-required");
        for (name, role) in [(shop.id.as_str(), "agent"), ("shop", "agent"), ("bank", "viewer")] {
            let me = ana.call("GET", "/api/v1/users/me").header("x-tenant-id", name).send().await.expect(200);
            assert_eq!(me["role"], role, "{name}");
        }
        let login = json!({ "email": "ana@both.example", "password": PASSWORD });
        let chosen = app.call("POST", LOGIN).header("x-tenant-id", "bank").json(&login).send().await.expect(200);
        assert_eq!(chosen["user"]["role"], "viewer");
        let token = chosen["accessToken"].as_str().expect("a token");
        assert_eq!(app.call("GET", "/api/v1/users/me").bearer(token).send().await.expect(200)["role"], "viewer");
        app.call("POST", LOGIN).header("x-tenant-id", "nowhere").json(&login).send().await.refused(404, "not-found");
    }

    async fn wrong_credentials_look_all_the_same(app: TestApp) {
        let shop = app.tenant("shop").await;
        let made = shop.post("/api/v1/users", json!({ "email": "new@shop.example", "name": "New", "role": "agent" })).await;
        made.expect(201);
        let mut answers = Vec::new();
        for email in ["owner@shop.example", "nobody@shop.example", "new@shop.example", "not an address"] {
            let body = json!({ "email": email, "password": "wrong password here" });
            let mut problem = app.call("POST", LOGIN).json(&body).send().await.refused(401, "unauthenticated");
            problem["instance"].take();
            answers.push(problem);
        }
        app.engine.access.settle().await;
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    }

    async fn bodies_are_read_strictly(app: TestApp) {
        let post = |body: Json| app.call("POST", LOGIN).json(&body).send();
        assert_eq!(post(json!({ "email": "a@b.c" })).await.pointers(), ["/password"]);
        assert_eq!(post(json!({ "email": 7, "password": "x" })).await.pointers(), ["/email"]);
        assert_eq!(post(json!({ "email": "a@b.c", "password": "x", "isSuperAdmin": true })).await.pointers(), ["/isSuperAdmin"]);
        assert_eq!(post(json!({ "email": "a@b.c", "password": "x", "transport": "pigeon" })).await.pointers(), ["/transport"]);
        let raw = |kind: &str, bytes: &str| app.call("POST", LOGIN).bytes(kind, bytes.to_owned()).send();
        raw("application/json", "{").await.refused(400, "malformed");
        raw("application/json", "").await.refused(400, "malformed");
        raw("text/plain", "{}").await.refused(415, "unsupported-media-type");
        raw("application/json; charset=latin1", "{}").await.refused(415, "unsupported-media-type");
        raw("application/json", &format!("{{\"email\":\"{}\"}}", "x".repeat(300_000))).await.refused(413, "body-too-large");
        app.call("GET", LOGIN).send().await.refused(405, "method-not-allowed");
    }

    async fn a_cookie_is_for_browsers_and_our_own_pages(app: TestApp) {
        app.tenant("shop").await;
        let body = json!({ "email": "owner@shop.example", "password": PASSWORD, "transport": "cookie" });
        let answer = app.call("POST", LOGIN).json(&body).send().await;
        assert_eq!(answer.expect(200)["refreshToken"], Json::Null);
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().expect("text")).collect();
        let refresh = cookies.iter().find(|line| line.starts_with("recado_refresh=")).expect("a refresh cookie");
        assert!(refresh.contains("; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000"), "{refresh}");
        assert!(!refresh.contains("Secure") && !refresh.contains("Domain"), "{refresh}");
        let pair = refresh.split(';').next().expect("a pair");
        let refresh = |origin: Option<&'static str>| {
            let call = app.call("POST", "/api/v1/auth/refresh").header("cookie", pair).json(&json!({}));
            match origin { Some(origin) => call.header("origin", origin), None => call }.send()
        };
        refresh(None).await.refused(403, "forbidden");
        refresh(Some("https://evil.example")).await.refused(403, "forbidden");
        refresh(Some("null")).await.refused(403, "forbidden");
        let answer = refresh(Some("http://127.0.0.1:8080")).await;
        assert_eq!(answer.expect(200)["refreshToken"], Json::Null);
        assert!(answer.header("set-cookie").is_some_and(|line| line.starts_with("recado_refresh=")), "the next one");
    }

    async fn a_page_of_another_origin_changes_nothing(app: TestApp) {
        let shop = app.tenant("shop").await;
        for (name, value) in [
            ("origin", "https://evil.example"), ("origin", "null"), ("origin", "http://127.0.0.1:8081"),
            ("origin", "http://localhost:8080"), ("sec-fetch-site", "cross-site"), ("sec-fetch-site", "same-site"),
        ] {
            let body = json!({ "name": "Sales", "members": [] });
            let call = shop.call("POST", "/api/v1/teams").header(name, value).json(&body);
            call.send().await.refused(403, "forbidden");
        }
        assert_eq!(shop.get("/api/v1/teams").await.expect(200)["data"].as_array().map(Vec::len), Some(1));
    }

    async fn more_than_twenty_sessions_are_not_kept(app: TestApp) {
        let shop = app.tenant("shop").await;
        for _ in 0..20 {
            app.sign_in("owner@shop.example").await;
        }
        shop.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        let newest = app.sign_in("owner@shop.example").await;
        let sessions = newest.get("/api/v1/auth/sessions").await.expect(200);
        assert_eq!(sessions["data"].as_array().map(Vec::len), Some(20));
    }
}
