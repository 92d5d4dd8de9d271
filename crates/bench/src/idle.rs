//! A product that does nothing (`design.md` §10): how soon it is ready, and what memory it takes.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use recado_storage::testing::Kind;

use crate::{
    figures::{Bar, Figures},
    hammer::Times,
    meter::resident,
    setting::Setting,
};

/// Starts of which the middle one counts.
const STARTS: usize = 7;

/// Measures an idle product on an engine.
pub async fn measure(kind: Kind, short: bool, figures: &mut Figures) {
    let mut setting = Setting::with_numbers(kind, 1).await;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        setting.product.stop();
        let began = Instant::now();
        setting.product.start_as(&[], setting.simulator.url()).await;
        starts.push(began.elapsed());
    }
    let alone = Times::of((0..STARTS).map(|_| a_process_alone()).collect()).ms(50.0);
    let starts = Times::of(starts);
    figures.held("ready on a migrated database, p50", starts.ms(50.0), "ms", Bar::AtMost(500.0));
    figures.note("ready on a migrated database, longest", starts.ms(100.0), "ms");
    figures.against("ready, beside `recado --version`", starts.ms(50.0), "ms", alone, None);
    tokio::time::sleep(Duration::from_secs(if short { 3 } else { 60 })).await;
    figures.held("resident memory", resident(setting.product.pid()), "MiB", Bar::AtMost(60.0));
}

/// How long the same program takes that does nothing at all.
fn a_process_alone() -> Duration {
    let began = Instant::now();
    let mut command: Command = recado_it::process::recado(["--version"]);
    let ended = command.output().expect("the binary was built: make build");
    assert!(ended.status.success(), "recado --version ends well");
    began.elapsed()
}
