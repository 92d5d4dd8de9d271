//! Sending: from a call to Meta's answer, and from there to certainty.

mod doubts;
mod evidence;
mod fairness;
mod faults;
mod jobs;
mod log;
mod people;
mod portfolio;
mod queue;
mod recovery;
mod refusals;
mod sends;
mod statuses;

use std::time::Duration;

use recado_domain::{EventId, Timestamp, message::Seen};
use recado_engine::{
    Engine,
    sending::{
        changes::{Changes, Reported},
        reconcile::{Mention, message_of},
    },
    wamid_key,
};
use recado_it::{Someone, TestApp, TestNumber};
use recado_storage::{
    Scope,
    tenant::{
        evidence::{Shown, StatusTimes},
        statuses::NewStatus,
    },
};
use serde_json::{Value as Json, json};

/// The message, with its attempts.
async fn message(who: &Someone, id: &str) -> Json {
    who.get(&format!("/api/v1/messages/{id}")).await.expect(200)
}

/// The status of a message, as everybody sees it.
async fn status(who: &Someone, id: &str) -> String {
    message(who, id).await["status"].as_str().expect("a status").to_owned()
}

/// Queues a message; its id.
async fn send(who: &Someone, body: Json) -> String {
    let message = who.post("/api/v1/messages/send", body).await.expect(202);
    message["id"].as_str().expect("an id").to_owned()
}

/// The next sends at Meta end like this.
async fn fault(app: &TestApp, fault: &str, more: Json) {
    let mut order = json!({ "on": "send", "fault": fault });
    order.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    app.simulate("POST", "/_sim/faults", &order).await;
}

/// Moves the clock of both sides.
fn wait(app: &TestApp, seconds: u64) {
    app.clock.advance(Duration::from_secs(seconds));
    app.simulator.look_at_clock();
}

/// A status as Meta's webhook reports it.
#[derive(Clone, Copy)]
struct Report<'r> {
    wamid: &'r str,
    tracker: Option<&'r str>,
    status: Seen,
    at: Timestamp,
}

/// Applies a status as projection does, in a transaction of its own.
async fn report(engine: &Engine, number: &TestNumber, report: Report<'_>) {
    let key = engine.vault.tracker_key(number.key.tenant_id).await.expect("a key");
    let mut tx = engine.db.write(Scope::Tenant(number.key.tenant_id)).await.expect("a write");
    let id = number.key.number_id;
    tx.tenant().evidence().lock(id).await.expect("the lock");
    let mut changes = Changes::default();
    let mention = Mention {
        number: id,
        phone_number_id: &number.phone_number_id,
        wamid: report.wamid,
        tracker: report.tracker,
        at: report.at,
    };
    let found = message_of(engine, &mut tx, &mut changes, &key, mention).await.expect("an answer");
    let error_code = (report.status == Seen::Failed).then_some(131_026);
    let (status, at, received_at) = (report.status, report.at, engine.now());
    if let Some(message) = found {
        changes.report(engine, message, &Reported { status, at, error_code, error_details: None, pricing: None });
    }
    let row = NewStatus {
        wamid_key: wamid_key(id, report.wamid),
        status,
        number_id: id,
        message_id: found,
        at,
        error_code,
        error_details: None,
        pricing: None,
        event_id: EventId::from_uuid(engine.fresh_id()),
        received_at,
    };
    tx.tenant().statuses().note(vec![row]).await.expect("noted");
    let newest_status = Some(StatusTimes { status_at: at, received_at });
    tx.tenant().evidence().note(id, Shown { newest_status, inbound_messages: 0, heard_at: None }).await.expect("shown");
    changes.save(engine, &mut tx).await.expect("saved");
    tx.commit().await.expect("a commit");
}
