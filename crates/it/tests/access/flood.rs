//! `make guesses`: ten thousand guesses at one password, each from another address, against the built binary (A8). Not in
//! CI: a machine that does other work besides says nothing of times. What is counted here, `guesses.rs` counts in CI, with fewer.

use std::{
    process::Child,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use recado_graph::signature;
use recado_it::{Kind, process::ready};
use reqwest::{StatusCode, header};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::crash::{
    load::Load,
    product::{APP_SECRET, EMAIL, PASSWORD, Product, pause},
    simulator::{NUMBERS, Simulator, WABA},
};

const GUESSES: usize = 10_000;
const SIDE_BY_SIDE: usize = 32;
/// Webhooks a second.
const RATE: u32 = 100;
const CALM: Duration = Duration::from_secs(10);
/// How many guesses may reach the hasher, and how long Meta may wait at the 99th percentile.
const MOST_HASHED: usize = 100;
const BAR: Duration = Duration::from_millis(250);

/// Ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

async fn login(product: &Product, password: &str, address: &str, cookie: &str) -> reqwest::Response {
    let request = product.http().post(product.url("/api/v1/auth/login")).header("x-forwarded-for", address);
    let request = request.header(header::COOKIE, cookie);
    let body = json!({ "email": EMAIL, "password": password, "transport": "cookie" });
    request.json(&body).send().await.expect("an answer")
}

/// Sends webhooks at a steady rate until it is told to stop; how long each answer took.
async fn webhooks(product: &Product, from: u32, ending: &CancellationToken) -> Vec<Duration> {
    let (mut took, began) = (Vec::new(), Instant::now());
    for n in 0_u32.. {
        pause((began + n * Duration::from_secs(1) / RATE).saturating_duration_since(Instant::now())).await;
        if ending.is_cancelled() {
            break;
        }
        let message = json!({ "from": "5511999990001", "id": format!("wamid.flood.{from}.{n}"), "timestamp": "1795320000",
            "type": "text", "text": { "body": "Oi" } });
        let value = json!({ "messaging_product": "whatsapp", "metadata": { "phone_number_id": NUMBERS[0] },
            "messages": [message] });
        let entry = json!({ "id": WABA, "changes": [{ "field": "messages", "value": value }] });
        let body = json!({ "object": "whatsapp_business_account", "entry": [entry] }).to_string().into_bytes();
        let request = product.http().post(product.url("/webhook/whatsapp"));
        let request = request.header("x-hub-signature-256", signature::sign(APP_SECRET, &body));
        let asked = Instant::now();
        let answer = request.body(body).send().await.expect("an answer");
        took.push(asked.elapsed());
        assert_eq!(answer.status(), StatusCode::OK);
    }
    took
}

fn p99(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took[took.len() * 99 / 100]
}

async fn guess_from_everywhere(product: &Product, hashed: &AtomicUsize) {
    let next = AtomicUsize::new(0);
    let guesser = || async {
        loop {
            let n = next.fetch_add(1, Ordering::Relaxed);
            if n >= GUESSES {
                break;
            }
            let address = format!("198.{}.{}.{}", 18 + n / 65_536, n / 256 % 256, n % 256);
            match login(product, &format!("wrong guess {n}"), &address, "").await.status() {
                StatusCode::UNAUTHORIZED => drop(hashed.fetch_add(1, Ordering::Relaxed)),
                status => assert_eq!(status, StatusCode::TOO_MANY_REQUESTS),
            }
        }
    };
    futures_util::future::join_all((0..SIDE_BY_SIDE).map(|_| guesser())).await;
}

async fn measure(kind: Kind) {
    let product = Product::on(kind).await;
    let simulator = Simulator::start(&product).await;
    let mut command = product.command(["serve"], "data", product.port(), simulator.url());
    command.env("RECADO_SERVER__TRUSTED_PROXIES", "127.0.0.1/32");
    let _running = Running(tokio::task::spawn_blocking(move || ready(&mut command)).await.expect("READY").0);
    Load::prepare(&product, &simulator).await;
    let owner = login(&product, PASSWORD, "203.0.113.7", "").await;
    let cookies = owner.headers().get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
    let device = cookies.filter_map(|line| line.split(';').next()).find(|pair| pair.starts_with("recado_device="));
    let device = device.expect("a known device").to_owned();

    let ending = CancellationToken::new();
    let (calm, ()) = tokio::join!(webhooks(&product, 1, &ending), async {
        pause(CALM).await;
        ending.cancel();
    });
    let (ending, hashed, began) = (CancellationToken::new(), AtomicUsize::new(0), Instant::now());
    let (under_attack, ()) = tokio::join!(webhooks(&product, 2, &ending), async {
        guess_from_everywhere(&product, &hashed).await;
        ending.cancel();
    });
    let (took, hashed) = (began.elapsed(), hashed.into_inner());
    let known = login(&product, PASSWORD, "192.0.2.99", &device).await.status();
    let elsewhere = login(&product, PASSWORD, "192.0.2.98", "").await.status();
    let (calm, under_attack) = (p99(calm), p99(under_attack));
    println!(
        "guesses: {kind:?}: {GUESSES} in {took:.1?}, {hashed} reached the hasher (at most {MOST_HASHED}); the owner: {known} on \
         a known device, {elsewhere} elsewhere; webhooks p99: {calm:.1?} before, {under_attack:.1?} meanwhile (at most {BAR:?})"
    );
    assert!(hashed <= MOST_HASHED);
    assert_eq!(known, StatusCode::OK);
    assert!(under_attack <= BAR);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "make guesses"]
async fn ten_thousand_guesses_from_as_many_addresses() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        measure(kind).await;
    }
}
