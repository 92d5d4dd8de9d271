//! Connecting, being told, coming back.

use std::collections::BTreeMap;

use recado_domain::Role;
use recado_it::{TestApp, both_engines, socket::Socket};
use serde_json::{Value as Json, json};

use super::{Live, caught_up, seq, shop};

both_engines! {
    async fn a_person_is_greeted_and_told_what_happens_from_then_on(app: TestApp) {
        let (shop, conversation) = shop(&app).await;
        let live = Live::start(&app).await;
        let (mut socket, ready) = live.connect(&shop).await;
        assert_eq!(ready, json!({ "seq": 3, "tenantId": shop.id, "userId": shop.owner.id }));
        let message = shop.says(&conversation, "Bom dia").await;
        let event = socket.numbered().await;
        assert_eq!((&event["type"], &event["seq"], &event["prev"]), (&json!("message:new"), &json!(4), &json!(3)));
        assert!(event["at"].as_str().is_some_and(|at| at.ends_with('Z')), "{event}");
        assert_eq!((&event["data"]["message"]["id"], &event["data"]["conversation"]["id"]), (&json!(message), &json!(conversation)));
        assert_eq!(event.as_object().map(serde_json::Map::len), Some(5), "seq, prev, type, at, data");

        shop.post(&format!("/api/v1/conversations/{conversation}/close"), json!({})).await.is(200);
        shop.post("/api/v1/contacts", json!({ "name": "Bia" })).await.is(201);
        let told = [socket.numbered().await, socket.numbered().await];
        let told = told.map(|event| (event["type"].clone(), seq(&event), event["prev"].clone()));
        assert_eq!(told, [(json!("conversation:closed"), 5, json!(4)), (json!("contact:updated"), 6, json!(5))]);
    }

    async fn whoever_may_not_come_in_is_told_why(app: TestApp) {
        let root = app.first_tenant("root").await;
        let (shop, _) = shop(&app).await;
        let live = Live::start(&app).await;
        let key = shop.key(&["*"]).await;
        app.tenant("elsewhere").await.add(&shop.owner.email, Role::Agent).await;
        let closed = app.tenant("closed").await;
        root.patch(&format!("/api/v1/tenants/{}", closed.id), json!({ "status": "suspended" })).await.is(200);
        let several = app.sign_in(&shop.owner.email).await;
        for (auth, slug) in [
            (json!(null), "unauthenticated"),
            (json!({}), "unauthenticated"),
            (json!({ "token": 7 }), "unauthenticated"),
            (json!({ "token": "x" }), "unauthenticated"),
            (json!({ "token": key.token }), "unauthenticated"),
            (json!({ "token": several.token }), "tenant-required"),
            (json!({ "token": several.token, "tenant": "root" }), "not-found"),
            (json!({ "token": several.token, "tenant": "nowhere" }), "not-found"),
            (json!({ "token": root.token, "tenant": shop.id }), "not-found"),
            (json!({ "token": closed.token }), "tenant-suspended"),
        ] {
            let refused = live.served.connect(auth.clone()).await;
            assert_eq!(refused.err().as_deref(), Some(slug), "{auth}");
        }
        let named = live.served.connect(json!({ "token": several.token, "tenant": "elsewhere" })).await;
        assert_eq!(named.expect("let in").event("ready").await["userId"], json!(several.id));
        app.clock.advance(std::time::Duration::from_mins(15));
        assert_eq!(live.served.connect(json!({ "token": shop.token })).await.err().as_deref(), Some("unauthenticated"));
    }

    async fn pages_of_others_cannot_open_a_socket(app: TestApp) {
        let shop = app.tenant("shop").await;
        let live = Live::start(&app).await;
        let auth = json!({ "token": shop.token });
        let ours = format!("http://{}", live.served.address);
        assert!(live.served.connect_from(auth.clone(), Some(&ours)).await.is_ok());
        for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
            let refused = live.served.connect_from(auth.clone(), Some(origin)).await.err().expect("refused");
            assert!(refused.contains("403"), "{origin}: {refused}");
        }
        let poll = app.call("GET", "/socket.io/?EIO=4&transport=polling").header("sec-fetch-site", "cross-site");
        poll.send().await.refused(403, "forbidden");
    }

    async fn before_a_node_follows_the_events_nobody_comes_in(app: TestApp) {
        let shop = app.tenant("shop").await;
        let served = recado_it::socket::Served::start(app.router()).await;
        let refused = served.connect(json!({ "token": shop.token })).await;
        assert_eq!(refused.err().as_deref(), Some("unavailable"));
    }

    async fn long_polling_does_the_same(app: TestApp) {
        let (shop, conversation) = shop(&app).await;
        let live = Live::start(&app).await;
        let client = reqwest::Client::builder().build().expect("a client");
        let url = format!("http://{}/socket.io/?EIO=4&transport=polling", live.served.address);
        let get = async |url: &str| client.get(url).send().await.expect("an answer").text().await.expect("a text");
        let open: Json = serde_json::from_str(&get(&url).await[1..]).expect("what a session needs");
        let url = format!("{url}&sid={}", open["sid"].as_str().expect("an id"));
        let auth = format!("40{}", json!({ "token": shop.token }));
        assert_eq!(client.post(&url).body(auth).send().await.expect("an answer").status(), 200);
        shop.says(&conversation, "Bom dia").await;
        let mut told = String::new();
        while !told.contains("message:new") {
            told += &get(&url).await;
        }
        let places = ["40{", r#"["ready","#, r#"["message:new","#].map(|part| told.find(part).expect(part));
        assert!(places.is_sorted(), "{told}");
    }

    /// A client that follows the rules of the contract, cut off again and again: it ends up with every event once.
    async fn a_client_that_loses_its_socket_misses_nothing(app: TestApp) {
        let (shop, conversation) = shop(&app).await;
        let live = Live::start(&app).await;
        let (mut socket, ready) = live.connect(&shop).await;
        let mut store = Store { last: ready["seq"].as_i64().expect("a head"), events: BTreeMap::new() };
        let mut written = 0;
        for round in 0..12 {
            for _ in 0..=(round % 4) {
                shop.says(&conversation, "Oi").await;
                written += 1;
            }
            if round % 3 == 0 {
                store.hear(&mut socket).await;
            }
            drop(socket);
            shop.says(&conversation, "Ninguém me ouve").await;
            written += 1;
            socket = live.connect(&shop).await.0;
            let (missed, end) = caught_up(&shop, store.last, 3).await;
            store.take_all(missed);
            store.last = store.last.max(end);
        }
        while store.last < 3 + written {
            // The newest may not have their numbers yet.
            let (rest, end) = caught_up(&shop, store.last, 50).await;
            store.take_all(rest);
            store.last = store.last.max(end);
        }
        let wanted: Vec<i64> = (4..4 + written).collect();
        assert_eq!(store.events.keys().copied().collect::<Vec<_>>(), wanted);
    }
}

/// What a client keeps.
struct Store {
    last: i64,
    events: BTreeMap<i64, Json>,
}

impl Store {
    fn take(&mut self, event: Json) {
        let seq = seq(&event);
        if seq > self.last {
            self.last = seq;
            assert!(self.events.insert(seq, event).is_none(), "{seq} came twice");
        }
    }

    fn take_all(&mut self, events: Vec<Json>) {
        for event in events {
            self.take(event);
        }
    }

    /// The next event, if nothing was lost before it.
    async fn hear(&mut self, socket: &mut Socket) {
        let event = socket.numbered().await;
        if event["prev"].as_i64().expect("a number") <= self.last {
            self.take(event);
        }
    }
}
