//! Text, reactions, files, places, cards.

use super::*;

#[test]
fn text_and_reactions() {
    check(
        Kind::Text,
        &[
            (json!({ "body": long(4096), "preview_url": true }), &[]),
            (json!({ "body": long(4097) }), &["/text/body"]),
            (json!({ "body": " \n" }), &["/text/body"]),
            (json!({}), &["/text/body"]),
            (json!({ "body": 7, "preview_url": "yes" }), &["/text/body", "/text/preview_url"]),
        ],
    );
    check(
        Kind::Reaction,
        &[
            (json!({ "message_id": "wamid.1", "emoji": "👍" }), &[]),
            (json!({ "message_id": "wamid.1", "emoji": "" }), &[]),
            (json!({ "message_id": "wamid.1" }), &["/reaction/emoji"]),
            (json!({ "emoji": "👍" }), &["/reaction/message_id"]),
        ],
    );
}

#[test]
fn media() {
    for kind in [Kind::Image, Kind::Video, Kind::Audio, Kind::Document, Kind::Sticker] {
        assert_eq!(refused(kind, json!({ "id": "1" })), [""; 0], "{kind:?}");
        assert_eq!(refused(kind, json!({ "link": "https://example.com/a" })), [""; 0], "{kind:?}");
        let at = format!("/{}", kind.as_str());
        for wrong in [json!({}), json!({ "id": "1", "link": "https://example.com/a" })] {
            assert_eq!(refused(kind, wrong), std::slice::from_ref(&at), "{kind:?}");
        }
        assert_eq!(refused(kind, json!({ "link": "file:///etc/passwd" })), [format!("{at}/link")]);
        assert_eq!(refused(kind, json!({ "id": 7 })), [format!("{at}/id")]);
    }
    check(
        Kind::Document,
        &[
            (json!({ "id": "1", "caption": long(1024), "filename": "a.pdf" }), &[]),
            (json!({ "id": "1", "caption": long(1025), "filename": 1 }), &["/document/caption", "/document/filename"]),
        ],
    );
    check(
        Kind::Audio,
        &[
            (json!({ "id": "1", "voice": true }), &[]),
            (
                json!({ "id": "1", "caption": "x", "filename": "y", "voice": 1 }),
                &["/audio/caption", "/audio/filename", "/audio/voice"],
            ),
        ],
    );
    check(Kind::Image, &[(json!({ "id": "1", "voice": true, "filename": "y" }), &["/image/filename", "/image/voice"])]);
    check(Kind::Sticker, &[(json!({ "id": "1", "caption": "x" }), &["/sticker/caption"])]);
}

#[test]
fn places_and_cards() {
    check(
        Kind::Location,
        &[
            (json!({ "latitude": -23.5, "longitude": "-46.6", "name": "Sé" }), &[]),
            (json!({ "latitude": 91, "longitude": "far" }), &["/location/latitude", "/location/longitude"]),
            (json!({}), &["/location/latitude", "/location/longitude"]),
        ],
    );
    let card = json!({ "name": { "formatted_name": "Bia", "first_name": "Bia" } });
    check(
        Kind::Contacts,
        &[
            (json!([card]), &[]),
            (json!([]), &["/contacts"]),
            (Value::from(vec![card.clone(); 257]), &[]),
            (Value::from(vec![card.clone(); 258]), &["/contacts"]),
            (
                json!([card, {}, { "name": {} }]),
                &["/contacts/1/name", "/contacts/2/name/formatted_name", "/contacts/2/name"],
            ),
        ],
    );
}
