//! `recado restore`

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use recado_domain::SystemClock;
use recado_engine::backup::{self, ERASURES, ErasedAgain, RestoreOrder, Restored};
use recado_storage::LoginCheck;

use crate::{
    cli::ConfigFile,
    config::{Config, ConfigProblems, Keys},
    database,
    failure::Failure,
    node::{open_existing, reachable},
};

/// What `recado restore` can be told.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct RestoreArgs {
    #[command(subcommand)]
    command: Option<RestoreCommand>,
    #[command(flatten)]
    file: ConfigFile,
    /// The backup.
    #[arg(long, value_name = "FILE", required = true)]
    from: Option<PathBuf>,
    /// Who was erased after the backup was made, to be erased again; else erasures.jsonl beside the backup, or in its usual
    /// place here, if there is one.
    #[arg(long, value_name = "FILE")]
    erasures: Option<PathBuf>,
    /// The old server had stopped for good before the backup was made, and this one takes its place: what was queued is
    /// still to be sent, and who was signed in stays so.
    #[arg(long)]
    moved: bool,
}

#[derive(Debug, Subcommand)]
enum RestoreCommand {
    /// Let sending go on after a restore.
    Confirm(ConfigFile),
    /// Erase again everybody whom a file tells of, as the restore does by itself. May be repeated.
    Erase(EraseArgs),
}

#[derive(Debug, Args)]
struct EraseArgs {
    #[command(flatten)]
    file: ConfigFile,
    /// The file of erasures.
    #[arg(long, value_name = "FILE")]
    from: PathBuf,
}

/// Restores into an empty database, or lifts the hold after it.
pub async fn run(args: RestoreArgs) -> Result<(), Failure> {
    match (args.command, args.from) {
        (Some(RestoreCommand::Confirm(file)), _) => confirm(&file).await,
        (Some(RestoreCommand::Erase(EraseArgs { file, from })), _) => {
            erase_again(&Config::load(file.path.as_deref())?, &from).await
        }
        (None, Some(from)) => restore(&args.file, from, args.erasures, args.moved).await,
        (None, None) => Err(Failure::Arguments(vec!["--from: say which file".to_owned()])),
    }
}

async fn restore(file: &ConfigFile, from: PathBuf, erasures: Option<PathBuf>, is_moved: bool) -> Result<(), Failure> {
    let config = Config::load(file.path.as_deref())?;
    if let Some(missing) = erasures.as_ref().filter(|file| !file.is_file()) {
        return Err(Failure::Arguments(vec![format!("--erasures: there is no file {}", missing.display())]));
    }
    let erasures = erasures.or_else(|| usual(&config, &from));
    if !Keys::has_secrets(&config) {
        let said = "is needed: that of the installation that made the backup (or its secrets.key in the data folder)";
        return Err(ConfigProblems::one("RECADO_SECRETS__KEY", said).into());
    }
    let keys = Keys::load(&config)?;
    let db = database::open(&config, LoginCheck::Restricted).await?;
    let order = RestoreOrder { from, keys: config.backup.opening_keys(&keys), is_moved };
    let restored = backup::restore(&db, &keys.keyrings(), &SystemClock, order).await?;
    database::settle(&db).await;
    println!("{}", told(&restored));
    if let Some(erasures) = erasures {
        return erase_again(&config, &erasures).await;
    }
    println!(
        "Nobody was erased again: there is no {ERASURES} beside the backup. If people were erased after it was made, \
         give it: recado restore erase --from FILE"
    );
    Ok(())
}

/// The erasures beside the backup, or where this installation keeps its own.
fn usual(config: &Config, backup: &Path) -> Option<PathBuf> {
    let beside = backup.with_file_name(ERASURES);
    [beside, config.erasures()].into_iter().find(|file| file.is_file())
}

async fn erase_again(config: &Config, file: &Path) -> Result<(), Failure> {
    if !file.is_file() {
        return Err(Failure::Arguments(vec![format!("--from: there is no file {}", file.display())]));
    }
    let engine = open_existing(config, &reachable(config.server.listen)).await?;
    let ErasedAgain { erased, others, unreadable } = backup::erase_again(&engine, file).await?;
    println!(
        "erased again: {erased} contacts that {} tells of; {others} more were erased already or are not here",
        file.display()
    );
    if unreadable > 0 {
        println!("{unreadable} of its lines cannot be read: look who they are, and erase them by hand");
    }
    Ok(())
}

fn told(restored: &Restored) -> String {
    let Restored { about, rows, took } = restored;
    format!(
        "restored {rows} rows in {:.1} s: the backup of {}, made by Recado {} on {}\n\
         Nothing is sent until you say so: start Recado, look around, then run recado restore confirm",
        took.as_secs_f64(),
        about.made_at.to_rfc3339(),
        about.program,
        about.engine
    )
}

async fn confirm(file: &ConfigFile) -> Result<(), Failure> {
    let config = Config::load(file.path.as_deref())?;
    let engine = open_existing(&config, &reachable(config.server.listen)).await?;
    if backup::confirm(&engine).await? {
        println!("sending goes on");
    } else {
        println!("nothing was held");
    }
    Ok(())
}
