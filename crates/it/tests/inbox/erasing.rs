//! Blocking, erasing and exporting contacts: who may, what goes, what stays, and what nobody learns by it.

use recado_domain::Role;
use recado_engine::search::index_pending;
use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{all, lists::Shop};

const CONTACTS: &str = "/api/v1/contacts";
const PHONE: &str = "+5511998765432";

/// Gives the contact of a conversation a phone, an e-mail address and a note; answers its path.
async fn somebody(shop: &Shop, conversation: &str) -> String {
    let seen = shop.tenant.get(&format!("/api/v1/conversations/{conversation}")).await.expect(200);
    let path = format!("{CONTACTS}/{}", seen["contact"]["id"].as_str().expect("an id"));
    let known = json!({ "name": "Ana Gonçalves", "phone": PHONE, "email": "ana@example.com", "company": "Padaria" });
    shop.tenant.patch(&path, known).await.is(200);
    let note = json!({ "body": "Prefere ligações à tarde", "mentions": [] });
    shop.tenant.post(&format!("/api/v1/conversations/{conversation}/notes"), note).await.is(201);
    path
}

async fn count(app: &TestApp, rows: &str) -> i64 {
    app.database.number(&format!("SELECT COUNT(*) FROM {rows}")).await
}

fn lengths(export: &Json) -> [usize; 3] {
    ["conversations", "messages", "notes"].map(|key| export[key].as_array().expect("a list").len())
}

both_engines! {
    async fn nothing_is_sent_to_a_blocked_contact(app: TestApp) {
        let shop = Shop::open(&app).await;
        let conversation = shop.conversation(None, None).await;
        let path = somebody(&shop, &conversation).await;
        let blocked = shop.agent.patch(&path, json!({ "blocked": true })).await.expect(200);
        assert!(blocked["blockedAt"].is_string(), "{blocked}");
        let to = json!({ "conversationId": conversation, "type": "text", "text": { "body": "Oi" } });
        shop.agent.post("/api/v1/messages/send", to.clone()).await.refused(409, "contact-blocked");
        let template = json!({ "to": PHONE, "templateName": "aviso", "language": "pt_BR" });
        shop.tenant.post("/api/v1/messages/template", template).await.refused(409, "contact-blocked");
        assert_eq!(all(&shop.agent.get(&format!("{CONTACTS}?blocked=true")).await.expect(200), "name"), ["Ana Gonçalves"]);
        assert_eq!(all(&shop.agent.get(&format!("{CONTACTS}?blocked=false")).await.expect(200), "name"), Vec::<String>::new());
        let free = shop.agent.patch(&path, json!({ "blocked": false })).await.expect(200);
        assert_eq!(free["blockedAt"], Json::Null);
        shop.agent.post("/api/v1/messages/send", to).await.is(202);
        let log = shop.tenant.get("/api/v1/audit-log?action=contact.changed").await.expect(200);
        assert_eq!(log["data"][0]["metadata"]["fields"], json!(["blocked"]));
    }

    async fn contacts_are_listed_in_four_orders(app: TestApp) {
        let shop = app.tenant("shop").await;
        for name in ["Bia", "Ana", "Caio"] {
            app.clock.advance(std::time::Duration::from_secs(1));
            shop.post(CONTACTS, json!({ "name": name })).await.is(201);
        }
        app.database.run("UPDATE contacts SET last_seen_at = last_seen_at + 60000000 WHERE name = 'Ana'").await;
        let table = [
            ("name", ["Ana", "Bia", "Caio"]),
            ("-name", ["Caio", "Bia", "Ana"]),
            ("recent", ["Ana", "Caio", "Bia"]),
            ("created", ["Caio", "Ana", "Bia"]),
        ];
        for (sort, wanted) in table {
            let (mut walked, mut cursor) = (Vec::new(), String::new());
            loop {
                let page = shop.get(&format!("{CONTACTS}?limit=1&sort={sort}{cursor}")).await.expect(200);
                walked.extend(all(&page, "name"));
                let Some(next) = page["nextCursor"].as_str() else { break };
                cursor = format!("&cursor={next}");
            }
            assert_eq!(walked, wanted, "{sort}");
        }
        let row = shop.get(&format!("{CONTACTS}?sort=recent")).await.expect(200)["data"][0].clone();
        assert!(row["createdAt"].is_string() && row["lastActivityAt"].is_string(), "{row}");
        assert_eq!(shop.get(&format!("{CONTACTS}?search=bi&sort=recent")).await.expect(200)["data"][0]["lastActivityAt"], Json::Null);
        shop.get(&format!("{CONTACTS}?sort=size")).await.refused(422, "validation-failed");
    }

    async fn an_erased_contact_leaves_rows_without_words(app: TestApp) {
        let shop = Shop::open(&app).await;
        let conversation = shop.conversation(Some(&shop.agent), None).await;
        let path = somebody(&shop, &conversation).await;
        shop.tenant.says(&conversation, "Meu endereço é Rua das Acácias").await;
        let queued = json!({ "conversationId": conversation, "type": "text", "text": { "body": "Combinado" } });
        let queued = shop.tenant.post("/api/v1/messages/send", queued).await.expect(202);
        while index_pending(&app.engine).await.expect("indexed") > 0 {}
        let preview = shop.tenant.get(&format!("{path}/erasure")).await.expect(200);
        assert_eq!(preview, json!({ "conversations": 1, "messages": 3, "notes": 1, "identities": 1 }));

        shop.tenant.call("DELETE", &path).send().await.is(204);
        while index_pending(&app.engine).await.expect("indexed") > 0 {}
        let gone = shop.tenant.get(&path).await.expect(200);
        assert_eq!((&gone["name"], &gone["identities"]), (&json!("Erased contact"), &json!([])));
        assert_eq!((&gone["phone"], &gone["email"], &gone["company"]), (&Json::Null, &Json::Null, &Json::Null));
        assert_eq!(count(&app, "messages WHERE content IS NULL AND wamid IS NULL").await, 3);
        assert_eq!(count(&app, "messages").await, 3);
        assert_eq!(count(&app, "notes WHERE body = ''").await, 1);
        assert_eq!(count(&app, "contact_terms").await + count(&app, "contact_identities").await, 0);
        assert_eq!(count(&app, "conversations WHERE is_open = 1 OR last_message_preview IS NOT NULL").await, 0);
        let message = format!("/api/v1/messages/{}", queued["id"].as_str().expect("an id"));
        assert_eq!(shop.tenant.get(&message).await.expect(200)["status"], "cancelled");
        for search in ["acacias", "combinado"] {
            let found = shop.tenant.get(&format!("/api/v1/messages?search={search}")).await.expect(200);
            assert_eq!(found["data"], json!([]), "{search}");
        }
        let log = shop.tenant.get("/api/v1/audit-log?action=contact.erased").await.expect(200);
        let mut figures = preview;
        figures["merged"] = json!([]);
        assert_eq!(log["data"][0]["metadata"], figures, "figures, no names");
    }

    async fn what_hangs_on_messages_and_notes_goes_with_them(app: TestApp) {
        let shop = Shop::open(&app).await;
        let conversation = shop.conversation(Some(&shop.agent), None).await;
        let path = somebody(&shop, &conversation).await;
        let sent = json!({ "conversationId": conversation, "type": "text", "text": { "body": "Combinado" } });
        shop.tenant.post("/api/v1/messages/send", sent).await.is(202);
        app.run_lanes().await;
        let note = json!({ "body": "Veja", "mentions": [shop.agent.id] });
        shop.tenant.post(&format!("/api/v1/conversations/{conversation}/notes"), note).await.is(201);
        let transfer = json!({ "userId": shop.other.id, "note": "Cliente difícil" });
        shop.tenant.post(&format!("/api/v1/conversations/{conversation}/transfer"), transfer).await.is(200);
        shop.tenant.post(CONTACTS, json!({ "name": "Bia" })).await.is(201);
        app.database
            .run("UPDATE contacts SET merged_into = (SELECT id FROM contacts WHERE name = 'Ana Gonçalves') WHERE name = 'Bia'")
            .await;
        let told = [
            "message_attempts WHERE exchange IS NOT NULL OR wamid IS NOT NULL",
            "mentions",
            "transfers WHERE note IS NOT NULL",
            "conversation_events WHERE CAST(data AS TEXT) LIKE '%dif%cil%'",
            "contacts WHERE name IN ('Ana Gonçalves', 'Bia')",
        ];
        for (rows, before) in told.iter().zip([1, 1, 1, 1, 2]) {
            assert_eq!(count(&app, rows).await, before, "{rows}");
        }
        shop.tenant.call("DELETE", &path).send().await.is(204);
        for rows in told {
            assert_eq!(count(&app, rows).await, 0, "{rows}");
        }
    }

    async fn who_was_erased_is_not_found_again_and_may_come_back_as_somebody_new(app: TestApp) {
        let shop = Shop::open(&app).await;
        let conversation = shop.conversation(None, None).await;
        let path = somebody(&shop, &conversation).await;
        shop.tenant.call("DELETE", &path).send().await.is(204);
        for (method, path) in [("DELETE", path.clone()), ("GET", format!("{path}/erasure")), ("GET", format!("{path}/export"))] {
            shop.tenant.call(method, &path).send().await.refused(404, "not-found");
        }
        shop.tenant.patch(&path, json!({ "name": "Ana" })).await.refused(404, "not-found");
        let to = json!({ "conversationId": conversation, "type": "text", "text": { "body": "Oi" } });
        shop.tenant.post("/api/v1/messages/send", to).await.refused(404, "not-found");
        assert_eq!(shop.tenant.get(CONTACTS).await.expect(200)["data"], json!([]));
        assert_eq!(shop.tenant.get(&format!("{CONTACTS}?search=goncalves")).await.expect(200)["data"], json!([]));
        shop.tenant.post(CONTACTS, json!({ "name": "Ana", "phone": PHONE })).await.is(201);
    }

    async fn a_message_on_the_wire_holds_the_erasing_up(app: TestApp) {
        let shop = Shop::open(&app).await;
        let conversation = shop.conversation(None, None).await;
        let path = somebody(&shop, &conversation).await;
        let body = json!({ "conversationId": conversation, "type": "text", "text": { "body": "Oi" } });
        shop.tenant.post("/api/v1/messages/send", body).await.is(202);
        app.database.run("UPDATE messages SET sending = 'in_flight' WHERE sending = 'queued'").await;
        shop.tenant.call("DELETE", &path).send().await.refused(409, "conflict");
        assert_eq!(shop.tenant.get(&path).await.expect(200)["name"], "Ana Gonçalves", "nothing was touched");
    }

    async fn an_export_holds_what_its_reader_sees(app: TestApp) {
        let shop = Shop::open(&app).await;
        let conversation = shop.conversation(Some(&shop.agent), None).await;
        let path = somebody(&shop, &conversation).await;
        let export = format!("{path}/export");
        for reader in [&shop.tenant.owner, &shop.agent, &shop.tenant.key(&["contacts:export"]).await] {
            let answer = reader.get(&export).await;
            let whole = answer.expect(200);
            assert_eq!(lengths(&whole), [1, 1, 1], "{}", reader.email);
            assert_eq!(whole["messages"][0]["content"]["body"], "Oi");
            assert!(answer.header("content-disposition").is_some_and(|header| header.contains(".json")));
        }
        let other = shop.other.get(&export).await.expect(200);
        assert_eq!((lengths(&other), &other["contact"]["name"]), ([0, 0, 0], &json!("Ana Gonçalves")));
        assert_eq!(count(&app, "audit_log WHERE action = 'contact.exported'").await, 4);
        shop.tenant.person("viewer", Role::Viewer).await.get(&export).await.refused(403, "forbidden");
        app.tenant("bank").await.get(&export).await.refused(404, "not-found");
    }

    async fn supervisors_erase_and_agents_do_not_even_count(app: TestApp) {
        let shop = Shop::open(&app).await;
        let conversation = shop.conversation(None, None).await;
        let path = somebody(&shop, &conversation).await;
        let supervisor = shop.tenant.person("super", Role::Supervisor).await;
        shop.agent.get(&format!("{path}/erasure")).await.refused(403, "forbidden");
        shop.agent.call("DELETE", &path).send().await.refused(403, "forbidden");
        shop.tenant.key(&["contacts:manage"]).await.call("DELETE", &path).send().await.refused(403, "forbidden");
        let bank = app.tenant("bank").await;
        bank.get(&format!("{path}/erasure")).await.refused(404, "not-found");
        bank.call("DELETE", &path).send().await.refused(404, "not-found");
        supervisor.call("DELETE", &path).send().await.is(204);
    }
}
