//! One right and several wrong objects of each kind.

mod interactive;
mod plain;
mod template;

use serde_json::{Value, json};

use super::*;

fn refused(kind: Kind, object: Value) -> Vec<String> {
    Message::new(kind, object).review().into_iter().map(|problem| problem.pointer).collect()
}

/// Each row: an object and the pointers of what is wrong with it.
fn check(kind: Kind, rows: &[(Value, &[&str])]) {
    for (object, expected) in rows {
        assert_eq!(refused(kind, object.clone()), *expected, "{object}");
    }
}

fn long(length: usize) -> String {
    "é".repeat(length)
}

#[test]
fn a_command_becomes_metas_body() {
    let text = || Message::text("oi", false);
    let base = json!({ "messaging_product": "whatsapp", "recipient_type": "individual", "type": "text",
        "text": { "body": "oi", "preview_url": false } });
    for (to, name, value) in [
        (Recipient::Phone("5511987650001".to_owned()), "to", "+5511987650001"),
        (Recipient::Phone("+5511987650001".to_owned()), "to", "+5511987650001"),
        (Recipient::User("BR.1".to_owned()), "recipient", "BR.1"),
    ] {
        let mut expected = base.clone();
        expected[name] = value.into();
        assert_eq!(SendCommand::new(to, text()).to_json(), expected);
    }
    let to_group = SendCommand {
        context: Some("wamid.0".to_owned()),
        biz_opaque_callback_data: Some("1A".to_owned()),
        recipient_identity_key_hash: Some("h".to_owned()),
        ..SendCommand::new(Recipient::Group("Y2Fw".to_owned()), text())
    };
    let mut expected = base;
    expected["recipient_type"] = "group".into();
    expected["to"] = "Y2Fw".into();
    expected["context"] = json!({ "message_id": "wamid.0" });
    expected["biz_opaque_callback_data"] = "1A".into();
    expected["recipient_identity_key_hash"] = "h".into();
    assert_eq!(to_group.to_json(), expected);
}

#[test]
fn every_kind_stands_under_its_own_name() {
    for kind in Kind::ALL {
        let command = SendCommand::new(Recipient::User("BR.1".to_owned()), Message::new(kind, json!({ "x": 1 })));
        let body = command.to_json();
        assert_eq!((&body["type"], &body[kind.as_str()]), (&json!(kind.as_str()), &json!({ "x": 1 })));
        assert_eq!(Kind::from_word(kind.as_str()), Some(kind));
        assert!(!refused(kind, json!("no object")).is_empty(), "{kind:?}");
    }
    assert_eq!(Kind::from_word("hologram"), None);
    let template = Message::template("hello_world", "pt_BR", None);
    assert_eq!(template.object, json!({ "name": "hello_world", "language": { "code": "pt_BR" } }));
    assert_eq!(template.review(), []);
}

#[test]
fn a_command_has_limits_of_its_own() {
    let reaction = Message::reaction("wamid.1", "👍");
    let command = SendCommand {
        context: Some("wamid.0".to_owned()),
        biz_opaque_callback_data: Some(long(513)),
        ..SendCommand::new(Recipient::User("BR.1".to_owned()), reaction)
    };
    let pointers: Vec<_> = command.review().into_iter().map(|problem| problem.pointer).collect();
    assert_eq!(pointers, ["/context", "/biz_opaque_callback_data"]);
}
