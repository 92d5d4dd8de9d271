//! `GET /events`: what was missed, judged by what the caller may see now.

use recado_domain::Role;
use recado_engine::relay;
use recado_it::{TestApp, both_engines};
use serde_json::{Value as Json, json};

use super::{agents, caught_up, seq, shop};

fn kinds(events: &[Json]) -> Vec<&str> {
    events.iter().map(|event| event["type"].as_str().expect("a type")).collect()
}

both_engines! {
    async fn without_a_number_only_the_head_is_told(app: TestApp) {
        let shop = app.tenant("shop").await;
        let answer = shop.get("/api/v1/events").await.expect(200);
        assert_eq!(answer, json!({ "data": [], "nextAfter": 0, "head": 0 }));
        assert_eq!(shop.get("/api/v1/events?after=0").await.expect(200), answer);
        let number = shop.number("106540352242922").await;
        shop.conversation(&number, "Ana").await;
        assert_eq!(shop.get("/api/v1/events").await.expect(200), answer, "not numbered yet");
        app.number_events().await;
        assert_eq!(shop.get("/api/v1/events").await.expect(200), json!({ "data": [], "nextAfter": 3, "head": 3 }));
    }

    async fn a_page_of_any_size_leads_to_the_head(app: TestApp) {
        let (shop, conversation) = shop(&app).await;
        for n in 0..10 {
            shop.says(&conversation, &format!("Mensagem {n}")).await;
        }
        app.number_events().await;
        for limit in [1, 4, 200] {
            let (events, end) = caught_up(&shop, 0, limit).await;
            assert_eq!(events.iter().map(seq).collect::<Vec<_>>(), (1..=13).collect::<Vec<_>>());
            assert_eq!(end, 13);
            assert!(events.iter().all(|event| event["prev"].is_null()));
        }
        let (events, _) = caught_up(&shop, 12, 50).await;
        let event = &events[0];
        assert_eq!((&event["type"], &event["seq"]), (&json!("message:new"), &json!(13)));
        assert_eq!(event["data"]["message"]["content"]["body"], "Mensagem 9");
        assert_eq!(event["data"]["conversation"]["id"], json!(conversation));
        assert_eq!(event["data"]["conversation"]["lastMessage"], event["data"]["message"]);
    }

    async fn an_event_is_judged_by_where_the_conversation_stood_and_stands(app: TestApp) {
        let (shop, conversation, [ada, bob]) = agents(&app).await;
        let assign = format!("/api/v1/conversations/{conversation}/assign");
        shop.post(&assign, json!({ "userId": bob.id })).await.is(200);
        shop.says(&conversation, "Bom dia").await;
        shop.post(&assign, json!({ "userId": ada.id })).await.is(200);
        app.number_events().await;

        let (events, end) = caught_up(&ada, 3, 50).await;
        assert_eq!(kinds(&events), ["conversation:gone", "conversation:assigned"]);
        assert_eq!(events[0]["data"], json!({ "conversationId": conversation }));
        assert_eq!((seq(&events[0]), seq(&events[1]), end), (4, 6, 6));
        let (events, _) = caught_up(&bob, 3, 50).await;
        assert_eq!(kinds(&events), ["conversation:assigned", "message:new", "conversation:gone"]);
        let viewer = shop.person("viewer", Role::Viewer).await;
        assert_eq!(caught_up(&viewer, 0, 50).await, (vec![], 6), "figures only");
        let key = shop.key(&["events:read", "conversations:read"]).await;
        assert_eq!(kinds(&caught_up(&key, 3, 50).await.0), ["conversation:assigned", "message:new", "conversation:assigned"]);
        let bare = shop.key(&["events:read"]).await;
        assert_eq!(caught_up(&bare, 0, 50).await, (vec![], 6), "the key reads events, but nothing that they tell of");
    }

    async fn what_is_deleted_or_was_never_given_is_gone(app: TestApp) {
        let (shop, conversation) = shop(&app).await;
        let expired = async |after: i64| shop.get(&format!("/api/v1/events?after={after}")).await;
        expired(4).await.refused(410, "events-expired");
        assert_eq!(shop.get("/api/v1/events?after=-1").await.pointers(), ["/after"]);
        app.clock.advance(relay::RETENTION);
        shop.says(&conversation, "Bom dia").await;
        app.number_events().await;
        let lease = app.lease(relay::LEASE).await;
        assert_eq!(relay::purge_batch(&app.engine, &lease).await.expect("deleted"), 3);
        assert_eq!(relay::purge_batch(&app.engine, &lease).await.expect("deleted"), 0);
        let owner = app.sign_in(&shop.owner.email).await;
        for (after, status) in [(0, 410), (2, 410), (3, 200), (4, 200), (5, 410)] {
            owner.get(&format!("/api/v1/events?after={after}")).await.is(status);
        }
        assert_eq!(caught_up(&owner, 3, 50).await.0.len(), 1);
    }

    async fn a_change_of_access_is_an_order_to_reload(app: TestApp) {
        let (shop, _, [ada, bob]) = agents(&app).await;
        let team = shop.post("/api/v1/teams", json!({ "name": "Sales", "members": [ada.id] })).await.expect(201);
        assert!(team["id"].is_string());
        shop.patch(&format!("/api/v1/users/{}", bob.id), json!({ "role": "supervisor" })).await.is(200);
        app.number_events().await;
        let reload = |seq| json!({ "seq": seq, "prev": null, "type": "resync", "data": { "after": null } });
        for (person, at) in [(&ada, 4), (&bob, 6)] {
            let (mut events, _) = caught_up(person, 3, 50).await;
            events.retain(|event| event["type"] != "team:updated");
            for event in &mut events {
                event.as_object_mut().expect("an event").remove("at");
            }
            assert_eq!(events, [reload(at)]);
        }
        let (told, head) = caught_up(&shop, 3, 50).await;
        assert_eq!((told.len(), &told[0]["type"], head), (1, &json!("team:updated"), 6), "the order is not for the owner");
    }

    async fn each_tenant_has_numbers_of_its_own(app: TestApp) {
        let (shop, conversation) = shop(&app).await;
        let other = app.tenant("elsewhere").await;
        other.post("/api/v1/contacts", json!({ "name": "Zé" })).await.is(201);
        shop.says(&conversation, "Oi").await;
        app.number_events().await;
        let (events, end) = caught_up(&other, 0, 50).await;
        assert_eq!((kinds(&events), end), (vec!["contact:updated"], 1));
        assert_eq!(caught_up(&shop, 0, 50).await.1, 4);
    }
}
