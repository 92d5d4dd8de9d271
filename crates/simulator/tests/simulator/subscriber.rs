//! The product's side of the webhooks: takes what comes, remembers it, answers as told.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Bytes,
    extract::{Query, State},
    http::{HeaderMap, StatusCode},
    routing::get,
};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::sync::watch;

use crate::desk::Desk;

pub const SECRET: &str = "app-secret";
pub const VERIFY: &str = "verify-me";

/// One webhook as it came.
#[derive(Debug, Clone)]
pub struct Received {
    pub raw: String,
    pub body: Value,
    pub signature: String,
}

impl Received {
    /// The first change's value.
    pub fn value(&self) -> &Value {
        &self.body["entry"][0]["changes"][0]["value"]
    }

    /// The status it carries, if any.
    pub fn status(&self) -> Option<&str> {
        self.value()["statuses"][0]["status"].as_str()
    }

    pub fn is_signed(&self) -> bool {
        let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
        mac.update(self.raw.as_bytes());
        self.signature == format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
    }
}

struct Inbox {
    all: watch::Sender<Vec<Received>>,
    /// Statuses for the next webhooks; 200 when empty.
    answers: Mutex<VecDeque<u16>>,
}

pub struct Subscriber {
    pub url: String,
    inbox: Arc<Inbox>,
}

impl Subscriber {
    pub async fn start() -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/webhook", listener.local_addr().unwrap());
        let inbox = Arc::new(Inbox { all: watch::Sender::new(Vec::new()), answers: Mutex::default() });
        let router = Router::new().route("/webhook", get(verify).post(receive)).with_state(inbox.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, inbox }
    }

    /// Makes the simulator call us, retrying fast.
    pub async fn subscribe(&self, desk: &Desk) -> Value {
        let webhook = json!({"url": self.url, "app_secret": SECRET, "verify_token": VERIFY, "retry_ms": [10]});
        desk.control("PUT", "/_sim/config", json!({"webhook": webhook})).await
    }

    pub fn answer_next(&self, statuses: impl IntoIterator<Item = u16>) {
        self.inbox.answers.lock().unwrap().extend(statuses);
    }

    /// Everything so far.
    pub fn received(&self) -> Vec<Received> {
        self.inbox.all.borrow().clone()
    }

    /// Waits until so many have come.
    pub async fn wait_for(&self, count: usize) -> Vec<Received> {
        let mut all = self.inbox.all.subscribe();
        let enough = all.wait_for(|all| all.len() >= count);
        let came = tokio::time::timeout(Duration::from_secs(10), enough).await;
        assert!(came.is_ok(), "only {} of {count} webhooks came: {:#?}", self.received().len(), self.received());
        self.received()
    }
}

async fn verify(Query(query): Query<HashMap<String, String>>) -> (StatusCode, String) {
    if query.get("hub.verify_token").is_some_and(|token| token == VERIFY) && query["hub.mode"] == "subscribe" {
        (StatusCode::OK, query["hub.challenge"].clone())
    } else {
        (StatusCode::FORBIDDEN, String::new())
    }
}

async fn receive(State(inbox): State<Arc<Inbox>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let raw = String::from_utf8(body.to_vec()).unwrap();
    let received = Received {
        body: serde_json::from_str(&raw).unwrap_or_default(),
        signature: headers.get("x-hub-signature-256").map_or("", |value| value.to_str().unwrap()).to_owned(),
        raw,
    };
    let answer = inbox.answers.lock().unwrap().pop_front().unwrap_or(200);
    inbox.all.send_modify(|all| all.push(received));
    StatusCode::from_u16(answer).unwrap()
}
