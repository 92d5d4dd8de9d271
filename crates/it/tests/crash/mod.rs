//! Kill rounds: the built binary is killed at random moments under load and faults, and nothing may be lost or doubled.
//!
//! Everything here speaks the outside contract only: processes, HTTP, the simulator's control API. `make crash` runs it.

mod client;
pub(crate) mod load;
pub(crate) mod nodes;
pub(crate) mod oracle;

use std::time::Duration;

use load::Load;
pub(crate) use recado_it::process::{product, simulator};
use recado_it::process::{product::Product, simulator::Simulator};
use recado_storage::testing::Kind;

/// What is thrown at the sends while they are killed.
const FAULTS: [&str; 3] = ["accept_then_hang", "accept_then_reset", "http_500_html"];

/// How many rounds: `RECADO_CRASH_ROUNDS`, 3 without it.
#[expect(clippy::disallowed_methods, reason = "the number of rounds is the command line's")]
fn rounds() -> u32 {
    std::env::var("RECADO_CRASH_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(3)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes long: make crash"]
async fn sigkill_on_sqlite() {
    let product = Product::on(Kind::Sqlite).await;
    kill_rounds(product).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes long: make crash"]
async fn sigkill_on_postgres() {
    let product = Product::on(Kind::Postgres).await;
    kill_rounds(product).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes long: make crash"]
async fn sigstop_for_a_minute_on_sqlite() {
    let product = Product::on(Kind::Sqlite).await;
    stop_and_continue(product).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "minutes long: make crash"]
async fn sigstop_for_a_minute_on_postgres() {
    let product = Product::on(Kind::Postgres).await;
    stop_and_continue(product).await;
}

async fn kill_rounds(mut product: Product) {
    let simulator = Simulator::start(&product).await;
    product.start(simulator.url()).await;
    let mut load = Load::prepare(&product, &simulator).await;
    simulator.faults(&FAULTS, 0.03).await;
    for round in 0..rounds() {
        let running = load.start_round(&product, &simulator, round).await;
        for pause in load.kill_moments(round) {
            tokio::select! {
                () = product::pause(pause) => {}
                () = running.done() => break,
            }
            product.kill();
            product.start(simulator.url()).await;
        }
        load.finish_round(running).await;
        println!("round {round}: {} webhooks and {} sends so far", load.acknowledged.len(), load.accepted.len());
    }
    simulator.no_faults().await;
    oracle::everything_settles(&product, &simulator, &load, Duration::from_mins(1)).await;
}

async fn stop_and_continue(mut product: Product) {
    let simulator = Simulator::start(&product).await;
    product.start(simulator.url()).await;
    let mut load = Load::prepare(&product, &simulator).await;
    let running = load.start_round(&product, &simulator, 0).await;
    product::pause(Duration::from_secs(2)).await;
    product.signal("STOP");
    product::pause(Duration::from_mins(1)).await;
    product.signal("CONT");
    load.finish_round(running).await;
    oracle::everything_settles(&product, &simulator, &load, Duration::from_mins(1)).await;
}
