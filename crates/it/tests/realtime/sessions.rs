//! Sockets follow their sessions: revoked, suspended, run out, renewed; on this node and on others.

use std::time::Duration;

use recado_api::{App, HttpSettings};
use recado_it::{TestApp, both_engines, socket::Socket};
use serde_json::{Value as Json, json};

use super::{Live, agents};

/// The last words: `session:ended` with this reason and nothing after it.
async fn ended(socket: &mut Socket, reason: &str) {
    let heard = socket.rest().await;
    assert_eq!(heard.last(), Some(&("session:ended".to_owned(), json!({ "reason": reason }))), "{heard:?}");
}

both_engines! {
    async fn a_revoked_session_loses_its_socket_at_once(app: TestApp) {
        let shop = app.tenant("shop").await;
        let live = Live::start(&app).await;
        let (mut stays, mut goes) = (live.connect(&shop).await.0, live.connect(&shop).await.0);
        let other = app.sign_in(&shop.owner.email).await;
        let mut revoked = live.connect(&other).await.0;
        let sessions = shop.get("/api/v1/auth/sessions").await.expect(200);
        let foreign = sessions["data"].as_array().expect("sessions").iter().find(|session| session["current"] != json!(true));
        let id = foreign.and_then(|session| session["id"].as_str()).expect("the other session");
        shop.delete(&format!("/api/v1/auth/sessions/{id}")).await.is(204);
        ended(&mut revoked, "revoked").await;
        other.get("/api/v1/users/me").await.refused(401, "unauthenticated");
        assert_eq!(live.app.realtime.hub().count(), 2);
        shop.post("/api/v1/auth/logout", json!({ "refreshToken": shop.refresh_token })).await.is(204);
        ended(&mut stays, "revoked").await;
        ended(&mut goes, "revoked").await;
    }

    async fn a_suspended_tenant_loses_its_sockets(app: TestApp) {
        let root = app.first_tenant("root").await;
        let shop = app.tenant("shop").await;
        let live = Live::start(&app).await;
        let (mut socket, mut roots) = (live.connect(&shop).await.0, live.connect(&root).await.0);
        root.patch(&format!("/api/v1/tenants/{}", shop.id), json!({ "status": "suspended" })).await.is(200);
        ended(&mut socket, "suspended").await;
        root.post("/api/v1/contacts", json!({ "name": "Zé" })).await.is(201);
        assert_eq!(roots.numbered().await["type"], "contact:updated");
    }

    async fn who_lacks_a_second_factor_that_is_asked_for_hears_nothing(app: TestApp) {
        let shop = app.tenant("shop").await;
        let agent = shop.person("agent", recado_domain::Role::Agent).await;
        shop.factor().await;
        let live = Live::start(&app).await;
        let mut socket = live.connect(&agent).await.0;
        shop.patch("/api/v1/tenant", json!({ "secondFactor": "all" })).await.is(200);
        ended(&mut socket, "revoked").await;
        let refused = live.refused(&agent).await;
        assert_eq!(refused, "second-factor-missing");
        agent.factor().await;
        live.connect(&agent).await;
    }

    async fn a_removed_member_is_out(app: TestApp) {
        let shop = app.tenant("shop").await;
        let agent = shop.person("agent", recado_domain::Role::Agent).await;
        let live = Live::start(&app).await;
        let mut socket = live.connect(&agent).await.0;
        shop.delete(&format!("/api/v1/users/{}", agent.id)).await.is(204);
        ended(&mut socket, "revoked").await;
    }

    async fn a_token_is_announced_before_it_runs_out_and_may_be_renewed(app: TestApp) {
        let shop = app.tenant("shop").await;
        let stranger = app.tenant("elsewhere").await;
        let live = Live::start(&app).await;
        let hub = live.app.realtime.hub();
        let (mut renews, _) = live.connect(&shop).await;
        let (mut sleeps, _) = live.connect(&shop).await;
        app.clock.advance(Duration::from_mins(14));
        hub.tick();
        let expires = app.engine.now().plus(Duration::from_mins(1));
        assert_eq!(renews.event("session:expiring").await, json!({ "expiresAt": expires }));
        for wrong in [json!("x"), json!(stranger.token), json!(app.sign_in(&shop.owner.email).await.token)] {
            assert_eq!(renews.ask("session:renew", json!({ "token": wrong })).await, json!({ "ok": false }), "not of this session");
        }
        let fresh = app.call("POST", "/api/v1/auth/refresh").json(&json!({ "refreshToken": shop.refresh_token })).send().await;
        let fresh: Json = fresh.expect(200)["accessToken"].clone();
        app.plant(fresh.as_str().expect("a token"));
        assert_eq!(renews.ask("session:renew", json!({ "token": fresh })).await, json!({ "ok": true }));
        app.clock.advance(Duration::from_mins(1));
        hub.tick();
        ended(&mut sleeps, "expired").await;
        assert_eq!(hub.count(), 1);
        app.clock.advance(Duration::from_mins(14));
        hub.tick();
        ended(&mut renews, "expired").await;
    }

    /// What one node revokes, another finds within its two seconds and the cache's three.
    async fn another_nodes_sockets_end_within_five_seconds(app: TestApp) {
        let shop = app.tenant("shop").await;
        let node = app.second_node(|_| {}).await;
        let live = Live::node(App::new(node, HttpSettings::default())).await;
        let mut socket = live.connect(&shop).await.0;
        shop.post("/api/v1/auth/logout", json!({ "refreshToken": shop.refresh_token })).await.is(204);
        app.clock.advance(Duration::from_secs(3));
        live.app.realtime.hub().sweep().await;
        ended(&mut socket, "revoked").await;
    }

    async fn another_nodes_sockets_learn_of_a_new_role(app: TestApp) {
        let (shop, conversation, [ada, bob]) = agents(&app).await;
        let node = app.second_node(|_| {}).await;
        let live = Live::node(App::new(node, HttpSettings::default())).await;
        shop.post(&format!("/api/v1/conversations/{conversation}/assign"), json!({ "userId": bob.id })).await.is(200);
        app.number_events().await;
        let mut socket = live.connect(&ada).await.0;
        shop.patch(&format!("/api/v1/users/{}", ada.id), json!({ "role": "supervisor" })).await.is(200);
        app.number_events().await;
        assert_eq!(socket.event("resync").await, json!({ "after": null }), "as soon as the event arrives");
        shop.says(&conversation, "Oi").await;
        app.number_events().await;
        assert_eq!(socket.event("message:new").await["data"]["conversation"]["assigneeId"], json!(bob.id));
    }
}
