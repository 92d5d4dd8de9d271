//! The machine's clock jumps by an hour, forwards and backwards.

use std::{path::PathBuf, time::Duration};

use recado_storage::testing::Kind;

use super::{Busy, made_by_the_run};
use crate::crash::product::{Product, pause};

/// The product's clock; Meta's and the test's own go right.
struct Clock(PathBuf);

impl Clock {
    fn of(product: &mut Product) -> Self {
        let clock = Self(product.folder().join("clock"));
        clock.jump_to("+0");
        product.surroundings = vec![
            ("LD_PRELOAD", made_by_the_run("RECADO_FAKETIME").display().to_string()),
            ("FAKETIME_TIMESTAMP_FILE", clock.0.display().to_string()),
            ("FAKETIME_NO_CACHE", "1".to_owned()),
            // Time that only passes does not jump.
            ("DONT_FAKE_MONOTONIC", "1".to_owned()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ];
        clock
    }

    fn jump_to(&self, offset: &str) {
        let aside = self.0.with_extension("new");
        std::fs::write(&aside, offset).and_then(|()| std::fs::rename(aside, &self.0)).expect("the clock is set");
    }
}

async fn jumps(kind: Kind) {
    let mut product = Product::on(kind).await;
    let clock = Clock::of(&mut product);
    let (busy, round) = Busy::start(product).await;
    for offset in ["+1h", "+0", "-1h", "+0"] {
        pause(Duration::from_secs(5)).await;
        clock.jump_to(offset);
    }
    let busy = busy.recovers(round).await;
    let refusals = busy.load.refusals();
    assert!(refusals.is_empty(), "the clock is nobody's trouble: {refusals:?}");
    let ledger = busy.simulator.ledger().await;
    let refused: Vec<_> = ledger.iter().filter(|entry| entry["outcome"] != "accepted").collect();
    assert!(refused.is_empty(), "Meta had nothing to slow down: {refused:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a minute long: make outages"]
async fn the_clock_jumps_on_sqlite() {
    jumps(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a minute long: make outages"]
async fn the_clock_jumps_on_postgres() {
    jumps(Kind::Postgres).await;
}
