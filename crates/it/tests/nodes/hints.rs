//! Presence and typing between people of two nodes.

use std::time::Duration;

use recado_it::{Someone, socket::Socket};
use serde_json::{Value as Json, json};

use super::{Two, app};
use crate::realtime::agents;

fn of(person: &Someone, state: &str) -> Json {
    json!({ "userId": person.id, "state": state })
}

/// The next presence of this person.
async fn presence(socket: &mut Socket, person: &Someone) -> String {
    loop {
        let told = socket.event("presence").await;
        if told["userId"] == json!(person.id) {
            return told["state"].as_str().expect("a state").to_owned();
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_writes_is_told_on_every_node_to_those_who_see_the_conversation() {
    let app = app().await;
    let (shop, conversation, [ada, bob]) = agents(&app).await;
    shop.post(&format!("/api/v1/conversations/{conversation}/assign"), json!({ "userId": ada.id })).await.is(200);
    app.number_events().await;
    let two = Two::nodes(&app).await;
    let mut ada_s = two.one.connect(&ada).await.0;
    let (mut owner_s, mut bob_s) = (two.other.connect(&shop).await.0, two.other.connect(&bob).await.0);
    ada_s.emit("typing", json!({ "conversationId": conversation, "on": true })).await;
    let told = json!({ "conversationId": conversation, "userId": ada.id, "on": true });
    assert_eq!(owner_s.event("typing").await, told);
    owner_s.emit("typing", json!({ "conversationId": conversation, "on": false })).await;
    assert_eq!(ada_s.event("typing").await["userId"], json!(shop.owner.id));
    // Bob does not see it: of all this he was told nothing before an event that is everybody's.
    shop.post("/api/v1/contacts", json!({ "name": "Zé" })).await.is(201);
    let heard = loop {
        let (name, _) = bob_s.next().await.expect("an event");
        if name != "presence" {
            break name;
        }
    };
    assert_eq!(heard, "contact:updated");
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_of_two_nodes_see_each_other_come_and_go() {
    let app = app().await;
    let (shop, _, [ada, bob]) = agents(&app).await;
    let two = Two::nodes(&app).await;
    let mut owner_s = two.one.connect(&shop).await.0;
    let mut ada_s = two.other.connect(&ada).await.0;
    assert_eq!(owner_s.event("presence").await, of(&ada, "online"));
    assert_eq!(ada_s.event("presence").await, of(&shop.owner, "online"), "who comes learns who is there");
    ada.patch("/api/v1/users/me", json!({ "availability": "away" })).await.is(200);
    assert_eq!(owner_s.event("presence").await, of(&ada, "away"), "said at the node where she is not connected");
    let mut bob_s = two.one.connect(&bob).await.0;
    assert_eq!(presence(&mut bob_s, &ada).await, "away");
    let also_here = two.one.connect(&ada).await.0;
    drop(ada_s);
    while two.other.sockets() > 0 {
        tokio::task::yield_now().await;
    }
    drop(also_here);
    assert_eq!(owner_s.event("presence").await, of(&bob, "online"));
    assert_eq!(owner_s.event("presence").await, of(&ada, "offline"), "with her last socket anywhere");
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_people_of_a_dead_node_go_when_its_leases_do() {
    let app = app().await;
    let (shop, _, [ada, _]) = agents(&app).await;
    let mut two = Two::nodes(&app).await;
    let mut owner_s = two.one.connect(&shop).await.0;
    let _ada = two.other.connect(&ada).await.0;
    assert_eq!(owner_s.event("presence").await, of(&ada, "online"));
    two.joined = None; // neither heard nor hearing any more
    app.clock.advance(app.engine.settings.lease);
    two.one.hub().beat();
    app.clock.advance(Duration::from_secs(1));
    two.one.hub().beat();
    assert_eq!(owner_s.event("presence").await, of(&ada, "offline"));
    app.finish().await;
}
