//! A tenant with one of every thing that has an id.

use std::collections::HashMap;

use recado_domain::{ChangeId, JobId, QuarantineId, Role};
use recado_it::{Answer, Someone, TestApp, TestNumber, TestTenant};
use recado_storage::{
    Scope,
    system::{jobs::Claim, quarantine::QuarantineRow},
    tenant::{
        graph_exchanges::ExchangeRow,
        inbound_changes::{ChangeOutcome, ChangeRow},
        jobs::NewJob,
    },
};
use serde_json::json;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01";

/// A tenant, its things by the prefix of their ids, and a word that stands in every one of their texts.
pub struct World {
    pub shop: TestTenant,
    pub marker: &'static str,
    things: HashMap<&'static str, String>,
    number: Option<TestNumber>,
    /// How many things were made: names and numbers are unique.
    made: u64,
}

/// The id in a good answer.
fn id(answer: &Answer) -> String {
    answer.json()["id"].as_str().unwrap_or_else(|| panic!("no id: {}", answer.json())).to_owned()
}

impl World {
    /// A tenant without things.
    pub async fn start(app: &TestApp, slug: &'static str) -> Self {
        let shop = app.tenant(slug).await;
        Self { shop, marker: slug, things: HashMap::new(), number: None, made: 0 }
    }

    /// One of every thing: what is missing is made now.
    pub async fn fill(&mut self) -> &HashMap<&'static str, String> {
        if self.lacks("usr") || self.lacks("tem") {
            self.people().await;
        }
        if self.lacks("ses") || self.lacks("key") {
            self.credentials().await;
        }
        if self.lacks("tag") || self.lacks("app") || self.lacks("num") {
            self.desk().await;
        }
        if self.lacks("cnv") {
            self.thread().await;
        }
        if self.lacks("qrp") || self.lacks("viw") || self.lacks("blk") || self.lacks("awy") {
            self.shortcuts().await;
        }
        if self.lacks("logo") {
            self.logo().await;
        }
        if self.lacks("job") || self.lacks("qua") {
            self.platform().await;
        }
        &self.things
    }

    /// The number of this tenant.
    pub fn number(&self) -> &TestNumber {
        self.number.as_ref().expect("made by fill")
    }

    /// Everything is made once more when it is next asked for: there are two of each then.
    pub fn forget_all(&mut self) {
        self.things.clear();
    }

    fn lacks(&self, prefix: &str) -> bool {
        !self.things.contains_key(prefix)
    }

    /// The id of the thing of this kind.
    pub async fn thing(&mut self, prefix: &str) -> Option<String> {
        self.fill().await.get(prefix).cloned()
    }

    /// A thing of this kind was changed or deleted: it and what hangs on it are made anew when they are next asked for.
    pub fn forget(&mut self, prefix: &str) {
        let thread = ["cnv", "con", "msg", "nte"];
        if thread.contains(&prefix) || ["usr", "tem", "tag", "num"].contains(&prefix) {
            self.things.retain(|kind, _| !thread.contains(kind));
        }
        self.things.remove(prefix);
    }

    fn unique(&mut self) -> u64 {
        self.made += 1;
        self.made
    }

    fn keep(&mut self, prefix: &'static str, id: String) {
        self.things.insert(prefix, id);
    }

    fn id_of(&self, prefix: &str) -> &str {
        &self.things[prefix]
    }

    async fn people(&mut self) {
        let name = format!("agent{}", self.unique());
        let email = format!("{name}@{}.example", self.marker);
        self.shop.add(&email, Role::Agent).await;
        let all = self.shop.get("/api/v1/users?limit=200").await.expect(200);
        let person = all["data"].as_array().expect("rows").iter().find(|row| row["email"] == email.as_str());
        let person = person.and_then(|row| row["id"].as_str()).expect("just added").to_owned();
        let team = json!({ "name": format!("{} team {}", self.marker, self.made), "members": [person] });
        let team = id(&self.shop.post("/api/v1/teams", team).await);
        for (prefix, id) in
            [("ten", self.shop.id.clone()), ("usr", person), ("owner", self.shop.owner.id.clone()), ("tem", team)]
        {
            self.keep(prefix, id);
        }
    }

    /// So that there is a logo to be looked at; it has no id of its own.
    async fn logo(&mut self) {
        let call = self.shop.call("PUT", "/api/v1/tenant/logo").bytes("image/png", PNG);
        call.send().await.is(200);
        self.keep("logo", String::new());
    }

    async fn credentials(&mut self) {
        let session = other_session(&self.shop).await;
        let key = self.shop.key(&["teams:read"]).await.id;
        self.keep("ses", session);
        self.keep("key", key);
    }

    async fn desk(&mut self) {
        let (unique, marker) = (self.unique(), self.marker);
        if self.lacks("tag") {
            let tag = json!({ "name": format!("{marker} tag {unique}"), "hue": 210 });
            let tag = id(&self.shop.post("/api/v1/tags", tag).await);
            self.keep("tag", tag);
        }
        if self.lacks("app") {
            let slug = format!("{marker}-app-{unique}");
            let app =
                json!({ "slug": slug, "appSecret": "a secret of the app", "verifyToken": "0123456789-verify-me" });
            let app = id(&self.shop.post("/api/v1/apps", app).await);
            self.keep("app", app);
        }
        if self.lacks("num") {
            let digits: String = marker.bytes().map(|letter| (letter % 10).to_string()).collect();
            let number = self.shop.number(&format!("1{digits}{unique:04}")).await;
            self.keep("num", number.id.clone());
            logged(self.shop.app(), &number).await;
            self.number = Some(number);
        }
    }

    /// A conversation of the number, of the person, of the team, with the tag, and what is in it.
    async fn thread(&mut self) {
        let (unique, marker) = (self.unique(), self.marker);
        let number = self.number.clone().expect("made before");
        let conversation = self.shop.conversation(&number, &format!("{marker} Ana {unique}")).await;
        let message = self.shop.says(&conversation, &format!("{marker} Oi")).await;
        let path = format!("/api/v1/conversations/{conversation}");
        let given = json!({ "userId": self.id_of("usr"), "teamId": self.id_of("tem") });
        let contact = self.shop.post(&format!("{path}/assign"), given).await.expect(200)["contact"]["id"].clone();
        let contact = contact.as_str().expect("an id").to_owned();
        let tags = json!({ "add": [self.id_of("tag")] });
        self.shop.post(&format!("{path}/tags"), tags.clone()).await.is(200);
        self.shop.post(&format!("/api/v1/contacts/{contact}/tags"), tags).await.is(200);
        let note = json!({ "body": format!("{marker} note"), "mentions": [] });
        let note = id(&self.shop.post(&format!("{path}/notes"), note).await);
        for (prefix, id) in [("cnv", conversation), ("con", contact), ("msg", message), ("nte", note)] {
            self.keep(prefix, id);
        }
    }

    async fn shortcuts(&mut self) {
        let (unique, marker) = (self.unique(), self.marker);
        if self.lacks("qrp") {
            let body = format!("{marker}: {{{{contact.name}}}}");
            let reply = json!({ "shortcut": format!("{marker}{unique}"), "body": body });
            let reply = id(&self.shop.post("/api/v1/quick-replies", reply).await);
            self.keep("qrp", reply);
        }
        if self.lacks("viw") {
            let view = json!({ "name": format!("{marker} view {unique}"), "query": {}, "shared": true });
            let view = id(&self.shop.post("/api/v1/views", view).await);
            self.keep("viw", view);
        }
        if self.lacks("blk") {
            let bulk = json!({ "query": {}, "action": { "do": "read" } });
            let bulk = id(&self.shop.post("/api/v1/bulk-actions", bulk).await);
            self.keep("blk", bulk);
        }
        if self.lacks("awy") {
            let team = json!({ "name": format!("{marker} night {unique}"), "members": [] });
            let team = id(&self.shop.post("/api/v1/teams", team).await);
            let text = format!("{marker} away");
            let away = json!({ "enabled": false, "text": text, "hours": [], "holidays": [], "teamId": &team });
            let away = id(&self.shop.post("/api/v1/away-messages", away).await);
            self.keep("awy", away);
            self.keep("night", team);
        }
    }

    async fn platform(&mut self) {
        let job = dead_job(self.shop.app(), &self.shop).await.to_string();
        let held = quarantined(self.shop.app(), &self.shop).await.to_string();
        self.keep("job", job);
        self.keep("qua", held);
    }
}

/// A session of the person beside the one that asks.
async fn other_session(person: &Someone) -> String {
    loop {
        let all = person.get("/api/v1/auth/sessions").await.expect(200);
        let other = all["data"].as_array().expect("rows").iter().find(|row| row["current"] == false);
        if let Some(id) = other.and_then(|row| row["id"].as_str()) {
            return id.to_owned();
        }
        person.app().sign_in(&person.email).await;
    }
}

/// A change that came for a number, and a call that was made for it.
async fn logged(app: &TestApp, number: &TestNumber) {
    let (key, at) = (&number.key, app.engine.now());
    let change = ChangeRow {
        id: ChangeId::from_uuid(app.engine.fresh_id()),
        event_id: recado_domain::EventId::from_uuid(app.engine.fresh_id()),
        idx: 0,
        field: "security".to_owned(),
        number_id: Some(key.number_id),
        outcome: ChangeOutcome::Stored,
        reference: None,
        reason: None,
        body: "{}".to_owned(),
        received_at: at,
    };
    let call = ExchangeRow {
        id: app.engine.fresh_id(),
        number_id: Some(key.number_id),
        operation: "number.read",
        at,
        took_ms: 1,
        http_status: Some(200),
        graph_code: None,
        exchange: "{}".to_owned(),
    };
    let mut tx = app.engine.db.write(Scope::Tenant(key.tenant_id)).await.expect("a write");
    tx.tenant().inbound_changes().upsert(vec![change]).await.expect("kept");
    tx.tenant().graph_exchanges().insert(vec![call]).await.expect("kept");
    tx.commit().await.expect("committed");
}

#[expect(clippy::disallowed_methods, reason = "jobs are claimed across tenants")]
async fn dead_job(app: &TestApp, shop: &TestTenant) -> JobId {
    let (id, now) = (JobId::from_uuid(app.engine.fresh_id()), app.engine.now());
    let job = NewJob {
        id,
        queue: "strangers",
        kind: "test.v1",
        priority: 0,
        run_at: now,
        payload: "{}".to_owned(),
        created_at: now,
    };
    let mut tx = app.engine.db.write(Scope::System).await.expect("a write");
    tx.system().tenant(shop.tenant).jobs().enqueue(job).await.expect("enqueued");
    let claim = Claim { worker: "test", queue: "strangers", priority: 0, now, lease_until: now, limit: 50 };
    for claimed in tx.system().jobs().claim(claim).await.expect("claimed") {
        assert!(tx.system().jobs().bury(&claimed, "given up").await.expect("buried"));
    }
    tx.commit().await.expect("committed");
    id
}

#[expect(clippy::disallowed_methods, reason = "the quarantine is the platform's")]
async fn quarantined(app: &TestApp, shop: &TestTenant) -> QuarantineId {
    let (id, at) = (QuarantineId::from_uuid(app.engine.fresh_id()), app.engine.now());
    let entry = QuarantineRow {
        id,
        tenant_id: Some(shop.tenant),
        event_id: recado_domain::EventId::from_uuid(app.engine.fresh_id()),
        idx: 0,
        app_id: recado_domain::AppId::from_uuid(app.engine.fresh_id()),
        field: Some("messages".to_owned()),
        waba_id: None,
        phone_number_id: None,
        reason: "test".to_owned(),
        detail: Some(format!("{} quarantine", shop.slug)),
        body: "{}".to_owned(),
        received_at: at,
        created_at: at,
        attempts: 1,
        resolved_at: None,
        retry_at: None,
    };
    let mut tx = app.engine.db.write(Scope::System).await.expect("a write");
    tx.system().quarantine().upsert(vec![entry]).await.expect("kept");
    tx.commit().await.expect("committed");
    id
}
