//! Quick replies and saved views: whose they are, and what they say.

use recado_domain::Role;
use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{all, lists::Shop};

const REPLIES: &str = "/api/v1/quick-replies";

fn id(made: &Json) -> String {
    made["id"].as_str().expect("an id").to_owned()
}

both_engines! {
    async fn a_quick_reply_is_filled_in_for_a_conversation(app: TestApp) {
        let shop = Shop::open(&app).await;
        let conversation = shop.conversation(None, None).await;
        let body = "Oi, {{contact.firstName}}! Aqui é {{ agent.name }} da {{tenant.name}}: {{contact.email}} {{number.phone}}";
        let made = shop.tenant.post(REPLIES, json!({ "shortcut": "Olá", "body": body })).await.expect(201);
        let render = format!("{REPLIES}/{}/render", id(&made));
        let asked = json!({ "conversationId": conversation });
        let answer = shop.agent.post(&render, asked.clone()).await.expect(200);
        assert_eq!(answer["text"], "Oi, Ana! Aqui é Somebody da shop: {{contact.email}} +55 11 4000-1234");
        assert_eq!(answer["missing"], json!(["contact.email"]));
        let key = shop.tenant.key(&["conversations:read"]).await;
        assert_eq!(key.post(&render, asked).await.expect(200)["missing"], json!(["agent.name", "contact.email"]));
        let hidden = shop.conversation(Some(&shop.other), None).await;
        assert_eq!(shop.agent.post(&render, json!({ "conversationId": hidden })).await.pointers(), ["/conversationId"]);
    }

    async fn a_shortcut_is_one_word_and_unique(app: TestApp) {
        let shop = Shop::open(&app).await;
        let made = shop.tenant.post(REPLIES, json!({ "shortcut": "entrega", "body": "Oi" })).await.expect(201);
        shop.tenant.post(REPLIES, json!({ "shortcut": "ENTREGA", "body": "Oi" })).await.refused(409, "conflict");
        let other = shop.tenant.post(REPLIES, json!({ "shortcut": "troca", "body": "Oi" })).await.expect(201);
        let path = format!("{REPLIES}/{}", id(&other));
        shop.tenant.patch(&path, json!({ "shortcut": "Entrega" })).await.refused(409, "conflict");
        for (body, pointer) in [
            (json!({ "shortcut": "a b", "body": "Oi" }), "/shortcut"),
            (json!({ "shortcut": "x", "body": " " }), "/body"),
            (json!({ "shortcut": "x", "body": "{{contact.age}}" }), "/body"),
            (json!({ "shortcut": "x", "body": "Oi", "teamId": "tem_01h455vb4pex5vsknk084sn02q" }), "/teamId"),
        ] {
            assert_eq!(shop.tenant.post(REPLIES, body.clone()).await.pointers(), [pointer], "{body}");
        }
        let refused = shop.tenant.patch(&path, json!({ "body": "{{contact.age}}" })).await.refused(422, "validation-failed");
        assert!(refused["errors"][0]["detail"].as_str().is_some_and(|words| words.contains("{{contact.name}}")));
        shop.agent.post(REPLIES, json!({ "shortcut": "x", "body": "Oi" })).await.refused(403, "forbidden");
        shop.tenant.delete(&path).await.is(204);
        shop.tenant.delete(&path).await.refused(404, "not-found");
        assert_eq!(all(&shop.agent.get(REPLIES).await.expect(200), "id"), [id(&made)]);
        let log = shop.tenant.get("/api/v1/audit-log?action=quick_reply.deleted").await.expect(200);
        assert_eq!(log["data"].as_array().map(Vec::len), Some(1));
    }

    async fn a_teams_replies_are_its_own(app: TestApp) {
        let shop = Shop::open(&app).await;
        let conversation = shop.conversation(None, None).await;
        let reply = json!({ "shortcut": "vendas", "body": "Oi", "teamId": shop.team });
        let made = shop.tenant.post(REPLIES, reply).await.expect(201);
        let render = format!("{REPLIES}/{}/render", id(&made));
        for (who, count, status) in [(&shop.tenant.owner, 1, 200), (&shop.agent, 1, 200), (&shop.other, 0, 404)] {
            assert_eq!(all(&who.get(REPLIES).await.expect(200), "id").len(), count, "{}", who.email);
            who.post(&render, json!({ "conversationId": conversation })).await.is(status);
        }
        let path = format!("{REPLIES}/{}", id(&made));
        assert_eq!(shop.tenant.patch(&path, json!({ "teamId": null })).await.expect(200)["teamId"], Json::Null);
        shop.other.post(&render, json!({ "conversationId": conversation })).await.is(200);
    }

    async fn a_view_is_its_owners_unless_it_is_shared(app: TestApp) {
        let shop = Shop::open(&app).await;
        let supervisor = shop.tenant.person("super", Role::Supervisor).await;
        let query = json!({ "view": "team", "unread": true, "assignee": "me", "from": "2026-01-01T00:00:00.000Z" });
        let view = |shared: bool| json!({ "name": "Trocas", "query": query, "shared": shared });
        let own = shop.agent.post("/api/v1/views", view(false)).await.expect(201);
        for (field, wanted) in query.as_object().expect("fields") {
            assert_eq!(own["query"][field], *wanted);
        }
        shop.agent.post("/api/v1/views", view(true)).await.refused(403, "forbidden");
        let shared = supervisor.post("/api/v1/views", view(true)).await.expect(201);
        for (who, wanted) in [(&shop.agent, vec![id(&own), id(&shared)]), (&shop.other, vec![id(&shared)])] {
            assert_eq!(all(&who.get("/api/v1/views").await.expect(200), "id"), wanted);
        }
        let (own, shared) = (format!("/api/v1/views/{}", id(&own)), format!("/api/v1/views/{}", id(&shared)));
        shop.tenant.patch(&own, json!({ "name": "x" })).await.refused(404, "not-found");
        shop.agent.patch(&shared, json!({ "name": "x" })).await.refused(403, "forbidden");
        shop.agent.patch(&own, json!({ "shared": true })).await.refused(403, "forbidden");
        assert_eq!(shop.agent.patch(&own, json!({ "name": "Minhas" })).await.expect(200)["name"], "Minhas");
        shop.agent.delete(&own).await.is(204);
        shop.agent.delete(&shared).await.refused(403, "forbidden");
        supervisor.delete(&shared).await.is(204);
        let bad = json!({ "name": "x", "query": { "views": "mine" } });
        assert_eq!(shop.agent.post("/api/v1/views", bad).await.pointers(), ["/query/views"]);
        let key = shop.tenant.key(&["conversations:read"]).await;
        key.post("/api/v1/views", view(false)).await.refused(403, "forbidden");
    }
}
