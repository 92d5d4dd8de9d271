//! What surrounds every handler.

use recado_it::{TestApp, both_engines};
use serde_json::json;

both_engines! {
    async fn unknown_paths_and_methods_are_problems(app: TestApp) {
        for path in ["/api", "/api/v1", "/api/v1/nothing", "/api/v1/../../etc/passwd", "/api/v1/%2e%2e/x", "/health/"] {
            app.call("GET", path).send().await.refused(404, "not-found");
        }
        let answer = app.call("DELETE", "/health").send().await;
        answer.refused(405, "method-not-allowed");
        assert!(answer.header("allow").is_some_and(|allowed| allowed.contains("GET")), "{answer:?}");
        app.call("TRACE", "/health").send().await.refused(405, "method-not-allowed");
    }

    async fn a_method_that_somebody_made_up_is_not_repeated(app: TestApp) {
        app.plant("PLANTED-METHOD");
        app.call("PLANTED-METHOD", "/health").send().await.refused(405, "method-not-allowed");
    }

    async fn the_words_of_a_problem_follow_the_language(app: TestApp) {
        for (language, title) in [("en", "Not found"), ("pt-BR,pt;q=0.9", "Não encontrado"), ("es-AR", "No encontrado")] {
            let answer = app.call("GET", "/api/nothing").header("accept-language", language).send().await;
            assert_eq!(answer.refused(404, "not-found")["title"], title);
        }
    }

    async fn every_answer_carries_its_id_and_the_security_headers(app: TestApp) {
        let mut seen = std::collections::HashSet::new();
        for path in ["/health", "/nothing", "/api/openapi.json", "/api/docs"] {
            let answer = app.call("GET", path).header("x-request-id", "mine").send().await;
            let id = answer.header("x-request-id").expect("an id");
            assert!(id.starts_with("req_") && seen.insert(id.to_owned()), "{id}");
            assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(answer.header("x-frame-options"), Some("DENY"));
            assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
            assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"));
            let policy = answer.header("content-security-policy").expect("a policy");
            assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
            assert_eq!(answer.header("strict-transport-security"), None, "only where people reach us by https");
        }
    }

    async fn too_many_headers_are_refused(app: TestApp) {
        let mut call = app.call("GET", "/health");
        for n in 0..101 {
            call = call.header(format!("x-filler-{n}"), "x");
        }
        call.send().await.refused(431, "headers-too-large");
        let long = "x".repeat(17 * 1024);
        app.call("GET", "/health").header("x-long", &long).send().await.refused(431, "headers-too-large");
    }

    async fn health_says_ready_until_the_process_drains(app: TestApp) {
        app.call("GET", "/health/live").send().await.is(200);
        app.call("GET", "/health/ready").send().await.is(200);
        let health = app.call("GET", "/health").send().await.expect(200);
        assert_eq!((&health["status"], &health["database"]), (&"ok".into(), &"ok".into()));
        app.app.drain();
        app.call("GET", "/health/ready").send().await.is(503);
        assert_eq!(app.call("GET", "/health").send().await.expect(200)["status"], "degraded");
    }

    async fn the_database_is_asked_for_its_health_once_a_second(app: TestApp) {
        app.call("GET", "/health/ready").send().await.is(200);
        app.database.run("ALTER TABLE schema_migrations RENAME TO away").await;
        app.call("GET", "/health/ready").send().await.is(200);
        app.call("GET", "/health").send().await.is(200);
        app.clock.advance(std::time::Duration::from_secs(1));
        app.call("GET", "/health/ready").send().await.is(503);
    }

    async fn health_tells_whether_meta_answered_last(app: TestApp) {
        let shop = app.tenant("shop").await;
        let check = format!("/api/v1/numbers/{}/check", shop.number("1001").await.id);
        let health = async || {
            let told = app.call("GET", "/health").send().await.expect(200);
            (told["status"].as_str().map(str::to_owned), told["whatsappApi"].as_str().map(str::to_owned))
        };
        let told = |status: &str, meta: &str| (Some(status.to_owned()), Some(meta.to_owned()));
        assert_eq!(health().await, told("ok", "unknown"), "nobody asked Meta yet");
        shop.call("POST", &check).send().await.is(200);
        assert_eq!(health().await, told("ok", "ok"));
        app.simulate("POST", "/_sim/faults", &json!({ "on": "read", "fault": "http_500_html" })).await;
        shop.call("POST", &check).send().await.is(200);
        assert_eq!(health().await, told("degraded", "unavailable"));
        app.call("GET", "/health/ready").send().await.is(200);
    }

    async fn metrics_are_for_loopback_peers_that_no_proxy_speaks_for(app: TestApp) {
        let asked = |address: &str| app.call("GET", "/metrics").from_address(address);
        asked("203.0.113.9:4711").send().await.refused(404, "not-found");
        asked("127.0.0.1:4711").header("x-forwarded-for", "203.0.113.9").send().await.refused(404, "not-found");
        asked("127.0.0.1:4711").header("forwarded", "for=203.0.113.9").send().await.refused(404, "not-found");
        asked("127.0.0.1:4711").send().await.is(200);
    }

    async fn the_description_is_browsable_offline(app: TestApp) {
        let page = app.call("GET", "/api/docs").send().await;
        let html = String::from_utf8(page.bytes.clone()).expect("text");
        assert_eq!(page.status, 200);
        assert!(!html.contains("://"), "nothing from outside: {html}");
        assert!(!html.contains("<script>"), "no inline script: {html}");
        for asset in ["swagger-ui.css", "swagger-ui-bundle.js", "start.js"] {
            assert!(html.contains(&format!("/api/docs/{asset}")));
            app.call("GET", &format!("/api/docs/{asset}")).send().await.is(200);
        }
        for nothing in ["nothing.js", "%FF"] {
            app.call("GET", &format!("/api/docs/{nothing}")).send().await.refused(404, "not-found");
        }
        assert_eq!(app.call("GET", "/api/openapi.json").send().await.expect(200)["openapi"], "3.1.0");
    }
}
