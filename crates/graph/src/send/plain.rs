//! Text, files, places, cards, reactions.

use serde_json::Value;

use super::kind::Kind;
use super::review::{Review, present};
use crate::lenient::decimal;

const MAX_BODY: usize = 4096;
const MAX_CAPTION: usize = 1024;
const MAX_CARDS: usize = 257;
/// Meta names no limit for these; longer ones are mistakes.
const MAX_LINE: usize = 1000;
const NAME_PARTS: [&str; 5] = ["first_name", "last_name", "middle_name", "prefix", "suffix"];

pub(super) fn text(review: &mut Review, at: &str, object: &Value) {
    review.text(at, object, "body", MAX_BODY);
    review.optional_flag(at, object, "preview_url");
}

pub(super) fn media(review: &mut Review, at: &str, object: &Value, kind: Kind) {
    review.either(at, object, ["id", "link"]);
    if present(object, "link").is_some_and(Value::is_string) {
        review.address(at, object, "link");
    }
    match kind {
        Kind::Audio | Kind::Sticker => review.absent(at, object, "caption"),
        _ => drop(review.optional_text(at, object, "caption", MAX_CAPTION)),
    }
    match kind {
        Kind::Document => drop(review.optional_text(at, object, "filename", MAX_LINE)),
        _ => review.absent(at, object, "filename"),
    }
    match kind {
        Kind::Audio => review.optional_flag(at, object, "voice"),
        _ => review.absent(at, object, "voice"),
    }
}

/// Numbers may be written as text, as Meta itself does.
pub(super) fn location(review: &mut Review, at: &str, object: &Value) {
    for (name, limit) in [("latitude", 90.0), ("longitude", 180.0)] {
        if !decimal(object, name).is_some_and(|degrees| degrees.abs() <= limit) {
            review.refuse(format!("{at}/{name}"), format!("must be degrees between -{limit} and {limit}"));
        }
    }
    review.optional_text(at, object, "name", MAX_LINE);
    review.optional_text(at, object, "address", MAX_LINE);
}

pub(super) fn contacts(review: &mut Review, at: &str, object: &Value) {
    let cards = object.as_array().map_or(&[][..], Vec::as_slice);
    if !(1..=MAX_CARDS).contains(&cards.len()) {
        review.refuse(at, format!("must be a list of 1 to {MAX_CARDS}"));
    }
    for (index, card) in cards.iter().enumerate() {
        let at = format!("{at}/{index}");
        let Some(name) = review.object(&at, card, "name") else { continue };
        let at = format!("{at}/name");
        review.text(&at, name, "formatted_name", MAX_LINE);
        if !NAME_PARTS.iter().any(|part| present(name, part).is_some()) {
            review.refuse(at, format!("needs one more part of the name: {}", NAME_PARTS.join(", ")));
        }
    }
}

/// Empty text takes the reaction back, so it is allowed; a missing emoji is not.
pub(super) fn reaction(review: &mut Review, at: &str, object: &Value) {
    review.text(at, object, "message_id", MAX_LINE);
    if !present(object, "emoji").is_some_and(Value::is_string) {
        review.refuse(format!("{at}/emoji"), "is required and must be text, empty to take the reaction back");
    }
}
