//! `POST /{PNID}/messages` over HTTP: the body, the ledger's disk, and a status that may overtake the answer.

use std::time::Duration;

use serde_json::Value;

use super::{Call, refusal::Refusal};
use crate::{
    faults::{Fault, strike},
    meta::Meta,
    outbox,
    send::{self, Handled, SendRequest},
};

/// How long an answer waits for the status that must come first.
const OVERTAKING: Duration = Duration::from_secs(10);

/// Whether this is a read receipt or a typing indicator.
pub(super) fn is_receipt(call: &Call) -> bool {
    serde_json::from_slice::<Value>(&call.body).is_ok_and(|body| send::is_receipt(&body))
}

pub(super) async fn messages(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let body = body_of(call);
    let Handled { answer, line, early_status } = send::handle(meta, &request_of(call, &body));
    meta.durable(line).await?;
    if let Some(status) = early_status
        && tokio::time::timeout(OVERTAKING, outbox::deliver_now(meta, status)).await.is_err()
    {
        tracing::warn!(category = "system", "the early status was not answered in time");
    }
    answer
}

/// What a fault keeps from being processed is on the ledger all the same.
pub(super) async fn note_refused_by_fault(meta: &Meta, call: &Call, fault: &Fault) {
    let body = body_of(call);
    if call.edge != "messages" || send::is_receipt(&body) {
        return;
    }
    let line = {
        let mut world = meta.world();
        let now = meta.meta_time(&world);
        let request = request_of(call, &body);
        send::refuse(&mut world, &request, now, strike::code_of(fault))
    };
    if meta.durable(line).await.is_err() {
        tracing::error!(category = "system", "a refused send is not on the ledger");
    }
}

/// The body as JSON, or as text if it is none.
fn body_of(call: &Call) -> Value {
    let text = || Value::String(String::from_utf8_lossy(&call.body).into_owned());
    serde_json::from_slice(&call.body).unwrap_or_else(|_| text())
}

fn request_of<'a>(call: &'a Call, body: &'a Value) -> SendRequest<'a> {
    SendRequest { phone_number_id: &call.node, bearer: call.bearer.as_deref(), body }
}
