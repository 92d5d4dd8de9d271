//! One fixture per kind of message.

use super::*;
use crate::webhook::content::*;
use crate::webhook::{Content, Message};

fn message(name: &str) -> Message {
    let value = messages_value(name);
    assert_eq!(value.messages.len(), 1, "{name}");
    value.messages.into_iter().next().unwrap()
}

fn file(mime_type: &str) -> Media {
    Media {
        id: some("1374000000000001"),
        mime_type: some(mime_type),
        sha256: some("3q2+7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        url: some("https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1374"),
        ..Media::default()
    }
}

#[test]
fn every_fixture_of_a_message_has_its_kind_sender_time_and_object() {
    for (name, kind, has_object) in [
        ("text", "text", true),
        ("image", "image", true),
        ("video", "video", true),
        ("audio", "audio", true),
        ("document", "document", true),
        ("sticker", "sticker", true),
        ("location", "location", true),
        ("contacts", "contacts", true),
        ("reaction", "reaction", true),
        ("button", "button", true),
        ("interactive_button_reply", "interactive", true),
        ("interactive_absent", "interactive", false),
        ("order", "order", true),
        ("request_welcome", "request_welcome", false),
        ("edit", "edit", true),
        ("revoke", "revoke", true),
        ("unsupported", "unsupported", true),
        ("unknown_kind", "hologram", true),
        ("media_not_fetched", "video", false),
    ] {
        let message = message(name);
        assert_eq!(message.kind, kind, "{name}");
        assert_eq!(message.object().is_some(), has_object, "{name}");
        assert_eq!(message.object(), message.raw.get(kind), "{name}");
        assert_eq!(message.from.phone, some("5511987650001"), "{name}");
        assert_eq!(message.timestamp_ms, Some(1_790_000_123_000), "{name}");
        assert!(message.id.starts_with("wamid."), "{name}");
    }
}

#[test]
fn plain_contents_are_typed() {
    let table = [
        ("text", Content::Text { body: some("Bom dia! Vocês têm entrega hoje? 😀") }),
        ("image", Content::Image(Media { caption: some("a fachada"), ..file("image/jpeg") })),
        ("video", Content::Video(Media { caption: some("assista"), ..file("video/mp4") })),
        ("audio", Content::Audio(Media { voice: true, ..file("audio/ogg; codecs=opus") })),
        ("sticker", Content::Sticker(Media { animated: true, ..file("image/webp") })),
        ("reaction", Content::Reaction { message_id: some("wamid.HBgNT1JJRw=="), emoji: some("👍") }),
        ("reaction_removed", Content::Reaction { message_id: some("wamid.HBgNT1JJRw=="), emoji: None }),
        ("button", Content::Button(ButtonTap { payload: some("funnel-7:yes"), text: some("Quero") })),
        ("request_welcome", Content::RequestWelcome),
        ("revoke", Content::Revoke { original_message_id: some("wamid.HBgNT1JJRw==") }),
        ("unknown_kind", Content::Unknown),
        ("media_not_fetched", Content::Video(Media::default())),
    ];
    for (name, expected) in table {
        assert_eq!(message(name).content, expected, "{name}");
    }
}

#[test]
fn structured_contents_are_typed() {
    let document = Media { caption: some("segue"), filename: some("orçamento.pdf"), ..file("application/pdf") };
    let place = Location {
        latitude: Some(-23.5505),
        longitude: Some(-46.6333),
        name: some("Praça da Sé"),
        address: some("Sé, São Paulo"),
        url: some("https://example.com/se"),
    };
    let item = OrderItem {
        product_retailer_id: some("sku-9"),
        quantity: Some(2.0),
        item_price: Some(19.9),
        currency: some("BRL"),
    };
    let order = Order { catalog_id: some("7001"), text: some("para hoje"), items: vec![item] };
    assert_eq!(message("document").content, Content::Document(document));
    assert_eq!(message("location").content, Content::Location(place));
    assert_eq!(message("order").content, Content::Order(order));
}

#[test]
fn interactive_replies_are_typed() {
    let form = InteractiveReply::Form {
        name: some("flow"),
        body: some("Sent"),
        response_json: some(r#"{"flow_token":"t-1","cep":"01001-000"}"#),
    };
    let permission = InteractiveReply::CallPermission {
        response: some("accept"),
        is_permanent: false,
        expiration_ms: Some(1_790_604_800_000),
        response_source: some("user_action"),
    };
    let row = InteractiveReply::List { id: some("row-3"), title: some("Moema"), description: some("Loja da avenida") };
    for (name, expected) in [
        ("interactive_button_reply", InteractiveReply::Button { id: some("pay-pix"), title: some("Pix") }),
        ("interactive_list_reply", row),
        ("interactive_nfm_reply", form),
        ("interactive_call_permission_reply", permission),
        ("interactive_other", InteractiveReply::Other { kind: "product_reply".to_owned() }),
        ("interactive_absent", InteractiveReply::Absent),
    ] {
        assert_eq!(message(name).content, Content::Interactive(expected), "{name}");
    }
    assert_eq!(messages_value("interactive_absent").errors[0].code, Some(131_000));
}

#[test]
fn an_answer_that_is_no_object_stays_json_text() {
    let answer = serde_json::json!({ "type": "nfm_reply", "nfm_reply": { "response_json": [1, 2] } });
    let value = serde_json::json!({ "messages": [{ "id": "w", "type": "interactive", "interactive": answer }] });
    let Change::Messages(value) = changes(&body_with(&value))[0].parse().unwrap() else { panic!() };
    let expected = InteractiveReply::Form { name: None, body: None, response_json: some("[1,2]") };
    assert_eq!(value.messages[0].content, Content::Interactive(expected));
}

#[test]
fn cards_tell_where_the_number_comes_from() {
    let shared = message("contacts");
    let phone = CardPhone { phone: some("+55 21 98765-0002"), kind: some("CELL"), wa_id: some("5521987650002") };
    let card = Card {
        formatted_name: some("Bia Souza"),
        phones: vec![phone],
        emails: vec!["bia@example.com".to_owned()],
        company: some("Padaria Sol"),
        vcard: None,
    };
    assert_eq!(shared.content, Content::Contacts(vec![card]));
    assert_eq!(shared.origin, some("other"));

    let requested = message("contacts_requested");
    assert_eq!(requested.origin, some("contact_request"));
    assert_eq!(requested.from.phone, None);
    let Content::Contacts(cards) = requested.content else { panic!() };
    assert_eq!(cards[0].formatted_name, None);
    assert_eq!(cards[0].phones[0].phone, some("+55 11 98765-0001"));
}

#[test]
fn edits_say_what_they_changed() {
    let Content::Edit { original_message_id, kind, content } = message("edit").content else { panic!() };
    assert_eq!(original_message_id, some("wamid.HBgNT1JJRw=="));
    assert_eq!(kind, some("text"));
    assert_eq!(*content, Content::Text { body: some("quis dizer amanhã") });
}

#[test]
fn unsupported_kinds_carry_their_reason() {
    let message = message("unsupported");
    let Content::Unsupported { kind, errors } = &message.content else { panic!() };
    assert_eq!(kind, &some("poll"));
    assert_eq!(errors[0].code, Some(131_051));
    assert_eq!(&message.errors, errors);
}

#[test]
fn system_notes_name_before_and_after() {
    let table = [
        (
            "system_user_changed_number",
            "user_changed_number",
            [some("5511987650001"), some("BR.1021790001"), None],
            [some("5511987659999"), some("BR.2000000002"), None],
        ),
        (
            "system_user_changed_user_id",
            "user_changed_user_id",
            [None, some("BR.1021790001"), some("BR.ENT.88010001")],
            [None, some("BR.2000000002"), some("BR.ENT.99")],
        ),
        (
            "system_customer_changed_number",
            "customer_changed_number",
            [some("5511987650001"), None, None],
            [some("5511987659999"), None, None],
        ),
        (
            "system_customer_identity_changed",
            "customer_identity_changed",
            [some("5511987650001"), some("BR.1021790001"), some("BR.ENT.88010001")],
            [None, None, None],
        ),
    ];
    for (name, kind, previous, current) in table {
        let Content::System(note) = message(name).content else { panic!("{name}") };
        assert_eq!(note.kind, some(kind));
        assert_eq!([note.previous.phone, note.previous.user_id, note.previous.parent_user_id], previous, "{name}");
        assert_eq!([note.current.phone, note.current.user_id, note.current.parent_user_id], current, "{name}");
        assert_eq!(note.check.is_some(), kind == "customer_identity_changed", "{name}");
    }
}
