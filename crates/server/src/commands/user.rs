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
    /// Take the second factor away from somebody who lost phone and recovery codes; their sessions end.
    ResetSecondFactor(ResetSecondFactorArgs),
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

/// What `recado user reset-second-factor` can be told.
#[derive(Debug, Args)]
pub struct ResetSecondFactorArgs {
    #[command(flatten)]
    file: ConfigFile,
    /// Whose.
    #[arg(long, value_name = "ADDRESS")]
    email: String,
}

/// The password is enough for them until they set up another one.
pub async fn reset_second_factor(args: ResetSecondFactorArgs) -> Result<(), Failure> {
    let config = Config::load(args.file.path.as_deref())?;
    let url = reachable(config.server.listen);
    let engine = open_existing(&config, &url).await?;
    let had_one = engine.reset_second_factor(&args.email).await?;
    let had_one = had_one.ok_or_else(|| anyhow!("nobody has this e-mail address"))?;
    println!("{}", if had_one { "the second factor is gone" } else { "there was no second factor" });
    Ok(())
}
