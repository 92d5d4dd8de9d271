//! `interactive` carousels: two to ten cards of one layout.

use serde_json::Value;

use super::interactive::{MAX_ID, header, link};
use super::review::{Review, present};

const MAX_CARD_BODY: usize = 160;
const MAX_LINE_BREAKS: usize = 2;
const MAX_LABEL: usize = 20;

/// What a card is made of; all cards of a carousel must agree.
#[derive(PartialEq)]
struct Layout<'v> {
    kind: Option<&'v str>,
    header: Option<&'v str>,
    has_body: bool,
    buttons: usize,
}

pub(super) fn review(review: &mut Review, at: &str, action: &Value) {
    let cards = review.list(at, action, "cards", 2..=10);
    for (index, card) in cards.iter().enumerate() {
        let at = format!("{at}/cards/{index}");
        if present(card, "card_index").and_then(Value::as_u64) != Some(index as u64) {
            review.refuse(format!("{at}/card_index"), format!("must be {index}, the position of the card"));
        }
        match review.word(&at, card, "type", &["cta_url", "product"]) {
            Some("product") => product(review, &at, card),
            Some(_) => link_card(review, &at, card),
            None => (),
        }
    }
    let first = cards.first().map(layout);
    if cards.iter().map(layout).any(|layout| Some(layout) != first) {
        review.refuse(format!("{at}/cards"), "must all have the same layout");
    }
}

fn layout(card: &Value) -> Layout<'_> {
    Layout {
        kind: present(card, "type").and_then(Value::as_str),
        header: card.pointer("/header/type").and_then(Value::as_str),
        has_body: present(card, "body").is_some(),
        buttons: card.pointer("/action/buttons").and_then(Value::as_array).map_or(0, Vec::len),
    }
}

fn product(review: &mut Review, at: &str, card: &Value) {
    let Some(action) = review.object(at, card, "action") else { return };
    let at = &format!("{at}/action");
    review.text(at, action, "product_retailer_id", MAX_ID);
    review.text(at, action, "catalog_id", MAX_ID);
}

fn link_card(review: &mut Review, at: &str, card: &Value) {
    header(review, at, card, &["image", "video"]);
    if present(card, "body").is_some()
        && let Some(body) = review.object(at, card, "body")
    {
        let at = format!("{at}/body");
        let text = review.text(&at, body, "text", MAX_CARD_BODY);
        if text.is_some_and(|text| text.matches('\n').count() > MAX_LINE_BREAKS) {
            review.refuse(format!("{at}/text"), "must have at most 2 line breaks");
        }
    }
    let Some(action) = review.object(at, card, "action") else { return };
    let at = &format!("{at}/action");
    if present(action, "buttons").is_some() {
        quick_replies(review, at, action);
        return;
    }
    review.word(at, action, "name", &["cta_url"]);
    if let Some(parameters) = review.object(at, action, "parameters") {
        link(review, &format!("{at}/parameters"), parameters);
    }
}

fn quick_replies(review: &mut Review, at: &str, action: &Value) {
    let mut ids = Vec::new();
    for (index, button) in review.list(at, action, "buttons", 1..=3).iter().enumerate() {
        let at = format!("{at}/buttons/{index}");
        review.word(&at, button, "type", &["quick_reply"]);
        let Some(reply) = review.object(&at, button, "quick_reply") else { continue };
        let at = format!("{at}/quick_reply");
        ids.extend(review.text(&at, reply, "id", MAX_LABEL));
        review.text(&at, reply, "title", MAX_LABEL);
    }
    review.unique(&format!("{at}/buttons"), ids);
}
