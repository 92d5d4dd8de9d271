//! Wake-ups on PostgreSQL: a connection of its own for each node, which comes back when it is lost, with polling
//! underneath. How often a node may announce is counted in `storage`'s tests, by a listener of its own.

use recado_engine::Heard;
use recado_it::TestApp;
use serde_json::json;
use tokio::sync::broadcast::Receiver;

use super::{Two, app};
use crate::realtime::agents;

const LISTENERS: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
    WHERE datname = current_database() AND application_name LIKE '% wake-ups'";

/// Ends the connections that listen; how many there were.
async fn cut_off(app: &TestApp) -> u64 {
    app.database.superuser().await.execute(LISTENERS, &[]).await.expect("a superuser may")
}

async fn is_back(heard: &mut Receiver<Heard>) {
    while heard.recv().await != Ok(Heard::Gap) {}
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_was_cut_off_misses_nothing_and_listens_again() {
    let app = app().await;
    let (shop, conversation, [ada, _]) = agents(&app).await;
    let two = Two::nodes(&app).await;
    let mut ada_s = two.other.connect(&ada).await.0;
    let mut heard = [app.engine.wake.listen(), two.engine.wake.listen()];
    assert_eq!(cut_off(&app).await, 2, "one connection for each node");
    for n in 0..5 {
        shop.says(&conversation, &format!("Oi {n}")).await;
    }
    for n in 0..5 {
        let told = ada_s.event("message:new").await;
        assert_eq!(
            told["data"]["message"]["content"]["body"],
            json!(format!("Oi {n}")),
            "nobody rang, so it was found"
        );
    }
    for heard in &mut heard {
        is_back(heard).await;
    }
    let mut owner_s = two.one.connect(&shop).await.0;
    owner_s.emit("typing", json!({ "conversationId": conversation, "on": true })).await;
    assert_eq!(ada_s.event("typing").await["userId"], json!(shop.owner.id), "and now it hears again");
    assert_eq!(cut_off(&app).await, 2, "still one for each");
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_revoked_while_nobody_heard_is_known_when_they_hear_again() {
    let app = app().await;
    let shop = app.tenant("shop").await;
    let two = Two::nodes(&app).await;
    let mut socket = two.other.connect(&shop).await.0;
    assert_eq!(cut_off(&app).await, 2);
    shop.post("/api/v1/auth/logout", json!({ "refreshToken": shop.refresh_token })).await.is(204);
    let last = socket.rest().await.pop();
    assert_eq!(last, Some(("session:ended".to_owned(), json!({ "reason": "revoked" }))));
    app.finish().await;
}
