//! `recado-bench`: how fast the built product is, and how near to what this machine can do. `docs/benchmarks.md` has the method
//! and the results.
//!
//! Every measurement starts `recado` beside it as a process of its own, speaks to it over real TCP, and measures its ceiling in
//! the same run. What it prints are figures, ceilings and ratios; a bar that is missed is said and is no failure. What does
//! fail it: rows that do not add up with the answers that were given.

mod ceilings;
mod cli;
mod deliveries;
mod figures;
mod hammer;
mod idle;
mod inbox;
mod intake;
mod journeys;
mod lane;
mod machine;
mod meter;
mod noisy;
mod overload;
mod projection;
mod setting;
mod socket;

use clap::Parser as _;

fn main() {
    let cli = cli::Cli::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.expect("a runtime").block_on(cli.run());
}
