//! Tenants that ask their people for a second factor.

use recado_domain::Role;
use recado_it::{Someone, TestApp, both_engines};
use serde_json::json;

const TENANT: &str = "/api/v1/tenant";
const ME: &str = "/api/v1/users/me/second-factor";

async fn ask(owner: &Someone, policy: &str) {
    let asked = owner.patch(TENANT, json!({ "secondFactor": policy })).await.expect(200);
    assert_eq!(asked["secondFactor"], policy);
}

both_engines! {
    async fn who_asks_others_for_one_has_one(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.patch(TENANT, json!({ "secondFactor": "all" })).await.refused(409, "conflict");
        assert_eq!(shop.get(TENANT).await.expect(200)["secondFactor"], "optional");
        shop.factor().await;
        ask(&shop, "all").await;
        shop.delete(ME).await.refused(409, "conflict");
        assert_eq!(shop.get(ME).await.expect(200)["required"], true);
        assert_eq!(shop.patch(TENANT, json!({ "secondFactor": "some" })).await.pointers(), ["/secondFactor"]);
    }

    async fn who_lacks_one_sees_to_their_own_account_only(app: TestApp) {
        let shop = app.tenant("shop").await;
        let (ana, admin) = (shop.person("ana", Role::Agent).await, shop.person("adm", Role::Admin).await);
        let key = shop.key(&["teams:read"]).await;
        shop.factor().await;
        ask(&shop, "managers").await;
        ana.get("/api/v1/teams").await.is(200);
        ask(&shop, "all").await;
        for person in [&ana, &admin] {
            for path in ["/api/v1/teams", "/api/v1/conversations", "/api/v1/users", TENANT] {
                person.get(path).await.refused(403, "second-factor-missing");
            }
            person.get("/api/v1/users/me").await.is(200);
            person.get("/api/v1/auth/sessions").await.is(200);
        }
        key.get("/api/v1/teams").await.is(200);
        ana.factor().await;
        ana.get("/api/v1/teams").await.is(200);
        ask(&shop, "optional").await;
        admin.get("/api/v1/teams").await.is(200);
    }

    async fn each_tenant_asks_for_itself(app: TestApp) {
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        shop.add("ana@both.example", Role::Agent).await;
        bank.add("ana@both.example", Role::Agent).await;
        shop.factor().await;
        ask(&shop, "all").await;
        let ana = app.sign_in("ana@both.example").await;
        let teams = |tenant: &'static str| ana.call("GET", "/api/v1/teams").header("x-tenant-id", tenant).send();
        teams("shop").await.refused(403, "second-factor-missing");
        teams("bank").await.is(200);
    }
}
