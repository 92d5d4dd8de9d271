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
}

/// Brings the schema up to date and prints the names of the migrations that were open.
pub async fn run(args: MigrateArgs) -> Result<(), Failure> {
    let config = Config::load(args.file.path.as_deref())?;
    let mode = if args.dry_run { MigrateMode::DryRun } else { MigrateMode::Apply };
    let db = database::open(&config, LoginCheck::Restricted).await?;
    let open = db.migrate(mode).await?;
    database::settle(&db).await;
    for name in &open {
        println!("{name}");
    }
    match (open.is_empty(), mode) {
        (true, _) => println!("the schema is up to date"),
        (false, MigrateMode::Apply) => println!("the schema is up to date now"),
        (false, MigrateMode::DryRun) => println!("these would succeed; nothing was changed"),
    }
    Ok(())
}
