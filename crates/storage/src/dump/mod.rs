//! The whole database as rows: out of one moment of a database in use, into an empty one of either engine.
//!
//! What a backup is made of. Both engines have the same tables and columns (`tests/shape.rs`), so rows need only four
//! kinds of cells; what one engine keeps for its own searches is left out and made again.

mod afterwards;
mod codec;
mod order;
mod postgres;
mod sqlite;

use std::collections::BTreeMap;

use recado_domain::Timestamp;
use tokio::{sync::mpsc, task::spawn_blocking};

pub use codec::{CodecError, decode, encode};

use crate::{
    db::{Db, Engine},
    error::{DbError, DbResult},
    migrate::{MIGRATIONS, MigrateError, MigrateMode, Migration},
};

/// A value of a row, the same for both engines: a truth value is 0 or 1, an id is 16 bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// Nothing.
    Null,
    /// A whole number.
    Whole(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A table and the columns that are written of it, in the order of the cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
}

/// What a dump begins with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// The migrations that the database had, in order.
    pub migrations: Vec<String>,
    /// The tables, each behind those that it refers to.
    pub tables: Vec<Table>,
    /// Received first of all that is in the log, in milliseconds: partitions begin there.
    pub oldest: Option<i64>,
    /// What whoever wrote it adds, by name.
    pub notes: BTreeMap<String, String>,
}

/// A dump is an outline, rows by table, and the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// First.
    Outline(Outline),
    /// Some rows of the table with this number.
    Rows {
        /// Which, in the outline.
        table: usize,
        /// The rows.
        rows: Vec<Vec<Cell>>,
    },
    /// Last: how many rows each table had. Without it something is missing.
    End(Vec<u64>),
}

/// How rows are put into a database.
#[derive(Debug, Clone, Copy)]
pub struct LoadTerms {
    /// The present.
    pub now: Timestamp,
    /// The old installation had stopped for good when the dump was made, and this one takes its place: what was queued is
    /// still to be sent, and who was signed in still is.
    pub is_moved: bool,
}

/// Why rows were not put into a database; it is as it was before.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// Somebody's data is there.
    #[error("the database is not empty (the table {0} has rows): restore into an empty one")]
    NotEmpty(String),
    /// A newer program made the dump.
    #[error("the backup was made by a newer program, which knows the migration {0}: use that version or a newer one")]
    OlderProgram(String),
    /// Tables of another time are there.
    #[error("the database has no rows, but a schema that is not the backup's: restore into one without any table")]
    OtherSchema,
    /// The outline names what this schema does not have.
    #[error("the backup has a table {0} that its schema does not have: it is damaged")]
    UnknownTable(String),
    /// The end is missing.
    #[error("the backup ends too early: it is damaged")]
    Incomplete,
    /// Rows that point nowhere.
    #[error("{0} rows of the backup point to rows that it does not have: it is damaged")]
    Orphans(usize),
    /// The schema could not be made.
    #[error(transparent)]
    Schema(#[from] MigrateError),
    /// The database did not take it.
    #[error(transparent)]
    Database(#[from] DbError),
}

impl From<rusqlite::Error> for LoadError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<tokio_postgres::Error> for LoadError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Database(error.into())
    }
}

/// Rows that go together.
const TOGETHER: usize = 500;
/// Bytes that go together, if the rows are large.
const BYTES_TOGETHER: usize = 256 * 1024;

/// Not part of a dump: the migrator's own, which is made anew.
const HISTORY: &str = "schema_migrations";

impl Db {
    /// Gives away everything that was committed at one moment, while others read and write. Whoever takes it too slowly
    /// only makes it last longer.
    pub async fn dump(&self, to: mpsc::Sender<Piece>) -> DbResult<()> {
        match &self.engine {
            Engine::Sqlite(local) => {
                let path = local.path().to_owned();
                spawn_blocking(move || sqlite::dump(&path, &to)).await.map_err(|_| DbError::Closed)?
            }
            Engine::Postgres(remote) => postgres::dump(remote, &to).await,
        }
    }

    /// Puts a dump into this database, which must be empty, all of it or nothing, and brings the schema up to date. From
    /// then on nothing is sent until the hold is lifted (`platform().holds()`).
    pub async fn load(
        &self,
        outline: Outline,
        pieces: mpsc::Receiver<Piece>,
        terms: LoadTerms,
    ) -> Result<(), LoadError> {
        let schema = schema_of(&outline)?;
        if !self.has_schema().await? {
            self.migrate_to(schema, MigrateMode::ApplyWithoutCopy).await?;
        }
        let applied = self.applied_names().await?;
        if !applied.iter().eq(&outline.migrations) {
            return Err(LoadError::OtherSchema);
        }
        match &self.engine {
            Engine::Sqlite(local) => {
                let path = local.path().to_owned();
                let loaded = spawn_blocking(move || sqlite::load(&path, &outline, pieces, terms));
                loaded.await.map_err(|_| DbError::Closed)??;
            }
            Engine::Postgres(remote) => postgres::load(remote, &outline, pieces, terms).await?,
        }
        self.migrate(MigrateMode::ApplyWithoutCopy).await?;
        Ok(())
    }
}

/// The migrations that the dump was made under, as this program has them.
fn schema_of(outline: &Outline) -> Result<&'static [Migration], LoadError> {
    for (position, name) in outline.migrations.iter().enumerate() {
        if MIGRATIONS.get(position).is_none_or(|own| own.name != name) {
            return Err(LoadError::OlderProgram(name.clone()));
        }
    }
    Ok(&MIGRATIONS[..outline.migrations.len()])
}

/// Where the cells of a table go in this schema: columns that only the other engine has are passed over.
fn places(table: &Table, own: &[String]) -> Vec<Option<usize>> {
    table.columns.iter().map(|column| own.iter().position(|name| name == column)).collect()
}

/// What is made again after loading begins anew: which words of a message are indexed.
fn is_made_again(table: &str, column: &str) -> bool {
    (table, column) == ("messages", "words_version")
}

/// About how many bytes a cell is.
fn size_of(cell: &Cell) -> usize {
    match cell {
        Cell::Null | Cell::Whole(_) => 9,
        Cell::Text(text) => text.len() + 5,
        Cell::Bytes(bytes) => bytes.len() + 5,
    }
}
