//! The load of a round: signed webhooks as Meta would send them, and sends as a caller would post them, both tried again
//! until they are answered.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use hmac::{Hmac, KeyInit, Mac};
use recado_domain::{Clock, Jitter, SeededJitter, SystemClock};
use serde_json::{Value, json};
use sha2::Sha256;
use tokio::{sync::Notify, task::JoinSet};

use super::{
    product::{APP_SECRET, Product, pause},
    simulator::{NUMBERS, Simulator, WABA},
};

const WEBHOOKS: usize = 2_000;
const SENDS: usize = 500;
const CONTACTS: usize = 60;
const WORKERS: usize = 8;

/// What was promised to the outside so far.
pub struct Load {
    /// The product's ids of the numbers.
    pub numbers: Vec<String>,
    chance: SeededJitter,
    /// How long a worker rests between two pieces of work.
    pub rest: Duration,
    /// Wamids of webhooks that were answered 200.
    pub acknowledged: BTreeSet<String>,
    /// Texts of sends that were answered 202.
    pub accepted: BTreeSet<String>,
    refusals: Arc<Mutex<Refusals>>,
}

/// How often each answer was given that asks to come again: its status and whether it said when; no status if there was no
/// answer.
pub type Refusals = BTreeMap<(Option<u16>, bool), usize>;

/// A round under way.
pub struct Round {
    workers: JoinSet<Vec<Done>>,
    left: Arc<AtomicUsize>,
    finished: Arc<Notify>,
}

enum Done {
    Webhook(String),
    Send(String),
}

enum Work {
    Webhook { wamid: String, body: String },
    Send { text: String, body: Value },
}

impl Load {
    /// Registers the numbers at the product.
    pub async fn prepare(product: &Product, _: &Simulator) -> Self {
        let mut numbers = Vec::new();
        for (n, phone_number_id) in NUMBERS.iter().enumerate() {
            let display = format!("+55 11 3000-000{n}");
            let body = json!({"wabaId": WABA, "phoneNumberId": phone_number_id, "displayPhoneNumber": display});
            let request = product.http().post(product.url("/api/v1/numbers")).bearer_auth(product.token().await);
            let number: Value = request.json(&body).send().await.expect("up").json().await.expect("JSON");
            assert_eq!(number["status"], "active", "{number}");
            numbers.push(number["id"].as_str().expect("an id").to_owned());
        }
        Self {
            numbers,
            chance: SeededJitter::new(20_261_122),
            rest: Duration::ZERO,
            acknowledged: BTreeSet::new(),
            accepted: BTreeSet::new(),
            refusals: Arc::default(),
        }
    }

    /// When the killer strikes in this round: three to five times, 0.1 to 1.6 s apart.
    pub fn kill_moments(&self, _round: u32) -> Vec<Duration> {
        let drawn = self.chance.fraction();
        let strikes = 3 + u32::from(drawn > 0.33) + u32::from(drawn > 0.67);
        (0..strikes).map(|_| Duration::from_secs_f64(0.1 + 1.5 * self.chance.fraction())).collect()
    }

    /// Opens the windows of this round's contacts, then starts its workers.
    pub async fn start_round(&mut self, product: &Product, simulator: &Simulator, round: u32) -> Round {
        for contact in 0..CONTACTS {
            let text = format!("opening {round} {contact}");
            simulator.inbound(NUMBERS[contact % NUMBERS.len()], &customer(round, contact), &text).await;
        }
        wait_for_contacts(product, (round as usize + 1) * CONTACTS).await;
        let (line, work) = async_line(self.work(round));
        let (left, finished) = (Arc::new(AtomicUsize::new(WORKERS)), Arc::new(Notify::new()));
        let token = product.token().await;
        let mut workers = JoinSet::new();
        for _ in 0..WORKERS {
            let refusals = self.refusals.clone();
            let worker = Worker { http: product.http().clone(), base: product.url(""), token: token.clone(), refusals };
            let (line, work, left, finished) = (line.clone(), work.clone(), left.clone(), finished.clone());
            let rest = self.rest;
            workers.spawn(async move {
                let mut done = Vec::new();
                while let Some(work) = work.get(line.fetch_add(1, Ordering::SeqCst)) {
                    done.push(worker.until_answered(work).await);
                    pause(rest).await;
                }
                if left.fetch_sub(1, Ordering::SeqCst) == 1 {
                    finished.notify_waiters();
                }
                done
            });
        }
        Round { workers, left, finished }
    }

    /// What the workers were answered so far when it was not well.
    pub fn refusals(&self) -> Refusals {
        self.refusals.lock().expect("no worker fails").clone()
    }

    /// Waits for the round's workers and notes what was promised.
    pub async fn finish_round(&mut self, round: Round) {
        for done in round.workers.join_all().await.into_iter().flatten() {
            match done {
                Done::Webhook(wamid) => self.acknowledged.insert(wamid),
                Done::Send(text) => self.accepted.insert(text),
            };
        }
    }

    fn work(&self, round: u32) -> Vec<Work> {
        let mut work = Vec::new();
        for n in 0..WEBHOOKS {
            work.push(webhook(round, n));
            if n % (WEBHOOKS / SENDS) == 0 {
                work.push(self.send(round, n / (WEBHOOKS / SENDS)));
            }
        }
        work
    }

    fn send(&self, round: u32, n: usize) -> Work {
        let contact = n % CONTACTS;
        let text = format!("send {round} {n}");
        let number = &self.numbers[contact % NUMBERS.len()];
        let body = json!({"to": customer(round, contact), "numberId": number, "type": "text", "text": {"body": text}});
        Work::Send { text, body }
    }
}

impl Round {
    /// Whether some of its work is not answered yet.
    pub fn is_under_way(&self) -> bool {
        self.left.load(Ordering::SeqCst) > 0
    }

    /// When all its work is answered.
    pub async fn done(&self) {
        let finished = self.finished.notified();
        if self.is_under_way() {
            finished.await;
        }
    }
}

struct Worker {
    http: reqwest::Client,
    base: String,
    token: String,
    refusals: Arc<Mutex<Refusals>>,
}

impl Worker {
    /// Tries again until the product has answered well, as Meta and a careful caller do.
    async fn until_answered(&self, work: &Work) -> Done {
        for attempt in 0_u64.. {
            let request = match work {
                Work::Webhook { body, .. } => self
                    .http
                    .post(format!("{}/webhook/whatsapp", self.base))
                    .header("x-hub-signature-256", signature(body))
                    .body(body.clone()),
                Work::Send { text, body } => self
                    .http
                    .post(format!("{}/api/v1/messages/send", self.base))
                    .bearer_auth(&self.token)
                    .header("idempotency-key", text.replace(' ', "-"))
                    .json(body),
            };
            match (request.send().await, work) {
                (Ok(answer), Work::Webhook { wamid, .. }) if answer.status() == 200 => {
                    return Done::Webhook(wamid.clone());
                }
                (Ok(answer), Work::Send { text, .. }) if answer.status() == 202 => return Done::Send(text.clone()),
                (Ok(answer), _)
                    if answer.status().is_client_error() && answer.status() != 409 && answer.status() != 429 =>
                {
                    panic!("refused: {} {}", answer.status(), answer.text().await.unwrap_or_default());
                }
                (answer, _) => {
                    let status = answer.as_ref().ok().map(|answer| answer.status().as_u16());
                    let says_when = answer.is_ok_and(|answer| answer.headers().contains_key("retry-after"));
                    *self.refusals.lock().expect("no worker fails").entry((status, says_when)).or_default() += 1;
                    pause(Duration::from_millis((20 * (attempt + 1)).min(500))).await;
                }
            }
        }
        unreachable!("the attempts do not end")
    }
}

/// A worker's line over shared work.
fn async_line(work: Vec<Work>) -> (Arc<AtomicUsize>, Arc<Vec<Work>>) {
    (Arc::new(AtomicUsize::new(0)), Arc::new(work))
}

async fn wait_for_contacts(product: &Product, wanted: usize) {
    while product.list("/api/v1/conversations").await.len() < wanted {
        pause(Duration::from_millis(200)).await;
    }
}

/// The phone of a round's customer: a mobile with its ninth digit.
fn customer(round: u32, contact: usize) -> String {
    format!("55119{:04}{:04}", 6_000 + round, contact)
}

fn webhook(round: u32, n: usize) -> Work {
    let (wamid, contact) = (format!("wamid.crash.{round}.{n}"), n % CONTACTS);
    let from = customer(round, contact);
    let now = SystemClock.now().secs().to_string();
    let message = json!({"from": from, "id": wamid, "timestamp": now, "type": "text", "text": {"body": format!("hello {round} {n}")}});
    let value = json!({"messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "551130000000", "phone_number_id": NUMBERS[contact % NUMBERS.len()]},
        "contacts": [{"profile": {"name": format!("Cliente {contact}")}, "wa_id": from}], "messages": [message]});
    let body = json!({"object": "whatsapp_business_account",
        "entry": [{"id": WABA, "changes": [{"field": "messages", "value": value}]}]});
    Work::Webhook { wamid, body: body.to_string() }
}

fn signature(body: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(APP_SECRET.as_bytes()).expect("any length");
    mac.update(body.as_bytes());
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}
