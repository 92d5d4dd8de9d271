//! One try: POST, signed, and what it leaves behind.

use std::time::Duration;

use recado_domain::Timestamp;
use reqwest::header::CONTENT_TYPE;

use super::{body::bytes_of, signature::sign};
use crate::{
    meta::{Meta, WorldGuard},
    world::{
        delivery::{Attempt, Content, DeliveryId, State},
        record::Record,
    },
};

/// After this long without 200 a webhook is lost (cloud-api.md §4.2).
const HORIZON: Duration = Duration::from_hours(7 * 24);

/// A delivery ready to leave.
struct Parcel {
    url: String,
    signature: String,
    body: String,
}

/// Tries once; a failure is put back for the next time.
pub(super) async fn attempt(meta: &Meta, id: DeliveryId) {
    let Some(parcel) = pack(meta, id) else { return };
    let at = meta.now();
    let answer = meta
        .http
        .post(&parcel.url)
        .header(CONTENT_TYPE, "application/json")
        .header("X-Hub-Signature-256", &parcel.signature)
        .body(parcel.body)
        .send()
        .await;
    let attempt = match answer {
        Ok(response) => Attempt { at, http_status: Some(response.status().as_u16()), error: None },
        Err(error) => Attempt { at, http_status: None, error: Some(error.without_url().to_string()) },
    };
    note(meta, id, attempt);
}

/// Address, bytes and signature; None if there is nobody to send it to.
fn pack(meta: &Meta, id: DeliveryId) -> Option<Parcel> {
    let mut world = meta.world();
    let delivery = world.deliveries.get(id).filter(|delivery| delivery.state == State::Pending)?;
    let Some(url) = address(&world, delivery.planned.waba_id.as_deref()) else {
        world.note(Record::Ended { id, state: State::NoSubscriber });
        return None;
    };
    let body = delivery.body.clone().or_else(|| bytes_of(&world, &delivery.planned));
    let Some(body) = body else {
        world.note(Record::Ended { id, state: State::Dropped });
        return None;
    };
    if let Some(delivery) = world.deliveries.get_mut(id) {
        delivery.body = Some(body.clone());
    }
    let signature = sign(&world.settings.webhook.app_secret, body.as_bytes());
    Some(Parcel { url, signature, body })
}

/// The account's override, else the app's address; none if the account is not subscribed.
fn address(world: &WorldGuard, waba_id: Option<&str>) -> Option<String> {
    let waba = waba_id.and_then(|id| world.wabas.get(id));
    if waba.is_some_and(|waba| !waba.subscribed) {
        return None;
    }
    waba.and_then(|waba| waba.override_callback_uri.clone()).or_else(|| world.settings.webhook.url.clone())
}

fn note(meta: &Meta, id: DeliveryId, attempt: Attempt) {
    let mut world = meta.world();
    let now = meta.now();
    let Some(delivery) = world.deliveries.get(id) else { return };
    let mut ids = vec![id];
    if let Content::Batch { members } = &delivery.planned.content {
        ids.extend(members);
    }
    let tries = delivery.attempts.len();
    let next = next_try(&world.settings.webhook.retry_ms, tries, now);
    let state = match (attempt.http_status, next) {
        (Some(200), _) => State::Delivered,
        (_, Some(_)) if now.since(delivery.planned.created_at) < HORIZON => State::Pending,
        _ => State::GivenUp,
    };
    // Members of a batch have no due time of their own: they wait for the batch.
    let recorded = if state == State::Pending { vec![id] } else { ids };
    world.note(Record::Attempted { ids: recorded, attempt, state, due: next.unwrap_or(now) });
    world.deliveries.release_held(now);
    meta.bell.notify_one();
}

/// After `tries` failures before this one: the wait from the list, the last one for ever after.
fn next_try(retry_ms: &[u64], tries: usize, now: Timestamp) -> Option<Timestamp> {
    let wait = retry_ms.get(tries).or(retry_ms.last())?;
    Some(now.plus(Duration::from_millis(*wait)))
}
