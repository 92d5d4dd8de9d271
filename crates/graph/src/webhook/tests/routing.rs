//! Whose change it is, and who wrote.

use super::*;
use crate::webhook::{Content, Identity, ReferredProduct};

#[test]
fn each_change_names_its_account_and_number() {
    let changes = changes(&fixture("several_accounts"));
    let seen: Vec<_> = changes
        .iter()
        .map(|change| (change.field.as_str(), change.waba_id.as_deref(), change.phone_number_id.as_deref()))
        .collect();
    assert_eq!(
        seen,
        [
            ("messages", Some("102290129340398"), Some("106540352242922")),
            ("messages", Some("203300000000001"), Some("206600000000002")),
            ("message_template_status_update", Some("203300000000001"), None),
        ]
    );
    assert_eq!(changes[1].display_phone_number.as_deref(), Some("5521 3000-0000"));
}

#[test]
fn messages_and_statuses_of_one_change_are_both_read() {
    let Change::Messages(value) = changes(&fixture("several_accounts"))[1].parse().unwrap() else { panic!() };
    assert_eq!((value.messages.len(), value.statuses.len()), (1, 1));
}

#[test]
fn partner_events_name_the_account_inside() {
    let change = &changes(&fixture("account_update_of_partner"))[0];
    assert_eq!(change.entry_id.as_deref(), Some("9990001"));
    assert_eq!(change.waba_id.as_deref(), Some("102290129340398"));
    assert_eq!(change.entry_time, Some(1_790_000_600));
}

#[test]
fn fields_without_a_reader_stay_raw() {
    for name in ["calls_status", "account_update_of_partner", "message_template_status_update"] {
        assert!(matches!(only_change(name), Change::Other(_)), "{name}");
    }
    let change = &changes(&fixture("phone_number_quality_update"))[0];
    assert_eq!(change.display_phone_number.as_deref(), Some("+55 11 5028-0000"));
    assert_eq!(change.phone_number_id, None);
}

#[test]
fn the_raw_value_is_as_it_was_signed() {
    let body = br#"{"entry":[{"id":1,"changes":[{"value":{"a":"\u0000\/",  "n":1.50},"field":"flows"}]}]}"#;
    let change = &changes(body)[0];
    assert_eq!(change.value.get(), r#"{"a":"\u0000\/",  "n":1.50}"#);
    assert_eq!(change.waba_id.as_deref(), Some("1"));
}

#[test]
fn people_are_found_by_id_wherever_it_stands() {
    for (name, phone, user_id, display_name) in [
        ("text", Some("5511987650001"), Some("BR.1021790001"), Some("Ana Prado")),
        ("text_without_phone", None, Some("BR.1021790001"), None),
        ("text_bsuid_in_from", None, Some("BR.1021790001"), Some("Ana Prado")),
    ] {
        let value = messages_value(name);
        let from = &value.messages[0].from;
        assert_eq!((from.phone.as_deref(), from.user_id.as_deref()), (phone, user_id), "{name}");
        let contact = value.contact_of(&value.messages[0]).unwrap();
        assert_eq!(contact.name.as_deref(), display_name, "{name}");
    }
    let value = messages_value("text_without_contacts");
    assert_eq!(value.contact_of(&value.messages[0]), None);
    assert_eq!(messages_value("text").contacts[0].username, some("ana.prado"));
}

#[test]
fn contacts_are_never_matched_by_position() {
    let value = serde_json::json!({
        "contacts": [
            { "wa_id": "5511", "profile": { "name": "Ana" } },
            { "user_id": "BR.2", "profile": { "name": "Bia" } },
        ],
        "messages": [
            { "id": "w1", "from_user_id": "BR.2", "type": "text" },
            { "id": "w2", "from": "5511", "type": "text" },
            { "id": "w3", "from": "5533", "type": "text" },
        ],
    });
    let Change::Messages(value) = changes(&body_with(&value))[0].parse().unwrap() else { panic!() };
    let names: Vec<_> = value
        .messages
        .iter()
        .map(|message| value.contact_of(message).and_then(|contact| contact.name.as_deref()))
        .collect();
    assert_eq!(names, [Some("Bia"), Some("Ana"), None]);
}

#[test]
fn a_lone_contact_is_the_lone_sender_unless_an_id_differs() {
    for (contact, expected) in [("BR.1", true), ("5511", true), ("5522", false)] {
        let value = serde_json::json!({
            "contacts": [{ "wa_id": contact }], "messages": [{ "id": "w1", "from": "5511", "type": "text" }],
        });
        let Change::Messages(value) = changes(&body_with(&value))[0].parse().unwrap() else { panic!() };
        assert_eq!(value.contact_of(&value.messages[0]).is_some(), expected, "{contact}");
    }
}

#[test]
fn context_says_what_is_referred_to() {
    let context = |name| messages_value(name).messages[0].context.clone().unwrap();
    assert_eq!(context("text_reply").id, some("wamid.HBgNUVVPVEVE"));
    assert_eq!(context("text_reply").from.phone, some("551150280000"));
    assert!(context("text_forwarded").frequently_forwarded);
    assert_eq!(context("text_forwarded").id, None);
    let product = ReferredProduct { catalog_id: some("7001"), product_retailer_id: some("sku-9") };
    assert_eq!(context("text_about_product").referred_product, Some(product));
    assert_eq!(messages_value("text_in_group").messages[0].group_id, some("Y2FwaV9ncm91cDox"));

    let referral = messages_value("text_from_ad").messages[0].referral.clone().unwrap();
    assert_eq!(referral.ctwa_clid, some("ARclick"));
    assert_eq!(referral.welcome_text, some("Olá!"));
}

#[test]
fn echoes_name_the_customer_they_went_to() {
    for (name, kind) in [("echo_text", "text"), ("echo_edit", "edit"), ("echo_revoke", "revoke")] {
        let Change::Echoes(value) = only_change(name) else { panic!("{name}") };
        let echo = &value.messages[0];
        assert_eq!(echo.kind, kind);
        assert_eq!(echo.from, Identity { phone: some("551150280000"), ..Identity::default() });
        assert_eq!(echo.to.phone, some("5511987650001"));
        assert_eq!(echo.to.user_id, some("BR.1021790001"));
        assert_eq!(value.contact_of(echo).unwrap().name, some("Ana Prado"));
    }
    let Change::Echoes(value) = only_change("echo_edit") else { panic!() };
    let Content::Edit { content, .. } = &value.messages[0].content else { panic!() };
    assert!(matches!(&**content, Content::Image(media) if media.caption == some("corrigida")));
}
