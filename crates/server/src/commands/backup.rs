//! `recado backup`

use std::path::PathBuf;

use clap::Args;
use recado_engine::backup;

use crate::{
    cli::ConfigFile,
    config::{Config, Keys},
    failure::Failure,
    node::{open_existing, reachable},
};

/// What `recado backup` can be told.
#[derive(Debug, Args)]
pub struct BackupArgs {
    #[command(flatten)]
    file: ConfigFile,
    /// The file to make; one that is there already is left alone.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

/// Makes a backup beside a server that runs, and reads it back.
pub async fn run(args: BackupArgs) -> Result<(), Failure> {
    let config = Config::load(args.file.path.as_deref())?;
    let engine = open_existing(&config, &reachable(config.server.listen)).await?;
    let key = config.backup.file_key(&Keys::load(&config)?);
    let made = backup::make(&engine, &args.to, &key, env!("CARGO_PKG_VERSION")).await?;
    backup::remember(&engine, &args.to, made).await?;
    println!(
        "made and read back in {:.1} s: {} rows, {} bytes. It is worth nothing without its key: keep that elsewhere",
        made.took.as_secs_f64(),
        made.rows,
        made.bytes
    );
    Ok(())
}
