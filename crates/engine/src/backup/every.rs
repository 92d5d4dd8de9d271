//! Backups by themselves: one node makes one every so many hours, and deletes those that are too many.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use recado_domain::Timestamp;
use recado_storage::{Db, DbResult, Scope};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::{BackupError, FileKey, Made, make};
use crate::{
    Engine,
    lease::{pause, while_held},
};

/// The lease of the one node that does it.
const LEASE: &str = "backup";
/// Under which the last one is remembered.
const LAST: &str = "backup.last";
/// How often it is looked whether one is due; also the wait after one that failed.
const LOOK: Duration = Duration::from_mins(1);
/// How the files are named: `recado-2026-11-22T040000Z.backup`.
const BEGINNING: &str = "recado-";
const END: &str = ".backup";

/// How backups are made by themselves.
#[derive(Debug, Clone)]
pub struct Every {
    /// How often.
    pub every: Duration,
    /// Where to.
    pub folder: PathBuf,
    /// How many are kept.
    pub keep: usize,
    /// What they are sealed with.
    pub key: FileKey,
    /// Our own version.
    pub program: String,
}

/// The newest backup that was made by itself or by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastBackup {
    /// When, in microseconds since 1970.
    at: i64,
    /// The file, as it was named.
    pub file: String,
    /// How large it is.
    pub bytes: u64,
}

impl LastBackup {
    /// When it was made.
    pub fn at(&self) -> Timestamp {
        Timestamp::from_micros(self.at)
    }
}

/// The newest backup of this database.
pub async fn last(db: &Db) -> DbResult<Option<LastBackup>> {
    let text = db.read(Scope::System).await?.platform().instance_settings().find(LAST).await?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Remembers a backup that was made.
pub async fn remember(engine: &Engine, file: &Path, made: Made) -> DbResult<()> {
    let last = LastBackup { at: engine.now().micros(), file: file.display().to_string(), bytes: made.bytes };
    let text = serde_json::to_string(&last).expect("numbers and a text are JSON");
    let mut tx = engine.db.write(Scope::System).await?;
    tx.platform().instance_settings().put(LAST, &text).await?;
    tx.commit().await
}

/// Makes backups whenever this node holds the lease, until `ending` is cancelled.
pub async fn run(engine: Engine, every: Every, ending: CancellationToken) {
    while_held(&engine, LEASE, &ending, |_, lost| work(&engine, &every, lost)).await;
}

async fn work(engine: &Engine, every: &Every, lost: CancellationToken) {
    while !lost.is_cancelled() {
        if let Err(error) = make_if_due(engine, every).await {
            metrics::counter!("recado_backups_failed_total").increment(1);
            tracing::error!(category = "system", %error, "a backup could not be made; it is tried again");
        }
        pause(LOOK, &lost).await;
    }
}

/// Makes a backup if the last one is old enough; whether it did.
pub async fn make_if_due(engine: &Engine, every: &Every) -> Result<bool, BackupError> {
    let (last, now) = (last(&engine.db).await?, engine.now());
    if let Some(last) = &last {
        note_age(last.at());
        if now < last.at().plus(every.every) {
            return Ok(false);
        }
    }
    let file = every.folder.join(name_of(now));
    fs::create_dir_all(&every.folder).map_err(|error| BackupError::file(&every.folder, error))?;
    let made = make(engine, &file, &every.key, &every.program).await?;
    remember(engine, &file, made).await?;
    note_age(now);
    forget_older(every);
    let (bytes, rows, millis) = (made.bytes, made.rows, u64::try_from(made.took.as_millis()).unwrap_or(u64::MAX));
    tracing::info!(category = "system", file = %file.display(), bytes, rows, millis, "made a backup");
    Ok(true)
}

fn note_age(at: Timestamp) {
    #[expect(clippy::cast_precision_loss, reason = "a figure in seconds")]
    metrics::gauge!("recado_backup_timestamp_seconds").set(at.micros() as f64 / 1e6);
}

fn name_of(now: Timestamp) -> String {
    let time = now.to_rfc3339();
    let seconds = time.split(['.', 'Z']).next().unwrap_or_default();
    format!("{BEGINNING}{}Z{END}", seconds.replace(':', ""))
}

/// Their names are in the order of their times. One that cannot be deleted is told, and stays.
fn forget_older(every: &Every) {
    let files = fs::read_dir(&every.folder).into_iter().flatten().flatten();
    let names = files.filter_map(|file| file.file_name().into_string().ok());
    let mut ours: Vec<String> = names.filter(|name| name.starts_with(BEGINNING) && name.ends_with(END)).collect();
    ours.sort_unstable_by(|one, other| other.cmp(one));
    for name in ours.into_iter().skip(every.keep) {
        if let Err(error) = fs::remove_file(every.folder.join(&name)) {
            tracing::warn!(category = "system", file = name, %error, "an old backup could not be deleted");
        }
    }
}
