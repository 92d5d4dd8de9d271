//! The Graph API: `/vNN.N/{node}[/{edge}]`, any version or none.
//!
//! [`handle`] reads the request, asks the faults before and after, and sends it to the file of its node. Nothing here
//! may use the product's own Graph types: both sides would share one bug.
//!
//! To add an edge: an arm in [`answer()`] and a function in the file of its node.

pub(crate) mod answer;
pub(crate) mod auth;
mod call;
mod catalogue;
mod fields;
mod media;
mod number;
pub(crate) mod refusal;
mod send;
mod templates;
mod token;
mod unheard;
mod waba;

use std::sync::Arc;

use axum::{
    extract::{ConnectInfo, Request, State},
    http::Method,
    response::{IntoResponse, Response},
};
use serde_json::Value;

use crate::{
    faults::{Place, Stage, strike},
    meta::Meta,
    wire::Peer,
};
use answer::Answer;
pub(crate) use call::Call;
use refusal::Refusal;

/// Every path that is not a control path.
pub(crate) async fn handle(
    State(meta): State<Arc<Meta>>,
    ConnectInfo(peer): ConnectInfo<Peer>,
    request: Request,
) -> Response {
    let call = match Call::read(request, &peer).await {
        Ok(call) => Arc::new(call),
        Err(refusal) => return Answer::from_result(Err(refusal), &meta).into_response(),
    };
    let place = place_of(&call);
    let number = number_of(&meta, &call);
    if let Some(fault) = meta.take_fault(place, number.as_deref(), Stage::Before) {
        send::note_refused_by_fault(&meta, &call, &fault).await;
        return strike::before(&meta, &fault, &peer.wire).await;
    }
    let answer = answer_unhurried(&meta, &call).await;
    if answer.accepted()
        && let Some(fault) = meta.take_fault(place, number.as_deref(), Stage::Accepted)
    {
        return strike::accepted(&meta, &fault, answer, &peer.wire).await;
    }
    match meta.take_fault(place, number.as_deref(), Stage::Answer) {
        Some(fault) => strike::drip(&meta, &fault, answer),
        None => answer.into_response(),
    }
}

/// Meta finishes what it began also when the caller has hung up: the work is a task of its own.
async fn answer_unhurried(meta: &Arc<Meta>, call: &Arc<Call>) -> Answer {
    let (worker, for_call) = (meta.clone(), call.clone());
    let done = tokio::spawn(async move { answer(&worker, &for_call).await }).await;
    done.unwrap_or_else(|error| {
        tracing::error!(category = "system", %error, "a Graph call failed");
        Answer::from_result(Err(Refusal::code(131_000)), meta)
    })
}

/// Which faults this call can meet.
fn place_of(call: &Call) -> Place {
    match (&call.method, call.edge.as_str()) {
        (&Method::POST, "messages") if send::is_receipt(call) => Place::Read,
        (&Method::POST, "messages") => Place::Send,
        (_, "media" | "attachments") | (&Method::DELETE, "") => Place::Media,
        (&Method::GET, "") if call.query.contains_key("phone_number_id") => Place::Media,
        (&Method::GET, _) => Place::Read,
        _ => Place::Everywhere,
    }
}

/// The business number a call is about, if it is about one.
fn number_of(meta: &Meta, call: &Call) -> Option<String> {
    let world = meta.world();
    if world.numbers.contains_key(&call.node) || call.edge == "messages" {
        return Some(call.node.clone());
    }
    let id = if call.edge == "attachments" { call.query.get("mid")? } else { &call.node };
    world.media.get(id).map(|medium| medium.phone_number_id.clone())
}

async fn answer(meta: &Meta, call: &Call) -> Answer {
    if call.node == "whatsapp_business" {
        return media::download(meta, call).await;
    }
    let result = match (&call.method, call.edge.as_str()) {
        (&Method::POST, "messages") => send::messages(meta, call).await,
        (&Method::POST, "media") => media::upload(meta, call).await,
        (&Method::GET, "") if call.node == "debug_token" => token::debug(meta, call),
        (&Method::GET, "") => read_node(meta, call),
        (&Method::DELETE, "") => media::delete(meta, call).await,
        (&Method::GET, "whatsapp_business_profile") => number::profile(meta, call),
        (&Method::POST, "whatsapp_business_profile") => number::change_profile(meta, call).await,
        (&Method::GET, "phone_numbers") => waba::phone_numbers(meta, call),
        (&Method::GET, "message_templates") => templates::list(meta, call),
        (&Method::GET, "subscribed_apps") => waba::subscribed_apps(meta, call),
        (&Method::POST, "subscribed_apps") => waba::subscribe(meta, call).await,
        (&Method::DELETE, "subscribed_apps") => waba::unsubscribe(meta, call).await,
        _ => Err(call.unknown_object()),
    };
    Answer::from_result(result, meta)
}

fn read_node(meta: &Meta, call: &Call) -> Result<Value, Refusal> {
    let (is_number, is_waba, is_medium) = {
        let world = meta.world();
        let node = &call.node;
        (world.numbers.contains_key(node), world.wabas.contains_key(node), world.media.contains_key(node))
    };
    match (is_number, is_waba, is_medium) {
        (false, false, false) if unheard::is_asked_for(call) => unheard::read(meta, call),
        (true, ..) => number::read(meta, call),
        (_, true, _) => waba::read(meta, call),
        (.., true) => media::resolve(meta, call),
        _ => templates::read(meta, call),
    }
}
