//! What is queued goes out, and how it shows on the way.

use std::time::Duration;

use recado_it::{TestApp, both_engines};
use serde_json::json;

use super::{message, send, status};

both_engines! {
    async fn a_text_goes_out_and_is_accepted(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let answer = shop.post("/api/v1/messages/send", ana.text("Oi, Ana!")).await;
        let queued = answer.expect(202);
        let id = queued["id"].as_str().expect("as the test set it up");
        assert_eq!(answer.header("location"), Some(format!("/api/v1/messages/{id}").as_str()));
        assert_eq!((&queued["status"], &queued["content"]), (&json!("queued"), &json!({ "body": "Oi, Ana!" })));

        app.run_lanes().await;

        let (shown, ledger) = (message(&shop, id).await, app.ledger().await);
        assert_eq!((shown["status"].as_str(), ledger.len()), (Some("accepted"), 1));
        assert_eq!(shown["waMessageId"], ledger[0]["wamid"]);
        assert_eq!(shown["attempts"][0]["waMessageId"], ledger[0]["wamid"]);
        assert_eq!((&ledger[0]["to"], ledger[0]["tracker"].as_str().map(str::len)), (&json!("+5511998765432"), Some(37)));
    }

    async fn a_reaction_and_a_reply_name_the_message_by_metas_id(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let first = send(&shop, ana.text("Chegou?")).await;
        app.run_lanes().await;
        let wamid = message(&shop, &first).await["waMessageId"].clone();

        let reaction = json!({ "conversationId": ana.conversation, "type": "reaction",
            "reaction": { "messageId": first, "emoji": "👍" } });
        let reaction = shop.post("/api/v1/messages/send", reaction).await.expect(202);
        let mut reply = ana.text("Chegou!");
        reply["replyTo"] = json!(first);
        let reply = shop.post("/api/v1/messages/send", reply).await.expect(202);
        app.run_lanes().await;

        assert_eq!((&reaction["replyTo"], &reply["replyTo"]), (&json!(first), &json!(first)));
        let ledger = app.ledger().await;
        assert_eq!(ledger[1]["request"]["reaction"], json!({ "message_id": wamid, "emoji": "👍" }));
        assert_eq!(ledger[1]["request"]["context"], json!(null));
        assert_eq!(ledger[2]["request"]["context"], json!({ "message_id": wamid }));
    }

    async fn templates_go_out_by_object_and_by_name_whatever_the_window(app: TestApp) {
        let shop = app.tenant("shop").await;
        shop.number("1001").await;
        let object = json!({ "name": "hello_world", "language": { "code": "pt_BR" } });
        let whole = json!({ "to": "+55 11 99876-5432", "type": "template", "template": object });
        let named = json!({ "to": "+55 11 99876-5432", "templateName": "hello_world", "language": "pt_BR" });
        app.plant("5511998765432");
        let first = shop.post("/api/v1/messages/send", whole).await.expect(202);
        let second = shop.post("/api/v1/messages/template", named).await.expect(202);
        assert_eq!(first["content"], second["content"]);
        assert_eq!(first["contactId"], second["contactId"], "one person is one contact");
        assert_eq!(first["conversationId"], second["conversationId"]);
        app.run_lanes().await;
        for sent in [&first, &second] {
            assert_eq!(status(&shop, sent["id"].as_str().expect("as the test set it up")).await, "accepted");
        }
    }

    async fn a_person_is_the_same_with_and_without_the_ninth_digit(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let text = json!({ "to": "551198765432", "type": "text", "text": { "body": "Oi" } });
        let sent = shop.post("/api/v1/messages/send", text).await.expect(202);
        assert_eq!(sent["contactId"], json!(ana.contact));
        assert_eq!(sent["conversationId"], json!(ana.conversation));
    }

    async fn the_form_in_which_meta_knows_a_phone_is_dialled_from_then_on(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        app.database.run("UPDATE contact_identities SET given = '551198765432' WHERE kind = 'phone'").await;
        send(&shop, ana.text("Oi")).await;
        app.run_lanes().await;
        let known = "contact_identities WHERE kind = 'phone' AND given = '5511998765432'";
        assert_eq!(app.database.number(&format!("SELECT COUNT(*) FROM {known}")).await, 1, "as Meta answered");
    }

    async fn who_prefers_to_wait_gets_the_outcome_or_what_there_is(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let call = |seconds| shop.call("POST", "/api/v1/messages/send").header("prefer", seconds).json(&ana.text("Oi"));
        let late = call("wait=0").send().await;
        assert_eq!(late.expect(202)["status"], "queued");
        assert!(late.header("location").is_some());
        app.run_lanes().await;

        let (waited, ()) = tokio::join!(call("wait=20").send(), async {
            while app.taken().await < 2 {
                app.run_lanes().await;
            }
        });
        assert_eq!(waited.expect(200)["status"], "accepted");
    }

    async fn a_node_that_is_about_to_end_keeps_nobody_waiting(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let call = shop.call("POST", "/api/v1/messages/send").header("prefer", "wait=20").json(&ana.text("Oi"));
        app.app.drain();
        let answer = tokio::time::timeout(Duration::from_secs(10), call.send()).await.expect("not after 20 seconds");
        assert_eq!(answer.expect(202)["status"], "queued");
    }
}
