//! The bank's dealings with its customers, through Meta.

use std::{
    collections::{BTreeSet, HashMap},
    slice,
};

use recado_engine::sending::Lane;
use recado_it::{Someone, TestApp};
use recado_storage::system::lanes::LaneKey;
use serde_json::{Value as Json, json};

use super::CUSTOMER;
use crate::{
    isolation::requests::comparable,
    webhooks::{post, shop},
};

/// What happens between the bank and its customers.
pub(super) struct Bank<'b> {
    pub(super) app: &'b TestApp,
    pub(super) caller: &'b Someone,
    pub(super) own: &'b HashMap<&'static str, String>,
    pub(super) phone_number_id: &'b str,
    pub(super) lane: LaneKey,
}

impl Bank<'_> {
    /// One of everything that webhooks, lanes and people leave behind, and work that is not done yet. Answers what of it is
    /// asked for afterwards, by a name.
    pub(super) async fn is_lively(&self) -> HashMap<&'static str, String> {
        let away = json!({ "enabled": true, "text": "bank: fechado", "holidays": [],
            "hours": [{ "days": ["wed"], "from": "09:00", "to": "18:00" }] });
        self.caller.post("/api/v1/away-messages", away).await.is(201);
        self.caller
            .patch(&format!("/api/v1/numbers/{}", self.own["num"]), json!({ "name": "bank loja" }))
            .await
            .is(200);
        let view = json!({ "name": "bank: minha", "query": {}, "shared": false });
        self.caller.post("/api/v1/views", view).await.is(201);
        self.caller.get("/api/v1/templates").await.is(200);
        self.receives(&self.says(CUSTOMER, "wamid.first")).await;
        self.is_one_person("5511955556666", "BR.7770002").await;
        self.answers("Olá").await;
        self.doubts().await;
        let (contact, conversation) = self.customer().await;
        let closed = self.customer_of("5511955556666").await.1;
        let path = format!("/api/v1/conversations/{conversation}");
        let note = json!({ "body": "bank: veja", "mentions": [self.caller.id, self.own["usr"]] });
        let note = self.caller.post(&format!("{path}/notes"), note).await.expect(201)["id"].clone();
        let transfer = json!({ "userId": self.own["usr"], "note": "bank: por favor" });
        self.caller.post(&format!("{path}/transfer"), transfer).await.is(200);
        let given = json!({ "userId": self.own["usr"], "teamId": self.own["tem"] });
        self.caller.post(&format!("/api/v1/conversations/{closed}/assign"), given).await.is(200);
        self.caller.post(&format!("/api/v1/conversations/{closed}/close"), json!({})).await.is(200);
        let tags = json!({ "add": [self.own["tag"]] });
        self.caller.post(&format!("{path}/tags"), tags.clone()).await.is(200);
        self.caller.post(&format!("/api/v1/contacts/{contact}/tags"), tags).await.is(200);
        self.caller.post(&format!("{path}/read"), json!({})).await.is(204);
        let later = json!({ "conversationId": conversation, "type": "text", "text": { "body": "bank: depois" } });
        let later =
            self.caller.call("POST", "/api/v1/messages/send").header("Idempotency-Key", "bank word").json(&later);
        let message = later.send().await.expect(202)["id"].clone();
        let bulk = json!({ "query": {}, "action": { "do": "priority", "priority": "high" } });
        self.caller.post("/api/v1/bulk-actions", bulk).await.is(202);
        let key = self
            .caller
            .post("/api/v1/api-keys", json!({ "name": "bank key", "scopes": ["*"] }))
            .await
            .expect(201)["key"]
            .clone();
        let text = |id: &Json| id.as_str().expect("a text").to_owned();
        HashMap::from([
            ("their contact", contact),
            ("their conversation", conversation),
            ("closed", closed),
            ("their note", text(&note)),
            ("their message", text(&message)),
            ("a key", text(&key)),
        ])
    }

    /// A send of which nobody knows what became.
    async fn doubts(&self) {
        let fault = json!({ "on": "send", "fault": "accept_then_reset", "times": 1 });
        self.app.simulate("POST", "/_sim/faults", &fault).await;
        let body =
            json!({ "to": CUSTOMER, "type": "text", "text": { "body": "bank: talvez" }, "numberId": self.own["num"] });
        self.caller.post("/api/v1/messages/send", body).await.is(202);
        self.works().await;
    }

    async fn customer(&self) -> (String, String) {
        self.customer_of(CUSTOMER).await
    }

    /// The contact of this phone, and its conversation.
    async fn customer_of(&self, phone: &str) -> (String, String) {
        let found = self.caller.get(&format!("/api/v1/contacts?search={phone}")).await.expect(200);
        let contact = found["data"][0]["id"].as_str().expect("the customer").to_owned();
        let found = self.caller.get(&format!("/api/v1/conversations?contact={contact}")).await.expect(200);
        (contact, found["data"][0]["id"].as_str().expect("a conversation").to_owned())
    }

    /// What Meta tells of somebody who writes now.
    pub(super) fn says(&self, from: &str, wamid: &str) -> Json {
        let mut said = shop::text(from, wamid, "Bom dia");
        said["messages"][0]["timestamp"] = json!((self.app.engine.now().millis() / 1_000).to_string());
        said
    }

    /// Meta tells of something; it is projected.
    pub(super) async fn receives(&self, value: &Json) -> String {
        let body = shop::webhook(self.phone_number_id, slice::from_ref(value)).to_string();
        let answer = comparable(&post(self.app, "/webhook/whatsapp", body).await);
        shop::project(self.app).await;
        answer
    }

    /// Somebody writes by phone, then without it, then with both: two contacts become one.
    pub(super) async fn is_one_person(&self, phone: &str, user_id: &str) {
        let mut n = 0;
        for from in [
            json!({ "from": phone }),
            json!({ "from_user_id": user_id }),
            json!({ "from": phone, "from_user_id": user_id }),
        ] {
            n += 1;
            let mut message = from;
            message["id"] = json!(format!("wamid.{user_id}.{n}"));
            message["timestamp"] = json!("1790000123");
            message["type"] = json!("text");
            message["text"] = json!({ "body": "Oi" });
            self.receives(&json!({ "messages": [message] })).await;
        }
    }

    /// The customer is answered, and Meta says what became of it.
    pub(super) async fn answers(&self, text: &str) -> String {
        let body = json!({ "to": CUSTOMER, "type": "text", "text": { "body": text }, "numberId": self.own["num"] });
        let answer = comparable(&self.caller.post("/api/v1/messages/send", body).await);
        self.works().await;
        let ledger = self.app.ledger().await;
        for (at, status) in (1..).zip(["sent", "delivered", "read"]) {
            for wamid in ledger.iter().filter_map(|one| one["wamid"].as_str()) {
                self.receives(&shop::status(wamid, status, 1_795_320_000 + at)).await;
            }
        }
        let sent = ledger.iter().map(|one| format!("{} {} {}", one["to"], one["type"], one["outcome"]));
        // They were on the wire together: Meta has them in any order.
        format!("{answer} {:?}", sent.collect::<BTreeSet<_>>())
    }

    /// The number's lane does what can be done.
    pub(super) async fn works(&self) {
        // The twins' messages wait for ever: nobody can open their tokens.
        let lane = Lane::open(&self.app.engine, self.lane, "test").await.expect("a lane");
        self.app.run_lane(lane.expect("no other lane holds the number")).await;
    }
}
