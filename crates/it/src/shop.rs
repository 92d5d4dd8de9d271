//! A tenant's numbers and customers in the tests, known to both sides: to the product and to the simulator.

use std::time::Duration;

use recado_domain::{
    ContactId, ConversationId, IdentityId, NumberId, Timestamp, WabaId,
    conversation::{ConversationPriority, ConversationStatus},
};
use recado_engine::sending::Lane;
use recado_storage::{
    Scope,
    secrets::{Owner, Place},
    system::lanes::LaneKey,
    tenant::{
        contacts::{ContactRow, IdentityKind, IdentityRow},
        conversations::ConversationRow,
        inbox::Touched,
        phone_numbers::{NumberRow, NumberStatus, Proof},
    },
};
use serde_json::{Value as Json, json};

use crate::{TestApp, TestTenant};

/// The token of every number in tests; must not be logged.
pub const TOKEN: &str = "EAAG-token-of-the-tests";

/// A number, registered on both sides and active.
#[derive(Clone)]
pub struct TestNumber {
    app: TestApp,
    /// Whose number it is.
    pub key: LaneKey,
    /// `num_…`
    pub id: String,
    /// Meta's id.
    pub phone_number_id: String,
}

/// A customer with a conversation.
#[derive(Clone)]
pub struct TestCustomer {
    /// Our id of the contact.
    pub contact: ContactId,
    /// Our id of the conversation.
    pub conversation: ConversationId,
    /// Digits with country code.
    pub phone: String,
    /// Meta's id of the message that the customer began with, if there was one.
    pub wamid: Option<String>,
}

impl TestApp {
    /// A control call to the simulator; the answer must be a good one.
    pub async fn simulate(&self, method: &str, path: &str, body: &Json) -> Json {
        let method = method.parse().expect("a method");
        let request = self.web.request(method, format!("{}{path}", self.simulator.url())).json(body);
        let answer = request.send().await.expect("the simulator answers");
        let (status, text) = (answer.status(), answer.text().await.expect("a body"));
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Json::Null)
    }

    /// What Meta has of our sends, first to last.
    pub async fn ledger(&self) -> Vec<Json> {
        let ledger = self.simulate("GET", "/_sim/messages", &Json::Null).await;
        ledger["data"].as_array().expect("a ledger").clone()
    }

    /// How many of our sends Meta took.
    pub async fn taken(&self) -> usize {
        self.ledger().await.iter().filter(|one| one["outcome"] == "accepted").count()
    }

    /// Lets every lane work until nothing more can go now. The clock moves on for it, 50 ms at a time.
    pub async fn run_lanes(&self) {
        self.run_lanes_of(&self.engine.clone()).await;
    }

    /// The same for the lanes of another node.
    #[expect(clippy::disallowed_methods, reason = "numbers with work are found across tenants")]
    pub async fn run_lanes_of(&self, engine: &recado_engine::Engine) {
        let mut read = engine.db.read(Scope::System).await.expect("a read");
        let keys = read.system().lanes().with_work(engine.now()).await.expect("an answer");
        drop(read);
        for key in keys {
            let lane = Lane::open(engine, key, "test").await.expect("a lane");
            self.run_lane(lane.expect("no other lane holds the number")).await;
        }
    }

    /// Lets one lane work until nothing more can go now, and closes it.
    pub async fn run_lane(&self, mut lane: Lane) {
        loop {
            self.clock.advance(Duration::from_millis(50));
            self.simulator.look_at_clock();
            let step = lane.step().await.expect("a step");
            lane.settle().await.expect("outcomes are recorded");
            let held_up = lane.wait() > Duration::from_millis(100);
            if step.sent == 0 && (!step.more || held_up) {
                break;
            }
        }
        lane.sweep().await.expect("evidence is looked at");
        lane.close().await.expect("the lease is given back");
    }
}

impl TestTenant {
    /// A number of the tenant, active, with a token of its own.
    pub async fn number(&self, phone_number_id: &str) -> TestNumber {
        let app = &self.owner.app;
        let engine = &app.engine;
        let at = engine.now();
        let id = NumberId::from_uuid(engine.fresh_id());
        let place = Place { table: "phone_numbers", column: "access_token", row: id.uuid() };
        app.plant(TOKEN);
        let token = recado_engine::Secret::new(TOKEN);
        let token = engine.vault.seal(Owner::Tenant(self.tenant), place, &token).await.expect("a data key");
        let mut read = engine.db.read(Scope::System).await.expect("a read");
        let default = read.platform().apps().find_by_slug("default").await.expect("an answer").expect("the default");
        drop(read);
        let mut tx = engine.db.write(Scope::Tenant(self.tenant)).await.expect("a write");
        let waba = WabaId::from_uuid(engine.fresh_id());
        let waba = tx.tenant().wabas().upsert(waba, "102290129340398", at).await.expect("an account");
        let number = NumberRow {
            id,
            waba: waba.id,
            waba_id: waba.waba_id.clone(),
            portfolio_id: None,
            app_id: default.id,
            app: "default".to_owned(),
            phone_number_id: phone_number_id.to_owned(),
            display_phone_number: "+55 11 4000-1234".to_owned(),
            name: None,
            status: NumberStatus::Active,
            status_reason: None,
            proof: Proof::Proved,
            throughput: 80,
            cap_per_minute: None,
            cap_per_day: None,
            sends_read_receipts: true,
            access_token: Some(token),
            created_at: at,
            updated_at: at,
        };
        assert!(tx.tenant().phone_numbers().insert(&number).await.expect("an answer"), "a free number");
        tx.commit().await.expect("a commit");
        let known = json!({ "waba_id": "102290129340398", "phone_number_id": phone_number_id,
            "display_phone_number": "+55 11 4000-1234", "throughput": 80, "token": TOKEN });
        app.simulate("POST", "/_sim/numbers", &known).await;
        let key = LaneKey { tenant_id: self.tenant, number_id: id };
        TestNumber { app: app.clone(), key, id: id.to_string(), phone_number_id: phone_number_id.to_owned() }
    }
}

impl TestNumber {
    /// A customer who wrote just now: the service window is open, here and at Meta.
    pub async fn customer(&self, name: &str, phone: &str) -> TestCustomer {
        let message = json!({ "type": "text", "text": { "body": "Oi" } });
        let from = json!({ "wa_id": phone, "name": name });
        let inbound = json!({ "phone_number_id": self.phone_number_id, "from": from, "message": message });
        let answer = self.app.simulate("POST", "/_sim/inbound", &inbound).await;
        let wamid = answer["wamid"].as_str().map(str::to_owned);
        TestCustomer { wamid, ..self.known(name, phone, Some(self.app.engine.now())).await }
    }

    /// A customer with a conversation whose service window never was open.
    pub async fn silent_customer(&self, name: &str, phone: &str) -> TestCustomer {
        self.known(name, phone, None).await
    }

    async fn known(&self, name: &str, phone: &str, wrote_at: Option<Timestamp>) -> TestCustomer {
        let engine = &self.app.engine;
        self.app.plant(phone);
        let at = engine.now();
        let contact = ContactRow {
            id: ContactId::from_uuid(engine.fresh_id()),
            name: name.to_owned(),
            name_is_edited: false,
            phone: Some(phone.to_owned()),
            username: None,
            email: None,
            company: None,
            needs_review: false,
            merged_into: None,
            blocked_at: None,
            erased_at: None,
            last_seen_at: at,
            created_at: at,
        };
        let identity = IdentityRow {
            id: IdentityId::from_uuid(engine.fresh_id()),
            contact_id: contact.id,
            scope: String::new(),
            kind: IdentityKind::Phone,
            value: phone.to_owned(),
            given: phone.to_owned(),
        };
        let conversation = ConversationRow {
            id: ConversationId::from_uuid(engine.fresh_id()),
            contact_id: contact.id,
            phone_number_id: self.key.number_id,
            status: ConversationStatus::Open,
            assignee_id: None,
            team_id: None,
            unread_count: 0,
            last_activity_at: at,
            last_inbound_at: wrote_at,
            last_message_id: None,
            snoozed_until: None,
            priority: ConversationPriority::None,
            closed_at: None,
            created_at: at,
        };
        let mut tx = engine.db.write(Scope::Tenant(self.key.tenant_id)).await.expect("a write");
        tx.tenant().people().insert(&[(&contact, name.to_lowercase())], at).await.expect("a contact");
        tx.tenant().people().insert_identities(&[&identity], at).await.expect("an identity");
        let begun = Touched { row: &conversation, preview: None };
        tx.tenant().inbox().insert(&[begun]).await.expect("a conversation");
        tx.commit().await.expect("a commit");
        TestCustomer { contact: contact.id, conversation: conversation.id, phone: phone.to_owned(), wamid: None }
    }

    /// Makes the number active again.
    pub async fn activate(&self) {
        self.change(|row| (row.status, row.status_reason) = (NumberStatus::Active, None)).await;
    }

    /// Gives the number another throughput, here only.
    pub async fn at_rate(&self, per_second: i64) {
        self.change(|row| row.throughput = per_second).await;
    }

    async fn change(&self, change: impl FnOnce(&mut NumberRow)) {
        let mut tx = self.app.engine.db.write(Scope::Tenant(self.key.tenant_id)).await.expect("a write");
        let mut row =
            tx.tenant().phone_numbers().find(self.key.number_id).await.expect("an answer").expect("it is there");
        change(&mut row);
        tx.tenant().phone_numbers().update(&row).await.expect("an update");
        tx.commit().await.expect("a commit");
    }

    /// The number's lane, opened by another holder than [`TestApp::run_lanes`].
    pub async fn lane(&self) -> Lane {
        let lane = Lane::open(&self.app.engine, self.key, "another").await.expect("a lane");
        lane.expect("no other lane holds the number")
    }
}

impl TestCustomer {
    /// A text into the conversation.
    pub fn text(&self, body: &str) -> Json {
        json!({ "conversationId": self.conversation, "type": "text", "text": { "body": body } })
    }
}
