//! The command line. To add a subcommand: a variant here, a file in `commands`, a line in `run`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::{commands, failure::Failure};

/// WhatsApp Business for teams: durable webhooks, a shared inbox, paced sending and an API, from one binary.
#[derive(Debug, Parser)]
#[command(name = "recado", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve: webhooks, API, sending and jobs.
    Serve(commands::serve::ServeArgs),
    /// Show Recado: product, simulator and a seeded tenant in one folder.
    Demo(commands::demo::DemoArgs),
    /// Play Meta: a Graph API with memory that sends signed webhooks.
    Simulator(commands::simulator::SimulatorArgs),
    /// Bring the database's schema up to date, and end.
    Migrate(commands::migrate::MigrateArgs),
    /// Apply what Meta sent in a time again, one tenant's changes of it. Nothing is done twice.
    Replay(commands::replay::ReplayArgs),
    /// Look at everything that an operator has to look after; exit code 1 when something is a fault.
    Doctor(commands::doctor::DoctorArgs),
    /// Write the whole installation into one sealed file, beside a server that runs.
    Backup(commands::backup::BackupArgs),
    /// Put a backup into an empty database; nothing is sent from it until `restore confirm`.
    Restore(commands::restore::RestoreArgs),
    /// Look at the configuration.
    Config {
        #[command(subcommand)]
        command: ConfigCommand,
    },
    /// Change the keys of the installation.
    Keys {
        #[command(subcommand)]
        command: commands::keys::KeysCommand,
    },
    /// Help a person in.
    User {
        #[command(subcommand)]
        command: commands::user::UserCommand,
    },
    /// Look at the audit log.
    Audit {
        #[command(subcommand)]
        command: commands::audit::AuditCommand,
    },
    /// Look at outgoing mail.
    Mail {
        #[command(subcommand)]
        command: commands::mail::MailCommand,
    },
    /// Print the OpenAPI description of the API.
    Openapi,
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Show every setting in force and who set it, or all that is wrong (exit code 2).
    Check(ConfigFile),
}

/// Where the configuration is.
#[derive(Debug, Args)]
pub struct ConfigFile {
    /// The configuration file; else recado.toml in this folder, if there is one.
    #[arg(long = "config", value_name = "FILE")]
    pub path: Option<PathBuf>,
}

impl Cli {
    /// Does what was asked, to its end.
    pub async fn run(self) -> Result<(), Failure> {
        match self.command {
            Command::Serve(args) => commands::serve::run(args).await,
            Command::Demo(args) => Box::pin(commands::demo::run(args)).await,
            Command::Simulator(args) => commands::simulator::run(args).await,
            Command::User { command: commands::user::UserCommand::ResetPassword(args) } => {
                commands::user::reset_password(args).await
            }
            Command::User { command: commands::user::UserCommand::ResetSecondFactor(args) } => {
                commands::user::reset_second_factor(args).await
            }
            Command::Keys { command: commands::keys::KeysCommand::Rotate(args) } => commands::keys::rotate(args).await,
            Command::Audit { command: commands::audit::AuditCommand::Verify(args) } => {
                commands::audit::verify(args).await
            }
            Command::Mail { command: commands::mail::MailCommand::Dead(args) } => commands::mail::dead(args).await,
            Command::Openapi => commands::openapi::run(),
            Command::Replay(args) => commands::replay::run(args).await,
            Command::Doctor(args) => Box::pin(commands::doctor::run(args)).await,
            Command::Backup(args) => commands::backup::run(args).await,
            Command::Restore(args) => Box::pin(commands::restore::run(args)).await,
            Command::Migrate(args) => commands::migrate::run(args).await,
            Command::Config { command: ConfigCommand::Check(file) } => commands::config_check::run(&file),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_wrong_command_line_is_a_wrong_configuration() {
        let error = Cli::try_parse_from(["recado", "migrate", "--confg", "x"]).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        let error = Cli::try_parse_from(["recado", "simulator", "--webhook-url", "http://h/w"]).unwrap_err();
        assert!(error.to_string().contains("--app-secret"), "{error}");
    }
}
