//! The binary `recado`: configuration, telemetry, wiring and subcommands; the one place where things are constructed.
//!
//! It must hold no rule of the product: those are in `domain` and `engine`. To add a setting see `config`, to add a
//! subcommand see `cli`.

pub mod cli;
pub mod commands;
pub mod config;
pub mod database;
pub mod demo;
pub mod doctor;
pub mod failure;
pub mod first_start;
pub mod holder;
pub mod node;
pub mod ready;
pub mod roles;
pub mod shutdown;
pub mod telemetry;

use std::{process::ExitCode, time::Duration};

use anyhow::Context as _;
use clap::Parser as _;

use self::{cli::Cli, failure::Failure};

/// How long threads that are still at work may hold up the end of the process.
const LAST_TASKS: Duration = Duration::from_secs(2);

/// The whole process: reads the command line, does what it says, and ends with the exit code of `docs/contract.md`.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("recado: {failure}");
            failure.exit_code()
        }
    }
}

fn run(cli: Cli) -> Result<(), Failure> {
    // One provider for every TLS connection; an error here only says that one is installed already.
    drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().context("starting threads")?;
    let done = runtime.block_on(cli.run());
    runtime.shutdown_timeout(LAST_TASKS);
    done
}
