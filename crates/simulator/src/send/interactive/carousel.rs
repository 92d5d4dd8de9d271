//! Cards side by side, all of one layout.

use super::{Checked, Part, offers, products, unique};
use crate::{graph::refusal::Refusal, send::kinds::check_file};

pub(super) fn action(action: &Part) -> Checked {
    let cards = action.list("cards", 2, 10)?;
    let mut layouts = Vec::new();
    for (position, card) in cards.iter().enumerate() {
        if card.required("card_index")?.as_u64() != u64::try_from(position).ok() {
            return Err(card.invalid("card_index", "must count from 0"));
        }
        layouts.push(check_card(card)?);
    }
    if layouts.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err(Refusal::because(131_009, "All cards must have the same layout"));
    }
    Ok(())
}

/// Checks one card and names its layout.
fn check_card(card: &Part) -> Checked<String> {
    let kind = card.word("type", &["cta_url", "product", "quick_reply"])?;
    let action = card.object("action")?;
    if kind == "product" {
        products::single(&action)?;
        return Ok(kind.to_owned());
    }
    let header = card.object("header")?;
    let media = header.word("type", &["image", "video"])?;
    check_file(&header.object(media)?)?;
    check_body(card)?;
    let buttons = if action.has("buttons") {
        quick_replies(&action)?
    } else {
        offers::cta_url(&action)?;
        0
    };
    Ok(format!("{kind} {media} {} {buttons}", card.has("body")))
}

fn check_body(card: &Part) -> Checked {
    let Some(body) = card.optional_object("body")? else { return Ok(()) };
    let text = body.text("text", 160)?;
    if text.matches('\n').count() > 2 {
        return Err(body.invalid("text", "must have at most 2 line breaks"));
    }
    Ok(())
}

fn quick_replies(action: &Part) -> Checked<usize> {
    let buttons = action.list("buttons", 1, 3)?;
    let mut ids = Vec::new();
    for button in &buttons {
        button.word("type", &["quick_reply"])?;
        let reply = button.object("quick_reply")?;
        reply.text("title", 20)?;
        ids.push(reply.text("id", 20)?);
    }
    unique(ids, "button")?;
    Ok(buttons.len())
}
