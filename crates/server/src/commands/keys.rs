//! `recado keys`

use anyhow::Context as _;
use clap::{Args, Subcommand};
use recado_engine::vault::reseal;
use recado_storage::LoginCheck;

use crate::{
    cli::ConfigFile,
    config::{Config, Keys},
    database,
    failure::Failure,
};

/// What can be done to the keys of the installation.
#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Make the configured keys those of this database: seal everything anew that stands under the other key.
    Rotate(RotateArgs),
}

/// What `recado keys rotate` can be told.
#[derive(Debug, Args)]
pub struct RotateArgs {
    #[command(flatten)]
    file: ConfigFile,
}

/// Seals everything under the configured key, beside servers that run with both; what was done already is left alone.
pub async fn rotate(args: RotateArgs) -> Result<(), Failure> {
    let config = Config::load(args.file.path.as_deref())?;
    let keys = Keys::load(&config)?;
    let db = database::open_existing(&config, LoginCheck::Restricted).await?;
    let resealed = reseal(&db, &keys.keyring()).await;
    for (column, rows) in resealed.context("nothing is lost: run it again when the keys are right")? {
        println!("{column}: {rows} sealed anew");
    }
    keys.settle(&db).await?;
    println!("RECADO_SECRETS__OTHER_KEY is needed no more: take it out of the configuration of every node");
    Ok(())
}
