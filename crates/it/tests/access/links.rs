//! One-time links, the first tenant, lost passwords.

use std::time::Duration;

use futures_util::future::join_all;
use recado_engine::{
    Secret,
    access::{Bootstrapped, FirstOwner},
};
use recado_it::{Answer, PASSWORD, TestApp, both_engines};
use serde_json::{Value as Json, json};

async fn set_up(app: &TestApp, body: Json) -> Answer {
    app.call("POST", "/api/v1/auth/setup").json(&body).send().await
}

/// What stands behind the `#`.
fn token(url: &str) -> String {
    let (address, token) = url.split_once('#').expect("a link");
    assert_eq!(address, "http://127.0.0.1:8080/setup");
    assert!(token.len() >= 43, "256 bits: {token}");
    token.to_owned()
}

both_engines! {
    async fn a_new_member_sets_the_password_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let made = shop.post("/api/v1/users", json!({ "email": "ana@shop.example", "name": "Ana", "role": "agent" })).await.expect(201);
        let token = token(made["setupUrl"].as_str().expect("a link"));
        app.plant(&token);
        let weak = set_up(&app, json!({ "token": token, "password": "shop shop shop" })).await;
        assert_eq!(weak.pointers(), ["/password"], "the tenant's own words are no password, and the link still works");
        let tries = (0..50).map(|_| set_up(&app, json!({ "token": token, "password": PASSWORD, "name": "Ana Lima" })));
        let answers = join_all(tries).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1, "of fifty at once one works");
        set_up(&app, json!({ "token": token, "password": PASSWORD })).await.refused(404, "not-found");
        let ana = app.sign_in("ana@shop.example").await;
        assert_eq!(ana.get("/api/v1/users/me").await.expect(200)["name"], "Ana Lima");
    }

    async fn a_link_ends_after_a_week(app: TestApp) {
        let shop = app.tenant("shop").await;
        let made = shop.post("/api/v1/users", json!({ "email": "ana@shop.example", "name": "Ana", "role": "agent" })).await.expect(201);
        let token = token(made["setupUrl"].as_str().expect("a link"));
        app.clock.advance(Duration::from_hours(7 * 24));
        set_up(&app, json!({ "token": token, "password": PASSWORD })).await.refused(404, "not-found");
        set_up(&app, json!({ "token": "guess", "password": PASSWORD })).await.refused(404, "not-found");
    }

    async fn a_reset_ends_all_sessions_and_forgets_failed_tries(app: TestApp) {
        let shop = app.tenant("shop").await;
        for n in 0..10 {
            let body = json!({ "email": "owner@shop.example", "password": "wrong wrong wrong" });
            let address = format!("203.0.113.{n}:4711");
            app.call("POST", "/api/v1/auth/login").from_address(&address).json(&body).send().await.is(401);
        }
        app.engine.access.settle().await;
        let first = app.engine.reset_password("Owner@shop.example").await.expect("an answer").expect("a link");
        let second = app.engine.reset_password("owner@shop.example").await.expect("an answer").expect("a link");
        assert!(app.engine.reset_password("nobody@shop.example").await.expect("an answer").is_none());
        shop.get("/api/v1/users/me").await.expect(200);
        set_up(&app, json!({ "token": token(first.expose()), "password": PASSWORD })).await.refused(404, "not-found");
        set_up(&app, json!({ "token": token(second.expose()), "password": "eleven quiet harbours" })).await.is(204);
        shop.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        let body = json!({ "email": "owner@shop.example", "password": "eleven quiet harbours" });
        app.call("POST", "/api/v1/auth/login").from_address("192.0.2.1:1").json(&body).send().await.expect(200);
    }

    async fn an_empty_installation_is_set_up_by_the_link_it_prints(app: TestApp) {
        let Bootstrapped::Link(old) = app.engine.bootstrap(None).await.expect("an answer") else { panic!("no link") };
        let Bootstrapped::Link(url) = app.engine.bootstrap(None).await.expect("an answer") else { panic!("no link") };
        let body = |url: &Secret| json!({
            "token": token(url.expose()), "password": PASSWORD, "name": "Olga", "email": "olga@home.example",
            "tenant": { "slug": "home", "name": "Home" }
        });
        set_up(&app, body(&old)).await.refused(404, "not-found");
        let missing = set_up(&app, json!({ "token": token(url.expose()), "password": PASSWORD })).await;
        assert_eq!(missing.pointers(), ["/tenant", "/email", "/name"]);
        let answers = join_all((0..10).map(|_| set_up(&app, body(&url)))).await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1);
        let olga = app.sign_in("olga@home.example").await;
        let me = olga.get("/api/v1/users/me").await.expect(200);
        assert_eq!((&me["role"], &me["isSuperAdmin"]), (&"owner".into(), &true.into()));
        assert!(matches!(app.engine.bootstrap(None).await, Ok(Bootstrapped::Existing)));
    }

    async fn the_environment_makes_the_first_owner_once(app: TestApp) {
        let password = Secret::new(PASSWORD);
        let first = || FirstOwner { tenant: "home", email: "olga@home.example", password: &password };
        let weak = Secret::new("homehomehome");
        let refused = app.engine.bootstrap(Some(FirstOwner { password: &weak, ..first() })).await;
        assert!(refused.is_err(), "a weak password is a problem of the configuration");
        let other = app.second_node(|_| {}).await;
        let (one, two) = tokio::join!(app.engine.bootstrap(Some(first())), other.bootstrap(Some(first())));
        let made = [one, two].into_iter().filter(|outcome| matches!(outcome, Ok(Bootstrapped::Made(_)))).count();
        assert_eq!(made, 1, "two nodes that start at once");
        assert!(matches!(app.engine.bootstrap(Some(first())).await, Ok(Bootstrapped::Existing)));
        assert_eq!(app.sign_in("olga@home.example").await.get("/api/v1/users/me").await.expect(200)["isSuperAdmin"], true);
    }
}
