//! A running simulator with one registered number, and a client at hand.

use std::{sync::Arc, time::Duration};

use recado_domain::{ManualClock, Timestamp};
use recado_simulator::{Simulator, SimulatorConfig, SimulatorHandle};
use serde_json::{Value, json};

pub const WABA: &str = "200000000000001";
pub const NUMBER: &str = "100000000000001";
/// Another number of the same account, with a token of its own.
pub const GUARDED: &str = "100000000000002";
pub const GUARD: &str = "token-of-the-second";
pub const ANA: &str = "5511987654321";
/// 2026-11-22T04:00:00Z.
pub const START: Timestamp = Timestamp::from_secs(1_795_320_000);

pub struct Desk {
    pub sim: SimulatorHandle,
    pub http: reqwest::Client,
}

/// A client that never waits for ever and reuses nothing, so that a broken connection harms one test step only.
pub fn client() -> reqwest::Client {
    reqwest::Client::builder()
        .timeout(Duration::from_secs(20))
        .pool_max_idle_per_host(0)
        .no_proxy()
        .danger_accept_invalid_certs(true)
        .build()
        .unwrap()
}

impl Desk {
    /// On the machine's clock.
    pub async fn start() -> Self {
        Self::with(SimulatorConfig::on_free_port()).await
    }

    /// On a clock that stands until it is moved.
    pub async fn with_clock() -> (Self, Arc<ManualClock>) {
        let clock = Arc::new(ManualClock::at(START));
        let config = SimulatorConfig { clock: clock.clone(), ..SimulatorConfig::on_free_port() };
        (Self::with(config).await, clock)
    }

    pub async fn with(config: SimulatorConfig) -> Self {
        let desk = Self::bare(config).await;
        let first = json!({"waba_id": WABA, "phone_number_id": NUMBER, "display_phone_number": "+55 11 4000-0001"});
        desk.control("POST", "/_sim/numbers", first).await;
        let mut second =
            json!({"waba_id": WABA, "phone_number_id": GUARDED, "display_phone_number": "+55 11 4000-0002"});
        second["token"] = json!(GUARD);
        desk.control("POST", "/_sim/numbers", second).await;
        desk
    }

    /// Without numbers: what a restart finds, it finds in its state.
    pub async fn bare(config: SimulatorConfig) -> Self {
        Self { sim: Simulator::start(config).await.unwrap(), http: client() }
    }

    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.sim.url())
    }

    /// A control call that must succeed.
    pub async fn control(&self, method: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.try_control(method, path, body).await;
        assert_eq!(status, 200, "{method} {path}: {answer}");
        answer
    }

    pub async fn try_control(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let request = self.http.request(method.parse().unwrap(), self.at(path));
        let request = if body.is_null() { request } else { request.json(&body) };
        read(request.send().await.unwrap()).await
    }

    /// A Graph call with some token.
    pub async fn graph(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        self.graph_as(Some("any-token"), method, path, body).await
    }

    pub async fn graph_as(&self, token: Option<&str>, method: &str, path: &str, body: Value) -> (u16, Value) {
        let mut request = self.http.request(method.parse().unwrap(), self.at(path));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let request = if body.is_null() { request } else { request.json(&body) };
        read(request.send().await.unwrap()).await
    }

    /// One send from the first number.
    pub async fn send(&self, body: Value) -> (u16, Value) {
        self.graph("POST", &format!("/v25.0/{NUMBER}/messages"), body).await
    }

    /// A send that must be taken; gives its wamid.
    pub async fn accepted(&self, body: Value) -> String {
        let (status, answer) = self.send(body).await;
        assert_eq!(status, 200, "{answer}");
        answer["messages"][0]["id"].as_str().unwrap().to_owned()
    }

    /// This customer writes to the first number, which opens the window.
    pub async fn hears(&self, wa_id: &str) -> String {
        self.inbound(json!({"wa_id": wa_id, "name": "Ana"}), json!({"type": "text", "text": {"body": "Oi"}})).await
    }

    pub async fn inbound(&self, from: Value, message: Value) -> String {
        let body = json!({"phone_number_id": NUMBER, "from": from, "message": message});
        let answer = self.control("POST", "/_sim/inbound", body).await;
        answer["wamid"].as_str().unwrap().to_owned()
    }

    /// The ledger.
    pub async fn ledger(&self) -> Vec<Value> {
        self.control("GET", "/_sim/messages", Value::Null).await["data"].as_array().unwrap().clone()
    }

    /// Waits until no webhook is on its way.
    pub async fn settled(&self) {
        while self.deliveries().await.iter().any(|delivery| delivery["state"] == "pending") {
            tokio::task::yield_now().await;
        }
    }

    pub async fn deliveries(&self) -> Vec<Value> {
        self.control("GET", "/_sim/webhooks", Value::Null).await["data"].as_array().unwrap().clone()
    }
}

async fn read(response: reqwest::Response) -> (u16, Value) {
    let status = response.status().as_u16();
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

/// A text to Ana.
pub fn text(body: &str) -> Value {
    to_ana(json!({"type": "text", "text": {"body": body}}))
}

/// A send to Ana with these fields.
pub fn to_ana(fields: Value) -> Value {
    let mut body = json!({"messaging_product": "whatsapp", "to": ANA});
    for (key, value) in fields.as_object().unwrap() {
        body[key] = value.clone();
    }
    body
}
