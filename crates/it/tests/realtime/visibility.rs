//! Who is told what, on open sockets.

use recado_domain::Role;
use recado_it::{TestApp, both_engines};
use serde_json::json;

use super::{Live, agents, learns, seq};

both_engines! {
    async fn a_conversation_that_is_given_to_somebody_is_gone_for_the_others(app: TestApp) {
        let (shop, conversation, [ada, bob]) = agents(&app).await;
        let stranger = app.tenant("elsewhere").await;
        let live = Live::start(&app).await;
        let [mut ada_s, mut bob_s, mut owner_s, mut stranger_s] =
            [live.connect(&ada).await.0, live.connect(&bob).await.0, live.connect(&shop).await.0, live.connect(&stranger).await.0];
        let assign = format!("/api/v1/conversations/{conversation}/assign");
        shop.post(&assign, json!({ "userId": bob.id })).await.is(200);

        let gone = ada_s.numbered().await;
        assert_eq!((&gone["type"], &gone["data"]), (&json!("conversation:gone"), &json!({ "conversationId": conversation })));
        let [bobs, owners] = [bob_s.numbered().await, owner_s.numbered().await];
        assert_eq!((&bobs, &bobs["type"]), (&owners, &json!("conversation:assigned")));
        assert_eq!(bobs["data"]["conversation"]["assigneeId"], json!(bob.id));
        assert_eq!((seq(&gone), seq(&bobs)), (4, 4), "one number for all");

        shop.says(&conversation, "Só o Bob lê").await;
        shop.post(&assign, json!({ "userId": ada.id })).await.is(200);
        let back = ada_s.numbered().await;
        assert_eq!((&back["type"], &back["prev"], seq(&back)), (&json!("conversation:assigned"), &json!(4), 6), "5 was not for Ada");
        stranger.post("/api/v1/contacts", json!({ "name": "Zé" })).await.is(201);
        let first = stranger_s.numbered().await;
        assert_eq!((&first["type"], seq(&first)), (&json!("contact:updated"), 1), "of the shop a stranger hears nothing");
    }

    async fn viewers_hear_of_numbers_only(app: TestApp) {
        let (shop, conversation, _) = agents(&app).await;
        let viewer = shop.person("viewer", Role::Viewer).await;
        let live = Live::start(&app).await;
        let mut socket = live.connect(&viewer).await.0;
        shop.says(&conversation, "Oi").await;
        shop.post("/api/v1/contacts", json!({ "name": "Zé" })).await.is(201);
        shop.patch(&format!("/api/v1/users/{}", viewer.id), json!({ "role": "supervisor" })).await.is(200);
        let (name, order) = socket.next().await.expect("an event");
        assert_eq!((name.as_str(), order), ("resync", json!({ "after": null })), "nothing was said before the role changed");
        shop.says(&conversation, "Agora sim").await;
        learns(&viewer, &mut socket, "message:new").await;
    }

    async fn a_new_team_shows_its_conversations_and_orders_a_reload(app: TestApp) {
        let (shop, conversation, [ada, bob]) = agents(&app).await;
        let live = Live::start(&app).await;
        shop.post(&format!("/api/v1/conversations/{conversation}/assign"), json!({ "userId": bob.id })).await.is(200);
        let mut socket = live.connect(&ada).await.0;
        let team = shop.post("/api/v1/teams", json!({ "name": "Sales", "members": [ada.id] })).await.expect(201);
        assert_eq!(socket.event("resync").await, json!({ "after": null }));
        shop.post(&format!("/api/v1/conversations/{conversation}/assign"), json!({ "teamId": team["id"] })).await.is(200);
        learns(&ada, &mut socket, "conversation:assigned").await;
    }
}
