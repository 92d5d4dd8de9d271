//! Forgotten passwords and invitations by mail.

use std::time::Duration;

use futures_util::future::join_all;
use recado_domain::Role;
use recado_it::{Answer, PASSWORD, TestApp, both_engines, token_in};
use serde_json::json;

async fn forgot(app: &TestApp, email: &str, address: &str) -> Answer {
    let call = app.call("POST", "/api/v1/auth/password/forgot").from_address(address);
    call.json(&json!({ "email": email })).send().await
}

async fn set_up(app: &TestApp, token: &str, password: &str) -> Answer {
    let body = json!({ "token": token, "password": password });
    app.call("POST", "/api/v1/auth/setup").json(&body).send().await
}

both_engines! {
    async fn a_forgotten_password_is_replaced_by_the_link_in_the_mail(app: TestApp) {
        let shop = app.tenant("shop").await;
        forgot(&app, "  Owner@Shop.example ", "203.0.113.1:1").await.is(202);
        let token = app.mailed_token().await;
        let look = app.call("POST", "/api/v1/auth/setup/look").json(&json!({ "token": token })).send().await.expect(200);
        assert_eq!((&look["purpose"], &look["email"]), (&json!("password"), &json!("owner@shop.example")));
        shop.get("/api/v1/users/me").await.expect(200);
        let tries = (0..50).map(|_| set_up(&app, &token, "eleven quiet harbours"));
        let done = join_all(tries).await.iter().filter(|answer| answer.status == 204).count();
        assert_eq!(done, 1, "of fifty at once one works");
        shop.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        let body = json!({ "email": "owner@shop.example", "password": "eleven quiet harbours" });
        app.call("POST", "/api/v1/auth/login").json(&body).send().await.expect(200);
    }

    async fn a_link_from_a_mail_ends_after_an_hour(app: TestApp) {
        app.tenant("shop").await;
        forgot(&app, "owner@shop.example", "203.0.113.1:1").await.is(202);
        let token = app.mailed_token().await;
        app.clock.advance(Duration::from_hours(1));
        set_up(&app, &token, "eleven quiet harbours").await.refused(404, "not-found");
    }

    /// S-12: what is done before the answer is the same, too; whether anybody has the address is looked up after it.
    async fn nobody_learns_who_has_an_account(app: TestApp) {
        let shop = app.tenant("shop").await;
        for n in 0..20_u32 {
            let (here, nobody) = (format!("ana{n}@shop.example"), format!("eva{n}@shop.example"));
            shop.add(&here, Role::Agent).await;
            let known = forgot(&app, &here, &format!("198.18.0.{n}:1")).await;
            let unknown = forgot(&app, &nobody, &format!("198.19.0.{n}:1")).await;
            for answer in [&known, &unknown] {
                assert_eq!((answer.status.as_u16(), answer.bytes.len()), (202, 0));
            }
        }
        assert_eq!(app.mail().await.len(), 20);
    }

    async fn one_address_asks_three_times_an_hour_and_one_person_gets_one_mail(app: TestApp) {
        app.tenant("shop").await;
        for n in 0..3 {
            forgot(&app, "owner@shop.example", "203.0.113.1:1").await.is(202);
            assert_eq!(app.mail().await.len(), usize::from(n == 0));
        }
        let refused = forgot(&app, "other@shop.example", "203.0.113.1:2").await;
        refused.refused(429, "rate-limited");
        assert_eq!(refused.header("retry-after"), Some("3600"));
        app.clock.advance(Duration::from_hours(1));
        forgot(&app, "owner@shop.example", "203.0.113.1:1").await.is(202);
        assert_eq!(app.mail().await.len(), 1);
    }

    async fn a_hundred_failed_calls_in_a_quarter_of_an_hour_are_enough(app: TestApp) {
        app.tenant("shop").await;
        for n in 0..100 {
            set_up(&app, &format!("guess{n}"), PASSWORD).await.refused(404, "not-found");
        }
        set_up(&app, "guess", PASSWORD).await.refused(429, "rate-limited");
        let look = app.call("POST", "/api/v1/auth/setup/look").json(&json!({ "token": "guess" }));
        look.send().await.refused(429, "rate-limited");
        let elsewhere = app.call("POST", "/api/v1/auth/setup/look").from_address("203.0.113.7:1");
        elsewhere.json(&json!({ "token": "guess" })).send().await.refused(404, "not-found");
        app.clock.advance(Duration::from_mins(15));
        set_up(&app, "guess", PASSWORD).await.refused(404, "not-found");
    }

    async fn invitations_come_by_mail_too(app: TestApp) {
        let shop = app.tenant("shop").await;
        let new = json!({ "email": "ana@shop.example", "name": "Ana <b>", "role": "agent" });
        let made = shop.post("/api/v1/users", new).await.expect(201);
        assert_eq!(made["mailed"], true);
        let letters = app.mail().await;
        assert!(made["setupUrl"].as_str().expect("a link").ends_with(&token_in(&letters[0])), "the same link");
        assert!(letters[0].subject.contains("shop") && !letters[0].html.contains("<b>"));
        let path = format!("/api/v1/users/{}/invitation", made["id"].as_str().expect("an id"));
        assert_eq!(shop.post(&path, json!({})).await.expect(200)["mailed"], true);
        let second = app.mailed_token().await;
        set_up(&app, &token_in(&letters[0]), PASSWORD).await.refused(404, "not-found");
        set_up(&app, &second, PASSWORD).await.is(204);
        app.sign_in("ana@shop.example").await;
    }

    async fn a_forgotten_invitation_and_the_first_one_hold_beside_each_other_until_one_is_used(app: TestApp) {
        let shop = app.tenant("shop").await;
        let new = json!({ "email": "ana@shop.example", "name": "Ana", "role": "agent" });
        shop.post("/api/v1/users", new).await.expect(201);
        let invitation = app.mailed_token().await;
        forgot(&app, "ana@shop.example", "203.0.113.1:1").await.is(202);
        let reset = app.mailed_token().await;
        set_up(&app, &invitation, PASSWORD).await.is(204);
        set_up(&app, &reset, "eleven quiet harbours").await.refused(404, "not-found");
    }
}
