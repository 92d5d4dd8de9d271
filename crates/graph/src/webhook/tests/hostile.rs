//! Bodies made to break a reader.

use serde_json::json;

use super::*;
use crate::webhook::{ChangeFault, Content, ItemFault, MOST_CHANGES, ParseError};

#[test]
fn bodies_that_are_no_payload_end_in_a_clean_error() {
    let table: [(&[u8], ParseError); 11] = [
        (b"", ParseError::NotJson { line: 1, column: 0 }),
        (b"hello", ParseError::NotJson { line: 1, column: 1 }),
        (b"{\"entry\":[", ParseError::NotJson { line: 1, column: 10 }),
        (b"{\"entry\":[]} x", ParseError::NotJson { line: 1, column: 14 }),
        (b"{\"entry\":[\"\xff\"]}", ParseError::NotUtf8 { at: 11 }),
        (b"\xff\xfe{}", ParseError::NotUtf8 { at: 0 }),
        (b"[]", ParseError::NotAnEnvelope),
        (b"17", ParseError::NotAnEnvelope),
        (b"{}", ParseError::NotAnEnvelope),
        (b"{\"entry\":{}}", ParseError::NotAnEnvelope),
        (b"{\"entry\":null}", ParseError::NotAnEnvelope),
    ];
    for (body, expected) in table {
        assert_eq!(parse(body).unwrap_err(), expected, "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn no_place_for_fifty_thousand_brackets_overflows_the_stack() {
    let nested = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let objects = format!("{}1{}", "{\"a\":".repeat(50_000), "}".repeat(50_000));
    for deep in [&nested, &objects] {
        assert!(parse(deep.as_bytes()).is_err());
        assert!(parse("[".repeat(50_000).as_bytes()).is_err());
        let only_lists_are_entries = deep.starts_with('[');
        assert_eq!(parse(format!(r#"{{"entry":{deep}}}"#).as_bytes()).is_ok(), only_lists_are_entries);
        assert!(parse(format!(r#"{{"object":{deep},"x":{deep},"entry":[]}}"#).as_bytes()).is_ok());
        let entry = parse(format!(r#"{{"entry":[{{"id":{deep},"changes":{deep}}}]}}"#).as_bytes()).unwrap();
        assert!(entry.changes().all(Result::is_err));
        let value =
            parse(format!(r#"{{"entry":[{{"changes":[{{"field":"x","value":{deep}}}]}}]}}"#).as_bytes()).unwrap();
        let fault = value.into_changes().next().unwrap().unwrap_err();
        assert_eq!(fault.fault, ChangeFault::TooDeep);
    }
}

#[test]
fn a_body_has_a_bounded_number_of_changes() {
    let of = |changes: usize| format!(r#"{{"entry":[{{"changes":[{}]}}]}}"#, vec!["0"; changes].join(","));
    assert_eq!(parse(of(MOST_CHANGES).as_bytes()).unwrap().changes().count(), MOST_CHANGES);
    assert_eq!(parse(of(MOST_CHANGES + 1).as_bytes()).unwrap_err(), ParseError::TooManyChanges);
    let entries = format!(r#"{{"entry":[{}]}}"#, vec!["0"; MOST_CHANGES + 1].join(","));
    assert_eq!(parse(entries.as_bytes()).unwrap_err(), ParseError::TooManyChanges);
}

#[test]
fn what_is_looked_up_by_fits_any_column_and_index() {
    let long = "9".repeat(129);
    let body = format!(
        r#"{{"entry":[{{"id":"w\u0000","changes":[{{"field":"x\u0000","value":{{"metadata":{{"phone_number_id":"{long}"}}}}}},
            {{"field":"{long}"}}]}}]}}"#
    );
    let changes: Vec<_> = parse(body.as_bytes()).unwrap().into_changes().collect();
    let read = changes[0].as_ref().unwrap();
    assert_eq!(
        (read.waba_id.as_deref(), read.field.as_str(), &read.phone_number_id),
        (Some("w\u{fffd}"), "x\u{fffd}", &None)
    );
    let bad = changes[1].as_ref().unwrap_err();
    assert_eq!((bad.fault, bad.entry_id.as_deref()), (ChangeFault::NoField, Some("w\u{fffd}")));
}

#[test]
fn a_bad_change_leaves_the_others_whole() {
    let deep = format!("{}{}", "[".repeat(65), "]".repeat(65));
    let good = r#"{"field":"flows","value":{}}"#;
    let body = format!(
        r#"{{"entry":[{{"id":"1","changes":[{good},7,{{"value":{{}}}},{{"field":"x","value":{deep}}},{good}]}},9,{{"id":"2","changes":[{good}]}}]}}"#
    );
    let payload = parse(body.as_bytes()).unwrap();
    let seen: Vec<_> = payload.changes().map(|change| change.as_ref().map_err(|bad| bad.fault).map(|_| ())).collect();
    assert_eq!(
        seen,
        [
            Ok(()),
            Err(ChangeFault::NotAnObject),
            Err(ChangeFault::NoField),
            Err(ChangeFault::TooDeep),
            Ok(()),
            Err(ChangeFault::NoChanges),
            Ok(()),
        ]
    );
    let bad = payload.changes().nth(1).unwrap().as_ref().unwrap_err();
    assert_eq!((bad.entry_id.as_deref(), bad.raw.as_str()), (Some("1"), "7"));
}

#[test]
fn a_bad_item_leaves_the_others_whole() {
    let value = json!({
        "messages": [{ "id": "w1", "type": "text" }, 5, { "type": "text" }, { "id": "w2" }],
        "statuses": [{ "id": "w3" }, { "id": "w3", "status": "sent" }],
    });
    let Change::Messages(value) = changes(&body_with(&value))[0].parse().unwrap() else { panic!() };
    let ids: Vec<_> = value.messages.iter().map(|message| message.id.as_str()).collect();
    assert_eq!(ids, ["w1", "w2"]);
    assert_eq!(value.messages[1].kind, "unknown");
    let problems: Vec<_> = value.problems.iter().map(|problem| (problem.pointer.as_str(), problem.fault)).collect();
    assert_eq!(
        problems,
        [
            ("/messages/1", ItemFault::MessageWithoutId),
            ("/messages/2", ItemFault::MessageWithoutId),
            ("/statuses/0", ItemFault::StatusWithoutIdOrWord),
        ]
    );
}

#[test]
fn fields_of_any_wrong_type_are_absent_and_break_nothing() {
    let wrong = [json!(null), json!(true), json!(-1.5e300), json!(""), json!([[]]), json!({ "a": 1 }), json!([1, "x"])];
    let keys = ["contacts", "messages", "statuses", "errors", "user_actions", "metadata"];
    let inner = [
        "from",
        "type",
        "timestamp",
        "context",
        "referral",
        "errors",
        "text",
        "image",
        "location",
        "contacts",
        "reaction",
        "button",
        "interactive",
        "order",
        "system",
        "edit",
        "revoke",
        "unsupported",
        "identity",
        "origin",
        "status",
        "pricing",
        "conversation",
        "recipient_id",
        "error_data",
    ];
    for wrong in &wrong {
        for key in keys {
            assert!(changes(&body_with(&json!({ key: wrong })))[0].parse().is_ok(), "{key}: {wrong}");
        }
        for kind in inner {
            let mut message = json!({ "id": "w", "type": kind, "status": "sent" });
            for key in inner {
                message[key] = wrong.clone();
            }
            message["type"] = json!(kind);
            let value = json!({ "messages": [message], "statuses": [message] });
            assert!(changes(&body_with(&value))[0].parse().is_ok(), "{kind}: {wrong}");
        }
    }
}

#[test]
fn nul_characters_and_halves_of_pairs_are_replaced_in_typed_values() {
    let body = br#"{"entry":[{"id":"1","changes":[{"field":"messages","value":{"messages":[
        {"id":"w1","type":"text","text":{"body":"a\u0000b\ud83d"}}]}}]}]}"#;
    let change = &changes(body)[0];
    let Change::Messages(value) = change.parse().unwrap() else { panic!() };
    assert_eq!(value.messages[0].content, Content::Text { body: some("a\u{fffd}b\u{fffd}") });
    assert_eq!(value.messages[0].object().unwrap()["body"], "a\u{fffd}b\u{fffd}");
    assert!(change.value.get().contains(r"\u0000"));
}

#[test]
fn numbers_beyond_range_and_repeated_names_are_bounded_faults() {
    let with = |value: &str| format!(r#"{{"entry":[{{"changes":[{{"field":"messages","value":{value}}}]}}]}}"#);
    let fault = |value: &str| changes(with(value).as_bytes())[0].parse().unwrap_err();
    assert_eq!(fault(r#"{"a":1e999}"#), ChangeFault::OutOfRange);
    assert_eq!(fault("7"), ChangeFault::NotAnObject);
    assert_eq!(fault("null"), ChangeFault::NotAnObject);
    let twice = changes(with(r#"{"metadata":{},"metadata":{"phone_number_id":5}}"#).as_bytes());
    assert_eq!(twice[0].phone_number_id.as_deref(), Some("5"));
}

#[test]
fn five_thousand_changes_are_split() {
    let change = r#"{"field":"messages","value":{"metadata":{"phone_number_id":"9"},"messages":[{"id":"w"}]}}"#;
    let body = format!(r#"{{"entry":[{{"id":"1","changes":[{}]}}]}}"#, vec![change; 5000].join(","));
    let changes = changes(body.as_bytes());
    assert_eq!(changes.len(), 5000);
    assert!(changes.iter().all(|change| change.phone_number_id.as_deref() == Some("9") && change.parse().is_ok()));
}

fn all_fixtures() -> Vec<(String, Vec<u8>)> {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures")).unwrap();
    let files = folder.map(|file| file.unwrap().path());
    files.map(|path| (path.display().to_string(), std::fs::read(&path).unwrap())).collect()
}

#[test]
fn every_fixture_is_read_without_a_problem() {
    let fixtures = all_fixtures();
    assert!(fixtures.len() >= 57);
    for (name, body) in fixtures {
        for change in changes(&body) {
            assert!(change.waba_id.is_some(), "{name}");
            match change.parse().unwrap() {
                Change::Messages(value) => assert_eq!(value.problems, [], "{name}"),
                Change::Echoes(value) => assert_eq!(value.problems, [], "{name}"),
                Change::Other(value) => assert!(value.is_object(), "{name}"),
            }
        }
    }
}

/// Damage at places and of kinds that an arithmetic sequence picks, so that a failure can be repeated.
#[test]
fn damaged_payloads_never_panic() {
    let mut seed = 1_u32;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as usize % below
    };
    let mut read = 0;
    for (_, body) in all_fixtures() {
        for _ in 0..150 {
            let mut damaged = body.clone();
            match next(4) {
                0 => damaged.truncate(next(body.len())),
                1 => damaged[next(body.len())] = [b'[', b'{', b'"', b'\\', b',', 0, 0xff, b'9'][next(8)],
                2 => {
                    let from = next(body.len());
                    damaged.drain(from..(from + next(40)).min(body.len()));
                }
                _ => damaged.insert(next(body.len()), [b'[', b'"', b'-', b'\\', b'u', b'1', b'e', b' '][next(8)]),
            }
            let Ok(payload) = parse(&damaged) else { continue };
            read += payload.into_changes().flatten().filter(|change| change.parse().is_ok()).count();
        }
    }
    assert!(read > 1000, "most damage inside text leaves a readable payload, {read} were");
}
