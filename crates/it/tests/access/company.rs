//! A tenant's own name and settings.

use std::time::Duration;

use recado_domain::Role;
use recado_engine::access::AccessEvent;
use recado_it::{TestApp, both_engines};
use serde_json::json;

both_engines! {
    async fn a_tenant_is_read_by_its_people_and_changed_by_who_manages_it(app: TestApp) {
        let shop = app.tenant("shop").await;
        let (admin, viewer) = (shop.person("adm", Role::Admin).await, shop.person("vic", Role::Viewer).await);
        let found = viewer.get("/api/v1/tenant").await.expect(200);
        assert_eq!(found, json!({
            "id": shop.id, "slug": "shop", "name": "shop", "plan": "starter", "status": "active",
            "timeZone": "America/Sao_Paulo", "accent": null, "logoUrl": null, "agentSight": "team", "secondFactor": "optional",
            "sessionIdleHours": { "owner": 168, "admin": 168, "supervisor": 336, "agent": 336, "viewer": 336 }
        }));
        let patch = json!({ "name": " Loja ", "timeZone": "america/manaus", "accent": 0, "sessionIdleHours": { "agent": 8, "owner": null } });
        let changed = admin.patch("/api/v1/tenant", patch).await.expect(200);
        assert_eq!((&changed["name"], &changed["timeZone"], &changed["accent"]), (&json!("Loja"), &json!("America/Manaus"), &json!(0)));
        assert_eq!(changed["sessionIdleHours"], json!({ "owner": 168, "admin": 168, "supervisor": 336, "agent": 8, "viewer": 336 }));
        assert_eq!(viewer.get("/api/v1/tenant").await.expect(200), changed);
        let signed_in = app.sign_in(&viewer.email).await;
        assert_eq!(signed_in.patch("/api/v1/tenant", json!({ "accent": null })).await.status, 403);
        assert_eq!(admin.patch("/api/v1/tenant", json!({ "accent": null })).await.expect(200)["accent"], json!(null));
        let log = shop.get("/api/v1/audit-log?action=tenant.changed").await.expect(200);
        assert_eq!(log["data"][1]["metadata"], json!({ "changed": ["name", "timeZone", "accent", "sessionIdleHours"] }));
    }

    async fn what_a_tenant_cannot_be_is_refused_at_its_place(app: TestApp) {
        let shop = app.tenant("shop").await;
        let body = json!({ "name": "", "timeZone": "Brasilia", "accent": 360, "sessionIdleHours": { "admin": 0, "viewer": 721 } });
        let pointers = shop.patch("/api/v1/tenant", body).await.pointers();
        assert_eq!(pointers, ["/name", "/timeZone", "/accent", "/sessionIdleHours/admin", "/sessionIdleHours/viewer"]);
        assert_eq!(shop.patch("/api/v1/tenant", json!({ "agentSight": "none" })).await.pointers(), ["/agentSight"]);
        assert_eq!(shop.get("/api/v1/tenant").await.expect(200)["name"], "shop");
    }

    async fn what_agents_see_changes_at_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("106540352242922").await;
        let (ana, bob) = (shop.person("ana", Role::Agent).await, shop.person("bob", Role::Agent).await);
        let conversation = shop.conversation(&number, "Carla").await;
        shop.post(&format!("/api/v1/conversations/{conversation}/assign"), json!({ "userId": bob.id })).await.expect(200);
        ana.get(&format!("/api/v1/conversations/{conversation}")).await.refused(404, "not-found");
        app.number_events().await;
        let head = ana.get("/api/v1/events").await.expect(200)["head"].clone();
        let mut told = app.engine.access.listen();
        shop.patch("/api/v1/tenant", json!({ "agentSight": "all" })).await.expect(200);
        ana.get(&format!("/api/v1/conversations/{conversation}")).await.expect(200);
        assert!(matches!(told.try_recv(), Ok(AccessEvent::SightChanged { .. })));
        app.number_events().await;
        let page = ana.get(&format!("/api/v1/events?after={head}")).await.expect(200);
        let kinds: Vec<_> = page["data"].as_array().expect("events").iter().map(|event| event["type"].clone()).collect();
        assert_eq!(kinds, ["tenant:updated", "resync"]);
        assert_eq!(page["data"][0]["data"]["tenant"]["agentSight"], "all");
    }

    async fn a_shorter_idle_time_holds_from_the_next_renewal(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.person("ana", Role::Agent).await;
        shop.patch("/api/v1/tenant", json!({ "sessionIdleHours": { "agent": 2 } })).await.expect(200);
        app.clock.advance(Duration::from_hours(3));
        let body = json!({ "refreshToken": ana.refresh_token });
        app.call("POST", "/api/v1/auth/refresh").json(&body).send().await.refused(401, "unauthenticated");
    }
}
