//! Restoring one: looked through to its end first, then put into an empty database, all or nothing.

use std::{path::PathBuf, time::Duration};

use recado_domain::Clock;
use recado_storage::{
    Db,
    dump::{LoadError, LoadTerms, Outline, Piece},
    secrets::Keyring,
};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{About, BackupError, FileKey, file};

/// Pieces that wait for the database.
const WAITING: usize = 8;

/// What is to be restored.
#[derive(Debug, Clone)]
pub struct RestoreOrder {
    /// The file.
    pub from: PathBuf,
    /// The keys that it may have been sealed with.
    pub keys: Vec<FileKey>,
    /// The old installation had stopped for good before the backup was made.
    pub is_moved: bool,
}

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// What the backup says of itself.
    pub about: About,
    /// How many rows it had.
    pub rows: u64,
    /// How long it took.
    pub took: Duration,
}

/// Restores into a database, which must be empty. From then on nothing is sent until [`super::confirm`].
pub async fn restore(
    db: &Db,
    keyrings: &[Keyring],
    clock: &dyn Clock,
    order: RestoreOrder,
) -> Result<Restored, BackupError> {
    let began = clock.monotonic();
    let (outline, rows) = look_through(&order).await?;
    let about = file::about(&outline).ok_or_else(|| BackupError::file(&order.from, "it does not say what it is"))?;
    if keyrings.iter().all(|keyring| keyring.fingerprint() != about.secrets) {
        return Err(BackupError::OtherSecrets);
    }
    let (give, take) = mpsc::channel(WAITING);
    let (path, keys) = (order.from.clone(), order.keys.clone());
    let reading = spawn_blocking(move || -> std::io::Result<()> {
        let mut pieces = file::Pieces::open(&path, &keys)?;
        while let Some(piece) = pieces.next()? {
            let is_data = !matches!(piece, Piece::Outline(_));
            if is_data && give.blocking_send(piece).is_err() {
                break; // the database does not take it, and says why
            }
        }
        Ok(())
    });
    let terms = LoadTerms { now: clock.now(), is_moved: order.is_moved };
    let (loaded, read) = tokio::join!(db.load(outline, take, terms), reading);
    match (loaded, read) {
        (Ok(()), _) => Ok(Restored { about, rows, took: clock.monotonic().saturating_sub(began) }),
        (Err(LoadError::Incomplete), Ok(Err(error))) => Err(BackupError::file(&order.from, error)),
        (Err(error), _) => Err(error.into()),
    }
}

/// A file that is damaged at its very end must not have touched the database.
async fn look_through(order: &RestoreOrder) -> Result<(Outline, u64), BackupError> {
    let (path, keys) = (order.from.clone(), order.keys.clone());
    let looked = spawn_blocking(move || file::verify(&path, &keys)).await;
    let broken = |error: String| BackupError::file(&order.from, error);
    looked.map_err(|error| broken(error.to_string()))?.map_err(|error| broken(error.to_string()))
}
