//! The operator changes the key that everything is sealed under, and may be interrupted at any moment.

use std::time::Duration;

use recado_api::HttpSettings;
use recado_domain::Role;
use recado_engine::vault::{reseal, under_other_keys};
use recado_graph::signature;
use recado_it::{APP_SECRET, Authenticator, PASSWORD, TestApp, TestTenant, both_engines};
use recado_storage::{platform::sealed_rows::SealedColumn, secrets::Keyring};
use serde_json::json;
use tokio::time::timeout;

use crate::webhooks::shop;

const PHONE_NUMBER: &str = "106540352242922";

fn between() -> Keyring {
    Keyring::new([8; 32]).opening([7; 32])
}

/// One of everything that stands under the operator's key.
async fn filled(app: &TestApp) -> (TestTenant, Authenticator) {
    let shop = app.tenant("shop").await;
    shop.number(PHONE_NUMBER).await;
    let authenticator = shop.owner.factor().await;
    shop.person("ana", Role::Admin).await.begin_factor().await;
    let stranger = json!({ "email": "eva@padaria.example", "name": "Eva", "company": "Padaria" });
    app.call("POST", "/api/v1/auth/register").json(&stranger).send().await.is(202);
    app.mailed_token().await;
    let forgotten = json!({ "email": shop.owner.email });
    app.call("POST", "/api/v1/auth/password/forgot").json(&forgotten).send().await.is(202);
    (shop, authenticator)
}

both_engines! {
    async fn a_change_of_keys_loses_nothing(app: TestApp) {
        let (shop, authenticator) = filled(&app).await;
        let before = under_other_keys(&app.engine.db, &between()).await.expect("looked at");
        let all: Vec<_> = SealedColumn::ALL.iter().copied().filter(|column| *column != SealedColumn::AppFormerSecret).collect();
        assert_eq!(before.keys().copied().collect::<Vec<_>>(), all, "the test has one of each");

        // It is cut off ever later, until it comes to its end.
        let mut within = Duration::ZERO;
        while timeout(within, reseal(&app.engine.db, &between())).await.map(|done| done.expect("resealed")).is_err() {
            within += Duration::from_millis(1);
        }
        assert!(within > Duration::ZERO);
        assert_eq!(under_other_keys(&app.engine.db, &Keyring::new([8; 32])).await.expect("looked at").len(), 0);
        let again = reseal(&app.engine.db, &between()).await.expect("resealed");
        assert_eq!(again.values().sum::<u64>(), 0, "what is done is left alone");

        let node = app.node_with(Keyring::new([8; 32])).await;
        let call = |path| app.call_at(node.clone(), HttpSettings::default(), "POST", path);
        let body = shop::webhook(PHONE_NUMBER, &[shop::text("5511998765432", "wamid.after", "Oi")]).to_string();
        let signed = signature::sign(APP_SECRET, body.as_bytes());
        let webhook = call("/webhook/whatsapp").header("x-hub-signature-256", &signed);
        webhook.bytes("application/json", body.into_bytes()).send().await.is(200);
        app.clock.advance(Duration::from_secs(30)); // a code is good once
        let with_code = json!({ "email": shop.owner.email, "password": PASSWORD, "code": authenticator.code() });
        call("/api/v1/auth/login").json(&with_code).send().await.is(200);
        assert!(node.vault.tracker_key(shop.tenant).await.is_ok(), "the tenant's own key is the same");
        let former = app.node_with(Keyring::new([7; 32])).await;
        assert!(former.vault.tracker_key(shop.tenant).await.is_err(), "the key before opens nothing any more");
    }

    async fn another_key_than_the_one_before_changes_nothing(app: TestApp) {
        filled(&app).await;
        let wrong = Keyring::new([8; 32]).opening([9; 32]);
        let refused = reseal(&app.engine.db, &wrong).await.expect_err("sealed under neither");
        assert_eq!(refused.to_string(), "sealed under another key");
        assert_eq!(under_other_keys(&app.engine.db, &Keyring::new([7; 32])).await.expect("looked at").len(), 0);
    }
}
