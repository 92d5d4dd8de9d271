//! `template`: its shape. Whether it exists, is approved and takes these variables only Meta and a synced copy know.

use serde_json::Value;

use super::review::{Review, present};

const MAX_NAME: usize = 512;
const MAX_LANGUAGE: usize = 15;
/// Meta names no limit for one variable; the hydrated body ends at 1024.
const MAX_VARIABLE: usize = 1024;
const MAX_BUTTONS: u64 = 10;
const MAX_COMPONENTS: usize = 20;
const MAX_PARAMETERS: usize = 100;

/// Parameters that are an object of the same name, and what each must hold.
const OBJECTS: [(&str, &[&str]); 11] = [
    ("image", &[]),
    ("video", &[]),
    ("document", &[]),
    ("currency", &["fallback_value", "code", "amount_1000"]),
    ("date_time", &["fallback_value"]),
    ("location", &["latitude", "longitude", "name", "address"]),
    ("product", &["catalog_id", "product_retailer_id"]),
    ("limited_time_offer", &["expiration_time_ms"]),
    ("action", &[]),
    ("order_status", &[]),
    ("gif", &[]),
];
const FILES: [&str; 4] = ["image", "video", "document", "gif"];

pub(super) fn review(review: &mut Review, at: &str, object: &Value) {
    let name = review.text(at, object, "name", MAX_NAME);
    let lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if name.is_some_and(|name| !name.bytes().all(lower)) {
        review.refuse(format!("{at}/name"), "must have only lower-case letters, digits and underscores");
    }
    if let Some(language) = review.object(at, object, "language") {
        review.text(&format!("{at}/language"), language, "code", MAX_LANGUAGE);
    }
    components(review, at, object);
}

fn components(review: &mut Review, at: &str, object: &Value) {
    if present(object, "components").is_none() {
        return;
    }
    for (index, component) in review.list(at, object, "components", 0..=MAX_COMPONENTS).iter().enumerate() {
        let at = &format!("{at}/components/{index}");
        let Some(kind) = review.text(at, component, "type", MAX_NAME) else { continue };
        match kind.to_ascii_lowercase().as_str() {
            "button" => button(review, at, component),
            "carousel" => carousel(review, at, component),
            "limited_time_offer" => {
                review.list(at, component, "parameters", 1..=1);
            }
            _ => (),
        }
        parameters(review, at, component);
    }
}

/// The position may be written as a number or as text.
fn button(review: &mut Review, at: &str, component: &Value) {
    review.text(at, component, "sub_type", MAX_NAME);
    let index = present(component, "index");
    let position = index.and_then(|index| index.as_u64().or_else(|| index.as_str()?.parse().ok()));
    if position.is_none_or(|position| position >= MAX_BUTTONS) {
        review.refuse(format!("{at}/index"), "must be the position of the button, 0 to 9");
    }
}

fn carousel(review: &mut Review, at: &str, component: &Value) {
    for (index, card) in review.list(at, component, "cards", 2..=10).iter().enumerate() {
        let at = format!("{at}/cards/{index}");
        if present(card, "card_index").and_then(Value::as_u64) != Some(index as u64) {
            review.refuse(format!("{at}/card_index"), format!("must be {index}, the position of the card"));
        }
        components(review, &at, card);
    }
}

fn parameters(review: &mut Review, at: &str, component: &Value) {
    if present(component, "parameters").is_none() {
        return;
    }
    for (index, parameter) in review.list(at, component, "parameters", 0..=MAX_PARAMETERS).iter().enumerate() {
        let at = &format!("{at}/parameters/{index}");
        let Some(kind) = review.text(at, parameter, "type", MAX_NAME) else { continue };
        match kind {
            "text" | "payload" | "coupon_code" => drop(review.text(at, parameter, kind, MAX_VARIABLE)),
            _ => typed(review, at, parameter, kind),
        }
    }
}

/// Types of tomorrow pass: Meta judges them.
fn typed(review: &mut Review, at: &str, parameter: &Value, kind: &str) {
    let Some((_, needed)) = OBJECTS.iter().find(|(name, _)| *name == kind) else { return };
    let Some(inner) = review.object(at, parameter, kind) else { return };
    let at = format!("{at}/{kind}");
    if FILES.contains(&kind) {
        review.either(&at, inner, ["id", "link"]);
    }
    for name in needed.iter().filter(|name| present(inner, name).is_none()) {
        review.refuse(format!("{at}/{name}"), "is required");
    }
}
