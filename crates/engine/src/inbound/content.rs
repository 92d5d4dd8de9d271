//! What a message says, as it is kept and as a list shows it.

use recado_graph::webhook::{
    Content, Message,
    content::{Card, InteractiveReply, Media},
};

/// Longest preview in a list of conversations, in characters.
const PREVIEW: usize = 120;
/// Longest word of Meta's for a kind of message that is believed.
const LONGEST_KIND: usize = 64;

/// Meta's word for the kind; `unknown` where it is none.
pub(super) fn kind(message: &Message) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let is_word = (1..=LONGEST_KIND).contains(&message.kind.len()) && message.kind.bytes().all(plain);
    if is_word { message.kind.clone() } else { "unknown".to_owned() }
}

/// Meta's object named by the kind, as JSON text: media keep their ids in it.
pub(super) fn object(message: &Message) -> Option<String> {
    message.object().map(ToString::to_string)
}

/// The first words of a message on one line; empty where there are none.
pub(super) fn preview(content: &Content) -> String {
    let text = words(content).unwrap_or_default();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(PREVIEW).collect()
}

fn words(content: &Content) -> Option<&str> {
    match content {
        Content::Text { body } => body.as_deref(),
        Content::Image(media)
        | Content::Video(media)
        | Content::Audio(media)
        | Content::Document(media)
        | Content::Sticker(media) => of_media(media),
        Content::Location(place) => place.name.as_deref().or(place.address.as_deref()),
        Content::Contacts(cards) => cards.first().and_then(of_card),
        Content::Reaction { emoji, .. } => emoji.as_deref(),
        Content::Button(tap) => tap.text.as_deref(),
        Content::Interactive(reply) => of_reply(reply),
        Content::Order(order) => order.text.as_deref(),
        Content::System(note) => note.body.as_deref(),
        Content::Edit { content, .. } => words(content),
        Content::RequestWelcome | Content::Revoke { .. } | Content::Unsupported { .. } | Content::Unknown => None,
    }
}

fn of_media(media: &Media) -> Option<&str> {
    media.caption.as_deref().or(media.filename.as_deref())
}

fn of_card(card: &Card) -> Option<&str> {
    card.formatted_name.as_deref().or_else(|| card.phones.first()?.phone.as_deref())
}

fn of_reply(reply: &InteractiveReply) -> Option<&str> {
    match reply {
        InteractiveReply::Button { title, .. } | InteractiveReply::List { title, .. } => title.as_deref(),
        InteractiveReply::Form { body, .. } => body.as_deref(),
        InteractiveReply::CallPermission { .. } | InteractiveReply::Other { .. } | InteractiveReply::Absent => None,
    }
}

/// The wamid that a message points at: what it quotes, reacts to, edits or takes back.
pub(super) fn points_at(message: &Message) -> Option<&str> {
    let named = match &message.content {
        Content::Reaction { message_id, .. } => message_id.as_deref(),
        Content::Edit { original_message_id, .. } | Content::Revoke { original_message_id } => {
            original_message_id.as_deref()
        }
        _ => None,
    };
    named.or_else(|| message.context.as_ref()?.id.as_deref())
}

/// Whether it opens the service window: what a customer writes does, a bare reaction and a change of something written
/// before are assumed not to, a note of WhatsApp's does not.
pub(super) fn opens_window(content: &Content) -> bool {
    !matches!(content, Content::Reaction { .. } | Content::Edit { .. } | Content::Revoke { .. } | Content::System(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn previews_are_one_short_line() {
        let text = |body: &str| preview(&Content::Text { body: Some(body.to_owned()) });
        assert_eq!(text("  Oi,\n tudo\u{a0}bem? "), "Oi, tudo bem?");
        assert_eq!(text(&"é".repeat(300)).chars().count(), PREVIEW);
        assert_eq!(preview(&Content::Unknown), "");
        let document = Media { filename: Some("conta.pdf".to_owned()), ..Media::default() };
        assert_eq!(preview(&Content::Document(document)), "conta.pdf");
    }
}
