//! What is refused before it is queued, and how.

use std::time::Duration;

use recado_domain::Role;
use recado_it::{TestApp, both_engines};
use recado_storage::{Scope, tenant::phone_numbers::SuspendReach};
use serde_json::{Value as Json, json};

use super::{send, wait};

const SEND: &str = "/api/v1/messages/send";

both_engines! {
    async fn every_fault_of_a_body_is_named_at_its_place(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let with = |more: Json| {
            let mut body = ana.text("Oi");
            body.as_object_mut().expect("as the test set it up").extend(more.as_object().expect("as the test set it up").clone());
            body
        };
        let long = "x".repeat(4_097);
        let table: [(Json, &[&str]); 15] = [
            (json!({}), &["/type", "/to"]),
            (with(json!({ "type": "telegram" })), &["/type"]),
            (with(json!({ "text": null })), &["/text"]),
            (with(json!({ "text": { "body": "" } })), &["/text/body"]),
            (with(json!({ "text": { "body": long } })), &["/text/body"]),
            (with(json!({ "text": { "body": "Oi", "a/b": 1, "footer": "x" } })), &["/text/a~1b", "/text/footer"]),
            (with(json!({ "image": { "id": "1" } })), &["/image"]),
            (with(json!({ "surprise": 1, "a/b": 2 })), &["/a~1b", "/surprise"]),
            (with(json!({ "contactId": ana.contact })), &["/contactId"]),
            (with(json!({ "conversationId": "con_01h455vb4pex5vsknk084sn02q" })), &["/conversationId"]),
            (with(json!({ "deliveryPolicy": "twice" })), &["/deliveryPolicy"]),
            (with(json!({ "clientId": "another-tenant" })), &["/clientId"]),
            (with(json!({ "replyTo": 7 })), &["/replyTo"]),
            (with(json!({ "replyTo": "msg_01h455vb4pex5vsknk084sn02q" })), &["/replyTo"]),
            (with(json!({ "type": "reaction", "text": null, "reaction": { "emoji": 1, "id": 2 } })),
             &["/reaction/id", "/reaction/messageId", "/reaction/emoji", "/text"]),
        ];
        for (body, pointers) in table {
            let mut found = shop.post(SEND, body.clone()).await.pointers();
            let mut wanted: Vec<_> = pointers.iter().map(ToString::to_string).collect();
            found.sort();
            wanted.sort();
            assert_eq!(found, wanted, "{body}");
        }
    }

    async fn kinds_that_are_not_delivered_yet_are_refused_at_type(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        for kind in ["image", "video", "audio", "document", "sticker", "location", "contacts", "interactive"] {
            let body = json!({ "conversationId": ana.conversation, "type": kind, kind: { "id": "1" } });
            assert_eq!(shop.post(SEND, body).await.pointers(), ["/type"], "{kind}");
        }
    }

    async fn a_closed_window_takes_templates_only(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("1001").await;
        let silent = number.silent_customer("Bia", "5511998765433").await;
        let problem = shop.post(SEND, silent.text("Oi")).await.refused(409, "service-window-closed");
        assert!(problem["remedy"].as_str().is_some_and(|remedy| remedy.contains("template")), "{problem}");

        let ana = number.customer("Ana", "5511998765432").await;
        app.clock.advance(Duration::from_hours(24));
        shop.post(SEND, ana.text("Oi")).await.refused(401, "unauthenticated");
        let owner = app.sign_in(&shop.owner.email).await;
        owner.post(SEND, ana.text("Oi")).await.refused(409, "service-window-closed");
        let template = json!({ "name": "hello_world", "language": { "code": "pt_BR" } });
        let body = json!({ "conversationId": ana.conversation, "type": "template", "template": template });
        owner.post(SEND, body).await.is(202);
    }

    async fn the_number_must_be_named_known_and_active(app: TestApp) {
        let shop = app.tenant("shop").await;
        let to = |more: Json| {
            let mut body = json!({ "to": "+5511998765432", "templateName": "hello_world", "language": "pt_BR" });
            body.as_object_mut().expect("as the test set it up").extend(more.as_object().expect("as the test set it up").clone());
            body
        };
        let template = "/api/v1/messages/template";
        assert_eq!(shop.post(template, to(json!({}))).await.pointers(), ["/numberId"], "there is none yet");
        let first = shop.number("1001").await;
        shop.post(template, to(json!({}))).await.is(202);
        shop.number("1002").await;
        assert_eq!(shop.post(template, to(json!({}))).await.pointers(), ["/numberId"], "there are two");
        assert_eq!(shop.post(template, to(json!({ "to": "Ana", "numberId": first.id }))).await.pointers(), ["/to"]);
        let unknown = json!({ "numberId": "num_01h455vb4pex5vsknk084sn02q" });
        assert_eq!(shop.post(template, to(unknown)).await.pointers(), ["/numberId"]);

        let mut tx = app.engine.db.write(Scope::Tenant(shop.tenant)).await.expect("as the test set it up");
        let numbers = &mut tx.tenant();
        numbers.phone_numbers().suspend(first.key.number_id, SuspendReach::Number, "test", app.engine.now()).await.expect("as the test set it up");
        tx.commit().await.expect("as the test set it up");
        shop.post(template, to(json!({ "numberId": first.id }))).await.refused(409, "number-not-active");
    }

    async fn a_message_that_meta_does_not_have_cannot_be_answered(app: TestApp) {
        let shop = app.tenant("shop").await;
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let queued = send(&shop, ana.text("Oi")).await;
        let reaction = json!({ "conversationId": ana.conversation, "type": "reaction",
            "reaction": { "messageId": queued, "emoji": "👍" } });
        shop.post(SEND, reaction).await.refused(409, "conflict");
    }

    async fn who_does_not_see_a_conversation_finds_nothing_there(app: TestApp) {
        let (shop, rival) = (app.tenant("shop").await, app.tenant("rival").await);
        let ana = shop.number("1001").await.customer("Ana", "5511998765432").await;
        let id = send(&shop, ana.text("Oi")).await;
        let (owner, agent) = (shop.owner.clone(), shop.person("agent", Role::Agent).await);
        let mut tx = app.engine.db.write(Scope::Tenant(shop.tenant)).await.expect("as the test set it up");
        let boss = recado_domain::visibility::Placement { assignee: owner.id.parse().ok(), team: None };
        tx.tenant().conversation_changes().place(ana.conversation, boss).await.expect("as the test set it up");
        tx.commit().await.expect("as the test set it up");
        rival.number("2001").await;
        for stranger in [&agent, &rival.owner] {
            stranger.post(SEND, ana.text("Oi")).await.refused(404, "not-found");
            stranger.post(SEND, json!({ "contactId": ana.contact, "type": "text", "text": { "body": "Oi" } })).await
                .refused(404, "not-found");
            stranger.get(&format!("/api/v1/messages/{id}")).await.refused(404, "not-found");
            for verb in ["cancel", "resend", "dismiss"] {
                stranger.call("POST", &format!("/api/v1/messages/{id}/{verb}")).send().await.refused(404, "not-found");
            }
        }
        wait(&app, 1);
    }
}
