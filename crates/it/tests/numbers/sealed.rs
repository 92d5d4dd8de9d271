//! Ciphertexts that somebody moved, cut or copied in the database open nowhere, and everybody says so.

use recado_graph::signature;
use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{ACCESS_TOKEN, APP_SECRET, VERIFY_TOKEN, app_of, number_of, path_of};

/// Gives each of two rows the other's value of some columns.
async fn swap(app: &TestApp, table: &str, columns: &[&str], only: &str) {
    let names = columns.join(", ");
    let set: Vec<String> = columns
        .iter()
        .map(|column| format!("{column} = (SELECT moved.{column} FROM moved WHERE moved.id <> {table}.id)"))
        .collect();
    let set = set.join(", ");
    let copy = format!("CREATE TEMP TABLE moved AS SELECT id, {names} FROM {table} WHERE {only}");
    app.database.run(&format!("{copy}; UPDATE {table} SET {set} WHERE {only}; DROP TABLE moved;")).await;
}

async fn token_check(owner: &recado_it::Someone, number: &Json) -> Json {
    let path = format!("{}/check", path_of("numbers", number));
    owner.call("POST", &path).send().await.expect(200)["checks"][0].clone()
}

/// The statuses that a delivery and a verification get.
async fn intake(app: &TestApp, slug: &str) -> (u16, u16) {
    app.engine.intake().forget_apps();
    let (path, body) = (format!("/webhook/whatsapp/{slug}"), b"{}".to_vec());
    let header = signature::sign(APP_SECRET, &body);
    let call = app.call("POST", &path).header("x-hub-signature-256", &header);
    let delivered = call.bytes("application/json", body).send().await;
    let query = format!("hub.mode=subscribe&hub.verify_token={VERIFY_TOKEN}&hub.challenge=1");
    let verified = app.call("GET", &format!("{path}?{query}")).send().await;
    (delivered.status.as_u16(), verified.status.as_u16())
}

both_engines! {
    async fn tokens_of_two_numbers_that_change_places_are_unreadable(app: TestApp) {
        for id in ["1065", "1066"] {
            let body = json!({ "waba_id": "102290129340398", "phone_number_id": id, "display_phone_number": "+55 11 4000-1234" });
            app.simulate("POST", "/_sim/numbers", &body).await;
        }
        let shop = app.tenant("shop").await;
        let one = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        let two = number_of(&shop, "1066", &json!({ "accessToken": "EAAGtheOtherNumbersToken" })).await;
        assert_eq!(token_check(&shop, &one).await["ok"], true);
        swap(&app, "phone_numbers", &["access_token"], "TRUE").await;
        for number in [&one, &two] {
            let check = token_check(&shop, number).await;
            assert_eq!(check["ok"], false);
            assert!(check["detail"].as_str().expect("a text").contains("cannot be opened"), "{check}");
        }
        shop.patch(&path_of("numbers", &one), json!({ "accessToken": ACCESS_TOKEN })).await.is(200);
        assert_eq!(token_check(&shop, &one).await["ok"], true, "the remedy helps");
    }

    async fn a_token_that_is_cut_is_unreadable(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = number_of(&shop, "1065", &json!({ "accessToken": ACCESS_TOKEN })).await;
        for length in [30, 17, 16, 1, 0] {
            app.database.run(&format!("UPDATE phone_numbers SET access_token = substr(access_token, 1, {length})")).await;
            let check = token_check(&shop, &number).await;
            assert!(check["detail"].as_str().expect("a text").contains("cannot be opened"), "{length}: {check}");
        }
    }

    async fn secrets_of_two_apps_that_change_places_are_unreadable(app: TestApp) {
        let shop = app.tenant("shop").await;
        app_of(&shop, "one").await;
        let two = app_of(&shop, "two").await;
        assert_eq!((intake(&app, "one").await, intake(&app, "two").await), ((200, 200), (200, 200)));
        swap(&app, "apps", &["secret"], "slug <> 'default'").await;
        assert_eq!((intake(&app, "one").await, intake(&app, "two").await), ((503, 503), (503, 503)));
        assert_eq!(intake(&app, "default").await, (401, 403), "other apps are not touched");
        shop.patch(&path_of("apps", &two), json!({ "appSecret": APP_SECRET })).await.is(200);
        assert_eq!((intake(&app, "one").await, intake(&app, "two").await), ((503, 503), (200, 200)), "a new secret mends it");
    }

    async fn verify_tokens_of_two_apps_that_change_places_are_unreadable(app: TestApp) {
        let shop = app.tenant("shop").await;
        app_of(&shop, "one").await;
        app_of(&shop, "two").await;
        swap(&app, "apps", &["verify_token"], "slug <> 'default'").await;
        assert_eq!((intake(&app, "one").await, intake(&app, "two").await), ((503, 503), (503, 503)));
    }

    async fn a_secret_does_not_open_in_another_column(app: TestApp) {
        let shop = app.tenant("shop").await;
        app_of(&shop, "one").await;
        app.database.run("UPDATE apps SET previous_secret = verify_token WHERE slug = 'one'").await;
        assert_eq!(intake(&app, "one").await, (503, 503));
    }

    async fn a_running_node_believes_a_damaged_app_no_longer_than_five_seconds(app: TestApp) {
        let shop = app.tenant("shop").await;
        app_of(&shop, "one").await;
        let header = signature::sign(APP_SECRET, b"{}");
        let deliver = || async {
            let call = app.call("POST", "/webhook/whatsapp/one").header("x-hub-signature-256", &header);
            call.bytes("application/json", "{}").send().await.status.as_u16()
        };
        assert_eq!(deliver().await, 200);
        app.database.run("UPDATE apps SET secret = verify_token WHERE slug = 'one'").await;
        app.clock.advance(std::time::Duration::from_secs(6));
        assert_eq!([deliver().await, deliver().await, deliver().await], [503; 3]);
    }
}
