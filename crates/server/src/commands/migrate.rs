//! `recado migrate`

use clap::Args;
use recado_storage::{LoginCheck, MigrateMode};

use crate::{cli::ConfigFile, config::Config, database, failure::Failure};

/// What `recado migrate` can be told.
#[derive(Debug, Args)]
pub struct MigrateArgs {
    #[command(flatten)]
    file: ConfigFile,
    /// Try everything and roll it back: shows that it would succeed.
    #[arg(long)]
    dry_run: bool,
    /// SQLite: do not copy the database beside itself first. For who has a backup and no room.
    #[arg(long, conflicts_with = "dry_run")]
    without_copy: bool,
}

/// Brings the schema up to date and prints the names of the migrations that were open.
pub async fn run(args: MigrateArgs) -> Result<(), Failure> {
    let config = Config::load(args.file.path.as_deref())?;
    let mode = match (args.dry_run, args.without_copy) {
        (true, _) => MigrateMode::DryRun,
        (false, true) => MigrateMode::ApplyWithoutCopy,
        (false, false) => MigrateMode::Apply,
    };
    if args.dry_run {
        database::require_file(&config)?; // a dry run makes no database either
    }
    let db = database::open(&config, LoginCheck::Restricted).await?;
    let open = db.migrate(mode).await?;
    database::settle(&db).await;
    for name in &open {
        println!("{name}");
    }
    println!("{}", told(&open, mode));
    Ok(())
}

const fn told(open: &[&str], mode: MigrateMode) -> &'static str {
    match (open.is_empty(), mode) {
        (true, _) => "the schema is up to date",
        (false, MigrateMode::Apply | MigrateMode::ApplyWithoutCopy) => "the schema is up to date now",
        (false, MigrateMode::DryRun) => "these would succeed; nothing was changed",
    }
}
