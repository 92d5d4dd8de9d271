//! Making one: out of one moment of a database in use.

use std::{fs, path::Path, time::Duration};

use recado_storage::dump::Piece;
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{About, BackupError, FileKey, file};
use crate::Engine;

/// Pieces that wait for the disk.
const WAITING: usize = 8;

/// What was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// How large the file is.
    pub bytes: u64,
    /// How many rows it has.
    pub rows: u64,
    /// How long it took, reading it back included.
    pub took: Duration,
}

/// Makes a backup: written beside its place, read back, and put there when it is found to be whole. `program` is our own
/// version. A file that is there already is left alone.
pub async fn make(engine: &Engine, to: &Path, key: &FileKey, program: &str) -> Result<Made, BackupError> {
    let began = engine.clock.monotonic();
    if to.exists() {
        return Err(BackupError::file(to, "there is a file already"));
    }
    let part = to.with_added_extension("part");
    let written = write(engine, &part, key, program).await;
    let done = written.and_then(|(bytes, rows)| {
        fs::rename(&part, to).map_err(|error| BackupError::file(to, error))?;
        Ok(Made { bytes, rows, took: engine.clock.monotonic().saturating_sub(began) })
    });
    if done.is_err() {
        drop(fs::remove_file(&part)); // of no use; why it is not whole is what counts
    }
    done
}

async fn write(engine: &Engine, part: &Path, key: &FileKey, program: &str) -> Result<(u64, u64), BackupError> {
    let about = About {
        program: program.to_owned(),
        engine: engine.db.engine_name().to_owned(),
        made_at: engine.now(),
        secrets: engine.vault.keyring().fingerprint(),
    };
    let (give, take) = mpsc::channel::<Piece>(WAITING);
    let (path, own, notes) = (part.to_owned(), key.clone(), file::notes(&about));
    let writing = spawn_blocking(move || file::write(&path, &own, &notes, take));
    let (dumped, written) = tokio::join!(engine.db.dump(give), writing);
    let broken = |error: &dyn std::fmt::Display| BackupError::file(part, error);
    // A disk that is full ends the dump too: it is named first.
    let rows = written.map_err(|error| broken(&error))?.map_err(|error| broken(&error))?;
    dumped?;
    let (path, own) = (part.to_owned(), key.clone());
    let verified = spawn_blocking(move || Ok((file::verify(&path, &[own])?, fs::metadata(&path)?.len()))).await;
    let ((_, read), bytes) =
        verified.map_err(|error| broken(&error))?.map_err(|error: std::io::Error| broken(&error))?;
    if rows != Some(read) {
        return Err(broken(&"read back, it is not what was written"));
    }
    Ok((bytes, read))
}
