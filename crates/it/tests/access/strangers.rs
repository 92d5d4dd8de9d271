//! Strangers: whatever a second tenant asks of the first one's things, the answer is that of a thing that does not exist.
//!
//! The walk takes every operation from the description, so a new one is covered the day it is written. A new kind of
//! thing with an id in a path needs one line in `things`.

use recado_domain::{JobId, QuarantineId};
use recado_it::{Answer, Someone, TestApp, TestTenant, both_engines};
use recado_storage::{
    Scope,
    system::{jobs::Claim, quarantine::QuarantineRow},
    tenant::jobs::NewJob,
};
use serde_json::{Value as Json, json};

const UNKNOWN: &str = "7zzzzzzzzzzzzzzzzzzzzzzzzz";

/// One thing of each kind that a path can name.
async fn things(app: &TestApp, shop: &TestTenant) -> Vec<String> {
    let number = shop.number("106540352242922").await;
    let customer = number.customer("Ana", "5511998765432").await;
    let id = |answer: &Answer, status: u16| answer.expect(status)["id"].as_str().expect("an id").to_owned();
    let message = id(&shop.post("/api/v1/messages/send", customer.text("Oi, tudo bem?")).await, 202);
    let body = json!({ "slug": "shop-app", "appSecret": "a secret of the app", "verifyToken": "0123456789-verify-me" });
    let app_id = id(&shop.post("/api/v1/apps", body).await, 201);
    let tag = id(&shop.post("/api/v1/tags", json!({ "name": "Troca", "hue": 210 })).await, 201);
    let notes = format!("/api/v1/conversations/{}/notes", customer.conversation);
    let note = id(&shop.post(&notes, json!({ "body": "Uma nota", "mentions": [] })).await, 201);
    let reply = json!({ "shortcut": "oi", "body": "Oi, {{contact.name}}" });
    let reply = id(&shop.post("/api/v1/quick-replies", reply).await, 201);
    let view = id(&shop.post("/api/v1/views", json!({ "name": "Trocas", "query": {}, "shared": true })).await, 201);
    let bulk = json!({ "query": {}, "action": { "do": "read" } });
    let bulk = id(&shop.post("/api/v1/bulk-actions", bulk).await, 202);
    let team = id(&shop.post("/api/v1/teams", json!({ "name": "Sales", "members": [] })).await, 201);
    let away = json!({ "enabled": false, "text": "Até amanhã", "hours": [], "holidays": [] });
    let away = id(&shop.post("/api/v1/away-messages", away).await, 201);
    let session = shop.get("/api/v1/auth/sessions").await.expect(200)["data"][0]["id"].as_str().map(str::to_owned);
    vec![
        shop.owner.id.clone(),
        shop.key(&["teams:read"]).await.id,
        session.expect("a session"),
        customer.contact.to_string(),
        customer.conversation.to_string(),
        number.id,
        message,
        app_id,
        tag,
        note,
        reply,
        view,
        bulk,
        team,
        away,
        dead_job(app, shop).await.to_string(),
        quarantined(app, shop).await.to_string(),
    ]
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
    let claim = Claim { worker: "test", queue: "strangers", priority: 0, now, lease_until: now, limit: 1 };
    let claimed = tx.system().jobs().claim(claim).await.expect("claimed");
    assert!(tx.system().jobs().bury(&claimed[0], "given up").await.expect("buried"));
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
        detail: None,
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

/// One operation whose path names a thing, with a body that would be taken.
struct Operation {
    method: String,
    path: String,
    prefix: String,
    body: Option<Json>,
}

/// The person of the description's examples.
const SOMEBODY: &str = "usr_01h455vb4pex5vsknk084sn02q";

/// Operations of the description; people in their examples are members of the stranger's tenant.
fn operations(stranger: &Someone) -> Vec<Operation> {
    let document = recado_api::openapi::document().to_string().replace(SOMEBODY, &stranger.id);
    let document: Json = serde_json::from_str(&document).expect("still JSON");
    let paths = document["paths"].as_object().expect("paths").clone();
    let all = paths.into_iter().flat_map(|(path, item)| {
        let methods = item.as_object().expect("an item").clone();
        methods.into_iter().filter_map(move |(method, operation)| {
            let permission = operation["x-permission"].as_str()?;
            let named = operation["parameters"].as_array()?.iter().find(|parameter| parameter["in"] == "path")?;
            let example = named["example"].as_str().unwrap_or_else(|| panic!("{path}: no example of its id"));
            let prefix = example.split_once('_').map(|(prefix, _)| prefix.to_owned());
            let body = operation["requestBody"]["content"]["application/json"].get("example").cloned();
            // Super-admins name tenants by id; there is nobody stranger to them.
            let prefix = prefix.filter(|_| permission != "tenants:manage")?;
            Some(Operation { method: method.to_uppercase(), path: path.clone(), prefix, body })
        })
    });
    all.collect()
}

async fn ask(caller: &Someone, operation: &Operation, id: &str) -> Answer {
    let call = caller.call(&operation.method, &operation.path.replace("{id}", id));
    match &operation.body {
        Some(body) => call.json(body),
        None => call,
    }
    .send()
    .await
}

/// The answer without what differs between any two.
fn comparable(answer: &Answer) -> (u16, Json) {
    let mut body = answer.json();
    if body.is_object() {
        body["instance"].take();
    }
    (answer.status.as_u16(), body)
}

/// A body that names a thing by its id.
type BodyWith<'b> = Box<dyn Fn(&str) -> Json + 'b>;

both_engines! {
    async fn what_a_stranger_names_does_not_exist(app: TestApp) {
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        let things = things(&app, &shop).await;
        let key = bank.key(&["*"]).await;
        let mut problems = Vec::new();
        for operation in operations(&bank.owner) {
            let Operation { method, path, prefix, .. } = &operation;
            let Some(thing) = things.iter().find(|thing| thing.starts_with(&format!("{prefix}_"))) else {
                problems.push(format!("{method} {path}: no {prefix}_ to try it with: add one to things()"));
                continue;
            };
            for caller in [&bank.owner, &key] {
                let foreign = comparable(&ask(caller, &operation, thing).await);
                let unknown = comparable(&ask(caller, &operation, &format!("{prefix}_{UNKNOWN}")).await);
                let is_personal = path.contains("/auth/sessions") && caller.token.starts_with("rck_");
                if foreign != unknown || (foreign.0 != 404 && !is_personal) {
                    problems.push(format!("{method} {path}: {foreign:?}, but {unknown:?} for an unknown one"));
                }
            }
        }
        assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    }

    async fn what_a_stranger_puts_into_a_body_does_not_exist(app: TestApp) {
        let (shop, bank) = (app.tenant("shop").await, app.tenant("bank").await);
        let things = things(&app, &shop).await;
        let own = bank.number("206540352242922").await.customer("Bia", "5511998765433").await;
        let of = |prefix: &str| things.iter().find(|thing| thing.starts_with(prefix)).expect("one of each").clone();
        let assign = format!("/api/v1/conversations/{}/assign", own.conversation);
        let transfer = format!("/api/v1/conversations/{}/transfer", own.conversation);
        let tags = format!("/api/v1/conversations/{}/tags", own.conversation);
        let notes = format!("/api/v1/conversations/{}/notes", own.conversation);
        let contact_tags = format!("/api/v1/contacts/{}/tags", own.contact);
        let text = |target: &str, id: &str| json!({ target: id, "type": "text", "text": { "body": "Oi" } });
        let reply = |id: &str| json!({ "conversationId": own.conversation, "type": "text", "text": { "body": "Oi" }, "replyTo": id });
        let table: Vec<(&str, &str, BodyWith<'_>)> = vec![
            ("usr", &assign, Box::new(|id| json!({ "userId": id, "teamId": null }))),
            ("usr", &transfer, Box::new(|id| json!({ "userId": id, "note": "please" }))),
            ("usr", "/api/v1/teams", Box::new(|id| json!({ "name": "Spies", "members": [id] }))),
            ("cnv", "/api/v1/messages/send", Box::new(|id| text("conversationId", id))),
            ("con", "/api/v1/messages/send", Box::new(|id| text("contactId", id))),
            ("msg", "/api/v1/messages/send", Box::new(reply)),
            ("tag", &tags, Box::new(|id| json!({ "add": [id] }))),
            ("tag", &contact_tags, Box::new(|id| json!({ "add": [id] }))),
            ("usr", &notes, Box::new(|id| json!({ "body": "Oi", "mentions": [id] }))),
        ];
        let mut problems = Vec::new();
        for (prefix, path, body) in &table {
            let foreign = comparable(&bank.post(path, body(&of(&format!("{prefix}_")))).await);
            let unknown = comparable(&bank.post(path, body(&format!("{prefix}_{UNKNOWN}"))).await);
            if foreign != unknown || foreign.0 < 400 {
                problems.push(format!("{path} with {prefix}_: {foreign:?}, but {unknown:?} for an unknown one"));
            }
        }
        assert!(problems.is_empty(), "\n{}", problems.join("\n"));
    }
}
