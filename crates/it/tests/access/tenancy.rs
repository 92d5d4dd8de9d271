//! Tenants: making, suspending, and not meeting each other.

use recado_domain::Role;
use recado_it::{TestApp, both_engines};
use serde_json::json;

both_engines! {
    async fn a_super_admin_makes_a_tenant_with_its_owner_and_default_team(app: TestApp) {
        let home = app.first_tenant("home").await;
        let body = json!({ "slug": "shop", "name": "Shop", "owner": { "email": "ana@shop.example", "name": "Ana", "password": recado_it::PASSWORD } });
        let made = home.post("/api/v1/tenants", body.clone()).await.expect(201);
        assert_eq!((&made["slug"], &made["plan"], &made["status"]), (&"shop".into(), &"starter".into(), &"active".into()));
        assert!(made["id"].as_str().is_some_and(|id| id.starts_with("ten_")));
        home.post("/api/v1/tenants", body).await.refused(409, "conflict");
        let ana = app.sign_in("ana@shop.example").await;
        let me = ana.get("/api/v1/users/me").await.expect(200);
        assert_eq!((&me["role"], &me["isSuperAdmin"]), (&"owner".into(), &false.into()));
        let teams = ana.get("/api/v1/teams").await.expect(200);
        assert_eq!((&teams["data"][0]["name"], &teams["data"][0]["isDefault"]), (&"General".into(), &true.into()));
        ana.post("/api/v1/tenants", json!({})).await.refused(403, "forbidden");
        ana.patch("/api/v1/tenants/home", json!({ "status": "suspended" })).await.refused(403, "forbidden");
    }

    async fn what_is_wrong_with_a_tenant_is_told_at_once(app: TestApp) {
        let home = app.first_tenant("home").await;
        let body = json!({ "slug": "Shop!", "name": " ", "owner": { "email": "ana", "name": "", "password": "short" } });
        let pointers = home.post("/api/v1/tenants", body).await.pointers();
        assert_eq!(pointers, ["/slug", "/name", "/owner/email", "/owner/name"]);
        let owner = json!({ "email": "ana@shop.example", "name": "Ana", "password": "shopshopshopshop" });
        let body = json!({ "slug": "shop", "name": "Shop", "owner": owner.clone() });
        assert_eq!(home.post("/api/v1/tenants", body).await.pointers(), ["/owner/password"]);
        let body = json!({ "slug": "shop", "name": "Shop", "status": "active", "owner": owner });
        assert_eq!(home.post("/api/v1/tenants", body).await.pointers(), ["/status"]);
    }

    async fn a_suspended_tenant_tells_its_members_and_nobody_else(app: TestApp) {
        let home = app.first_tenant("home").await;
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        let key = shop.key(&["*"]).await;
        let changed = home.patch("/api/v1/tenants/shop", json!({ "status": "suspended" })).await.expect(200);
        assert_eq!((&changed["id"], &changed["status"]), (&shop.id.clone().into(), &"suspended".into()));
        shop.get("/api/v1/teams").await.refused(403, "tenant-suspended");
        shop.get("/api/v1/users/me").await.refused(403, "tenant-suspended");
        key.get("/api/v1/teams").await.refused(403, "tenant-suspended");
        let stranger = bank.call("GET", "/api/v1/teams").header("x-tenant-id", "shop").send().await;
        stranger.refused(404, "not-found");
        assert_eq!(app.sign_in("owner@shop.example").await.get("/api/v1/teams").await.status, 403, "signing in works");
        home.patch(&format!("/api/v1/tenants/{}", shop.id), json!({ "status": "cancelled" })).await.expect(200);
        shop.get("/api/v1/teams").await.refused(403, "tenant-suspended");
        home.patch("/api/v1/tenants/shop", json!({ "status": "active" })).await.expect(200);
        shop.get("/api/v1/teams").await.expect(200);
        home.patch("/api/v1/tenants/nowhere", json!({ "status": "active" })).await.refused(404, "not-found");
        assert_eq!(home.patch("/api/v1/tenants/shop", json!({ "status": "sold" })).await.pointers(), ["/status"]);
    }

    async fn a_super_admin_sees_all_tenants_and_names_them_anew(app: TestApp) {
        let home = app.first_tenant("home").await;
        let shop = app.tenant("shop").await;
        shop.number("106540352242922").await;
        shop.add("ana@shop.example", Role::Agent).await;
        let first = home.get("/api/v1/tenants?limit=1").await.expect(200);
        assert_eq!((&first["data"][0]["slug"], &first["data"][0]["users"], &first["data"][0]["numbers"]), (&json!("home"), &json!(1), &json!(0)));
        let cursor = first["nextCursor"].as_str().expect("there is more");
        let rest = home.get(&format!("/api/v1/tenants?cursor={cursor}")).await.expect(200);
        assert_eq!((&rest["data"][0]["id"], &rest["data"][0]["users"], &rest["data"][0]["numbers"]), (&json!(shop.id), &json!(2), &json!(1)));
        assert_eq!(rest["nextCursor"], json!(null));
        let changed = home.patch("/api/v1/tenants/shop", json!({ "name": " Loja ", "plan": "enterprise" })).await.expect(200);
        assert_eq!((&changed["name"], &changed["plan"], &changed["status"]), (&json!("Loja"), &json!("enterprise"), &json!("active")));
        assert_eq!(shop.get("/api/v1/tenant").await.expect(200)["name"], "Loja");
        assert_eq!(home.patch("/api/v1/tenants/shop", json!({ "name": "", "plan": "free" })).await.pointers(), ["/plan"]);
        assert_eq!(home.patch("/api/v1/tenants/shop", json!({ "name": "" })).await.pointers(), ["/name"]);
        let log = shop.get("/api/v1/audit-log?action=tenant.changed").await.expect(200);
        assert_eq!(log["data"][0]["metadata"], json!({ "name": "Loja", "plan": "enterprise" }));
        shop.get("/api/v1/tenants").await.refused(403, "forbidden");
    }

    async fn a_foreign_and_an_unknown_tenant_are_the_same(app: TestApp) {
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        let key = shop.key(&["*"]).await;
        for caller in [&shop.owner, &key] {
            for name in [bank.id.as_str(), "bank", "nowhere", "ten_00000000000000000000000000", "", "ten_", "../bank"] {
                let answer = caller.call("GET", "/api/v1/teams").header("x-tenant-id", name).send().await;
                let mut problem = answer.refused(404, "not-found");
                problem["instance"].take();
                assert_eq!(problem["detail"], "There is no such thing here, or you may not see it.", "{name}");
            }
            caller.call("GET", "/api/v1/teams").header("x-tenant-id", "shop").send().await.expect(200);
        }
    }

    async fn what_a_stranger_asks_for_does_not_exist(app: TestApp) {
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        let ana = shop.person("ana", Role::Agent).await;
        let key = shop.key(&["teams:read"]).await;
        bank.get(&format!("/api/v1/users/{}", ana.id)).await.refused(404, "not-found");
        bank.patch(&format!("/api/v1/users/{}", ana.id), json!({ "role": "viewer" })).await.refused(404, "not-found");
        bank.delete(&format!("/api/v1/users/{}", ana.id)).await.refused(404, "not-found");
        bank.delete(&format!("/api/v1/api-keys/{}", key.id)).await.refused(404, "not-found");
        let body = json!({ "name": "Spies", "members": [ana.id] });
        assert_eq!(bank.post("/api/v1/teams", body).await.pointers(), ["/members/0"]);
        for path in ["/api/v1/users", "/api/v1/api-keys", "/api/v1/audit-log", "/api/v1/teams"] {
            let told = bank.get(path).await.expect(200).to_string();
            assert!(!told.contains(&ana.id) && !told.contains(&key.id) && !told.contains("shop"), "{path}: {told}");
        }
        key.get("/api/v1/teams").await.expect(200);
    }
}
