//! Contacts: making, reading and changing them.

use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::all;

const CONTACTS: &str = "/api/v1/contacts";

both_engines! {
    async fn a_contact_is_made_with_its_number_in_one_form(app: TestApp) {
        let shop = app.tenant("shop").await;
        let body = json!({ "name": " Ana Gonçalves ", "phone": "+55 (11) 9876-5432", "email": "ana@example.com" });
        let made = shop.post(CONTACTS, body).await;
        let contact = made.expect(201);
        assert_eq!((&contact["name"], &contact["phone"]), (&json!("Ana Gonçalves"), &json!("+5511998765432")));
        assert_eq!(contact["identities"], json!([{ "kind": "phone", "value": "+551198765432" }]), "the address as it was given");
        assert_eq!((&contact["username"], &contact["company"]), (&Json::Null, &Json::Null));
        let location = made.header("location").expect("where it is");
        assert_eq!(shop.get(location).await.expect(200), contact);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM outbox WHERE kind = 'contact:updated'").await, 1);
        assert_eq!(shop.get("/api/v1/audit-log?action=contact.created").await.expect(200)["data"][0]["entityId"], contact["id"]);
    }

    async fn a_number_belongs_to_one_contact_however_it_is_written(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.post(CONTACTS, json!({ "name": "Ana", "phone": "+5511998765432" })).await.is(201);
        let bia = shop.post(CONTACTS, json!({ "name": "Bia" })).await.expect(201);
        let bia = format!("{CONTACTS}/{}", bia["id"].as_str().expect("an id"));
        for phone in ["5511998765432", "551198765432", "+55 11 99876-5432"] {
            shop.post(CONTACTS, json!({ "name": "Eva", "phone": phone })).await.refused(409, "conflict");
            shop.patch(&bia, json!({ "phone": phone })).await.refused(409, "conflict");
        }
        assert_eq!(all(&shop.get(CONTACTS).await.expect(200), "name"), ["Ana", "Bia"], "refusals leave nothing behind");
        app.tenant("elsewhere").await.post(CONTACTS, json!({ "name": "Ana", "phone": "5511998765432" })).await.is(201);
    }

    async fn a_repeated_request_makes_one_contact(app: TestApp) {
        let shop = app.tenant("shop").await;
        let body = json!({ "name": "Ana" });
        let send = || shop.call("POST", CONTACTS).header("idempotency-key", "ana").json(&body).send();
        assert_eq!(send().await.expect(201), send().await.expect(201));
        assert_eq!(shop.get(CONTACTS).await.expect(200)["data"].as_array().map(Vec::len), Some(1));
    }

    async fn an_edit_of_an_old_version_is_refused(app: TestApp) {
        let shop = app.tenant("shop").await;
        let made = shop.post(CONTACTS, json!({ "name": "Ana" })).await.expect(201);
        let path = format!("{CONTACTS}/{}", made["id"].as_str().expect("an id"));
        let version = shop.get(&path).await.header("etag").expect("a version").to_owned();
        let edit = |name: &str| shop.call("PATCH", &path).header("if-match", &version).json(&json!({ "name": name })).send();
        let edited = edit("Ana Lima").await;
        edited.is(200);
        assert_eq!(edited.header("etag"), shop.get(&path).await.header("etag"));
        edit("Bia").await.refused(412, "precondition-failed");
        assert_eq!(shop.get(&path).await.expect(200)["name"], "Ana Lima");
    }

    async fn a_change_touches_only_what_it_names(app: TestApp) {
        let shop = app.tenant("shop").await;
        let body = json!({ "name": "Ana", "phone": "+5511998765432", "email": "ana@example.com", "company": "Padaria" });
        let made = shop.post(CONTACTS, body).await.expect(201);
        let path = format!("{CONTACTS}/{}", made["id"].as_str().expect("an id"));
        let changed = shop.patch(&path, json!({ "company": null, "phone": "+5521987654321" })).await.expect(200);
        assert_eq!((&changed["company"], &changed["email"], &changed["name"]), (&Json::Null, &made["email"], &made["name"]));
        assert_eq!(changed["identities"], json!([{ "kind": "phone", "value": "+5521987654321" }]));
        shop.post(CONTACTS, json!({ "name": "Bia", "phone": "+5511998765432" })).await.is(201);
        let bare = shop.patch(&path, json!({ "phone": null })).await.expect(200);
        assert_eq!((&bare["phone"], &bare["identities"]), (&Json::Null, &json!([])));
        assert_eq!(shop.patch(&path, json!({})).await.expect(200), bare);
        let log = shop.get("/api/v1/audit-log?action=contact.changed").await.expect(200);
        let fields: Vec<&Json> = log["data"].as_array().expect("rows").iter().map(|deed| &deed["metadata"]["fields"]).collect();
        assert_eq!(fields, [&json!(["phone"]), &json!(["phone", "company"])], "names of fields, never what they held");
    }

    async fn what_is_no_contact_is_refused_with_every_reason(app: TestApp) {
        let shop = app.tenant("shop").await;
        let wrong = json!({ "name": " ", "phone": "12", "email": "ana", "company": "x".repeat(201) });
        assert_eq!(shop.post(CONTACTS, wrong).await.pointers(), ["/name", "/phone", "/email", "/company"]);
        assert_eq!(shop.post(CONTACTS, json!({ "name": "Ana", "age": 9 })).await.pointers(), ["/age"]);
        assert_eq!(shop.post(CONTACTS, json!({ "phone": "+5511998765432" })).await.pointers(), ["/name"]);
        let made = shop.post(CONTACTS, json!({ "name": "Ana" })).await.expect(201);
        let path = format!("{CONTACTS}/{}", made["id"].as_str().expect("an id"));
        assert_eq!(shop.patch(&path, json!({ "name": "", "phone": "x", "email": "x" })).await.pointers(), ["/name", "/phone", "/email"]);
        shop.patch(&format!("{CONTACTS}/con_01h455vb4pex5vsknk084sn02q"), json!({ "name": "x" })).await.refused(404, "not-found");
    }
}
