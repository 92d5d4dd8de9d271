//! `recado mail`

use clap::{Args, Subcommand};

use crate::{
    cli::ConfigFile,
    config::Config,
    failure::Failure,
    node::{open_existing, reachable},
};

/// What can be done with outgoing mail from the command line.
#[derive(Debug, Subcommand)]
pub enum MailCommand {
    /// List mail that was given up: what it was, when, and why the server did not take it.
    Dead(DeadArgs),
}

/// What `recado mail dead` can be told.
#[derive(Debug, Args)]
pub struct DeadArgs {
    #[command(flatten)]
    file: ConfigFile,
    /// Try all of it again. Links in old mail may be over: the people ask for new ones.
    #[arg(long)]
    retry: bool,
}

/// Lists mail that was given up, or tries it again.
pub async fn dead(args: DeadArgs) -> Result<(), Failure> {
    let config = Config::load(args.file.path.as_deref())?;
    let engine = open_existing(&config, &reachable(config.server.listen)).await?;
    for mail in engine.dead_mail().await? {
        let reason = mail.last_error.as_deref().unwrap_or("no reason was kept");
        println!(
            "{}  {}  {}  tried {} times: {reason}",
            mail.created_at.to_rfc3339(),
            mail.id,
            mail.kind,
            mail.attempt
        );
    }
    if args.retry {
        println!("{} will be tried again", engine.revive_mail().await?);
    }
    Ok(())
}
