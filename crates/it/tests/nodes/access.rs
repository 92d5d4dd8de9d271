//! What is taken from somebody at one node is gone at the others within a second. The clock of these tests stands, so
//! nothing that was believed runs out: only what the nodes tell each other can bring it.

use std::{
    future::Future,
    time::{Duration, Instant},
};

use recado_api::HttpSettings;
use recado_domain::Role;
use recado_it::{Someone, TestApp, TestTenant, socket::Socket};
use serde_json::json;

use super::{Two, app};
use crate::realtime::{agents, learns};

const BAR: Duration = Duration::from_secs(1);

/// Waits for it and prints how long it took; fails above the bar.
async fn soon<T>(what: &str, it: impl Future<Output = T>) -> T {
    let began = Instant::now();
    let outcome = it.await;
    let took = began.elapsed();
    println!("{what}: {} ms", took.as_millis());
    assert!(took < BAR, "{what} took {took:?}");
    outcome
}

/// The status that the other node answers this person.
async fn asked_elsewhere(app: &TestApp, two: &Two, who: &Someone, path: &str) -> u16 {
    let call = app.call_at(two.engine.clone(), HttpSettings::default(), "GET", path);
    call.bearer(&who.token).send().await.status.as_u16()
}

/// Asks the other node until it answers so.
async fn until_elsewhere(app: &TestApp, two: &Two, who: &Someone, status: u16) {
    while asked_elsewhere(app, two, who, "/api/v1/teams").await != status {
        tokio::task::yield_now().await;
    }
}

async fn ended(socket: &mut Socket, reason: &str) {
    let heard = socket.rest().await;
    assert_eq!(heard.last(), Some(&("session:ended".to_owned(), json!({ "reason": reason }))), "{heard:?}");
}

/// A tenant, one of its agents with a socket at the other node, where both were asked for before.
async fn agent_elsewhere(app: &TestApp) -> (TestTenant, Someone, Two, Socket) {
    let shop = app.tenant("shop").await;
    let agent = shop.person("agent", Role::Agent).await;
    let two = Two::nodes(app).await;
    let socket = two.other.connect(&agent).await.0;
    assert_eq!(asked_elsewhere(app, &two, &agent, "/api/v1/teams").await, 200);
    (shop, agent, two, socket)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_session_that_ends() {
    let app = app().await;
    let (_, agent, two, mut socket) = agent_elsewhere(&app).await;
    agent.post("/api/v1/auth/logout", json!({ "refreshToken": agent.refresh_token })).await.is(204);
    soon("session ended, socket", ended(&mut socket, "revoked")).await;
    soon("session ended, requests", until_elsewhere(&app, &two, &agent, 401)).await;
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_that_is_revoked() {
    let app = app().await;
    let (shop, _, two, _socket) = agent_elsewhere(&app).await;
    let key = shop.key(&["*"]).await;
    until_elsewhere(&app, &two, &key, 200).await;
    shop.delete(&format!("/api/v1/api-keys/{}", key.id)).await.is(204);
    soon("key revoked, requests", until_elsewhere(&app, &two, &key, 401)).await;
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_member_who_is_removed() {
    let app = app().await;
    let (shop, agent, two, mut socket) = agent_elsewhere(&app).await;
    shop.delete(&format!("/api/v1/users/{}", agent.id)).await.is(204);
    soon("member removed, socket", ended(&mut socket, "revoked")).await;
    soon("member removed, requests", until_elsewhere(&app, &two, &agent, 401)).await;
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_tenant_that_is_suspended() {
    let app = app().await;
    let root = app.first_tenant("root").await;
    let (shop, agent, two, mut socket) = agent_elsewhere(&app).await;
    root.patch(&format!("/api/v1/tenants/{}", shop.id), json!({ "status": "suspended" })).await.is(200);
    soon("tenant suspended, socket", ended(&mut socket, "suspended")).await;
    soon("tenant suspended, requests", until_elsewhere(&app, &two, &agent, 403)).await;
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_that_changes() {
    let app = app().await;
    let (shop, agent, two, mut socket) = agent_elsewhere(&app).await;
    assert_eq!(asked_elsewhere(&app, &two, &agent, "/api/v1/audit-log").await, 403);
    shop.patch(&format!("/api/v1/users/{}", agent.id), json!({ "role": "admin" })).await.is(200);
    assert_eq!(soon("role changed, socket", socket.event("resync")).await, json!({ "after": null }));
    let admitted = async {
        while asked_elsewhere(&app, &two, &agent, "/api/v1/audit-log").await != 200 {
            tokio::task::yield_now().await;
        }
    };
    soon("role changed, requests", admitted).await;
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_team_that_shows_and_hides() {
    let app = app().await;
    let (shop, conversation, [ada, bob]) = agents(&app).await;
    shop.post(&format!("/api/v1/conversations/{conversation}/assign"), json!({ "userId": bob.id })).await.is(200);
    let two = Two::nodes(&app).await;
    let mut socket = two.other.connect(&ada).await.0;
    let path = format!("/api/v1/conversations/{conversation}");
    assert_eq!(asked_elsewhere(&app, &two, &ada, &path).await, 404);

    let team = shop.post("/api/v1/teams", json!({ "name": "Sales", "members": [ada.id] })).await.expect(201);
    soon("team joined, socket", socket.event("resync")).await;
    shop.post(&format!("{path}/assign"), json!({ "teamId": team["id"] })).await.is(200);
    soon("conversation shown", learns(&ada, &mut socket, "conversation:assigned")).await;
    assert_eq!(asked_elsewhere(&app, &two, &ada, &path).await, 200);

    let id = team["id"].as_str().expect("an id");
    shop.patch(&format!("/api/v1/teams/{id}"), json!({ "members": [] })).await.is(200);
    soon("team left, socket", socket.event("resync")).await;
    let hidden = async {
        while asked_elsewhere(&app, &two, &ada, &path).await != 404 {
            tokio::task::yield_now().await;
        }
    };
    soon("team left, requests", hidden).await;
    app.finish().await;
}
