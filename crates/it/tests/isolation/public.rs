//! Operations that nobody signs in for: what they answer tells nothing of a tenant, and a foreign name is an unknown one.

use recado_domain::ContactId;
use recado_it::{Answer, PASSWORD, TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{operations::every, requests::comparable, world::World};

/// Operations without a permission, with where they are tried.
const PUBLIC: &[(&str, &str)] = &[
    ("login", "here"),
    ("setUp", "here"),
    ("lookAtLink", "here"),
    ("refresh", "here"),
    ("reportLeakedKeys", "here"),
    ("logout", "ends nothing but what the caller shows: access::sessions"),
    ("forgotPassword", "access::recovery"),
    ("signInOptions health healthLive healthReady metrics securityTxt", "take nothing"),
    ("register", "access::registration"),
    ("leaveForProvider returnFromProvider finishProviderSignIn", "access::providers"),
    ("verifyWebhookOfDefault receiveWebhookOfDefault verifyWebhook receiveWebhook", "webhooks::intake"),
];

async fn ask(app: &TestApp, path: &str, body: &Json, tenant: Option<&str>) -> Answer {
    let call = app.call("POST", &format!("/api/v1/{path}")).json(body);
    tenant.into_iter().fold(call, |call, id| call.header("x-tenant-id", id)).send().await
}

#[test]
fn every_public_operation_is_tried() {
    let known = |id: &str| PUBLIC.iter().any(|(names, _)| names.split(' ').any(|name| name == id));
    let unknown: Vec<String> =
        every().into_iter().filter(|one| one.permission.is_none() && !known(&one.id)).map(|one| one.id).collect();
    assert!(unknown.is_empty(), "nobody signs in for these; try them here and name them in PUBLIC: {unknown:?}");
}

both_engines! {
    async fn to_a_stranger_a_foreign_name_is_an_unknown_one(app: TestApp) {
        let mut victim = World::start(&app, "quartz").await;
        let things = victim.fill().await.clone();
        let own = World::start(&app, "bank").await;
        let unknown = ContactId::from_uuid(app.engine.fresh_id()).to_string();
        let nobodys = unknown.replace(ContactId::PREFIX, "ten");
        let sign_in = |email: &str, password: &str| json!({ "email": email, "password": password, "transport": "body" });
        let pairs = [
            // A person who is not in the tenant named.
            ("auth/login", [&sign_in(&own.shop.email, PASSWORD), &sign_in(&own.shop.email, PASSWORD)], [Some(things["ten"].as_str()), Some(&nobodys)]),
            ("auth/login", [&sign_in(&victim.shop.email, "a wrong guess"), &sign_in("nobody@nowhere.example", "a wrong guess")], [None, None]),
            ("auth/setup/look", [&json!({ "token": things["usr"] }), &json!({ "token": unknown })], [None, None]),
            ("auth/setup", [&json!({ "token": things["usr"], "password": PASSWORD }), &json!({ "token": unknown, "password": PASSWORD })], [None, None]),
            ("auth/refresh", [&json!({ "refreshToken": things["ses"] }), &json!({ "refreshToken": unknown })], [None, None]),
            ("api-keys/leaked", [&json!([{ "token": things["key"] }]), &json!([{ "token": unknown }])], [None, None]),
        ];
        let before = app.database.rows_of(victim.shop.tenant).await;
        for (path, bodies, tenants) in pairs {
            let theirs = ask(&app, path, bodies[0], tenants[0]).await;
            let unknown = ask(&app, path, bodies[1], tenants[1]).await;
            assert_eq!(comparable(&theirs), comparable(&unknown), "{path}");
            assert!(!String::from_utf8_lossy(&theirs.bytes).contains(victim.marker), "{path}");
        }
        let after = app.database.rows_of(victim.shop.tenant).await;
        // A wrong guess is counted and written down for the person whose it is.
        for (table, rows) in before.iter().filter(|(table, _)| !["audit_log", "users"].contains(&table.as_str())) {
            assert!(after.get(table) == Some(rows), "{table} has changed");
        }
    }
}
