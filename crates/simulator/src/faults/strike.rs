//! What a fault does to one Graph answer, down to the bytes of its connection.

use std::{convert::Infallible, io, time::Duration};

use axum::{
    body::Body,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use futures_util::stream;
use serde_json::{Value, json};

use super::{Fault, FaultKind};
use crate::{
    graph::{answer::Answer, refusal::Refusal},
    meta::Meta,
    wire::Wire,
};

/// Longest time a connection is held.
const LONGEST_HANG: Duration = Duration::from_mins(10);
/// A drip takes this long if the order does not say: longer than any sensible patience.
const USUAL_DRIP: Duration = Duration::from_secs(30);

const HTML: &str = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Error</title></head><body>\n\
    <h1>Sorry, something went wrong.</h1><p>We're working on getting this fixed as soon as we can.</p>\n</body></html>\n";

/// The code a fault refuses with, if it refuses with one.
pub(crate) fn code_of(fault: &Fault) -> Option<i64> {
    matches!(fault.kind, FaultKind::Error | FaultKind::RejectThenHang).then(|| fault.code.unwrap_or(131_000))
}

/// Instead of processing.
pub(crate) async fn before(meta: &Meta, fault: &Fault, wire: &Wire) -> Response {
    match fault.kind {
        FaultKind::Hang | FaultKind::RejectThenHang => return hang(meta, fault, wire).await,
        _ => pause(meta, fault.delay_ms).await,
    }
    match fault.kind {
        FaultKind::Http500Html => html(fault),
        FaultKind::TruncatedJson => truncated(fault, wire.clone()),
        FaultKind::Reset => reset(wire),
        _ => {
            let refusal = Refusal::code(fault.code.unwrap_or(131_000)).with_status(fault.http_status);
            Answer::from_result(Err(refusal), meta).into_response()
        }
    }
}

/// Instead of the answer to what was accepted.
pub(crate) async fn accepted(meta: &Meta, fault: &Fault, answer: Answer, wire: &Wire) -> Response {
    match fault.kind {
        FaultKind::AcceptThenHang => return hang(meta, fault, wire).await,
        _ => pause(meta, fault.delay_ms).await,
    }
    match fault.kind {
        FaultKind::AcceptThenReset => reset(wire),
        FaultKind::AcceptThen500Html => html(fault),
        _ => without_ids(answer),
    }
}

/// The answer, one byte at a time.
pub(crate) fn drip(meta: &Meta, fault: &Fault, answer: Answer) -> Response {
    let length = u32::try_from(answer.body.len()).unwrap_or(u32::MAX).max(1);
    let whole = fault.delay_ms.map_or(USUAL_DRIP, Duration::from_millis).min(LONGEST_HANG);
    let (end, body, pace) = (meta.stop.clone(), answer.body.clone(), whole / length);
    let drops = stream::unfold(0, move |sent| {
        let (end, body) = (end.clone(), body.clone());
        async move {
            let next = body.get(sent..=sent).map(Bytes::copy_from_slice)?;
            tokio::select! {
                () = end.cancelled() => None,
                () = tokio::time::sleep(pace) => Some((Ok::<_, Infallible>(next), sent + 1)),
            }
        }
    });
    answer.with_body(Body::from_stream(drops))
}

async fn hang(meta: &Meta, fault: &Fault, wire: &Wire) -> Response {
    let longest = Duration::from_millis(fault.delay_ms.unwrap_or(u64::MAX)).min(LONGEST_HANG);
    pause(meta, u64::try_from(longest.as_millis()).ok()).await;
    wire.close();
    StatusCode::OK.into_response() // never leaves: the wire is closed
}

fn reset(wire: &Wire) -> Response {
    wire.reset();
    StatusCode::OK.into_response() // never leaves either
}

async fn pause(meta: &Meta, ms: Option<u64>) {
    let Some(ms) = ms else { return };
    tokio::select! {
        () = meta.stop.cancelled() => {}
        () = tokio::time::sleep(Duration::from_millis(ms)) => {}
    }
}

fn html(fault: &Fault) -> Response {
    let status = fault.http_status.and_then(|code| StatusCode::from_u16(code).ok());
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8")], HTML).into_response()
}

/// Promises a whole answer, sends half of it, and closes.
fn truncated(fault: &Fault, wire: Wire) -> Response {
    let whole =
        json!({"messaging_product": "whatsapp", "contacts": [], "messages": [{"id": "wamid.lost"}]}).to_string();
    let half = Bytes::copy_from_slice(&whole.as_bytes()[..whole.len() / 2]);
    let pieces = stream::unfold(Some(half), move |half| {
        let wire = wire.clone();
        async move {
            if let Some(half) = half {
                return Some((Ok(half), None));
            }
            wire.flushed().await;
            Some((Err(io::Error::from(io::ErrorKind::ConnectionAborted)), None))
        }
    });
    let status = fault.http_status.and_then(|code| StatusCode::from_u16(code).ok()).unwrap_or(StatusCode::OK);
    let headers =
        [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_LENGTH, whole.len().to_string())];
    (status, headers, Body::from_stream(pieces)).into_response()
}

/// Success that does not say what was made.
fn without_ids(answer: Answer) -> Response {
    let mut body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
    if let Some(map) = body.as_object_mut() {
        for key in ["messages", "id", "success"] {
            map.remove(key);
        }
    }
    answer.with_body(Body::from(body.to_string()))
}
