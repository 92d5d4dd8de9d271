//! Sessions: listing them, ending them, and what ends with them.

use std::time::Duration;

use recado_domain::Role;
use recado_engine::access::{AccessEvent, Credential};
use recado_it::{TestApp, both_engines};
use serde_json::json;

both_engines! {
    async fn a_revoked_session_is_dead_at_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let laptop = app.sign_in("owner@shop.example").await;
        laptop.get("/api/v1/users/me").await.expect(200);
        let sessions = shop.get("/api/v1/auth/sessions").await.expect(200);
        let other = sessions["data"].as_array().expect("a list").iter().find(|session| session["current"] == false);
        let id = other.expect("the laptop's")["id"].as_str().expect("an id").to_owned();
        let mut events = app.engine.access.listen();
        shop.delete(&format!("/api/v1/auth/sessions/{id}")).await.is(204);
        laptop.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        assert!(matches!(events.try_recv(), Ok(AccessEvent::SessionEnded { session, .. }) if session.to_string() == id));
        shop.get("/api/v1/users/me").await.expect(200);
        shop.delete(&format!("/api/v1/auth/sessions/{id}")).await.refused(404, "not-found");
        let refresh = json!({ "refreshToken": laptop.refresh_token });
        app.call("POST", "/api/v1/auth/refresh").json(&refresh).send().await.refused(401, "unauthenticated");
    }

    async fn a_session_revoked_elsewhere_is_dead_within_five_seconds(app: TestApp) {
        let shop = app.tenant("shop").await;
        let elsewhere = app.second_node(|_| {}).await;
        let identified = elsewhere.identify(Credential::AccessToken(&shop.token)).await.expect("signed in");
        let caller = identified.choose(None, recado_engine::access::By::SYSTEM).expect("one tenant");
        shop.call("POST", "/api/v1/auth/logout").send().await.is(204);
        app.clock.advance(Duration::from_secs(3));
        assert!(elsewhere.identify(Credential::AccessToken(&shop.token)).await.is_err());
        assert!(elsewhere.recheck(&caller).await.is_err(), "open sockets ask like this");
    }

    async fn signing_out_ends_the_session_by_either_token(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.call("POST", "/api/v1/auth/logout").send().await.is(204);
        shop.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        let again = app.sign_in("owner@shop.example").await;
        let body = json!({ "refreshToken": again.refresh_token });
        app.call("POST", "/api/v1/auth/logout").json(&body).send().await.is(204);
        again.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        app.call("POST", "/api/v1/auth/logout").send().await.refused(401, "unauthenticated");
    }

    async fn a_session_that_has_ended_is_signed_out_of_all_the_same(app: TestApp) {
        let shop = app.tenant("shop").await;
        let logout = || app.call("POST", "/api/v1/auth/logout").header("origin", "http://127.0.0.1:8080");
        for _ in 0..2 {
            shop.call("POST", "/api/v1/auth/logout").send().await.is(204);
            let cookie = format!("recado_refresh={}", shop.refresh_token);
            let answer = logout().header("cookie", &cookie).json(&json!({})).send().await;
            answer.is(204);
            let forgotten = answer.header("set-cookie").expect("the cookie's deletion");
            assert!(forgotten.starts_with("recado_refresh=;") && forgotten.contains("Max-Age=0"), "{forgotten}");
        }
    }

    async fn somebody_elses_session_does_not_exist(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.person("ana", Role::Admin).await;
        let sessions = ana.get("/api/v1/auth/sessions").await.expect(200);
        let id = sessions["data"][0]["id"].as_str().expect("an id").to_owned();
        shop.delete(&format!("/api/v1/auth/sessions/{id}")).await.refused(404, "not-found");
        for wrong in ["ses_00000000000000000000000000", "nonsense", "usr_01h455vb4pex5vsknk084sn02q"] {
            shop.delete(&format!("/api/v1/auth/sessions/{wrong}")).await.refused(404, "not-found");
        }
        ana.get("/api/v1/users/me").await.expect(200);
    }

    async fn an_access_token_ends_with_its_time(app: TestApp) {
        let shop = app.tenant("shop").await;
        app.clock.advance(Duration::from_mins(15).saturating_sub(Duration::from_secs(1)));
        shop.get("/api/v1/users/me").await.expect(200);
        app.clock.advance(Duration::from_secs(1));
        shop.get("/api/v1/users/me").await.refused(401, "unauthenticated");
    }

    async fn credentials_of_other_kinds_are_refused(app: TestApp) {
        let shop = app.tenant("shop").await;
        let call = || app.call("GET", "/api/v1/users/me");
        let answer = call().send().await;
        answer.refused(401, "unauthenticated");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
        call().header("authorization", "Basic b2xnYTpwYXNzd29yZA==").send().await.refused(401, "unauthenticated");
        call().header("authorization", &shop.token).send().await.refused(401, "unauthenticated");
        call().bearer(&shop.refresh_token).send().await.refused(401, "unauthenticated");
        call().header("x-api-key", &shop.token).send().await.refused(401, "unauthenticated");
        call().bearer("rck_0123456789012345678901234567890123456789012").send().await.refused(401, "unauthenticated");
    }
}
