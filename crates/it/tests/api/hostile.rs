//! What no honest client sends, to every operation of the description: none of it is answered as our own fault, none of it
//! changes anything, and no answer tells how we are built (rows S-23, S-31, S-37, S-40).

use std::fmt::Write as _;

use recado_it::{Answer, TestApp, both_engines};
use serde_json::Value as Json;

use crate::isolation::operations::{EXAMPLE, Operation, every};

/// Words that would be more than words to somebody who puts texts together.
const WORDS: [&str; 16] = [
    "'",
    "\"",
    "' OR '1'='1",
    "1; DROP TABLE messages; --",
    "') UNION SELECT password_hash FROM users --",
    "%' ESCAPE '",
    "\\'; SELECT pg_sleep(9); --",
    "$1",
    "?1",
    "\u{0}",
    "*\" NEAR(a b)",
    "title:a OR b",
    "-1",
    "9223372036854775808",
    "\u{202e}\u{fffd}",
    "{{7*7}}${7*7}<%= 7*7 %>",
];

/// What stands in no answer: a piece of a statement, a path, a name of a part.
const MARKS: [&str; 12] = [
    "SELECT ",
    "sqlite",
    "postgres",
    "syntax error",
    "rusqlite",
    "tokio",
    "panicked",
    ".rs:",
    "/crates/",
    "constraint",
    "SQLSTATE",
    "backtrace",
];

const KINDS: [Option<&str>; 7] = [
    None,
    Some("text/plain"),
    Some("application/x-www-form-urlencoded"),
    Some("multipart/form-data; boundary=x"),
    Some("application/json; charset=utf-16"),
    Some("application/xml"),
    Some("application/jsonp"),
];

fn percent_encoded(word: &str) -> String {
    word.bytes().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "%{byte:02X}");
        text
    })
}

fn tells_nothing(told: &str, answer: &Answer) {
    let text = String::from_utf8_lossy(&answer.bytes);
    assert!(!answer.status.is_server_error(), "{told}: {} {text}", answer.status);
    if let Some(mark) = MARKS.iter().find(|mark| answer.status.is_client_error() && text.contains(**mark)) {
        panic!("{told} tells of {mark}: {text}");
    }
}

/// The operation's path, with the description's own example in the place of each id.
fn path_of(operation: &Operation) -> String {
    let path = operation
        .named
        .iter()
        .fold(operation.path.clone(), |path, (name, example)| path.replace(&format!("{{{name}}}"), example));
    if operation.path.starts_with("/api/v1/tenants/") {
        path.replace("/shop", &format!("/ten_{EXAMPLE}"))
    } else {
        path
    }
}

both_engines! {
    /// S-31
    async fn no_word_in_a_filter_or_a_path_is_more_than_a_word(app: TestApp) {
        let root = app.first_tenant("shop").await;
        let before = app.database.rows_of(root.tenant).await;
        let mut asked = 0;
        for operation in every().iter().filter(|one| one.method == "GET" && one.path.starts_with("/api/v1")) {
            let path = path_of(operation);
            let fields = operation.takes.iter().filter(|name| !["X-Tenant-Id", "Prefer", "If-None-Match"].contains(&name.as_str()));
            for (field, word) in fields.flat_map(|field| WORDS.map(|word| (field, percent_encoded(word)))) {
                let named = operation.named.iter().find(|(name, _)| name == field);
                let asking = match named {
                    Some((_, example)) => path.replace(example.as_str(), &word),
                    None => format!("{path}?{field}={word}"),
                };
                let answer = root.call("GET", &asking).send().await;
                tells_nothing(&asking, &answer);
                asked += 1;
            }
        }
        let after = app.database.rows_of(root.tenant).await;
        for (table, rows) in before.iter().filter(|(table, _)| *table != "sessions") {
            assert!(after.get(table) == Some(rows), "{table} has changed");
        }
        assert!(asked >= 300, "{asked}");
        println!("hostile: {asked} words in filters and paths");
    }

    /// S-37
    async fn a_body_of_another_kind_is_taken_nowhere(app: TestApp) {
        let root = app.first_tenant("shop").await;
        let (mut asked, mut doubled) = (0, 0);
        for operation in every().iter().filter(|one| one.content_type.as_deref() == Some("application/json") && !one.path.starts_with("/webhook")) {
            let (path, text) = (path_of(operation), operation.body.to_string());
            for kind in KINDS {
                let call = root.call(&operation.method, &path);
                let call = match kind {
                    Some(kind) => call.bytes(kind, text.clone()),
                    None => call.body(text.clone()),
                };
                let answer = call.send().await;
                tells_nothing(&path, &answer);
                assert_eq!(answer.status, 415, "{} {path} as {kind:?}: {}", operation.method, String::from_utf8_lossy(&answer.bytes));
                asked += 1;
            }
            let Some((name, value)) = operation.body.as_object().and_then(|fields| fields.iter().next()) else { continue };
            if value.is_string() {
                let zero = operation.body.to_string().replacen(&value.to_string(), r#""a\u0000b""#, 1);
                let answer = root.call(&operation.method, &path).bytes("application/json", zero).send().await;
                tells_nothing(&path, &answer);
                assert_eq!(answer.status, 400, "{} {path}: U+0000 in {name}", operation.method);
            }
            let twice = format!("{{{0}:{1},{0}:{1}}}", Json::from(name.as_str()), value);
            let answer = root.call(&operation.method, &path).bytes("application/json", twice).send().await;
            tells_nothing(&path, &answer);
            assert!([400, 422].contains(&answer.status.as_u16()), "{} {path}: {name} twice is {}", operation.method, answer.status);
            doubled += 1;
        }
        assert!(asked > 200 && doubled > 30, "{asked} {doubled}");
        println!("hostile: {asked} bodies of another kind, {doubled} with a field twice");
    }

    /// S-23
    async fn no_spelling_of_a_path_leads_out(app: TestApp) {
        app.first_tenant("shop").await;
        let ups = ["../", "..%2f", "%2e%2e/", "%2e%2e%2f", "..%5c", "....//", "..;/", "%252e%252e%252f", "..%c0%af", ".%00./"];
        let page = app.call("GET", "/nowhere").send().await;
        let mut asked = 0;
        for begin in ["/", "/assets/", "/api/docs/", "/api/v1/tenant/", "/webhook/whatsapp/", "/.well-known/"] {
            for (up, deep) in ups.iter().flat_map(|up| [1, 4, 9].map(|deep| (up, deep))) {
                for target in ["etc/passwd", "recado.db", "Cargo.toml"] {
                    let path = format!("{begin}{}{target}", up.repeat(deep));
                    let answer = app.call("GET", &path).send().await;
                    tells_nothing(&path, &answer);
                    // An address of the app is the app's one page, whatever it says.
                    let is_page = answer.status == page.status && answer.bytes == page.bytes;
                    assert!(is_page || [400, 401, 403, 404].contains(&answer.status.as_u16()), "{path}: {}", answer.status);
                    asked += 1;
                }
            }
        }
        assert!(asked >= 200, "{asked}");
        println!("hostile: {asked} spellings of a way out");
    }
}
