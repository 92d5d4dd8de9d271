//! No token and no secret is found in the database, in an answer or in a log line.

use recado_it::{Answer, Kind, TestApp, both_engines};
use serde_json::json;

use super::{ACCESS_TOKEN, APP_SECRET, VERIFY_TOKEN, app_of, number_with, path_of};

const SECRETS: [&str; 3] = [ACCESS_TOKEN, APP_SECRET, VERIFY_TOKEN];

/// Everything that the database holds, as one heap of bytes: on SQLite the files, on PostgreSQL every row of every
/// table as text.
async fn contents(app: &TestApp) -> Vec<u8> {
    match app.kind {
        Kind::Sqlite => {
            let file = app.database.file();
            let folder = file.parent().expect("a folder");
            let entries = std::fs::read_dir(folder).expect("the folder can be read");
            entries.flat_map(|entry| std::fs::read(entry.expect("an entry").path()).expect("a file")).collect()
        }
        Kind::Postgres => {
            let client = app.database.superuser().await;
            let tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename";
            let mut heap = Vec::new();
            for table in client.query(tables, &[]).await.expect("the catalogue answers") {
                let table: String = table.get(0);
                let rows = client.query(&format!("SELECT t::text FROM \"{table}\" AS t"), &[]).await;
                for row in rows.expect("a superuser may read") {
                    heap.extend_from_slice(row.get::<_, String>(0).as_bytes());
                }
            }
            heap
        }
    }
}

fn holds(heap: &[u8], needle: &[u8]) -> bool {
    heap.windows(needle.len()).any(|window| window == needle)
}

/// Requires that no secret stands in what was answered.
#[track_caller]
fn shows_none(answer: Answer) -> Answer {
    for secret in SECRETS {
        assert!(!holds(&answer.bytes, secret.as_bytes()), "{secret} in {answer:?}");
    }
    answer
}

both_engines! {
    async fn no_secret_is_ever_seen_again(app: TestApp) {
        for secret in SECRETS {
            app.plant(secret);
        }
        let at_meta = json!({ "waba_id": "102290129340398", "phone_number_id": "1065", "display_phone_number": "+55 11 4000-1234" });
        app.simulate("POST", "/_sim/numbers", &at_meta).await;
        let shop = app.tenant("shop").await;
        let own = path_of("apps", &app_of(&shop, "shop-app").await);
        let body = number_with("1065", &json!({ "accessToken": ACCESS_TOKEN, "app": "shop-app" }));
        let post = || shop.call("POST", "/api/v1/numbers").header("idempotency-key", "once").json(&body).send();
        let number = path_of("numbers", &shows_none(post().await).expect(201));
        shows_none(post().await).is(201);
        let check = format!("{number}/check");
        for (method, path, body) in [
            ("GET", "/api/v1/apps", json!(null)),
            ("GET", own.as_str(), json!(null)),
            ("PATCH", own.as_str(), json!({ "appSecret": VERIFY_TOKEN, "verifyToken": APP_SECRET })),
            ("GET", "/api/v1/numbers", json!(null)),
            ("GET", number.as_str(), json!(null)),
            ("PATCH", number.as_str(), json!({ "accessToken": ACCESS_TOKEN, "name": "Loja" })),
            ("POST", check.as_str(), json!({})),
            ("GET", "/api/v1/audit-log", json!(null)),
        ] {
            let call = shop.call(method, path);
            let call = if body.is_null() { call } else { call.json(&body) };
            shows_none(call.send().await).is(200);
        }
        let heap = contents(&app).await;
        assert!(holds(&heap, b"shop-app"), "the search finds what is there");
        for secret in SECRETS {
            assert!(!holds(&heap, secret.as_bytes()), "{secret} is in the database");
            assert!(!holds(&heap, hex::encode(secret).as_bytes()), "{secret} is in the database");
        }
    }
}
