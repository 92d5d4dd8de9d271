//! A tenant with a number, and what projection made of what Meta posted.

use recado_domain::{AppId, NumberId, TenantId, WabaId};
use recado_engine::{Secret, inbound};
use recado_it::TestApp;
use recado_storage::{
    Scope,
    platform::{
        apps::AppRow,
        tenants::{NewTenant, Plan},
    },
    secrets::{Owner, Place},
    tenant::phone_numbers::{NumberRow, NumberStatus, Proof},
};
use serde_json::{Value as Json, json};

/// A tenant with one number.
pub(super) struct Shop {
    pub(super) app: TestApp,
    pub(super) number: NumberRow,
}

impl Shop {
    /// A tenant whose number `phone_number_id` is the app `default`'s.
    pub(super) async fn open(app: &TestApp, slug: &str, phone_number_id: &str) -> Self {
        let mut read = app.engine.db.read(Scope::System).await.expect("the database answers");
        let default = read.platform().apps().find_by_slug("default").await.expect("it answers").expect("made at start");
        drop(read);
        let tenant = add_tenant(app, slug).await;
        Self::with_number(app, tenant, &default, phone_number_id).await
    }

    /// A tenant with an app of its own, signed by `secret`.
    pub(super) async fn with_own_app(app: &TestApp, slug: &str, phone_number_id: &str, secret: &str) -> Self {
        let tenant = add_tenant(app, slug).await;
        let id = AppId::from_uuid(app.engine.fresh_id());
        let seal = async |column| {
            let place = Place { table: "apps", column, row: id.uuid() };
            app.engine.vault.seal(Owner::Tenant(tenant), place, &Secret::new(secret)).await.expect("it is sealed")
        };
        let now = app.engine.now();
        let own = AppRow {
            id,
            tenant_id: Some(tenant),
            slug: slug.to_owned(),
            meta_app_id: None,
            secret: seal("secret").await,
            previous_secret: None,
            verify_token: seal("verify_token").await,
            created_at: now,
            updated_at: now,
        };
        let mut tx = app.engine.db.write(Scope::System).await.expect("a write");
        assert!(tx.platform().apps().insert(&own).await.expect("inserted"));
        tx.commit().await.expect("committed");
        Self::with_number(app, tenant, &own, phone_number_id).await
    }

    async fn with_number(app: &TestApp, tenant: TenantId, own: &AppRow, phone_number_id: &str) -> Self {
        let now = app.engine.now();
        let mut tx = app.engine.db.write(Scope::Tenant(tenant)).await.expect("a write");
        let waba = WabaId::from_uuid(app.engine.fresh_id());
        let waba = tx.tenant().wabas().upsert(waba, "102290129340398", now).await.expect("an account");
        let number = NumberRow {
            id: NumberId::from_uuid(app.engine.fresh_id()),
            waba: waba.id,
            waba_id: waba.waba_id,
            portfolio_id: None,
            app_id: own.id,
            app: own.slug.clone(),
            phone_number_id: phone_number_id.to_owned(),
            display_phone_number: "+55 11 5028-0000".to_owned(),
            name: None,
            status: NumberStatus::Active,
            status_reason: None,
            proof: Proof::Proved,
            throughput: 80,
            cap_per_minute: None,
            cap_per_day: None,
            sends_read_receipts: true,
            access_token: None,
            created_at: now,
            updated_at: now,
        };
        assert!(tx.tenant().phone_numbers().insert(&number).await.expect("inserted"));
        tx.commit().await.expect("committed");
        Self { app: app.clone(), number }
    }

    /// Posts a webhook of this number's, signed for the app `default`, and projects it.
    pub(super) async fn receives(&self, values: &[Json]) {
        let body = webhook(&self.number.phone_number_id, values);
        super::post(&self.app, "/webhook/whatsapp", body.to_string()).await.is(200);
        project(&self.app).await;
    }

    /// One number out of the tenant's rows: `count("messages")`, `count("messages WHERE kind = 'text'")`.
    pub(super) async fn count(&self, rows: &str) -> i64 {
        count(&self.app, rows).await
    }
}

/// The count of some rows.
pub(super) async fn count(app: &TestApp, rows: &str) -> i64 {
    app.database.number(&format!("SELECT COUNT(*) FROM {rows}")).await
}

async fn add_tenant(app: &TestApp, slug: &str) -> TenantId {
    let id = app.engine.fresh_id();
    let keyring = app.engine.vault.keyring();
    // Only a row makes a tenant's id; the data key is made for it and put in place after.
    let new = NewTenant { id, slug, name: slug, plan: Plan::Starter, data_key: &[], at: app.engine.now() };
    let mut tx = app.engine.db.write(Scope::System).await.expect("a write");
    let tenant = tx.platform().tenants().insert(new).await.expect("inserted").expect("the slug is free").id;
    tx.commit().await.expect("committed");
    let key = keyring.new_data_key(tenant).expect("randomness");
    let hex = hex::encode(&key);
    let literal =
        if app.engine.db.engine_name() == "sqlite" { format!("x'{hex}'") } else { format!("'\\x{hex}'::bytea") };
    app.database.run(&format!("UPDATE tenants SET data_key = {literal} WHERE slug = '{slug}'")).await;
    tenant
}

/// A body with one change per value, all of field `messages` unless the value names another.
pub(crate) fn webhook(phone_number_id: &str, values: &[Json]) -> Json {
    let changes: Vec<Json> = values.iter().map(|value| change(phone_number_id, value)).collect();
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": "102290129340398", "changes": changes }] })
}

pub(super) fn change(phone_number_id: &str, value: &Json) -> Json {
    let mut value = value.clone();
    let field = value["field"].take();
    value["metadata"] = json!({ "display_phone_number": "551150280000", "phone_number_id": phone_number_id });
    json!({ "field": field.as_str().unwrap_or("messages"), "value": value })
}

/// A text from somebody.
pub(crate) fn text(from: &str, wamid: &str, body: &str) -> Json {
    json!({
        "contacts": [{ "profile": { "name": "Ana" }, "wa_id": from }],
        "messages": [{ "from": from, "id": wamid, "timestamp": "1790000123", "type": "text", "text": { "body": body } }]
    })
}

/// A status of a message we sent.
pub(crate) fn status(wamid: &str, status: &str, at: i64) -> Json {
    json!({ "statuses": [{ "id": wamid, "status": status, "timestamp": at.to_string(), "recipient_id": "5511998765432" }] })
}

/// Projects until nothing waits.
pub(crate) async fn project(app: &TestApp) {
    let lease = app.projector_lease().await;
    while inbound::pass(&app.engine, &lease).await.expect("a pass") > 0 {}
    app.give_back(lease).await;
}

/// From now on a message that says `poison` cannot be stored.
pub(super) async fn poison(app: &TestApp) {
    if app.engine.db.engine_name() == "sqlite" {
        app.database
            .run("CREATE TRIGGER poison BEFORE INSERT ON messages WHEN NEW.content LIKE '%poison%' BEGIN SELECT RAISE(ABORT, 'poison'); END")
            .await;
    } else {
        app.database.run("ALTER TABLE messages ADD CONSTRAINT poison CHECK (content NOT LIKE '%poison%')").await;
    }
}

/// From now on it can.
pub(super) async fn cure(app: &TestApp) {
    let cure = if app.engine.db.engine_name() == "sqlite" {
        "DROP TRIGGER poison"
    } else {
        "ALTER TABLE messages DROP CONSTRAINT poison"
    };
    app.database.run(cure).await;
}
