//! Typing and presence: told to those who may know, and to nobody twice.

use recado_it::{TestApp, both_engines};
use serde_json::json;

use super::{Live, agents};

both_engines! {
    async fn typing_is_told_to_those_who_see_the_conversation(app: TestApp) {
        let (shop, conversation, [ada, bob]) = agents(&app).await;
        shop.post(&format!("/api/v1/conversations/{conversation}/assign"), json!({ "userId": ada.id })).await.is(200);
        app.number_events().await;
        let live = Live::start(&app).await;
        let (mut ada_s, mut bob_s, mut owner_s) = (live.connect(&ada).await.0, live.connect(&bob).await.0, live.connect(&shop).await.0);
        ada_s.emit("typing", json!({ "conversationId": conversation, "on": true })).await;
        let told = owner_s.event("typing").await;
        assert_eq!(told, json!({ "conversationId": conversation, "userId": ada.id, "on": true }));
        // Bob does not see it, so what he says about it is told to nobody; what the owner says reaches Ada alone.
        bob_s.emit("typing", json!({ "conversationId": conversation, "on": true })).await;
        owner_s.emit("typing", json!({ "conversationId": conversation, "on": false })).await;
        assert_eq!(ada_s.event("typing").await["userId"], json!(shop.owner.id));
        shop.post("/api/v1/contacts", json!({ "name": "Zé" })).await.is(201);
        let heard = loop {
            let (name, _) = bob_s.next().await.expect("an event");
            if name != "presence" {
                break name;
            }
        };
        assert_eq!(heard, "contact:updated");
    }

    async fn presence_is_a_persons_not_a_sockets(app: TestApp) {
        let (shop, _, [ada, bob]) = agents(&app).await;
        let live = Live::start(&app).await;
        let mut owner_s = live.connect(&shop).await.0;
        let of = |person: &recado_it::Someone, state: &str| json!({ "userId": person.id, "state": state });
        let first = live.connect(&ada).await.0;
        assert_eq!(owner_s.event("presence").await, of(&ada, "online"));
        let second = live.connect(&ada).await.0;
        let mut bob_s = live.connect(&bob).await.0;
        assert_eq!(owner_s.event("presence").await, of(&bob, "online"), "Ada was online already");
        let mut online = [bob_s.event("presence").await, bob_s.event("presence").await].map(|event| event["userId"].to_string());
        online.sort();
        let mut wanted = [json!(ada.id).to_string(), json!(shop.owner.id).to_string()];
        wanted.sort();
        assert_eq!(online, wanted, "who comes learns who is there");
        ada.patch("/api/v1/users/me", json!({ "availability": "away" })).await.is(200);
        assert_eq!(owner_s.event("presence").await, of(&ada, "away"), "she says so, connected as she is");
        drop(first);
        while live.app.realtime.hub().count() > 3 {
            tokio::task::yield_now().await;
        }
        drop(second);
        assert_eq!(owner_s.event("presence").await, of(&ada, "offline"), "with her last socket");
    }
}
