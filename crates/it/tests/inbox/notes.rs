//! Notes in threads, mentions, and the thread as a whole.

use recado_domain::Role;
use recado_it::{Someone, TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{all, lists::Shop};

async fn write(caller: &Someone, conversation: &str, body: &str, mentions: &[&Someone]) -> Json {
    let mentions: Vec<&String> = mentions.iter().map(|person| &person.id).collect();
    let body = json!({ "body": body, "mentions": mentions });
    caller.post(&format!("/api/v1/conversations/{conversation}/notes"), body).await.expect(201)
}

async fn mentioned(caller: &Someone) -> Vec<String> {
    let page = caller.get("/api/v1/users/me/mentions").await.expect(200);
    let rows = page["data"].as_array().expect("rows");
    rows.iter().map(|row| row["note"]["body"].as_str().expect("a text").to_owned()).collect()
}

/// What this person is told of behind a number.
async fn told(app: &TestApp, caller: &Someone, after: i64) -> Vec<String> {
    app.number_events().await;
    let page = caller.get(&format!("/api/v1/events?after={after}")).await.expect(200);
    all(&page, "type")
}

async fn head(app: &TestApp, caller: &Someone) -> i64 {
    app.number_events().await;
    caller.get("/api/v1/events").await.expect(200)["head"].as_i64().expect("a number")
}

both_engines! {
    async fn a_note_is_a_part_of_the_thread_and_never_sent(app: TestApp) {
        let shop = Shop::open(&app).await;
        let id = shop.conversation(None, None).await;
        app.plant("já trocou uma vez");
        let note = write(&shop.agent, &id, "Ela já trocou uma vez", &[]).await;
        assert_eq!((&note["authorId"], &note["conversationId"]), (&json!(shop.agent.id), &json!(id)));
        shop.tenant.says(&id, "Obrigada").await;
        shop.agent.put(&format!("/api/v1/conversations/{id}/priority"), json!({ "priority": "low" })).await.is(200);
        let path = format!("/api/v1/conversations/{id}/timeline");
        let whole = shop.agent.get(&path).await.expect(200);
        assert_eq!(all(&whole, "kind"), ["entry", "message", "note", "message"]);
        assert_eq!(whole["data"][2]["note"], note);
        assert_eq!(whole["data"][0]["entry"]["kind"], "prioritized");
        let (mut paged, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = shop.agent.get(&format!("{path}?limit=1{cursor}")).await.expect(200);
            paged.push(page["data"][0].clone());
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(json!(paged), whole["data"]);
        assert_eq!(app.database.number("SELECT COUNT(*) FROM messages WHERE direction = 'outbound'").await, 0);
        assert_eq!(shop.agent.get(&format!("/api/v1/conversations/{id}")).await.expect(200)["lastMessage"]["content"]["body"], "Obrigada");
    }

    async fn only_its_author_edits_and_deletes_a_note(app: TestApp) {
        let shop = Shop::open(&app).await;
        let id = shop.conversation(None, None).await;
        let note = write(&shop.agent, &id, "Um rascunho", &[]).await;
        let path = format!("/api/v1/notes/{}", note["id"].as_str().expect("an id"));
        let better = json!({ "body": "Melhor", "mentions": [] });
        shop.tenant.put(&path, better.clone()).await.refused(403, "forbidden");
        shop.tenant.delete(&path).await.refused(403, "forbidden");
        let edited = shop.agent.put(&path, better).await.expect(200);
        assert_eq!((&edited["body"], edited["editedAt"].is_string()), (&json!("Melhor"), true));
        shop.agent.delete(&path).await.is(204);
        shop.agent.delete(&path).await.refused(404, "not-found");
        let left = shop.agent.get(&format!("/api/v1/conversations/{id}/timeline")).await.expect(200);
        let left = &left["data"][0]["note"];
        assert_eq!((&left["body"], left["deletedAt"].is_string()), (&json!(""), true));
        assert_eq!(app.database.number("SELECT COUNT(*) FROM outbox WHERE kind LIKE 'note:%'").await, 3);
        for body in [json!({ "body": " " }), json!({ "body": "x".repeat(4_001) })] {
            let answer = shop.agent.post(&format!("/api/v1/conversations/{id}/notes"), body).await;
            assert!(answer.pointers().contains(&"/body".to_owned()));
        }
    }

    async fn who_is_mentioned_is_told(app: TestApp) {
        let shop = Shop::open(&app).await;
        let id = shop.conversation(None, None).await;
        let after = head(&app, &shop.tenant).await;
        let note = write(&shop.tenant, &id, "@agent veja", &[&shop.agent]).await;
        assert_eq!(told(&app, &shop.agent, after).await, ["note:new", "mention:new"]);
        assert_eq!(told(&app, &shop.other, after).await, ["note:new"]);
        assert_eq!(mentioned(&shop.agent).await, ["@agent veja"]);
        assert_eq!(mentioned(&shop.other).await, Vec::<String>::new());
        let path = format!("/api/v1/notes/{}", note["id"].as_str().expect("an id"));
        let after = head(&app, &shop.tenant).await;
        let both = json!({ "body": "@agent e @other", "mentions": [shop.agent.id, shop.other.id, shop.other.id] });
        let edited = shop.tenant.put(&path, both).await.expect(200);
        assert_eq!(edited["mentions"], json!([shop.agent.id, shop.other.id]));
        assert_eq!(told(&app, &shop.agent, after).await, ["note:updated"], "told before");
        assert_eq!(told(&app, &shop.other, after).await, ["note:updated", "mention:new"]);
        shop.tenant.delete(&path).await.is(204);
        assert_eq!(mentioned(&shop.agent).await, Vec::<String>::new());
        let key = shop.tenant.key(&["conversations:read"]).await;
        assert_eq!(mentioned(&key).await, Vec::<String>::new());
    }

    async fn nobody_is_mentioned_where_they_cannot_look(app: TestApp) {
        let shop = Shop::open(&app).await;
        let stranger = app.tenant("elsewhere").await;
        let viewer = shop.tenant.person("viewer", Role::Viewer).await;
        let id = shop.conversation(Some(&shop.other), None).await;
        let path = format!("/api/v1/conversations/{id}/notes");
        for person in [&shop.agent.id, &stranger.owner.id, &viewer.id] {
            let body = json!({ "body": "Oi", "mentions": [shop.tenant.owner.id, person] });
            assert_eq!(shop.other.post(&path, body).await.pointers(), ["/mentions/1"]);
        }
        assert_eq!(app.database.number("SELECT COUNT(*) FROM notes").await, 0);
    }

    async fn an_agent_without_sight_learns_of_no_note(app: TestApp) {
        let shop = Shop::open(&app).await;
        let id = shop.conversation(None, None).await;
        let note = write(&shop.agent, &id, "Minha nota", &[&shop.agent]).await;
        let note = format!("/api/v1/notes/{}", note["id"].as_str().expect("an id"));
        shop.tenant.post(&format!("/api/v1/conversations/{id}/assign"), json!({ "userId": shop.other.id })).await.is(200);
        let after = head(&app, &shop.tenant).await;
        write(&shop.other, &id, "Outra", &[&shop.other]).await;
        assert_eq!(told(&app, &shop.agent, after).await, Vec::<String>::new());
        assert_eq!(mentioned(&shop.agent).await, Vec::<String>::new(), "the conversation is out of sight");
        let body = json!({ "body": "Oi", "mentions": [] });
        shop.agent.post(&format!("/api/v1/conversations/{id}/notes"), body.clone()).await.refused(404, "not-found");
        shop.agent.get(&format!("/api/v1/conversations/{id}/timeline")).await.refused(404, "not-found");
        shop.agent.put(&note, body).await.refused(404, "not-found");
        shop.agent.delete(&note).await.refused(404, "not-found");
    }
}
