//! `interactive`: what all types share, and the types with one action.

use serde_json::Value;

use super::carousel;
use super::lists;
use super::review::{Review, present};

pub(super) const MAX_BODY: usize = 1024;
const MAX_LIST_BODY: usize = 4096;
const MAX_LINE: usize = 60;
const MAX_LABEL: usize = 20;
const MAX_BUTTON_ID: usize = 256;
const MAX_FLOW_LABEL: usize = 30;
const MAX_TTL_MINUTES: i64 = 43_200;
pub(super) const MAX_ID: usize = 1000;

const ANY_HEADER: &[&str] = &["text", "image", "video", "document"];
const TYPES: [&str; 13] = [
    "button",
    "list",
    "cta_url",
    "product",
    "product_list",
    "catalog_message",
    "flow",
    "location_request_message",
    "request_contact_info",
    "address_message",
    "call_permission_request",
    "voice_call",
    "carousel",
];

/// What one type takes beside its action.
struct Frame {
    /// Header types; empty: no header.
    headers: &'static [&'static str],
    header_required: bool,
    body: Body,
    footer: bool,
}

enum Body {
    Required(usize),
    Optional,
}

pub(super) fn review(review: &mut Review, at: &str, object: &Value) {
    let Some(kind) = review.word(at, object, "type", &TYPES) else { return };
    frame(review, at, object, &frame_of(kind));
    let Some(action) = review.object(at, object, "action") else { return };
    let at = &format!("{at}/action");
    match kind {
        "button" => buttons(review, at, action),
        "list" => lists::rows(review, at, action),
        "product" => drop(review.text(at, action, "product_retailer_id", MAX_ID)),
        "product_list" => lists::products(review, at, action),
        "carousel" => carousel::review(review, at, action),
        "location_request_message" => drop(review.word(at, action, "name", &["send_location"])),
        _ => named(review, at, action, kind),
    }
}

fn frame_of(kind: &str) -> Frame {
    let frame = |headers, body, footer| Frame { headers, header_required: false, body: Body::Required(body), footer };
    match kind {
        "list" => frame(&["text"], MAX_LIST_BODY, true),
        "product" => Frame { headers: &[], header_required: false, body: Body::Optional, footer: true },
        "product_list" => Frame { header_required: true, ..frame(&["text"], MAX_BODY, true) },
        "carousel" | "location_request_message" => frame(&[], MAX_BODY, false),
        "call_permission_request" => {
            Frame { headers: &[], header_required: false, body: Body::Optional, footer: false }
        }
        _ => frame(ANY_HEADER, MAX_BODY, true),
    }
}

fn frame(review: &mut Review, at: &str, object: &Value, frame: &Frame) {
    if frame.headers.is_empty() {
        review.absent(at, object, "header");
    } else if frame.header_required || present(object, "header").is_some() {
        header(review, at, object, frame.headers);
    }
    let body_needed = matches!(frame.body, Body::Required(_)) || present(object, "body").is_some();
    if body_needed && let Some(body) = review.object(at, object, "body") {
        let max = if let Body::Required(max) = frame.body { max } else { MAX_BODY };
        review.text(&format!("{at}/body"), body, "text", max);
    }
    if !frame.footer {
        review.absent(at, object, "footer");
    } else if present(object, "footer").is_some()
        && let Some(footer) = review.object(at, object, "footer")
    {
        review.text(&format!("{at}/footer"), footer, "text", MAX_LINE);
    }
}

/// A header of one of `types`, with the text or the file it names.
pub(super) fn header(review: &mut Review, at: &str, object: &Value, types: &[&str]) {
    let Some(header) = review.object(at, object, "header") else { return };
    let at = &format!("{at}/header");
    match review.word(at, header, "type", types) {
        Some("text") => drop(review.text(at, header, "text", MAX_LINE)),
        Some(kind) => {
            if let Some(file) = review.object(at, header, kind) {
                review.either(&format!("{at}/{kind}"), file, ["id", "link"]);
            }
        }
        None => (),
    }
}

fn buttons(review: &mut Review, at: &str, action: &Value) {
    let buttons = review.list(at, action, "buttons", 1..=3);
    let mut ids = Vec::new();
    for (index, button) in buttons.iter().enumerate() {
        let at = format!("{at}/buttons/{index}");
        review.word(&at, button, "type", &["reply"]);
        let Some(reply) = review.object(&at, button, "reply") else { continue };
        let at = format!("{at}/reply");
        ids.extend(review.text(&at, reply, "id", MAX_BUTTON_ID));
        review.text(&at, reply, "title", MAX_LABEL);
    }
    review.unique(&format!("{at}/buttons"), ids);
}

/// Actions that repeat the type as their name and carry parameters.
fn named(review: &mut Review, at: &str, action: &Value, kind: &str) {
    review.word(at, action, "name", &[kind]);
    let parameters_at = &format!("{at}/parameters");
    let optional = matches!(kind, "request_contact_info" | "call_permission_request" | "catalog_message");
    if optional && present(action, "parameters").is_none() {
        return;
    }
    let Some(parameters) = review.object(at, action, "parameters") else { return };
    match kind {
        "cta_url" => link(review, parameters_at, parameters),
        "flow" => flow(review, parameters_at, parameters),
        "address_message" => drop(review.text(parameters_at, parameters, "country", 2)),
        "voice_call" => voice_call(review, parameters_at, parameters),
        _ => drop(review.optional_text(parameters_at, parameters, "thumbnail_product_retailer_id", MAX_ID)),
    }
}

/// A button that opens an address.
pub(super) fn link(review: &mut Review, at: &str, parameters: &Value) {
    review.text(at, parameters, "display_text", MAX_LABEL);
    review.address(at, parameters, "url");
}

fn flow(review: &mut Review, at: &str, parameters: &Value) {
    review.either(at, parameters, ["flow_id", "flow_name"]);
    let label = review.text(at, parameters, "flow_cta", MAX_FLOW_LABEL);
    if label.is_some_and(|label| label.chars().any(is_emoji)) {
        review.refuse(format!("{at}/flow_cta"), "must not contain emoji");
    }
    if present(parameters, "mode").is_some() {
        review.word(at, parameters, "mode", &["published", "draft"]);
    }
    if present(parameters, "flow_action").is_some() {
        review.word(at, parameters, "flow_action", &["navigate", "data_exchange"]);
    }
    let data = parameters.pointer("/flow_action_payload/data").filter(|data| !data.is_null());
    if data.is_some_and(|data| data.as_object().is_none_or(serde_json::Map::is_empty)) {
        review.refuse(format!("{at}/flow_action_payload/data"), "must be an object with at least one field");
    }
}

fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

fn voice_call(review: &mut Review, at: &str, parameters: &Value) {
    review.text(at, parameters, "display_text", MAX_LABEL);
    let minutes = present(parameters, "ttl_minutes");
    if minutes.is_some_and(|minutes| !minutes.as_i64().is_some_and(|minutes| (1..=MAX_TTL_MINUTES).contains(&minutes)))
    {
        review.refuse(format!("{at}/ttl_minutes"), format!("must be a number from 1 to {MAX_TTL_MINUTES}"));
    }
}
