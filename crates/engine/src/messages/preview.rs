//! The first characters of a message, for a list of conversations.

use serde_json::Value;

/// Longest preview, in characters.
const LONGEST: usize = 120;

/// What a list shows of a message: its words where it has some, else its kind. Line breaks become spaces, and NUL, which
/// PostgreSQL's text cannot hold, the replacement character.
pub fn preview(kind: &str, object: &Value) -> String {
    let field = match kind {
        "text" => "body",
        "template" | "location" => "name",
        "reaction" => "emoji",
        _ => "caption",
    };
    let words = object.get(field).and_then(Value::as_str).filter(|words| !words.trim().is_empty());
    let shown = words.unwrap_or(kind).chars().map(|c| match c {
        '\0' => char::REPLACEMENT_CHARACTER,
        c if c.is_whitespace() => ' ',
        c => c,
    });
    shown.take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn words_are_shown_and_else_the_kind() {
        for (kind, object, shown) in [
            ("text", json!({ "body": "Oi,\nAna\0!" }), "Oi, Ana\u{fffd}!"),
            ("template", json!({ "name": "order_update" }), "order_update"),
            ("reaction", json!({ "message_id": "wamid.A", "emoji": "👍" }), "👍"),
            ("reaction", json!({ "message_id": "wamid.A", "emoji": "" }), "reaction"),
            ("image", json!({ "id": "1", "caption": "O comprovante" }), "O comprovante"),
            ("audio", json!({ "id": "1" }), "audio"),
            ("contacts", json!([]), "contacts"),
        ] {
            assert_eq!(preview(kind, &object), shown, "{kind}");
        }
        let long = "é".repeat(500);
        assert_eq!(preview("text", &json!({ "body": long })).chars().count(), LONGEST);
    }
}
