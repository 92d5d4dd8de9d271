//! The people of a tenant, and their teams.

use recado_domain::Role;
use recado_engine::access::AccessEvent;
use recado_it::{PASSWORD, TestApp, both_engines};
use serde_json::{Value as Json, json};

both_engines! {
    async fn a_member_with_a_password_signs_in(app: TestApp) {
        let shop = app.tenant("shop").await;
        let body = json!({ "email": "Ana@Shop.example", "name": "Ana", "role": "agent", "password": PASSWORD });
        let answer = shop.post("/api/v1/users", body.clone()).await;
        let made = answer.expect(201);
        assert_eq!((&made["role"], &made["setupUrl"], &made["company"]), (&"agent".into(), &Json::Null, &Json::Null));
        let location = format!("/api/v1/users/{}", made["id"].as_str().expect("an id"));
        assert_eq!(answer.header("location"), Some(location.as_str()));
        assert_eq!(shop.get(&location).await.expect(200)["email"], "Ana@Shop.example");
        shop.post("/api/v1/users", body).await.refused(409, "conflict");
        assert_eq!(app.sign_in("ana@shop.example").await.get("/api/v1/users/me").await.expect(200)["id"], made["id"]);
    }

    async fn an_address_known_elsewhere_gains_the_membership_only(app: TestApp) {
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        let body = json!({ "email": "owner@shop.example", "name": "Another name", "role": "viewer", "password": "another good password" });
        let made = bank.post("/api/v1/users", body).await.expect(201);
        assert_eq!((&made["id"], &made["setupUrl"]), (&shop.owner.id.clone().into(), &Json::Null));
        let body = json!({ "email": "owner@bank.example", "name": "X", "role": "viewer" });
        assert_eq!(shop.post("/api/v1/users", body).await.expect(201)["setupUrl"], Json::Null);
        app.sign_in("owner@shop.example").await;
        shop.get("/api/v1/teams").await.expect(200);
    }

    async fn nothing_is_told_of_a_person_known_elsewhere_until_they_come_in(app: TestApp) {
        let (boss, bank) = (app.first_tenant("shop").await, app.tenant("bank").await);
        boss.patch("/api/v1/users/me", json!({ "language": "es" })).await.expect(200);
        let body = json!({ "email": "ROOT@shop.example", "name": " Given ", "role": "agent" });
        let made = bank.post("/api/v1/users", body).await.expect(201);
        let told = json!({ "name": "Given", "company": null, "language": null, "isSuperAdmin": false });
        let shows = |user: &Json| ["name", "company", "language", "isSuperAdmin"].into_iter().all(|field| user[field] == told[field]);
        assert!(shows(&made) && made["email"] == "ROOT@shop.example", "{made}");
        let path = format!("/api/v1/users/{}", boss.owner.id);
        assert!(shows(&bank.get(&path).await.expect(200)));
        let list = bank.get("/api/v1/users").await.expect(200);
        let row = list["data"].as_array().expect("rows").iter().find(|row| row["id"] == made["id"]).expect("a row").clone();
        assert!(shows(&row), "{row}");
        assert!(shows(&bank.patch(&path, json!({ "role": "viewer" })).await.expect(200)));
        let own = boss.get("/api/v1/users/me").await.expect(200);
        assert_eq!((&own["name"], &own["isSuperAdmin"]), (&"root".into(), &true.into()));
        let body = json!({ "email": "root@shop.example", "password": PASSWORD });
        app.call("POST", "/api/v1/auth/login").header("x-tenant-id", "bank").json(&body).send().await.expect(200);
        let entered = bank.get(&path).await.expect(200);
        assert_eq!((&entered["name"], &entered["language"]), (&"root".into(), &"es".into()));
    }

    async fn fields_that_are_not_to_be_set_are_refused(app: TestApp) {
        let shop = app.tenant("shop").await;
        for field in ["isSuperAdmin", "id", "tenantId", "passwordHash", "company"] {
            let mut body = json!({ "email": "ana@shop.example", "name": "Ana", "role": "agent" });
            body[field] = json!(true);
            assert_eq!(shop.post("/api/v1/users", body).await.pointers(), [format!("/{field}")]);
        }
        let weak = json!({ "email": "ana@shop.example", "name": "Ana", "role": "agent", "password": "password1234" });
        assert_eq!(shop.post("/api/v1/users", weak).await.pointers(), ["/password"]);
        assert_eq!(shop.post("/api/v1/users", json!({ "email": "a b@c", "name": "", "role": "agent" })).await.pointers(), ["/email", "/name"]);
        assert_eq!(shop.get("/api/v1/users").await.expect(200)["data"].as_array().map(Vec::len), Some(1));
    }

    async fn a_role_holds_at_once_and_only_owners_touch_owners(app: TestApp) {
        let shop = app.tenant("shop").await;
        let (admin, ana) = (shop.person("bob", Role::Admin).await, shop.person("ana", Role::Agent).await);
        ana.get("/api/v1/audit-log").await.refused(403, "forbidden");
        let mut events = app.engine.access.listen();
        let path = format!("/api/v1/users/{}", ana.id);
        assert_eq!(admin.patch(&path, json!({ "role": "admin" })).await.expect(200)["role"], "admin");
        assert!(matches!(events.try_recv(), Ok(AccessEvent::MemberChanged { .. })));
        ana.get("/api/v1/audit-log").await.expect(200);
        admin.patch(&path, json!({ "role": "owner" })).await.refused(403, "forbidden");
        let owner = format!("/api/v1/users/{}", shop.owner.id);
        admin.patch(&owner, json!({ "role": "viewer" })).await.refused(403, "forbidden");
        admin.delete(&owner).await.refused(403, "forbidden");
        admin.post("/api/v1/users", json!({ "email": "x@y.zz", "name": "X", "role": "owner" })).await.refused(403, "forbidden");
        let key = shop.key(&["*"]).await;
        key.patch(&path, json!({ "role": "owner" })).await.refused(403, "forbidden");
        key.patch(&path, json!({ "role": "viewer" })).await.expect(200);
    }

    async fn the_last_owner_stays(app: TestApp) {
        let shop = app.tenant("shop").await;
        let owner = format!("/api/v1/users/{}", shop.owner.id);
        shop.patch(&owner, json!({ "role": "admin" })).await.refused(409, "conflict");
        shop.delete(&owner).await.refused(409, "conflict");
        let second = shop.person("ana", Role::Owner).await;
        let path = format!("/api/v1/users/{}", second.id);
        let (one, other) = tokio::join!(
            shop.patch(&path, json!({ "role": "admin" })),
            second.patch(&owner, json!({ "role": "admin" })),
        );
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert!(statuses == [200, 403] || statuses == [200, 409], "{statuses:?}");
    }

    async fn a_removed_member_is_out_at_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.person("ana", Role::Agent).await;
        shop.post("/api/v1/teams", json!({ "name": "Sales", "members": [ana.id] })).await.expect(201);
        shop.delete(&format!("/api/v1/users/{}", ana.id)).await.is(204);
        ana.get("/api/v1/teams").await.refused(401, "unauthenticated");
        let teams = shop.get("/api/v1/teams").await.expect(200);
        assert_eq!(teams["data"][1]["members"], json!([]));
        let signed_in = app.sign_in("ana@shop.example").await;
        signed_in.get("/api/v1/teams").await.refused(400, "tenant-required");
    }

    async fn an_edit_of_an_old_version_is_refused(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.person("ana", Role::Agent).await;
        let path = format!("/api/v1/users/{}", ana.id);
        let version = shop.get(&path).await.header("etag").expect("a version").to_owned();
        app.clock.advance(std::time::Duration::from_secs(1));
        let edit = |role: &str| shop.call("PATCH", &path).header("if-match", &version).json(&json!({ "role": role }));
        let edited = edit("viewer").send().await;
        edited.is(200);
        assert_eq!(edited.header("etag"), shop.get(&path).await.header("etag"));
        assert_ne!(edited.header("etag"), Some(version.as_str()));
        edit("supervisor").send().await.refused(412, "precondition-failed");
    }

    async fn names_of_teams_are_unique_case_and_accents_aside(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.person("ana", Role::Supervisor).await;
        let made = ana.post("/api/v1/teams", json!({ "name": "Recepção", "members": [ana.id, ana.id] })).await.expect(201);
        assert_eq!(made["members"], json!([ana.id]));
        shop.post("/api/v1/teams", json!({ "name": " RECEPCAO ", "members": [] })).await.refused(409, "conflict");
        assert_eq!(shop.post("/api/v1/teams", json!({ "name": "", "members": [] })).await.pointers(), ["/name"]);
        assert_eq!(shop.post("/api/v1/teams", json!({ "name": "x" })).await.pointers(), ["/members"]);
        let unknown = json!({ "name": "x", "members": [ana.id, "usr_00000000000000000000000000"] });
        assert_eq!(shop.post("/api/v1/teams", unknown).await.pointers(), ["/members/1"]);
    }

    async fn lists_go_on_where_the_page_ended(app: TestApp) {
        let shop = app.tenant("shop").await;
        for n in 0..5 {
            shop.add(&format!("p{n}@shop.example"), Role::Agent).await;
        }
        let (mut seen, mut path) = (Vec::new(), "/api/v1/users?limit=2".to_owned());
        loop {
            let page = shop.get(&path).await.expect(200);
            seen.extend(page["data"].as_array().expect("rows").iter().map(|user| user["id"].to_string()));
            let Some(cursor) = page["nextCursor"].as_str() else { break };
            path = format!("/api/v1/users?limit=2&cursor={cursor}");
        }
        assert_eq!(seen.len(), 6);
        assert!(seen.is_sorted());
        shop.get("/api/v1/users?cursor=tampered").await.refused(400, "malformed");
        shop.get("/api/v1/teams?cursor=").await.refused(400, "malformed");
        assert_eq!(shop.get("/api/v1/users?limit=201").await.pointers(), ["/limit"]);
        assert_eq!(shop.get("/api/v1/users?search=x").await.pointers(), ["/search"]);
    }
}
