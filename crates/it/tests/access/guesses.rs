//! Guessing passwords.

use std::time::Duration;

use recado_it::{Answer, PASSWORD, TestApp, both_engines};
use serde_json::json;

async fn guess(app: &TestApp, email: &str, password: &str, address: &str) -> Answer {
    let body = json!({ "email": email, "password": password });
    app.call("POST", "/api/v1/auth/login").from_address(address).json(&body).send().await
}

both_engines! {
    async fn ten_wrong_passwords_are_free_and_then_each_doubles_the_wait(app: TestApp) {
        app.tenant("shop").await;
        let address = |n: usize| format!("203.0.113.{n}:4711");
        for n in 0..10 {
            guess(&app, "owner@shop.example", "wrong wrong wrong", &address(n)).await.refused(401, "unauthenticated");
        }
        let answer = guess(&app, "owner@shop.example", PASSWORD, &address(11)).await;
        answer.refused(429, "rate-limited");
        assert_eq!(answer.header("retry-after"), Some("1"));
        app.clock.advance(Duration::from_secs(1));
        guess(&app, "owner@shop.example", "wrong wrong wrong", &address(12)).await.refused(401, "unauthenticated");
        let answer = guess(&app, "owner@shop.example", PASSWORD, &address(13)).await;
        assert_eq!(answer.header("retry-after"), Some("2"));
        app.clock.advance(Duration::from_secs(2));
        guess(&app, "owner@shop.example", PASSWORD, &address(13)).await.expect(200);
        app.engine.access.settle().await;
    }

    async fn an_unknown_address_is_slowed_down_alike(app: TestApp) {
        for n in 0..10 {
            let address = format!("203.0.113.{n}:4711");
            guess(&app, "nobody@shop.example", "wrong wrong wrong", &address).await.refused(401, "unauthenticated");
        }
        let answer = guess(&app, "nobody@shop.example", "wrong wrong wrong", "203.0.113.99:4711").await;
        answer.refused(429, "rate-limited");
        assert_eq!(answer.header("retry-after"), Some("1"));
    }

    async fn one_address_has_twenty_guesses_a_minute(app: TestApp) {
        app.tenant("shop").await;
        for n in 0..20 {
            let email = format!("nobody{n}@shop.example");
            guess(&app, &email, "wrong wrong wrong", "203.0.113.9:4711").await.refused(401, "unauthenticated");
        }
        guess(&app, "owner@shop.example", PASSWORD, "203.0.113.9:4712").await.refused(429, "rate-limited");
        guess(&app, "owner@shop.example", PASSWORD, "203.0.113.10:4711").await.expect(200);
        app.clock.advance(Duration::from_mins(1));
        guess(&app, "owner@shop.example", PASSWORD, "203.0.113.9:4712").await.expect(200);
    }

    async fn a_thousand_guesses_do_not_lock_out_the_owner_on_a_known_device(app: TestApp) {
        app.tenant("shop").await;
        let body = json!({ "email": "owner@shop.example", "password": PASSWORD, "transport": "cookie" });
        let login = |cookie: String, address: &'static str| {
            app.call("POST", "/api/v1/auth/login").header("cookie", &cookie).from_address(address).json(&body).send()
        };
        let answer = login(String::new(), "198.51.100.7:4711").await;
        answer.expect(200);
        let lines = answer.headers.get_all("set-cookie").iter().map(|line| line.to_str().expect("text"));
        let device = lines.filter_map(|line| line.split(';').next()).find(|pair| pair.starts_with("recado_device="));
        let device = device.expect("a device cookie").to_owned();
        let mut reached = 0;
        for n in 0..1_000 {
            let address = format!("203.0.{}.{}:4711", n / 250, n % 250);
            let guessed = guess(&app, "owner@shop.example", "wrong wrong wrong", &address).await;
            reached += usize::from(guessed.status == 401);
        }
        assert_eq!(reached, 10, "guesses that were hashed");
        login(String::new(), "192.0.2.1:4711").await.refused(429, "rate-limited");
        login(device, "192.0.2.1:4711").await.expect(200);
        app.engine.access.settle().await;
    }

    async fn failed_logins_are_remembered_over_a_restart(app: TestApp) {
        app.tenant("shop").await;
        for n in 0..10 {
            let address = format!("203.0.113.{n}:4711");
            guess(&app, "owner@shop.example", "wrong wrong wrong", &address).await.refused(401, "unauthenticated");
        }
        app.engine.access.settle().await;
        let restarted = app.second_node(|_| {}).await;
        let origin = recado_engine::access::Origin {
            ip: "192.0.2.1".parse().expect("an address"),
            user_agent: None,
            request: recado_domain::RequestId::from_uuid(uuid::Uuid::nil()),
        };
        let login = recado_engine::access::Login {
            ticket: None,
            email: "owner@shop.example",
            code: None,
            password: &recado_engine::Secret::new(PASSWORD),
            tenant: None,
            device: None,
            origin: &origin,
        };
        let refused = restarted.login(login).await.expect_err("slowed down");
        assert!(matches!(refused, recado_engine::access::LoginError::TooMany { .. }), "{refused:?}");
    }
}
