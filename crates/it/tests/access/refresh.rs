//! Refresh tokens: families, two tabs, theft.

use std::{collections::HashSet, time::Duration};

use futures_util::future::join_all;
use recado_domain::Role;
use recado_it::{Answer, PASSWORD, TestApp, both_engines};
use serde_json::{Value as Json, json};

async fn refresh(app: &TestApp, token: &str) -> Answer {
    app.call("POST", "/api/v1/auth/refresh").json(&json!({ "refreshToken": token })).send().await
}

fn token(signed_in: &Json) -> String {
    signed_in["refreshToken"].as_str().expect("a refresh token").to_owned()
}

both_engines! {
    async fn a_token_is_exchanged_for_the_next(app: TestApp) {
        let shop = app.tenant("shop").await;
        let second = refresh(&app, &shop.refresh_token).await.expect(200);
        assert_ne!(token(&second), shop.refresh_token);
        assert_eq!(second["user"]["role"], "owner");
        let access = second["accessToken"].as_str().expect("a token");
        app.call("GET", "/api/v1/users/me").bearer(access).send().await.expect(200);
        refresh(&app, &token(&second)).await.expect(200);
        refresh(&app, "nonsense").await.refused(401, "unauthenticated");
        app.call("POST", "/api/v1/auth/refresh").json(&json!({})).send().await.refused(401, "unauthenticated");
        app.call("POST", "/api/v1/auth/refresh").send().await.refused(401, "unauthenticated");
    }

    async fn two_tabs_that_refresh_at_once_both_stay_signed_in(app: TestApp) {
        let shop = app.tenant("shop").await;
        let (one, other) = tokio::join!(refresh(&app, &shop.refresh_token), refresh(&app, &shop.refresh_token));
        let (one, other) = (one.expect(200), other.expect(200));
        assert_eq!(token(&one), token(&other));
        app.clock.advance(Duration::from_secs(29));
        assert_eq!(token(&refresh(&app, &shop.refresh_token).await.expect(200)), token(&one), "a third tab");
        refresh(&app, &token(&one)).await.expect(200);
    }

    async fn a_session_that_nobody_uses_is_over_by_role_and_by_the_tenants_word(app: TestApp) {
        let (shop, day) = (app.tenant("shop").await, Duration::from_hours(24));
        let agent = shop.person("rui", Role::Agent).await;
        app.clock.advance(Duration::from_hours(7 * 24 - 1));
        let used = refresh(&app, &shop.refresh_token).await.expect(200);
        let used_too = refresh(&app, &agent.refresh_token).await.expect(200);
        app.clock.advance(day * 7);
        refresh(&app, &token(&used)).await.refused(401, "unauthenticated");
        let used_again = refresh(&app, &token(&used_too)).await.expect(200);
        let settings = json!({ "sessionIdleHours": { "agent": 12 } });
        app.database.run(&format!("UPDATE tenants SET settings = '{settings}' WHERE slug = 'shop'")).await;
        app.clock.advance(Duration::from_hours(12));
        refresh(&app, &token(&used_again)).await.refused(401, "unauthenticated");
        let owner = app.sign_in("owner@shop.example").await;
        let sessions = owner.get("/api/v1/auth/sessions").await.expect(200);
        assert_eq!(sessions["data"].as_array().map(Vec::len), Some(1), "what is over is not listed");
    }

    async fn a_session_ends_after_thirty_days_however_much_it_is_used(app: TestApp) {
        let shop = app.tenant("shop").await;
        let mut current = shop.refresh_token.clone();
        for _ in 0..9 {
            app.clock.advance(Duration::from_hours(80)); // 30 days after the nine
            let answer = refresh(&app, &current).await;
            if answer.status != 200 {
                break;
            }
            current = token(&answer.json());
        }
        assert_ne!(current, shop.refresh_token, "it lived for a while");
        refresh(&app, &current).await.refused(401, "unauthenticated");
    }

    async fn a_login_never_goes_on_with_a_session_that_was_there(app: TestApp) {
        let planted = app.tenant("trap").await;
        app.tenant("shop").await;
        let body = json!({ "email": "owner@shop.example", "password": PASSWORD, "transport": "cookie" });
        let call = app.call("POST", "/api/v1/auth/login").header("origin", "http://127.0.0.1:8080");
        let answer = call.header("cookie", &format!("recado_refresh={}", planted.refresh_token)).json(&body).send().await;
        answer.expect(200);
        let given = answer.header("set-cookie").expect("a cookie of its own");
        assert!(given.starts_with("recado_refresh=") && !given.contains(&planted.refresh_token), "{given}");
        let theirs = refresh(&app, &planted.refresh_token).await.expect(200);
        assert_eq!(theirs["user"]["email"], "owner@trap.example", "the planted session is still its owner's");
    }

    async fn fifty_at_once_have_one_child(app: TestApp) {
        let shop = app.tenant("shop").await;
        let answers = join_all((0..50).map(|_| refresh(&app, &shop.refresh_token))).await;
        let children: HashSet<String> = answers.iter().map(|answer| token(&answer.expect(200))).collect();
        assert_eq!(children.len(), 1);
    }

    async fn a_replayed_token_ends_the_family(app: TestApp) {
        let shop = app.tenant("shop").await;
        let second = refresh(&app, &shop.refresh_token).await.expect(200);
        let third = refresh(&app, &token(&second)).await.expect(200);
        let access = third["accessToken"].as_str().expect("a token").to_owned();
        let mut events = app.engine.access.listen();
        refresh(&app, &shop.refresh_token).await.refused(401, "unauthenticated");
        refresh(&app, &token(&third)).await.refused(401, "unauthenticated");
        app.call("GET", "/api/v1/users/me").bearer(&access).send().await.refused(401, "unauthenticated");
        let event = events.try_recv().expect("the sockets are told");
        assert!(matches!(event, recado_engine::access::AccessEvent::SessionEnded { .. }), "{event:?}");
        let again = app.sign_in("owner@shop.example").await;
        let log = again.get("/api/v1/audit-log?action=session.reused").await.expect(200);
        assert_eq!(log["data"].as_array().map(Vec::len), Some(1));
    }

    async fn after_half_a_minute_a_used_token_is_a_stolen_one(app: TestApp) {
        let shop = app.tenant("shop").await;
        let second = refresh(&app, &shop.refresh_token).await.expect(200);
        app.clock.advance(Duration::from_secs(31));
        refresh(&app, &shop.refresh_token).await.refused(401, "unauthenticated");
        refresh(&app, &token(&second)).await.refused(401, "unauthenticated");
    }

    async fn a_session_ends_after_thirty_days_however_busy(app: TestApp) {
        let shop = app.tenant("shop").await;
        let mut last = shop.refresh_token.clone();
        for _ in 0..29 {
            app.clock.advance(Duration::from_hours(24));
            last = token(&refresh(&app, &last).await.expect(200));
        }
        app.clock.advance(Duration::from_hours(23));
        let late = refresh(&app, &last).await.expect(200);
        app.clock.advance(Duration::from_mins(50));
        let latest = refresh(&app, &token(&late)).await.expect(200);
        assert_eq!(latest["expiresIn"], 600, "no access token outlives its session");
        app.clock.advance(Duration::from_mins(10));
        refresh(&app, &token(&latest)).await.refused(401, "unauthenticated");
    }

    async fn no_token_stands_in_the_database(app: TestApp) {
        let shop = app.tenant("shop").await;
        let second = refresh(&app, &shop.refresh_token).await.expect(200);
        let key = shop.key(&["*"]).await;
        let made = shop.call("POST", "/api/v1/users").header("idempotency-key", "k1")
            .json(&json!({ "email": "new@shop.example", "name": "New", "role": "agent" })).send().await.expect(201);
        let link = made["setupUrl"].as_str().and_then(|url| url.split('#').nth(1)).expect("a link").to_owned();
        if app.kind == recado_it::Kind::Sqlite {
            let files = app.database.file();
            let folder = files.parent().expect("a folder");
            let read = |entry: std::io::Result<std::fs::DirEntry>| std::fs::read(entry.expect("an entry").path());
            let bytes: Vec<u8> = std::fs::read_dir(folder).expect("a folder").flat_map(|entry| read(entry).expect("a file")).collect();
            for secret in [&shop.refresh_token, &token(&second), &key.token, &shop.token, &link] {
                assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret}");
            }
        }
    }
}
