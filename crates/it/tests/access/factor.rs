//! The second factor: setting it up, signing in with it, losing it. S-13, S-14.

use std::time::Duration;

use futures_util::future::join_all;
use recado_domain::Role;
use recado_it::{Answer, TestApp, both_engines};
use serde_json::{Value as Json, json};

const ME: &str = "/api/v1/users/me/second-factor";
const OWNER: &str = "owner@shop.example";
/// How long one code is shown.
const STEP: Duration = Duration::from_secs(30);

/// How many of these were let in.
fn let_in(answers: &[Answer]) -> usize {
    answers.iter().filter(|answer| answer.status.is_success()).count()
}

both_engines! {
    async fn a_person_sets_one_up_and_signs_in_with_it(app: TestApp) {
        let shop = app.tenant("shop").await;
        let phone = app.sign_in(OWNER).await;
        let none = json!({ "enabled": false, "enabledAt": null, "recoveryCodesLeft": 0, "required": false });
        assert_eq!(shop.get(ME).await.expect(200), none);
        shop.post(&format!("{ME}/confirm"), json!({ "code": "123456" })).await.refused(409, "conflict");
        let begun = shop.begin_factor().await;
        assert_eq!(shop.get(ME).await.expect(200), none, "nothing holds before a code was seen");
        app.sign_in_with(OWNER, None).await.is(200);
        let wrong = shop.post(&format!("{ME}/confirm"), json!({ "code": begun.wrong_code() })).await;
        assert_eq!(wrong.pointers(), ["/code"]);
        let made = shop.factor().await;
        assert_eq!(made.recovery.len(), 10);
        phone.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        assert_eq!(shop.get("/api/v1/users/me").await.expect(200)["secondFactor"], true);
        let has = shop.get(ME).await.expect(200);
        assert_eq!((&has["enabled"], &has["recoveryCodesLeft"]), (&json!(true), &json!(10)));
        app.sign_in_with(OWNER, None).await.refused(401, "second-factor-required");
        app.sign_in_with(OWNER, Some(&made.code())).await.refused(401, "second-factor-wrong");
        app.clock.advance(STEP);
        app.sign_in_with(OWNER, Some(&made.code())).await.is(200);
        app.engine.access.settle().await;
        let log = shop.get("/api/v1/audit-log").await.expect(200);
        let actions: Vec<&Json> = log["data"].as_array().expect("rows").iter().map(|row| &row["action"]).collect();
        for action in ["user.second_factor_begun", "user.second_factor_enabled", "login.code_failed"] {
            assert!(actions.contains(&&json!(action)), "{action}: {actions:?}");
        }
    }

    async fn a_secret_that_nobody_confirms_is_forgotten(app: TestApp) {
        let shop = app.tenant("shop").await;
        let begun = shop.begin_factor().await;
        app.clock.advance(Duration::from_mins(10));
        let late = shop.post(&format!("{ME}/confirm"), json!({ "code": begun.code() })).await;
        late.refused(409, "conflict");
    }

    /// CVE-2026-3590, CVE-2026-27855
    async fn of_fifty_who_send_one_code_at_once_one_gets_in_and_nobody_later(app: TestApp) {
        let shop = app.tenant("shop").await;
        let factor = shop.factor().await;
        app.clock.advance(STEP);
        let code = factor.code();
        let answers = join_all((0..50).map(|_| app.sign_in_with(OWNER, Some(&code)))).await;
        assert_eq!(let_in(&answers), 1);
        app.clock.advance(STEP);
        app.sign_in(&shop.person("ana", Role::Agent).await.email).await;
        app.clock.advance(STEP.saturating_sub(Duration::from_secs(1)));
        let later = app.sign_in_with(OWNER, Some(&code)).await;
        assert!(!later.status.is_success(), "a code of the step before is used up, too");
        app.engine.access.settle().await;
    }

    async fn a_code_holds_one_step_before_and_after_its_own(app: TestApp) {
        let shop = app.tenant("shop").await;
        let factor = shop.factor().await;
        app.clock.advance(Duration::from_mins(5));
        for (steps, is_taken) in [(-2, false), (-1, true), (2, false), (1, true), (0, false)] {
            let answer = app.sign_in_with(OWNER, Some(&factor.code_at(steps))).await;
            assert_eq!(answer.status.is_success(), is_taken, "{steps}: none after a later one was used");
        }
        app.engine.access.settle().await;
    }

    async fn the_sixth_try_in_five_minutes_is_not_heard(app: TestApp) {
        let shop = app.tenant("shop").await;
        let factor = shop.factor().await;
        app.clock.advance(STEP);
        for _ in 0..5 {
            app.sign_in_with(OWNER, Some(&factor.wrong_code())).await.refused(401, "second-factor-wrong");
        }
        let sixth = app.sign_in_with(OWNER, Some(&factor.code())).await;
        sixth.refused(429, "rate-limited");
        assert_eq!(sixth.header("retry-after"), Some("300"));
        let other = app.second_node(|_| ()).await;
        let elsewhere = app.call_at(other, recado_api::HttpSettings::default(), "POST", "/api/v1/auth/login");
        let body = json!({ "email": OWNER, "password": recado_it::PASSWORD, "code": factor.code() });
        elsewhere.json(&body).send().await.refused(429, "rate-limited");
        app.clock.advance(Duration::from_mins(5));
        app.sign_in_with(OWNER, Some(&factor.code())).await.is(200);
        app.engine.access.settle().await;
    }

    async fn a_recovery_code_lets_in_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let factor = shop.factor().await;
        let typed = factor.recovery[3].to_uppercase().replace('-', " ");
        let answers = join_all((0..5).map(|_| app.sign_in_with(OWNER, Some(&typed)))).await;
        assert_eq!(let_in(&answers), 1);
        assert_eq!(shop.get(ME).await.expect(200)["recoveryCodesLeft"], 9);
        app.clock.advance(Duration::from_mins(5));
        app.sign_in_with(OWNER, Some(&typed)).await.refused(401, "second-factor-wrong");
        app.sign_in_with(OWNER, Some(&factor.recovery[4])).await.is(200);
        let fresh = shop.post(&format!("{ME}/recovery-codes"), json!({})).await.expect(200);
        let fresh = fresh["recoveryCodes"][0].as_str().expect("a code").to_owned();
        app.plant(&fresh);
        app.sign_in_with(OWNER, Some(&factor.recovery[5])).await.refused(401, "second-factor-wrong");
        app.sign_in_with(OWNER, Some(&fresh)).await.is(200);
        app.engine.access.settle().await;
    }

    /// S-14
    async fn a_new_password_does_not_go_round_it(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.factor().await;
        let link = app.engine.reset_password(OWNER).await.expect("an answer").expect("a link");
        let token = link.expose().split_once('#').expect("a token").1.to_owned();
        let fresh = json!({ "token": token, "password": "eleven quiet harbours" });
        app.call("POST", "/api/v1/auth/setup").json(&fresh).send().await.is(204);
        let body = json!({ "email": OWNER, "password": "eleven quiet harbours" });
        app.call("POST", "/api/v1/auth/login").json(&body).send().await.refused(401, "second-factor-required");
    }

    async fn refreshing_asks_for_no_code(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.factor().await;
        let body = json!({ "refreshToken": shop.refresh_token });
        let refreshed = app.call("POST", "/api/v1/auth/refresh").json(&body).send().await.expect(200);
        assert_eq!(refreshed["user"]["secondFactor"], true);
    }

    async fn it_is_taken_away_by_its_owner(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.post(&format!("{ME}/recovery-codes"), json!({})).await.refused(409, "conflict");
        shop.delete(ME).await.is(204);
        shop.factor().await;
        shop.delete(ME).await.is(204);
        app.sign_in_with(OWNER, None).await.is(200);
        assert_eq!(shop.get(ME).await.expect(200)["recoveryCodesLeft"], 0);
    }

    async fn who_lost_it_is_helped_by_who_manages_people(app: TestApp) {
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        let ana = shop.person("ana", Role::Agent).await;
        let bia = shop.person("bia", Role::Agent).await;
        let path = format!("/api/v1/users/{}/second-factor", ana.id);
        ana.factor().await;
        let seen = |rows: &Json| rows["data"].as_array().expect("rows").iter().find(|row| row["id"] == ana.id).expect("her")["secondFactor"].clone();
        assert_eq!(seen(&shop.get("/api/v1/users").await.expect(200)), json!(true));
        assert_eq!(seen(&bia.get("/api/v1/users").await.expect(200)), Json::Null);
        bia.delete(&path).await.refused(403, "forbidden");
        shop.delete(&format!("/api/v1/users/{}/second-factor", bia.id)).await.is(204);
        bia.get("/api/v1/users/me").await.is(200);
        bank.add(&ana.email, Role::Viewer).await;
        shop.delete(&path).await.refused(409, "conflict");
        bank.delete(&format!("/api/v1/users/{}", ana.id)).await.is(204);
        shop.delete(&path).await.is(204);
        ana.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        app.sign_in_with(&ana.email, None).await.is(200);
        let log = shop.get("/api/v1/audit-log?action=user.second_factor_reset").await.expect(200);
        assert_eq!(log["data"][0]["entityId"], ana.id);
    }

    async fn the_command_line_takes_it_away_from_anybody(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.factor().await;
        let reset = async |email: &str| app.engine.reset_second_factor(email).await.expect("an answer");
        assert_eq!(reset("nobody@shop.example").await, None);
        assert_eq!((reset(OWNER).await, reset(OWNER).await), (Some(true), Some(false)));
        shop.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        app.sign_in_with(OWNER, None).await.is(200);
    }
}
