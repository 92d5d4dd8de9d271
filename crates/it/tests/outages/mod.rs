//! What a machine does to the product while it works: its database ends, its disk is full, its clock jumps. Nothing may be
//! lost or doubled, what cannot be kept is refused, and all goes on by itself. `make outages` runs it: it makes a small file
//! system and a cluster that may be ended.

mod clock;
mod disk;
mod postgres;

use std::{path::PathBuf, process::Command, time::Duration};

use crate::crash::{
    load::{Load, Refusals, Round},
    oracle,
    product::Product,
    simulator::Simulator,
};

/// A product with its load under way.
struct Busy {
    product: Product,
    simulator: Simulator,
    load: Load,
}

impl Busy {
    /// The product, and the round that is under way; it takes some forty seconds.
    async fn start(mut product: Product) -> (Self, Round) {
        let simulator = Simulator::start(&product).await;
        product.start(simulator.url()).await;
        let mut load = Load::prepare(&product, &simulator).await;
        load.rest = Duration::from_millis(120);
        let round = load.start_round(&product, &simulator, 0).await;
        (Self { product, simulator, load }, round)
    }

    /// All goes on by itself: the same process does what is left, and keeps what was promised.
    async fn recovers(mut self, round: Round) -> Self {
        self.load.finish_round(round).await;
        assert!(self.product.is_running(), "it goes on by itself");
        oracle::everything_settles(&self.product, &self.simulator, &self.load, Duration::from_mins(1)).await;
        self
    }
}

/// Whoever was refused was told to come again, and when.
fn are_polite(refusals: &Refusals) {
    println!("refusals: {refusals:?}");
    assert!(refusals.contains_key(&(Some(503), true)), "somebody was refused: {refusals:?}");
    assert_eq!(refusals.len(), 1, "every refusal is a 503 with Retry-After: {refusals:?}");
}

/// A variable that `make outages` sets.
fn made_by_the_run(name: &str) -> PathBuf {
    std::env::var_os(name).unwrap_or_else(|| panic!("{name} is not set: make outages sets it")).into()
}

/// The cluster of this run.
fn cluster(action: &str) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/postgres.sh");
    let done = Command::new(script).arg(action).status().expect("the script runs");
    assert!(done.success(), "{action}");
}
