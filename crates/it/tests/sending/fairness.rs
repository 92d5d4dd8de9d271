//! One company has a million messages in its queue; what another one's people feel of it. `make fairness`.

use std::time::{Duration, Instant};

use recado_it::process::queued::queued_again;
use recado_storage::testing::Kind;
use serde_json::{Value, json};

use crate::crash::{
    product::{Product, pause},
    simulator::{NUMBERS, Simulator, WABA},
};

const QUEUED: u32 = 1_000_000;
const REPLIES: usize = 50;
/// So much later than alone may another company's reply be with Meta.
const BAR: Duration = Duration::from_secs(1);
const QUIET: &str = "quiet@fairness.test";
const PASSWORD: &str = "correct-Horse-battery-92";

/// The other company, and what its replies are sent with.
struct Quiet {
    token: String,
    number: String,
}

/// How long each of some things took, shortest first.
struct Times(Vec<Duration>);

impl Times {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    fn at(&self, percent: usize) -> Duration {
        self.0[(self.0.len() - 1) * percent / 100]
    }

    fn told(&self, whose: &str) {
        println!("{whose}: p50 {:?}, p99 {:?}, longest {:?}", self.at(50), self.at(99), self.at(100));
    }
}

fn customer(n: usize) -> String {
    format!("55119600{n:05}")
}

impl Quiet {
    /// Another company with a number, and customers who have written.
    async fn open(product: &Product, simulator: &Simulator) -> Self {
        let owner = json!({ "email": QUIET, "name": "Ana", "password": PASSWORD });
        let company = json!({ "slug": "quiet", "name": "Quiet", "owner": owner });
        call(product, &product.token().await, "/api/v1/tenants", &company, None).await;
        let login = json!({ "email": QUIET, "password": PASSWORD });
        let signed_in = call(product, "", "/api/v1/auth/login", &login, None).await;
        let token = signed_in["accessToken"].as_str().expect("a token").to_owned();
        let number = registered(product, &token, NUMBERS[1]).await;
        for n in 0..2 * REPLIES {
            simulator.inbound(NUMBERS[1], &customer(n), "Oi").await;
        }
        Self { token, number }
    }

    /// How long replies take from the call until Meta has taken them.
    async fn replies(&self, product: &Product, to: std::ops::Range<usize>) -> Times {
        let mut times = Vec::new();
        for n in to {
            let text = json!({ "body": "Já vejo" });
            let body = json!({ "to": customer(n), "numberId": self.number, "type": "text", "text": text });
            let began = Instant::now();
            let sent = call(product, &self.token, "/api/v1/messages/send", &body, Some("wait=20")).await;
            times.push(began.elapsed());
            assert_ne!(sent["status"], "queued", "{sent}");
            pause(Duration::from_millis(200)).await;
        }
        Times::of(times)
    }
}

async fn call(product: &Product, token: &str, path: &str, body: &Value, prefer: Option<&str>) -> Value {
    let mut request = product.http().post(product.url(path)).json(body).timeout(Duration::from_secs(30));
    if !token.is_empty() {
        request = request.bearer_auth(token);
    }
    if let Some(prefer) = prefer {
        request = request.header("prefer", prefer);
    }
    let answer = request.send().await.expect("up");
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    answer.json().await.expect("JSON")
}

async fn registered(product: &Product, token: &str, phone_number_id: &str) -> String {
    let body = json!({ "wabaId": WABA, "phoneNumberId": phone_number_id, "displayPhoneNumber": "+55 11 3000-0000" });
    let number = call(product, token, "/api/v1/numbers", &body, None).await;
    number["id"].as_str().expect("an id").to_owned()
}

async fn is_fair(kind: Kind) {
    let mut product = Product::on(kind).await;
    let simulator = Simulator::start(&product).await;
    product.start(simulator.url()).await;
    let loud = registered(&product, &product.token().await, NUMBERS[0]).await;
    let quiet = Quiet::open(&product, &simulator).await;
    let template =
        json!({ "to": "+5521900000000", "numberId": loud, "templateName": "hello_world", "language": "pt_BR" });
    call(&product, &product.token().await, "/api/v1/messages/template", &template, Some("wait=20")).await;
    let alone = quiet.replies(&product, 0..REPLIES).await;
    alone.told("a reply of the one company, alone");

    product.kill();
    let began = Instant::now();
    product.run(&queued_again(kind, QUEUED)).await;
    println!("{QUEUED} messages queued in {:?}", began.elapsed());
    product.start(simulator.url()).await;
    while simulator.ledger().await.len() < 2 * REPLIES {
        pause(Duration::from_millis(100)).await;
    }
    let beside = quiet.replies(&product, REPLIES..2 * REPLIES).await;
    beside.told("beside a million of another");
    let left = product.number("SELECT COUNT(*) FROM messages WHERE sending = 'queued'").await;
    println!(
        "{left} were still in the queue; p50 {:.2} of alone",
        beside.at(50).as_secs_f64() / alone.at(50).as_secs_f64()
    );
    assert!(left > 900_000, "the other company was at work");
    let later = beside.at(100).saturating_sub(alone.at(50));
    assert!(later < BAR, "a reply was {later:?} late");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes long: make fairness"]
async fn a_million_of_another_company_delay_no_reply_on_sqlite() {
    is_fair(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes long: make fairness"]
async fn a_million_of_another_company_delay_no_reply_on_postgres() {
    is_fair(Kind::Postgres).await;
}
