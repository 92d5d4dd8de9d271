//! `reaction`: an emoji under a message, or its removal. Whether the message exists is found out later, by Meta too.

use super::{Checked, Part};

pub(super) fn check(body: &Part) -> Checked {
    let reaction = body.object("reaction")?;
    reaction.only(&["message_id", "emoji"])?;
    reaction.text("message_id", 1_024)?;
    if body.has("context") {
        return Err(body.invalid("context", "a reaction cannot quote"));
    }
    let emoji = reaction.required("emoji")?.as_str();
    match emoji.ok_or_else(|| reaction.invalid("emoji", "must be a string"))? {
        "" => Ok(()),
        emoji if is_emoji(emoji) => Ok(()),
        _ => Err(reaction.invalid("emoji", "must be one emoji")),
    }
}

/// One emoji is a few characters (skin tone, joiner, flag), none of them letters or white space.
fn is_emoji(text: &str) -> bool {
    let plain = |c: char| c.is_alphabetic() || c.is_whitespace() || c.is_ascii_punctuation() && !"#*".contains(c);
    text.chars().count() <= 12 && !text.chars().any(plain) && !text.is_ascii()
}
