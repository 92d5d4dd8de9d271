//! Legal payloads in every shape that Meta's may take: each is projected or stored, and leaves what it says.
//!
//! Meta's types flip and its lists come and go. To add a shape: a row in one of the tables.

use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::shop::{Shop, text};

const NUMBER: &str = "106540352242922";
const ANA: &str = "5511998765432";

/// What becomes of a value, and how many messages it adds.
type Row = (&'static str, Json, &'static str, i64);

/// A message from Ana with these fields instead; null takes one away.
fn message(changes: &Json) -> Json {
    let mut message =
        json!({ "from": ANA, "id": "wamid.X", "timestamp": "1790000123", "type": "text", "text": { "body": "Oi" } });
    for (key, value) in changes.as_object().expect("fields") {
        message[key] = value.clone();
    }
    message
}

/// A value with one message and no contacts.
fn alone(changes: &Json) -> Json {
    json!({ "messages": [message(changes)] })
}

fn with_contact(contact: &Json, changes: &Json) -> Json {
    json!({ "contacts": [contact], "messages": [message(changes)] })
}

/// Lists that are missing, empty, null or of another kind.
fn lists() -> Vec<Row> {
    let full = text(ANA, "wamid.X", "Oi");
    let with = |key: &str, list: Json| {
        let mut value = full.clone();
        value[key] = list;
        value
    };
    vec![
        ("no contacts", alone(&json!({})), "projected", 1),
        ("empty contacts", with("contacts", json!([])), "projected", 1),
        ("null contacts", with("contacts", json!(null)), "projected", 1),
        ("contacts as object", with("contacts", json!({ "wa_id": ANA })), "projected", 1),
        ("null contact", with("contacts", json!([null])), "projected", 1),
        ("empty messages", json!({ "messages": [] }), "stored", 0),
        ("null messages", json!({ "messages": null, "contacts": null }), "stored", 0),
        ("empty statuses", json!({ "statuses": [] }), "stored", 0),
        ("all lists empty", json!({ "contacts": [], "messages": [], "statuses": [], "errors": [] }), "stored", 0),
        ("no list at all", json!({}), "stored", 0),
        ("errors alone", json!({ "errors": [{ "code": 131_037, "title": "x" }] }), "stored", 0),
        (
            "errors beside a message",
            with("errors", json!([{ "code": 131_000, "error_data": { "details": "x" } }])),
            "projected",
            1,
        ),
        ("errors as object", with("errors", json!({ "code": 1 })), "projected", 1),
        ("fields nobody knows", with("tomorrow", json!({ "deep": [[{}]] })), "projected", 1),
        (
            "messages, statuses and errors",
            json!({
                "messages": [message(&json!({}))], "errors": [{ "code": 1 }],
                "statuses": [{ "id": "wamid.S", "status": "sent", "timestamp": 1_790_000_123 }]
            }),
            "projected",
            1,
        ),
    ]
}

/// Times of every spelling.
fn times() -> Vec<Row> {
    let at = |time: Json| alone(&json!({ "timestamp": time }));
    vec![
        ("time as number", at(json!(1_790_000_123)), "projected", 1),
        ("time in milliseconds", at(json!(1_790_000_123_456_i64)), "projected", 1),
        ("time as text in microseconds", at(json!("1790000123456789")), "projected", 1),
        ("no time", at(json!(null)), "projected", 1),
        ("time that is none", at(json!("asdf")), "projected", 1),
        ("negative time", at(json!(-5)), "projected", 1),
        ("time of tomorrow", at(json!(4_102_444_800_i64)), "projected", 1),
        ("time beyond all numbers", at(json!(u64::MAX)), "projected", 1),
        ("time as fraction", at(json!(1_790_000_123.5)), "projected", 1),
        ("time as list", at(json!([1])), "projected", 1),
    ]
}

/// Ids of every spelling.
fn senders() -> Vec<Row> {
    let from = |ids: Json| alone(&ids);
    let nobody = json!({ "from": null });
    let bsuid = json!({ "from": null, "from_user_id": "BR.13491208655302741918" });
    let named = json!({ "profile": { "name": "Ana", "username": "@ana.prado" }, "user_id": "BR.13491208655302741918" });
    vec![
        ("a user id alone", from(bsuid.clone()), "projected", 1),
        ("empty phone and user id", from(json!({ "from": "", "from_user_id": "BR.1" })), "projected", 1),
        ("user id in from", from(json!({ "from": "BR.1" })), "projected", 1),
        ("phone in the user id", from(json!({ "from": null, "from_user_id": ANA })), "projected", 1),
        ("phone as number", from(json!({ "from": 5_511_998_765_432_i64 })), "projected", 1),
        ("phone with plus and spaces", from(json!({ "from": "+55 11 99876-5432" })), "projected", 1),
        ("digits of no country", from(json!({ "from": "5678" })), "projected", 1),
        ("a user id that is none", from(json!({ "from_user_id": "foo_bar" })), "projected", 1),
        ("parent only", from(json!({ "from": null, "from_parent_user_id": "BR.ENT.1" })), "projected", 1),
        (
            "longest user id",
            from(json!({ "from": null, "from_user_id": format!("BR.{}", "9".repeat(128)) })),
            "projected",
            1,
        ),
        ("contact without phone", with_contact(&named, &bsuid), "projected", 1),
        (
            "empty wa_id",
            with_contact(&json!({ "wa_id": "", "user_id": "BR.1" }), &json!({ "from": null, "from_user_id": "BR.1" })),
            "projected",
            1,
        ),
        ("the contact says who", with_contact(&json!({ "wa_id": ANA }), &nobody), "projected", 1),
        ("null profile", with_contact(&json!({ "wa_id": ANA, "profile": null }), &json!({})), "projected", 1),
        ("null name", with_contact(&json!({ "wa_id": ANA, "profile": { "name": null } }), &json!({})), "projected", 1),
        (
            "name of nothing",
            with_contact(&json!({ "wa_id": ANA, "profile": { "name": "\u{200b}\u{202e}\u{0}" } }), &json!({})),
            "projected",
            1,
        ),
        (
            "endless name",
            with_contact(&json!({ "wa_id": ANA, "profile": { "name": "😀é".repeat(9_000) } }), &json!({})),
            "projected",
            1,
        ),
        (
            "name as object",
            with_contact(&json!({ "wa_id": ANA, "profile": { "name": { "x": 1 } } }), &json!({})),
            "projected",
            1,
        ),
    ]
}

/// Contents of every shape.
fn contents() -> Vec<Row> {
    let of = |kind: &str, object: Json| {
        let mut changes = json!({ "type": kind, "text": null });
        changes[kind] = object;
        alone(&changes)
    };
    vec![
        ("an unknown kind", of("hologram", json!({ "depth": [1, 2] })), "projected", 1),
        ("a kind of nonsense", alone(&json!({ "type": "<b>\u{0}" })), "projected", 1),
        ("no kind", alone(&json!({ "type": null })), "projected", 1),
        ("no text", of("text", json!(null)), "projected", 1),
        ("text without body", of("text", json!({})), "projected", 1),
        ("text as text", of("text", json!("Oi")), "projected", 1),
        ("empty body", of("text", json!({ "body": "" })), "projected", 1),
        ("body as number", of("text", json!({ "body": 7 })), "projected", 1),
        ("4,097 characters", of("text", json!({ "body": "á".repeat(4_097) })), "projected", 1),
        ("100,000 characters", of("text", json!({ "body": "🎉".repeat(100_000) })), "projected", 1),
        ("image without object", of("image", json!(null)), "projected", 1),
        (
            "image id as number",
            of("image", json!({ "id": 123_456_789_012_345_678_u64, "caption": null })),
            "projected",
            1,
        ),
        ("place as text", of("location", json!({ "latitude": "-23.5", "longitude": "NaN" })), "projected", 1),
        ("null card", of("contacts", json!([null, { "name": null, "phones": null }])), "projected", 1),
        ("reaction to nothing", of("reaction", json!({ "emoji": "👍🏽" })), "projected", 1),
        ("an answer of a new kind", of("interactive", json!({ "type": "tomorrow", "tomorrow": {} })), "projected", 1),
        ("an order of nothing", of("order", json!({ "product_items": [null], "text": null })), "projected", 1),
        (
            "prices beyond numbers",
            of("order", json!({ "product_items": [{ "item_price": 1e300, "quantity": i64::MAX }] })),
            "projected",
            1,
        ),
        ("a new note", of("system", json!({ "type": "moon_phase_changed", "body": "x" })), "projected", 1),
        (
            "context of nulls",
            alone(&json!({ "context": { "id": null, "from": null, "forwarded": "true" } })),
            "projected",
            1,
        ),
        ("context as text", alone(&json!({ "context": "wamid.0" })), "projected", 1),
        ("a long wamid", alone(&json!({ "id": format!("wamid.{}", "Q".repeat(1_000)) })), "projected", 1),
        ("referral of nulls", alone(&json!({ "referral": { "source_url": null, "ctwa_clid": 7 } })), "projected", 1),
        (
            "an echo to its one contact",
            json!({
                "field": "smb_message_echoes", "contacts": [{ "wa_id": ANA }],
                "message_echoes": [message(&json!({ "from": "551150280000" }))]
            }),
            "projected",
            1,
        ),
    ]
}

/// Statuses of every shape.
fn statuses() -> Vec<Row> {
    let of = |changes: Json| {
        let mut status =
            json!({ "id": "wamid.S", "status": "delivered", "timestamp": "1790000123", "recipient_id": ANA });
        for (key, value) in changes.as_object().expect("fields") {
            status[key] = value.clone();
        }
        json!({ "statuses": [status] })
    };
    vec![
        ("a status in upper case", of(json!({ "status": "READ" })), "projected", 0),
        ("an unknown status", of(json!({ "status": "in_orbit" })), "stored", 0),
        ("a legacy status", of(json!({ "status": "warning" })), "stored", 0),
        ("time as number", of(json!({ "timestamp": 1_790_000_123 })), "projected", 0),
        ("no time", of(json!({ "timestamp": null })), "projected", 0),
        ("no recipient", of(json!({ "recipient_id": null })), "projected", 0),
        ("null price", of(json!({ "pricing": null, "conversation": null, "errors": null })), "projected", 0),
        (
            "price as text",
            of(json!({ "pricing": "free", "conversation": { "expiration_timestamp": 1 } })),
            "projected",
            0,
        ),
        (
            "errors as text",
            of(json!({ "status": "failed", "errors": [{ "code": "131026", "error_data": "x" }] })),
            "projected",
            0,
        ),
        ("errors of nothing", of(json!({ "status": "failed", "errors": [null] })), "projected", 0),
        ("of a group", of(json!({ "recipient_id": "Y2Fw", "recipient_type": "group" })), "stored", 0),
        ("of a group's member", of(json!({ "recipient_id": "Y2Fw", "participant_recipient_id": ANA })), "stored", 0),
        ("somebody else's callback data", of(json!({ "biz_opaque_callback_data": "some data" })), "projected", 0),
        ("callback data as object", of(json!({ "biz_opaque_callback_data": { "a": 1 } })), "projected", 0),
    ]
}

/// Every row on the same number, each with ids of its own.
async fn play(app: &TestApp, rows: Vec<Row>) {
    let shop = Shop::open(app, "shop", NUMBER).await;
    for (n, (name, mut value, outcome, adds)) in rows.into_iter().enumerate() {
        for list in ["messages", "message_echoes", "statuses"] {
            for item in value[list].as_array_mut().into_iter().flatten() {
                item["id"] = format!("{}{n}", item["id"].as_str().expect("an id")).into();
            }
            if value[list].is_null() {
                value.as_object_mut().expect("an object").remove(list);
            }
        }
        let (messages, outcomes) = ("messages", format!("inbound_changes WHERE outcome = '{outcome}'"));
        let before = (shop.count(messages).await, shop.count(&outcomes).await);
        shop.receives(&[value]).await;
        let after = (shop.count(messages).await, shop.count(&outcomes).await);
        assert_eq!((after.0 - before.0, after.1 - before.1), (adds, 1), "{name}");
    }
    assert_eq!(shop.count("quarantine").await, 0);
    assert_eq!(shop.count("inbound_events WHERE projected_at IS NULL").await, 0);
    assert_eq!(shop.count("messages WHERE created_at > 1795320000000000").await, 0, "nothing is of the future");
}

both_engines! {
    async fn lists_come_and_go(app: TestApp) {
        play(&app, lists()).await;
    }

    async fn times_are_spelt_in_many_ways(app: TestApp) {
        play(&app, times()).await;
    }

    async fn people_are_named_in_many_ways(app: TestApp) {
        play(&app, senders()).await;
    }

    async fn contents_have_many_shapes(app: TestApp) {
        play(&app, contents()).await;
    }

    async fn statuses_have_many_shapes(app: TestApp) {
        play(&app, statuses()).await;
    }

    async fn people_of_one_change_keep_their_own_names_and_words(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        let person = |n: u32, name: &str| json!({ "wa_id": format!("551199876543{n}"), "profile": { "name": name } });
        let words = |n: u32, wamid: &str| message(&json!({ "from": format!("551199876543{n}"), "id": wamid, "text": { "body": format!("de {n}") } }));
        let value = json!({
            "contacts": [person(3, "Caio"), person(1, "Ana"), person(2, "Bia"), person(9, "Ninguém")],
            "messages": [words(1, "wamid.1"), words(2, "wamid.2"), words(1, "wamid.3"), words(3, "wamid.4"), words(4, "wamid.5")]
        });
        shop.receives(&[value]).await;
        let whose = |name: &str, n: u32| format!(
            "messages m JOIN conversations v ON v.tenant_id = m.tenant_id AND v.id = m.conversation_id
             JOIN contacts c ON c.tenant_id = v.tenant_id AND c.id = v.contact_id
             WHERE c.name = '{name}' AND m.content LIKE '%de {n}%'");
        for (name, n, times) in [("Ana", 1, 2), ("Bia", 2, 1), ("Caio", 3, 1), ("Ninguém", 4, 0)] {
            assert_eq!(shop.count(&whose(name, n)).await, times, "{name}");
        }
        assert_eq!((shop.count("contacts").await, shop.count("messages").await), (4, 5));
        assert_eq!(shop.count("conversations WHERE unread_count = 2").await, 1);
    }

    async fn what_people_write_stays_as_they_wrote_it(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        for (n, (written, kept)) in [
            ("👩‍👩‍👧‍👦 família 🇧🇷 👍🏽", "👩‍👩‍👧‍👦 família 🇧🇷 👍🏽"),
            ("مرحبا \u{202e}abc\u{202c} שלום", "مرحبا \u{202e}abc\u{202c} שלום"),
            ("e\u{301} Z\u{335}\u{321}\u{33e}", "e\u{301} Z\u{335}\u{321}\u{33e}"),
            ("a\u{0}b", "a\u{fffd}b"),
        ].into_iter().enumerate() {
            shop.receives(&[text(ANA, &format!("wamid.{n}"), written)]).await;
            let body = json!({ "body": kept }).to_string();
            assert_eq!(shop.count(&format!("messages WHERE content = '{body}'")).await, 1, "{written}");
        }
    }

    async fn one_wamid_in_two_numbers_is_two_messages(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        let bank = Shop::open(&app, "bank", "222").await;
        shop.receives(&[text(ANA, "wamid.1", "Oi, loja")]).await;
        bank.receives(&[text(ANA, "wamid.1", "Oi, banco")]).await;
        shop.receives(&[text(ANA, "wamid.1", "Oi, loja")]).await;
        assert_eq!((shop.count("messages").await, shop.count("contacts").await), (2, 2));
        for (slug, words) in [("shop", "loja"), ("bank", "banco")] {
            let own = format!("messages m JOIN tenants t ON t.id = m.tenant_id WHERE t.slug = '{slug}' AND m.content LIKE '%{words}%'");
            assert_eq!(shop.count(&own).await, 1, "{slug}");
        }
    }

    async fn messages_in_any_order_of_arrival_stand_in_the_order_of_their_times(app: TestApp) {
        let shop = Shop::open(&app, "shop", NUMBER).await;
        for second in [30, 10, 50, 20, 40, 10, 50] {
            let mut value = text(ANA, &format!("wamid.{second}"), "Oi");
            value["messages"][0]["timestamp"] = json!((1_790_000_000 + second).to_string());
            shop.receives(&[value]).await;
        }
        assert_eq!(shop.count("messages").await, 5);
        assert_eq!(shop.count("messages a JOIN messages b ON a.id < b.id WHERE a.created_at > b.created_at").await, 0);
        assert_eq!(shop.count("conversations WHERE last_inbound_at = 1790000050000000 AND unread_count = 5").await, 1);
        assert_eq!(shop.count("conversations c JOIN messages m ON m.id = c.last_message_id WHERE m.wamid = 'wamid.50'").await, 1);
    }
}
