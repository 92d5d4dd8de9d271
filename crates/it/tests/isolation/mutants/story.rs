//! All that happens at the bank, in order, and what came of each.

use std::{collections::BTreeMap, time::Duration};

use recado_it::{Call, Someone, TestApp};
use recado_storage::mutants::{self, TWINS};
use serde_json::{Map, json};

use super::{CUSTOMER, MARKER, Start, bank::Bank, work};
use crate::{
    isolation::{
        operations::{Field, Operation, Place, operations},
        requests::{comparable, kind, request},
    },
    webhooks::shop,
};

/// What was asked, and what came of it.
pub(super) type Story = BTreeMap<String, String>;

pub(super) struct Run<'s> {
    pub(super) app: TestApp,
    pub(super) caller: Someone,
    pub(super) start: &'s Start,
    pub(super) expected: Option<&'s Story>,
    pub(super) story: Story,
    pub(super) told: usize,
    /// The first thing that was not as expected.
    pub(super) other: Option<String>,
}

impl Run<'_> {
    /// False once something is not as expected.
    fn tell(&mut self, told: &str, answer: String) -> bool {
        self.told += 1;
        let told = format!("{:03} {told}", self.told);
        let is_expected = |expected: &Story| expected.get(&told).is_none_or(|known| *known == answer);
        if !self.expected.is_none_or(is_expected) {
            self.other = Some(told);
            return false;
        }
        self.story.insert(told, answer);
        true
    }

    pub(super) async fn all(&mut self) -> bool {
        let every = operations();
        let of = |method: &str| every.iter().filter(|one| one.method == method).cloned().collect::<Vec<_>>();
        let changes: Vec<Operation> = ["POST", "PUT", "PATCH"].iter().flat_map(|method| of(method)).collect();
        self.ask_all("first", &of("GET")).await
            && self.receive().await
            && self.send().await
            && self.work_by_hand().await
            && self.ask_all("change", &changes).await
            && self.ask_all("then", &of("GET")).await
            && self.rows("then").await
            && self.erase().await
            && self.ask_all("delete", &of("DELETE")).await
            && self.rows("last").await
    }

    /// What the examples of the description do not do, or not in a state in which it comes to anything.
    async fn work_by_hand(&mut self) -> bool {
        let own = &self.start.own;
        let (conversation, contact, number) = (&own["cnv"], &own["con"], &own["num"]);
        let of_conversation = format!("/api/v1/conversations/{conversation}");
        let (their_contact, their_conversation) =
            (&own["their contact"], format!("/api/v1/conversations/{}", own["their conversation"]));
        let send = json!({ "conversationId": conversation, "type": "text", "text": { "body": "Outra" } });
        let deeds = [
            ("GET", format!("{their_conversation}/transfers"), json!(null)),
            ("GET", format!("/api/v1/messages/{}", own["their message"]), json!(null)),
            ("GET", "/api/v1/users/me/mentions".to_owned(), json!(null)),
            ("POST", format!("{their_conversation}/unread"), json!(null)),
            ("PUT", format!("/api/v1/notes/{}", own["their note"]), json!({ "body": "Outra", "mentions": [] })),
            ("GET", format!("{their_conversation}/history"), json!(null)),
            ("GET", format!("/api/v1/conversations?contact={their_contact}&tag={}", own["tag"]), json!(null)),
            ("PATCH", format!("/api/v1/contacts/{their_contact}"), json!({ "phone": "+55 11 95555-0009" })),
            ("PATCH", format!("/api/v1/contacts/{their_contact}"), json!({ "phone": "+55 11 99876-5432" })),
            ("POST", format!("/api/v1/messages/{}/cancel", own["their message"]), json!(null)),
            ("DELETE", format!("/api/v1/notes/{}", own["their note"]), json!(null)),
            ("POST", format!("{of_conversation}/unread"), json!(null)),
            ("GET", "/api/v1/conversations/counts".to_owned(), json!(null)),
            ("POST", format!("{of_conversation}/read"), json!(null)),
            ("POST", format!("{of_conversation}/assign"), json!({ "userId": null, "teamId": own["night"] })),
            ("POST", format!("{of_conversation}/assign"), json!({ "userId": own["usr"], "teamId": own["tem"] })),
            (
                "PUT",
                format!("{of_conversation}/status"),
                json!({ "status": "snoozed", "until": "2026-11-23T12:00:00Z" }),
            ),
            ("POST", format!("{of_conversation}/close"), json!(null)),
            ("GET", format!("{of_conversation}/transfers"), json!(null)),
            ("PUT", format!("{of_conversation}/status"), json!({ "status": "open" })),
            ("POST", "/api/v1/messages/send".to_owned(), send.clone()),
            ("GET", format!("/api/v1/conversations?contact={contact}&tag={}", own["tag"]), json!(null)),
            ("GET", format!("/api/v1/conversations?tag={}", own["tag"]), json!(null)),
            ("GET", "/api/v1/jobs?state=dead".to_owned(), json!(null)),
            ("POST", format!("/api/v1/jobs/{}/retry", own["job"]), json!(null)),
            ("GET", "/api/v1/audit-log?action=tag.created".to_owned(), json!(null)),
            ("GET", "/api/v1/audit-log?entity=tag".to_owned(), json!(null)),
            ("GET", format!("/api/v1/audit-log?entity=tag&entityId={}", own["tag"]), json!(null)),
            ("GET", "/api/v1/events?after=0&limit=50".to_owned(), json!(null)),
            ("GET", format!("/api/v1/users/{}/open-conversations", own["usr"]), json!(null)),
            ("PATCH", format!("/api/v1/teams/{}", own["tem"]), json!({ "name": "Outro time", "members": [] })),
            ("PATCH", format!("/api/v1/contacts/{contact}"), json!({ "phone": "+55 11 95555-0001" })),
            ("PATCH", format!("/api/v1/contacts/{contact}"), json!({ "phone": "+55 11 95555-0002" })),
            ("PATCH", format!("/api/v1/numbers/{number}"), json!({ "name": "Loja" })),
        ];
        for (n, (method, path, body)) in deeds.into_iter().enumerate() {
            let call = self.caller.call(method, &path);
            let call =
                if body.is_null() { call } else { call.header("Idempotency-Key", &format!("word {n}")).json(&body) };
            if !self.ask(&format!("by hand {method} {path}"), call).await {
                return false;
            }
        }
        let again =
            self.caller.call("POST", "/api/v1/messages/send").header("Idempotency-Key", "bank word").json(&send);
        let by_key = self.app.call("GET", "/api/v1/teams").bearer(&own["a key"]);
        self.ask("by hand: the same word", again).await
            && self.ask("by hand: a key", by_key).await
            && self.uncertain().await
            && self.rows("by hand").await
    }

    /// Sends of which nobody knows what became, and one that Meta refuses for the number's sake.
    async fn uncertain(&mut self) -> bool {
        let ours = format!("/api/v1/conversations/{}/messages", self.start.own["cnv"]);
        for (n, fault) in ["accept_then_reset", "accept_then_reset", "accept_then_reset"].into_iter().enumerate() {
            let fault = json!({ "on": "send", "fault": fault, "times": 1 });
            self.app.simulate("POST", "/_sim/faults", &fault).await;
            let body = json!({ "conversationId": self.start.own["cnv"], "type": "text", "text": { "body": format!("Talvez {n}") } });
            let call = self.caller.call("POST", "/api/v1/messages/send").json(&body);
            if !self.ask("uncertain: send", call).await {
                return false;
            }
            self.bank().works().await;
        }
        self.app.clock.advance(Duration::from_mins(11));
        self.bank().works().await;
        let listed = self.caller.get(&ours).await;
        let unconfirmed: Vec<String> = listed.json()["data"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|one| one["status"] == "unconfirmed")
            .filter_map(|one| one["id"].as_str().map(str::to_owned))
            .collect();
        if !self.tell("uncertain: listed", format!("{} {}", comparable(&listed), unconfirmed.len())) {
            return false;
        }
        for (id, deed) in unconfirmed.iter().zip(["resend", "dismiss"]) {
            let call = self.caller.call("POST", &format!("/api/v1/messages/{id}/{deed}")).json(&json!({}));
            if !self.ask(&format!("uncertain: {deed}"), call).await {
                return false;
            }
        }
        let seen = self
            .caller
            .call("GET", &format!("/api/v1/messages/{}", unconfirmed.last().map_or("msg_none", String::as_str)));
        if !self.ask("uncertain: look", seen).await {
            return false;
        }
        // A status says after all what became of them.
        let ledger = self.app.ledger().await;
        for one in ledger.iter().filter(|one| one["tracker"].is_string()) {
            let mut status = shop::status(one["wamid"].as_str().unwrap_or_default(), "sent", 1_795_330_000);
            status["statuses"][0]["biz_opaque_callback_data"] = one["tracker"].clone();
            self.bank().receives(&status).await;
        }
        let call = self.caller.call("GET", &ours);
        self.ask("uncertain: settled", call).await
    }

    async fn ask_all(&mut self, when: &str, operations: &[Operation]) -> bool {
        for operation in operations {
            let search = Field {
                place: Place::Query,
                name: "search".to_owned(),
                prefix: String::new(),
                is_list: false,
                beside: Map::new(),
            };
            let words = operation.takes.contains("search").then_some((&search, MARKER.to_owned()));
            let own = |field: &Field| self.start.own.get(kind(operation, field).0).cloned();
            let fields: Vec<_> = operation.fields.iter().filter_map(|field| Some((field, own(field)?))).collect();
            let bare = request(&self.caller, operation, None, &self.start.own);
            if !self.ask(&format!("{when} {} {}", operation.method, operation.id), bare).await {
                return false;
            }
            for (field, id) in fields.into_iter().chain(words) {
                let call = request(&self.caller, operation, Some((field, &id)), &self.start.own);
                if !self.ask(&format!("{when} {} {} {}", operation.method, operation.id, field.name), call).await {
                    return false;
                }
            }
        }
        true
    }

    async fn ask(&mut self, told: &str, call: Call) -> bool {
        let answer = comparable(&call.send().await);
        work(&self.app).await;
        self.tell(told, answer)
    }

    /// Customers write: one who is known already, one who is new, and one who turns out to be two.
    async fn receive(&mut self) -> bool {
        for (n, from) in [CUSTOMER, "5511911112222"].into_iter().enumerate() {
            let said = self.bank().says(from, &format!("wamid.in{n}"));
            let answer = self.bank().receives(&said).await;
            if !self.tell(&format!("receive {n}"), answer) {
                return false;
            }
        }
        self.bank().is_one_person("5511933334444", "BR.7770001").await;
        self.rows("received").await
    }

    /// The customer is answered, and statuses come.
    async fn send(&mut self) -> bool {
        let answer = self.bank().answers("Bom dia").await;
        self.tell("send", answer) && self.rows("sent").await
    }

    fn bank(&self) -> Bank<'_> {
        let Start { own, phone_number_id, lane, .. } = self.start;
        Bank { app: &self.app, caller: &self.caller, own, phone_number_id, lane: *lane }
    }

    /// The customer who has identities, messages, notes and attempts is taken away.
    async fn erase(&mut self) -> bool {
        let found = self.caller.get(&format!("/api/v1/contacts?search={CUSTOMER}")).await;
        let ids: Vec<String> = found.json()["data"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|one| one["id"].as_str().map(str::to_owned))
            .collect();
        if !self.tell("erase: found", format!("{} {}", comparable(&found), ids.len())) {
            return false;
        }
        for id in ids {
            for (method, path) in [
                ("GET", format!("/api/v1/contacts/{id}/erasure")),
                ("GET", format!("/api/v1/contacts/{id}/export")),
                ("DELETE", format!("/api/v1/contacts/{id}")),
            ] {
                let call = self.caller.call(method, &path);
                if !self
                    .ask(&format!("erase {method} {}", path.rsplit('/').next().unwrap_or_default().len()), call)
                    .await
                {
                    return false;
                }
            }
        }
        self.rows("erased").await
    }

    /// The rows of everybody: of the bank how many there are, of the twins what stands in them.
    async fn rows(&mut self, when: &str) -> bool {
        self.app.number_events().await;
        let own: BTreeMap<String, usize> = self
            .app
            .database
            .rows_of(self.start.tenant)
            .await
            .into_iter()
            .map(|(table, rows)| (table, rows.len()))
            .collect();
        if !self.tell(&format!("rows {when}"), format!("{own:?}")) {
            return false;
        }
        for twin in TWINS {
            let rows = mutants::rows(&self.app.database.file(), twin);
            for (table, rows) in rows {
                if !self.tell(&format!("rows {when} {twin:?} {table}"), format!("{rows:?}")) {
                    return false;
                }
            }
        }
        true
    }
}
