//! The command line. To add a measurement: a variant here, a file beside this one, a line in `measure`.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use recado_storage::testing::Kind;

use crate::{figures::Figures, idle, inbox, intake, lane, machine, noisy, overload, projection, socket};

/// Measures the built product: figures, the ceilings of the same run, and their ratios.
#[derive(Debug, Parser)]
#[command(name = "recado-bench", version)]
pub struct Cli {
    /// What is measured.
    #[arg(value_enum)]
    what: What,
    /// On which engine. PostgreSQL needs `TEST_POSTGRES_URL`: `scripts/postgres.sh run --durable recado-bench …`.
    #[arg(long, value_enum, default_value = "both")]
    engine: Engines,
    /// Seconds instead of minutes: to see that it works, not for figures to be quoted.
    #[arg(long)]
    short: bool,
    /// What part of the data of `inbox` is made: at 1 ten million messages; 0.01 when it is short.
    #[arg(long)]
    scale: Option<f64>,
    /// Where the figures go as JSON, a file for each measurement and engine.
    #[arg(long, default_value = "target/bench")]
    out: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Durable webhooks a second, against the ceilings of HTTP alone and rows alone.
    Intake,
    /// How fast a backlog of webhooks becomes messages.
    Projection,
    /// From a webhook's first byte to the last socket's `message:new`.
    Socket,
    /// How much of a number's limit its lane uses.
    Lane,
    /// Twice and ten times what can be taken.
    Overload,
    /// One company at ten times its share, and what the others feel of it.
    NoisyTenant,
    /// The lists of the inbox over ten million messages.
    Inbox,
    /// Memory and start of a product that does nothing.
    Idle,
    /// All of these.
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Engines {
    Sqlite,
    Postgres,
    Both,
}

impl Engines {
    fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Sqlite => &[Kind::Sqlite],
            Self::Postgres => &[Kind::Postgres],
            Self::Both => &[Kind::Sqlite, Kind::Postgres],
        }
    }
}

impl Cli {
    /// Measures what was asked for, one after the other.
    pub async fn run(self) {
        machine::describe();
        let whats = if self.what == What::All {
            &What::value_variants()[..What::value_variants().len() - 1]
        } else {
            &[self.what]
        };
        for what in whats {
            for kind in self.engine.kinds() {
                let mut figures = Figures::of(*what, *kind, self.short);
                let scale = self.scale.unwrap_or(if self.short { 0.01 } else { 1.0 });
                measure(*what, *kind, (self.short, scale), &mut figures).await;
                figures.write(&self.out);
            }
        }
    }
}

async fn measure(what: What, kind: Kind, (short, scale): (bool, f64), figures: &mut Figures) {
    match what {
        What::Intake => intake::measure(kind, short, figures).await,
        What::Projection => projection::measure(kind, short, figures).await,
        What::Socket => socket::measure(kind, short, figures).await,
        What::Lane => lane::measure(kind, short, figures).await,
        What::Overload => overload::measure(kind, short, figures).await,
        What::NoisyTenant => noisy::measure(kind, short, figures).await,
        What::Inbox => inbox::measure(kind, short, scale, figures).await,
        What::Idle => idle::measure(kind, short, figures).await,
        What::All => unreachable!("all are the others"),
    }
}
