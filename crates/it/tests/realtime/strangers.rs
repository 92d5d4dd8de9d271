//! Every event of the contract happens in one tenant while sockets of another one's every role are open: none hears any.

use std::{collections::BTreeSet, fs, path::Path, time::Duration};

use recado_domain::Role;
use recado_engine::jobs::run_due;
use recado_it::{Someone, TestApp, TestNumber, TestTenant, both_engines, socket::Socket};
use serde_json::{Value as Json, json};

use super::{Live, caught_up};

/// A word in the texts of the tenant that must not be heard of.
const MARKER: &str = "quartz";

/// The names of the contract's events: those of its lines `data:` and `unnumbered:`.
fn of_the_contract() -> BTreeSet<String> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/contract.md");
    let page = fs::read_to_string(page).expect("the contract is there");
    let lines = page.lines().map(str::trim).filter_map(|line| {
        let of_events = |start| line.strip_prefix(start).filter(|rest: &&str| rest.contains('·'));
        of_events("data: ").or_else(|| of_events("unnumbered: "))
    });
    let mut names = BTreeSet::new();
    for told in lines.flat_map(|line| line.split(" · ")) {
        let name = told.split([' ', '{']).next().unwrap_or_default();
        match name.split_once(':') {
            Some((noun, verbs)) => names.extend(verbs.split('|').map(|verb| format!("{noun}:{verb}"))),
            None => _ = names.insert(name.to_owned()),
        }
    }
    names
}

/// The tenant in which everything happens.
struct Busy {
    shop: TestTenant,
    agent: Someone,
    number: TestNumber,
    conversation: String,
}

impl Busy {
    async fn open(app: &TestApp) -> Self {
        let shop = app.tenant(MARKER).await;
        let agent = shop.person("ada", Role::Agent).await;
        let number = shop.number("106540352242922").await;
        Self { shop, agent, number, conversation: String::new() }
    }

    /// Posts something and answers its id.
    async fn make(&self, noun: &str, body: Json) -> String {
        let made = self.shop.post(&format!("/api/v1/{noun}"), body).await.json();
        made["id"].as_str().unwrap_or_else(|| panic!("{noun}: {made}")).to_owned()
    }

    async fn thread(&mut self) {
        self.conversation = self.shop.conversation(&self.number, &format!("{MARKER} Ana")).await;
        let path = format!("/api/v1/conversations/{}", self.conversation);
        let note = json!({ "body": MARKER, "mentions": [self.shop.owner.id] });
        let note = self.agent.post(&format!("{path}/notes"), note).await.expect(201)["id"].clone();
        let note = format!("/api/v1/notes/{}", note.as_str().expect("an id"));
        self.agent.put(&note, json!({ "body": "another", "mentions": [] })).await.is(200);
        self.agent.delete(&note).await.is(204);
        self.shop.put(&format!("{path}/priority"), json!({ "priority": "high" })).await.is(200);
        self.shop.post(&format!("{path}/assign"), json!({ "userId": self.agent.id })).await.is(200);
        self.shop
            .post(&format!("{path}/transfer"), json!({ "userId": self.shop.owner.id, "note": MARKER }))
            .await
            .is(200);
        self.shop.post(&format!("{path}/assign"), json!({ "userId": null })).await.is(200);
    }

    async fn company(&self, app: &TestApp) {
        for (noun, body) in
            [("tags", json!({ "name": MARKER, "hue": 1 })), ("teams", json!({ "name": MARKER, "members": [] }))]
        {
            let id = self.make(noun, body).await;
            self.shop.delete(&format!("/api/v1/{noun}/{id}")).await.is(204);
        }
        self.make("contacts", json!({ "name": MARKER })).await;
        self.shop.patch("/api/v1/tenant", json!({ "name": "Quarry" })).await.is(200);
        let number = format!("/api/v1/numbers/{}", self.number.id);
        self.shop.patch(&number, json!({ "name": MARKER })).await.is(200);
        self.make("bulk-actions", json!({ "query": {}, "action": { "do": "read" } })).await;
        run_due(&app.engine, "test", 50).await.expect("jobs run");
    }

    /// A message that Meta refuses and that is sent again, and the end of the conversation.
    async fn messages(&self, app: &TestApp) {
        let customer = self.number.customer("Bia", "5511998765432").await;
        app.simulate("POST", "/_sim/faults", &json!({ "on": "send", "fault": "error", "code": 131_026, "times": 1 }))
            .await;
        let failed = self.make("messages/send", customer.text("Oi")).await;
        app.run_lanes().await;
        self.shop.call("POST", &format!("/api/v1/messages/{failed}/resend")).send().await.is(202);
        self.shop.post(&format!("/api/v1/conversations/{}/close", self.conversation), json!({})).await.is(200);
    }

    /// What only sockets hear: the agent's, who loses the role and then the place, and the owner's.
    async fn hints(&self, app: &TestApp, live: &Live, owner: &mut Socket) -> BTreeSet<String> {
        let mut agent = live.connect(&self.agent).await.0;
        assert_eq!(owner.event("presence").await["userId"], json!(self.agent.id));
        agent.emit("typing", json!({ "conversationId": self.conversation, "on": true })).await;
        assert_eq!(owner.event("typing").await["userId"], json!(self.agent.id), "nobody else was heard to write");
        let path = format!("/api/v1/users/{}", self.agent.id);
        self.shop.step_up().await;
        self.shop.patch(&path, json!({ "role": "supervisor" })).await.is(200);
        agent.event("resync").await;
        self.shop.delete(&path).await.is(204);
        let last = agent.rest().await.pop().expect("a last word").0;
        app.clock.advance(Duration::from_mins(4));
        live.app.realtime.hub().tick();
        owner.event("session:expiring").await;
        BTreeSet::from(["presence", "typing", "resync", "session:expiring", last.as_str()].map(str::to_owned))
    }
}

/// What a stranger's socket has heard until the number of their own tenant changes.
async fn heard(socket: &mut Socket, number: &str) -> Vec<(String, Json)> {
    let mut all = Vec::new();
    loop {
        let (name, argument) = socket.next().await.expect("the socket stays open");
        if name == "number:updated" && argument["data"]["number"]["id"] == number {
            return all;
        }
        all.push((name, argument));
    }
}

both_engines! {
    /// S-02
    async fn of_another_tenants_events_no_socket_hears_any(app: TestApp) {
        let mut busy = Busy::open(&app).await;
        let live = Live::start(&app).await;
        let mut owner = live.connect(&busy.shop).await.0;
        // Later tokens: what the busy ones' sockets are told of theirs is not said to the strangers' sockets.
        app.clock.advance(Duration::from_mins(10));
        let bank = app.tenant("bank").await;
        let own = bank.number("206540352242922").await;
        let mut strangers = Vec::new();
        for role in Role::ALL.iter().copied() {
            let person = if role == Role::Owner { bank.owner.clone() } else { bank.person(role.as_str(), role).await };
            strangers.push(live.connect(&person).await.0);
        }
        busy.thread().await;
        for socket in &mut strangers {
            for id in [busy.conversation.as_str(), "cnv_01h455vb4pex5vsknk084sn02q"] {
                socket.emit("typing", json!({ "conversationId": id, "on": true })).await;
            }
        }
        busy.company(&app).await;
        busy.messages(&app).await;
        owner.event("conversation:closed").await;
        let numbered = caught_up(&busy.shop, 0, 200).await.0;
        let mut caused = busy.hints(&app, &live, &mut owner).await;
        caused.extend(numbered.iter().filter_map(|event| event["type"].as_str().map(str::to_owned)));
        let contract = of_the_contract();
        let missing: Vec<&String> = contract.difference(&caused).collect();
        assert!(missing.is_empty(), "not caused here: {missing:?}");

        bank.patch(&format!("/api/v1/numbers/{}", own.id), json!({ "name": "Loja" })).await.is(200);
        for socket in &mut strangers {
            let heard = heard(socket, &own.id).await;
            assert!(heard.iter().all(|(name, _)| name == "presence"), "{heard:?}");
            let text = format!("{heard:?}");
            for foreign in [MARKER, &busy.shop.owner.id, &busy.agent.id, &busy.conversation, &busy.shop.id] {
                assert!(!text.contains(foreign), "{foreign}: {text}");
            }
        }
        println!("isolation: {} of {} events, {} roles", contract.len(), contract.len(), strangers.len());
    }
}
