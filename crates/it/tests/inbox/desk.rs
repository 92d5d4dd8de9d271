//! Tags, priority, unread marks and history: who did what, and who may see it.

use std::time::Duration;

use recado_engine::{
    conversations::WakeConversation,
    jobs::{Job, JobCx, run_due},
};
use recado_it::{Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{
    all, ids,
    lists::{Shop, listed, walked},
};

async fn tag(shop: &Shop, name: &str) -> String {
    let made = shop.tenant.post("/api/v1/tags", json!({ "name": name, "hue": 210 })).await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

async fn put_on(caller: &Someone, thing: &str, tags: &[&String]) -> Json {
    caller.post(&format!("/api/v1/{thing}/tags"), json!({ "add": tags })).await.expect(200)
}

/// Kinds of the history, the newest first.
async fn kinds(caller: &Someone, conversation: &str) -> Vec<String> {
    let page = caller.get(&format!("/api/v1/conversations/{conversation}/history")).await.expect(200);
    all(&page, "kind")
}

both_engines! {
    async fn tags_are_made_changed_and_deleted(app: TestApp) {
        let shop = Shop::open(&app).await;
        let urgent = tag(&shop, "Urgente").await;
        tag(&shop, "Árvore").await;
        shop.tenant.post("/api/v1/tags", json!({ "name": "URGENTE", "hue": 1 })).await.refused(409, "conflict");
        shop.tenant.post("/api/v1/tags", json!({ "name": " ", "hue": 360 })).await.pointers();
        let list = shop.agent.get("/api/v1/tags").await.expect(200);
        assert_eq!(all(&list, "name"), ["Árvore", "Urgente"]);
        let path = format!("/api/v1/tags/{urgent}");
        let changed = shop.tenant.patch(&path, json!({ "name": "Já", "hue": 0 })).await.expect(200);
        assert_eq!((&changed["name"], &changed["hue"]), (&json!("Já"), &json!(0)));
        shop.tenant.patch(&path, json!({ "name": "arvore" })).await.refused(409, "conflict");
        shop.agent.post("/api/v1/tags", json!({ "name": "x", "hue": 1 })).await.refused(403, "forbidden");
        shop.tenant.delete(&path).await.is(204);
        shop.tenant.delete(&path).await.refused(404, "not-found");
        assert_eq!(all(&shop.tenant.get("/api/v1/tags").await.expect(200), "name"), ["Árvore"]);
        tag(&shop, "Já").await;
        let log = shop.tenant.get("/api/v1/audit-log?action=tag.deleted").await.expect(200);
        assert_eq!(log["data"][0]["entityId"], json!(urgent));
    }

    async fn conversations_are_found_by_their_tags_in_order(app: TestApp) {
        let shop = Shop::open(&app).await;
        let [red, blue] = [tag(&shop, "Red").await, tag(&shop, "Blue").await];
        let mut made = Vec::new();
        for _ in 0..5 {
            made.push(shop.conversation(None, Some(&shop.team)).await);
        }
        let path = |id: &String| format!("conversations/{id}");
        for id in &made[..4] {
            let answer = put_on(&shop.agent, &path(id), &[&red]).await;
            assert_eq!(answer["tagIds"], json!([red]));
        }
        put_on(&shop.agent, &path(&made[1]), &[&red, &blue]).await;
        shop.set(&made[3], json!({ "status": "closed" })).await;
        shop.tenant.says(&made[0], "Oi de novo").await;
        let table = [
            (format!("tag={red}"), vec![0, 3, 2, 1]),
            (format!("tag={red}&view=all"), vec![0, 2, 1]),
            (format!("tag={red}&status=closed"), vec![3]),
            (format!("tag={blue}"), vec![1]),
            (format!("tag={red}&team={}", shop.team), vec![0, 3, 2, 1]),
            (format!("tag={red}&unread=true&assignee=none"), vec![0, 2, 1]),
            (format!("tag={red}&assignee={}", shop.agent.id), vec![]),
            (format!("tag={red}&from=2030-01-01T00:00:00Z"), vec![]),
        ];
        for (query, wanted) in table {
            let wanted: Vec<String> = wanted.into_iter().map(|n: usize| made[n].clone()).collect();
            for who in [&shop.tenant.owner, &shop.agent] {
                assert_eq!(listed(who, &query).await, wanted, "{query}");
                assert_eq!(walked(who, &format!("&{query}"), 1).await, wanted, "{query}");
            }
            assert_eq!(listed(&shop.other, &query).await, Vec::<String>::new(), "{query}");
        }
        shop.agent.post(&format!("/api/v1/{}/tags", path(&made[0])), json!({ "remove": [red] })).await.is(200);
        assert_eq!(listed(&shop.agent, &format!("tag={red}&view=all")).await, [made[2].clone(), made[1].clone()]);
        assert_eq!(kinds(&shop.agent, &made[0]).await, ["untagged", "tagged", "assigned"]);
    }

    async fn a_deleted_tag_is_on_nothing(app: TestApp) {
        let shop = Shop::open(&app).await;
        let red = tag(&shop, "Red").await;
        let id = shop.conversation(None, None).await;
        let view = put_on(&shop.tenant, &format!("conversations/{id}"), &[&red]).await;
        let contact = view["contact"]["id"].as_str().expect("an id").to_owned();
        let tagged = put_on(&shop.agent, &format!("contacts/{contact}"), &[&red]).await;
        assert_eq!(tagged["tagIds"], json!([red]));
        let by_tag = format!("/api/v1/contacts?tag={red}");
        assert_eq!(ids(&shop.agent.get(&by_tag).await.expect(200)), std::slice::from_ref(&contact));
        assert_eq!(ids(&shop.agent.get(&format!("{by_tag}&search=ana")).await.expect(200)), std::slice::from_ref(&contact));
        shop.agent.patch(&format!("/api/v1/contacts/{contact}"), json!({ "name": "Zé" })).await.is(200);
        let key = app.database.number("SELECT COUNT(*) FROM contact_tags WHERE name_key = 'ze'").await;
        assert_eq!(key, 1, "the copy follows the name");
        shop.tenant.delete(&format!("/api/v1/tags/{red}")).await.is(204);
        let shown = shop.tenant.get(&format!("/api/v1/conversations/{id}")).await.expect(200);
        assert_eq!((&shown["tagIds"], &shown["contact"]["tagIds"]), (&json!([]), &json!([])));
        let answer = shop.tenant.post(&format!("/api/v1/conversations/{id}/tags"), json!({ "add": [red] })).await;
        assert_eq!(answer.pointers(), ["/add/0"]);
        run_due(&app.engine, "test", 10).await.expect("jobs run");
        for table in ["tags", "conversation_tags", "contact_tags"] {
            assert_eq!(app.database.number(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
        }
    }

    async fn everything_that_is_done_is_in_the_history(app: TestApp) {
        let shop = Shop::open(&app).await;
        let id = shop.conversation(None, None).await;
        let path = |act: &str| format!("/api/v1/conversations/{id}/{act}");
        let prioritized = shop.agent.put(&path("priority"), json!({ "priority": "urgent" })).await.expect(200);
        assert_eq!(prioritized["priority"], "urgent");
        shop.agent.put(&path("priority"), json!({ "priority": "urgent" })).await.is(200);
        shop.agent.put(&path("priority"), json!({ "priority": "now" })).await.refused(422, "validation-failed");
        let until = app.engine.now().plus(Duration::from_mins(10));
        let asleep = shop.agent.put(&path("status"), json!({ "status": "snoozed", "until": until })).await.expect(200);
        assert_eq!(asleep["snoozedUntil"], json!(until));
        app.clock.advance(Duration::from_mins(10));
        let wake = WakeConversation { conversation: id.parse().expect("an id") };
        wake.run(&JobCx { engine: &app.engine, tenant: shop.tenant.tenant }).await.expect("it runs");
        shop.agent.post(&path("transfer"), json!({ "teamId": shop.team, "note": "Troca" })).await.is(200);
        shop.agent.post(&path("close"), json!({})).await.is(200);
        shop.set(&id, json!({ "status": "archived" })).await;
        let page = shop.agent.get(&path("history?limit=2")).await.expect(200);
        assert_eq!(all(&page, "kind"), ["archived", "closed"]);
        let wanted = ["archived", "closed", "transferred", "woken", "snoozed", "prioritized"];
        assert_eq!(kinds(&shop.agent, &id).await, wanted);
        let page = shop.agent.get(&path("history")).await.expect(200);
        let [_, _, transferred, woken, _, priority] = &page["data"].as_array().expect("rows")[..] else { panic!("six") };
        assert_eq!((&transferred["by"], &transferred["data"]["note"]), (&json!(shop.agent.id), &json!("Troca")));
        assert_eq!((&woken["by"], &priority["data"]), (&Json::Null, &json!({ "from": "none", "to": "urgent" })));
        shop.other.get(&path("history")).await.refused(404, "not-found");
    }

    async fn an_open_conversation_can_be_made_unread_again(app: TestApp) {
        let shop = Shop::open(&app).await;
        let id = shop.conversation(None, None).await;
        let path = |act: &str| format!("/api/v1/conversations/{id}/{act}");
        shop.agent.post(&path("read"), json!({})).await.is(204);
        for _ in 0..2 {
            shop.agent.post(&path("unread"), json!({})).await.is(204);
        }
        assert_eq!(listed(&shop.agent, "unread=true").await, std::slice::from_ref(&id));
        let unread = app.database.number("SELECT COUNT(*) FROM audit_log WHERE action = 'conversation.unread'").await;
        assert_eq!(unread, 1);
        shop.agent.post(&path("close"), json!({})).await.is(200);
        shop.agent.post(&path("unread"), json!({})).await.refused(409, "conflict");
    }

    async fn what_an_agent_does_not_see_they_cannot_work_on(app: TestApp) {
        let shop = Shop::open(&app).await;
        let red = tag(&shop, "Red").await;
        let id = shop.conversation(Some(&shop.other), None).await;
        put_on(&shop.tenant, &format!("conversations/{id}"), &[&red]).await;
        app.number_events().await;
        let head = shop.agent.get("/api/v1/events").await.expect(200)["head"].as_i64().expect("a number");
        let path = |act: &str| format!("/api/v1/conversations/{id}/{act}");
        shop.agent.post(&path("tags"), json!({ "remove": [red] })).await.refused(404, "not-found");
        shop.agent.put(&path("priority"), json!({ "priority": "low" })).await.refused(404, "not-found");
        shop.agent.post(&path("unread"), json!({})).await.refused(404, "not-found");
        shop.agent.get(&path("history")).await.refused(404, "not-found");
        shop.tenant.put(&path("priority"), json!({ "priority": "low" })).await.is(200);
        shop.tenant.post(&path("tags"), json!({ "remove": [red] })).await.is(200);
        app.number_events().await;
        let missed = format!("/api/v1/events?after={head}");
        assert_eq!(shop.agent.get(&missed).await.expect(200)["data"], json!([]));
        let owners = shop.tenant.get(&missed).await.expect(200);
        let done: Vec<&Json> = owners["data"].as_array().expect("events").iter().map(|event| &event["data"]["entry"]["kind"]).collect();
        assert_eq!(done, ["prioritized", "untagged"]);
    }
}

both_engines! {
    async fn a_person_who_writes_to_a_contact_opens_their_conversation_again(app: TestApp) {
        let shop = app.tenant("shop").await;
        let number = shop.number("106540352242922").await;
        let customer = number.customer("Ana", "5511998765432").await;
        let path = format!("/api/v1/conversations/{}", customer.conversation);
        let template = json!({ "contactId": customer.contact, "type": "template",
            "template": { "name": "hello_world", "language": { "code": "pt_BR" } } });
        let key = shop.key(&["messages:send"]).await;
        shop.post(&format!("{path}/close"), json!({})).await.is(200);
        key.post("/api/v1/messages/send", template.clone()).await.is(202);
        assert_eq!(shop.get(&path).await.expect(200)["status"], "closed", "a program opens nothing");
        let sent = shop.post("/api/v1/messages/send", template).await.expect(202);
        assert_eq!(sent["conversationId"], json!(customer.conversation), "where to go on");
        assert_eq!(shop.get(&path).await.expect(200)["status"], "open");
        let last = shop.get(&format!("{path}/history")).await.expect(200)["data"][0].clone();
        assert_eq!((&last["kind"], &last["by"]), (&json!("reopened"), &json!(shop.owner.id)));
    }
}
