//! `recado user`

use anyhow::anyhow;
use clap::{Args, Subcommand};

use crate::{
    cli::ConfigFile,
    config::Config,
    failure::Failure,
    node::{open_existing, reachable},
};

/// What can be done to a person from the command line.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Print a one-time link for setting a new password.
    ResetPassword(ResetPasswordArgs),
}

/// What `recado user reset-password` can be told.
#[derive(Debug, Args)]
pub struct ResetPasswordArgs {
    #[command(flatten)]
    file: ConfigFile,
    /// Whose.
    #[arg(long, value_name = "ADDRESS")]
    email: String,
}

/// Prints the link; the old password and all sessions hold until it is used.
pub async fn reset_password(args: ResetPasswordArgs) -> Result<(), Failure> {
    let config = Config::load(args.file.path.as_deref())?;
    let url = reachable(config.server.listen);
    let engine = open_existing(&config, &url).await?;
    let link = engine.reset_password(&args.email).await?;
    let link = link.ok_or_else(|| anyhow!("nobody has this e-mail address"))?;
    println!("{}", link.expose());
    Ok(())
}
