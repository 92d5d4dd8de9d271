//! Every id field of every operation, with another tenant's id and with one that nobody has: the answers are the same.

use std::collections::{BTreeMap, HashMap};

use recado_domain::{ContactId, Permission};
use recado_engine::jobs::run_due;
use recado_it::{Answer, Someone, TestApp, both_engines};
use serde_json::json;

use super::{
    operations::{Field, Operation, Place, operations},
    requests::{comparable, kind, request},
    world::World,
};

/// Fields whose text is kept and looked up when it is used, in the tenant of whoever uses it: one's own id is taken as a
/// foreign one is, so that there is nothing to tell apart.
const KEPT: &[(&str, &str)] = &[
    ("createView", "/query/"),
    ("changeView", "/query/"),
    // Looked up by the job that does the work, which `look` lets run.
    ("startBulkAction", "/query/"),
    ("startBulkAction", "/action/"),
];

/// Both sides and what is known of them.
struct Walk {
    app: TestApp,
    root: Someone,
    own: World,
    key: Someone,
    foreign: HashMap<&'static str, String>,
    victim: World,
    rows: BTreeMap<String, Vec<String>>,
    problems: Vec<String>,
}

impl Walk {
    async fn start(app: &TestApp) -> Self {
        let root = app.first_tenant("home").await.owner;
        let mut victim = World::start(app, "quartz").await;
        let foreign = victim.fill().await.clone();
        // Its own work is done before anybody looks.
        for _ in 0..5 {
            run_due(&app.engine, "test", 50).await.expect("jobs run");
        }
        let mut own = World::start(app, "bank").await;
        own.fill().await;
        let key = own.shop.key(&["*"]).await;
        let rows = app.database.rows_of(victim.shop.tenant).await;
        assert!(rows.values().map(Vec::len).sum::<usize>() > 50, "there is something to look at: {rows:?}");
        Self { app: app.clone(), root, own, key, foreign, victim, rows, problems: Vec::new() }
    }

    fn random(&self, prefix: &str) -> String {
        let id = ContactId::from_uuid(self.app.engine.fresh_id()).to_string();
        id.replace(ContactId::PREFIX, prefix)
    }

    /// One field: foreign and random for a person and a key, then one's own.
    async fn probe(&mut self, operation: &Operation, field: &Field) {
        let told = format!("{} {} ({:?} {})", operation.method, operation.path, field.place, field.name);
        let (thing, prefix) = kind(operation, field);
        let Some(foreign) = self.foreign.get(thing).cloned() else {
            let missing = format!("{told}: no {thing}_ to try it with: make one in world.rs");
            return self.problems.push(missing);
        };
        let random = self.random(prefix);
        let mut of_random = String::new();
        let key = Some(self.key.clone()).filter(|_| [Place::Path, Place::Header].contains(&field.place));
        for caller in key.into_iter().chain([self.own.shop.owner.clone()]) {
            let theirs = self.ask(&caller, operation, field, &foreign).await;
            let nobodys = self.ask(&caller, operation, field, &random).await;
            self.compare(&told, operation, &theirs, &nobodys);
            of_random = comparable(&nobodys);
        }
        self.control(&told, operation, field, &of_random).await;
        self.look(&told).await;
    }

    async fn ask(&mut self, caller: &Someone, operation: &Operation, field: &Field, id: &str) -> Answer {
        let own = self.own.fill().await;
        request(caller, operation, Some((field, id)), own).send().await
    }

    /// The answers are the same, and nothing of the other tenant is told.
    fn compare(&mut self, told: &str, operation: &Operation, theirs: &Answer, nobodys: &Answer) {
        let (foreign, random) = (comparable(theirs), comparable(nobodys));
        if foreign != random {
            self.problems.push(format!("{told}:\n  {foreign}\n  but for an unknown one {random}"));
        }
        let status = theirs.status.as_u16();
        let is_platforms = operation.permission.is_some_and(|permission| !permission.is_open_to_keys());
        let is_usual = [200, 201, 202, 204, 400, 404, 422].contains(&status) || (status == 403 && is_platforms);
        if !is_usual {
            self.problems.push(format!("{told}: {foreign}"));
        }
        if String::from_utf8_lossy(&theirs.bytes).contains(self.victim.marker) {
            self.problems.push(format!("{told} tells of {}: {foreign}", self.victim.marker));
        }
    }

    /// Nothing of the other tenant has changed.
    async fn look(&mut self, told: &str) {
        run_due(&self.app.engine, "test", 50).await.expect("jobs run");
        let rows = self.app.database.rows_of(self.victim.shop.tenant).await;
        for (table, before) in &self.rows {
            if rows.get(table) != Some(before) {
                self.problems.push(format!("{told} changed {table}"));
            }
        }
        self.rows = rows;
    }

    /// With one's own id the answer is another one: else the case proves nothing.
    async fn control(&mut self, told: &str, operation: &Operation, field: &Field, of_random: &str) {
        let is_kept = KEPT.iter().any(|(id, start)| *id == operation.id && field.name.starts_with(start));
        let is_platforms = operation.permission == Some(Permission::TenantsManage);
        let caller = if is_platforms { self.root.clone() } else { self.own.shop.owner.clone() };
        let id = if is_platforms && field.place == Place::Header {
            Some("home".to_owned())
        } else {
            self.own.thing(kind(operation, field).0).await
        };
        let id = id.expect("the victim has one, too");
        let mut operation = operation.clone();
        if field.place == Place::Header && operation.body.is_object() {
            // Refused for its body: the tenant was found, and nothing is changed by asking.
            operation.body = json!({ "nonsense": true });
        }
        let own = self.ask(&caller, &operation, field, &id).await;
        if !is_kept && comparable(&own) == of_random {
            self.problems.push(format!(
                "{told}: one's own id is answered as an unknown one, so this proves nothing: say in requests.rs how it \
                 is asked rightly\n  {of_random}"
            ));
        }
        let text = String::from_utf8_lossy(&own.bytes);
        let tells =
            text.contains(self.victim.marker) || self.foreign.values().any(|id| !id.is_empty() && text.contains(id));
        if tells && !is_platforms {
            self.problems.push(format!("{told} with one's own id tells of {}: {text}", self.victim.marker));
        }
        if own.status.is_success() && operation.method != "GET" {
            self.renew(&operation).await;
        }
    }

    /// What the operation may have changed is as it was, or made anew.
    async fn renew(&mut self, operation: &Operation) {
        if operation.path.starts_with("/api/v1/tenants/") {
            let path = format!("/api/v1/tenants/{}", self.own.shop.id);
            self.root.patch(&path, json!({ "status": "active" })).await.is(200);
        }
        for (_, example) in &operation.named {
            self.own.forget(example.split('_').next().unwrap_or_default());
        }
        if operation.path.ends_with("/logo") {
            self.own.forget("logo");
        }
        if operation.path.starts_with("/api/v1/conversations") {
            self.own.forget("cnv");
        }
    }
}

both_engines! {
    /// S-01, S-03
    async fn in_every_field_a_foreign_id_is_an_unknown_one(app: TestApp) {
        let mut walk = Walk::start(&app).await;
        let operations = operations();
        let (mut fields, mut with_fields) = (0, 0);
        for operation in &operations {
            for field in &operation.fields {
                walk.probe(operation, field).await;
            }
            fields += operation.fields.len();
            with_fields += usize::from(!operation.fields.is_empty());
        }
        assert!(walk.problems.is_empty(), "{} of {fields}:\n{}", walk.problems.len(), walk.problems.join("\n"));
        println!("isolation: {} operations, {with_fields} with ids, {fields} of {fields} fields (100 %)", operations.len());
    }
}
