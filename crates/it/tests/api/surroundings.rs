//! What the shell does when a handler fails, and when people reach us by https.

use std::time::Duration;

use axum::{Router, routing::get};
use recado_api::{App, HttpSettings};
use recado_it::{Call, PASSWORD, TestApp, both_engines};
use serde_json::json;

fn failing(app: &TestApp) -> Router {
    let http = HttpSettings { request_timeout: Duration::from_millis(20), ..HttpSettings::default() };
    let routes = Router::new()
        .route("/panics", get(async || -> &'static str { panic!("a message with a secret in it") }))
        .route("/hangs", get(std::future::pending::<&'static str>));
    recado_api::surround(App::new(app.engine.clone(), http), routes)
}

both_engines! {
    async fn a_panic_is_our_fault_and_says_nothing(app: TestApp) {
        let problem = Call::to(failing(&app), "GET", "/panics").send().await.refused(500, "internal");
        assert!(!problem.to_string().contains("secret"), "{problem}");
        assert_eq!(problem["errors"], json!(null));
    }

    async fn a_handler_that_hangs_is_given_up(app: TestApp) {
        let answer = Call::to(failing(&app), "GET", "/hangs").send().await;
        answer.refused(503, "unavailable");
        assert!(answer.header("retry-after").is_some());
    }

    async fn by_https_cookies_are_ours_alone_and_browsers_stay(app: TestApp) {
        app.tenant("shop").await;
        let http = HttpSettings { public_url: Some("https://recado.example".to_owned()), ..HttpSettings::default() };
        let router = recado_api::router(App::new(app.engine.clone(), http));
        let body = json!({ "email": "owner@shop.example", "password": PASSWORD, "transport": "cookie" });
        let answer = Call::to(router.clone(), "POST", "/api/v1/auth/login").json(&body).send().await;
        answer.is(200);
        let kept = answer.header("strict-transport-security").expect("HSTS");
        assert!(kept.contains("includeSubDomains"), "{kept}");
        let cookies: Vec<_> = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().expect("text")).collect();
        assert!(cookies.iter().all(|line| line.starts_with("__Host-recado_") && line.ends_with("; Secure")), "{cookies:?}");
        let pair = cookies.iter().find(|line| line.contains("refresh")).and_then(|line| line.split(';').next());
        let refresh = |origin: &'static str| {
            let call = Call::to(router.clone(), "POST", "/api/v1/auth/refresh").header("cookie", pair.expect("a pair"));
            call.header("origin", origin).json(&json!({})).send()
        };
        refresh("http://127.0.0.1:8080").await.refused(403, "forbidden");
        refresh("https://recado.example").await.is(200);
    }

    async fn a_forged_address_changes_nothing(app: TestApp) {
        let shop = app.tenant("shop").await;
        let call = shop.call("POST", "/api/v1/teams").from_address("203.0.113.9:1").header("x-forwarded-for", "127.0.0.1");
        call.json(&json!({ "name": "Sales", "members": [] })).send().await.expect(201);
        let entry = shop.get("/api/v1/audit-log?limit=1").await.expect(200)["data"][0].clone();
        assert_eq!(entry["ip"], "203.0.113.9");
    }
}
