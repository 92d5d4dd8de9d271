//! Backups: the whole installation in one sealed file, made while it works, put into an empty database of either engine.
//!
//! A file is a dump (`storage::dump`), compressed and sealed with a key that is not in the database. It is read back
//! before it counts as made. After a restore nothing is sent until the operator says so: the old installation may still
//! be sending.

mod erasures;
mod every;
mod file;
mod hold;
mod make;
mod restore;

use std::path::PathBuf;

use recado_domain::{ContactId, Timestamp};
use recado_storage::{DbError, dump::LoadError};

pub(crate) use erasures::note_all as note_all_erasures;
pub use erasures::{ErasedAgain, FILE as ERASURES, erase_again, note as note_erasures};
pub use every::{Every, LastBackup, last, make_if_due, remember, run};
pub use hold::{confirm, held_since};
pub use make::{Made, make};
pub use recado_storage::sealed_file::FileKey;
pub use restore::{RestoreOrder, Restored, restore};

/// Why a backup was not made, or not restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database.
    #[error("the database: {0}")]
    Database(#[from] DbError),
    /// The database that was to take it.
    #[error("{0}")]
    Load(#[from] LoadError),
    /// The file.
    #[error("{}: {cause}", .file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// Why not.
        cause: String,
    },
    /// The tokens in it could not be opened here.
    #[error(
        "the backup's tokens are sealed under another RECADO_SECRETS__KEY: give this installation the old one's \
         (secrets.key of its data folder), or they would all have to be entered again"
    )]
    OtherSecrets,
    /// Somebody could not be erased again.
    #[error("{contact} could not be erased again: {cause}; try once more")]
    Erasure {
        /// Whom.
        contact: ContactId,
        /// Why not.
        cause: String,
    },
}

impl BackupError {
    fn file(file: &std::path::Path, cause: impl std::fmt::Display) -> Self {
        Self::File { file: file.to_owned(), cause: cause.to_string() }
    }
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// The version of the program that made it.
    pub program: String,
    /// The engine that it was made on.
    pub engine: String,
    /// When.
    pub made_at: Timestamp,
    /// Which key its secrets are sealed under.
    pub secrets: String,
}
