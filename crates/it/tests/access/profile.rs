//! What people change about themselves: name, language, availability, password; and signing out everywhere.

use recado_domain::Role;
use recado_it::{Answer, PASSWORD, Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

const FRESH: &str = "eleven quiet harbours";

async fn change_password(who: &Someone, current: &str, new: &str) -> Answer {
    who.put("/api/v1/users/me/password", json!({ "currentPassword": current, "password": new })).await
}

/// The newest entry of the audit log.
async fn newest(owner: &Someone, action: &str) -> Json {
    owner.get(&format!("/api/v1/audit-log?action={action}&limit=1")).await.expect(200)["data"][0].clone()
}

both_engines! {
    async fn a_person_changes_what_is_shown_of_them(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.person("ana", Role::Agent).await;
        let before = ana.get("/api/v1/users/me").await.expect(200);
        assert_eq!((&before["language"], &before["availability"]), (&json!(null), &json!("available")));
        let change = json!({ "name": " Ana Lima ", "language": "es", "availability": "away" });
        let changed = ana.patch("/api/v1/users/me", change).await.expect(200);
        assert_eq!(changed["name"], "Ana Lima");
        assert_eq!((&changed["language"], &changed["availability"]), (&json!("es"), &json!("away")));
        assert_eq!(ana.patch("/api/v1/users/me", json!({})).await.expect(200), changed, "what is not named stays");
        assert_eq!(ana.get("/api/v1/users/me").await.expect(200), changed);
        assert_eq!(newest(&shop, "user.profile_changed").await["entityId"], changed["id"]);
        assert_eq!(newest(&shop, "user.availability_changed").await["metadata"], json!({ "availability": "away" }));
    }

    async fn nobody_changes_more_than_that(app: TestApp) {
        let shop = app.tenant("shop").await;
        for field in ["role", "isSuperAdmin", "email", "id"] {
            let answer = shop.patch("/api/v1/users/me", json!({ field: "owner" })).await;
            assert_eq!(answer.pointers(), [format!("/{field}")]);
        }
        assert_eq!(shop.patch("/api/v1/users/me", json!({ "name": " " })).await.pointers(), ["/name"]);
        assert_eq!(shop.patch("/api/v1/users/me", json!({ "language": "fr" })).await.pointers(), ["/language"]);
    }

    async fn availability_is_of_one_tenant(app: TestApp) {
        let shop = app.tenant("shop").await;
        let mall = app.tenant("mall").await;
        mall.post("/api/v1/users", json!({ "email": "owner@shop.example", "name": "O", "role": "agent" })).await.expect(201);
        let patch = shop.call("PATCH", "/api/v1/users/me").header("x-tenant-id", "mall");
        patch.json(&json!({ "availability": "away" })).send().await.expect(200);
        assert_eq!(shop.get("/api/v1/users/me").await.expect(200)["availability"], "available");
        let login = json!({ "email": "owner@shop.example", "password": PASSWORD });
        let signed_in = app.call("POST", "/api/v1/auth/login").header("x-tenant-id", "mall").json(&login).send().await.expect(200);
        assert_eq!(signed_in["user"]["availability"], "away");
        let zones: Vec<&Json> = signed_in["tenants"].as_array().expect("two").iter().map(|tenant| &tenant["timeZone"]).collect();
        assert_eq!(zones, ["America/Sao_Paulo", "America/Sao_Paulo"]);
    }

    async fn a_password_change_ends_all_other_sessions(app: TestApp) {
        let shop = app.tenant("shop").await;
        let (laptop, phone) = (app.sign_in("owner@shop.example").await, app.sign_in("owner@shop.example").await);
        change_password(&laptop, PASSWORD, FRESH).await.is(204);
        laptop.get("/api/v1/users/me").await.is(200);
        for ended in [&shop, &phone] {
            ended.get("/api/v1/users/me").await.refused(401, "unauthenticated");
            let refresh = json!({ "refreshToken": ended.refresh_token });
            app.call("POST", "/api/v1/auth/refresh").json(&refresh).send().await.refused(401, "unauthenticated");
        }
        let login = |password: &str| json!({ "email": "owner@shop.example", "password": password });
        app.call("POST", "/api/v1/auth/login").json(&login(PASSWORD)).send().await.refused(401, "unauthenticated");
        app.call("POST", "/api/v1/auth/login").json(&login(FRESH)).send().await.is(200);
        assert_eq!(newest(&laptop, "user.password_changed").await["isSensitive"], true);
    }

    async fn a_password_is_changed_only_by_who_knows_it(app: TestApp) {
        let shop = app.tenant("shop").await;
        assert_eq!(change_password(&shop, "wrong wrong wrong", FRESH).await.pointers(), ["/currentPassword"]);
        assert_eq!(change_password(&shop, PASSWORD, "short").await.pointers(), ["/password"]);
        assert_eq!(change_password(&shop, PASSWORD, "owner@shop.example").await.pointers(), ["/password"]);
        for _ in 0..10 {
            change_password(&shop, "wrong wrong wrong", FRESH).await.is(422);
        }
        let slowed = change_password(&shop, PASSWORD, FRESH).await;
        slowed.refused(429, "rate-limited");
        assert!(slowed.header("retry-after").is_some());
        let elsewhere = app.sign_in("owner@shop.example").await;
        change_password(&elsewhere, PASSWORD, FRESH).await.is(204);
    }

    async fn signing_out_everywhere_ends_every_session(app: TestApp) {
        let shop = app.tenant("shop").await;
        let laptop = app.sign_in("owner@shop.example").await;
        let ana = shop.person("ana", Role::Agent).await;
        laptop.post("/api/v1/auth/logout", json!({ "everywhere": true })).await.is(204);
        for ended in [&laptop, &shop] {
            ended.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        }
        ana.get("/api/v1/users/me").await.is(200);
        let again = app.sign_in("owner@shop.example").await;
        assert_eq!(newest(&again, "logout.everywhere").await["metadata"], json!({ "sessions": 2 }));
    }

    async fn a_link_tells_whom_it_is_for(app: TestApp) {
        let shop = app.tenant("shop").await;
        let new = json!({ "email": "ana@shop.example", "name": "Ana", "role": "agent" });
        let made = shop.post("/api/v1/users", new).await.expect(201);
        let token = made["setupUrl"].as_str().and_then(|url| url.split_once('#')).expect("a link").1.to_owned();
        app.plant(&token);
        let look = |token: &str| app.call("POST", "/api/v1/auth/setup/look").json(&json!({ "token": token })).send();
        let person = json!({ "purpose": "password", "name": "Ana", "email": "ana@shop.example", "company": null });
        assert_eq!(look(&token).await.expect(200), person);
        assert_eq!(look(&token).await.expect(200), person, "looking does not use it up");
        let set = json!({ "token": token, "password": FRESH });
        app.call("POST", "/api/v1/auth/setup").json(&set).send().await.is(204);
        look(&token).await.refused(404, "not-found");
        look("guess").await.refused(404, "not-found");
    }
}
