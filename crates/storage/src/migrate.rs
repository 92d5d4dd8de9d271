//! The migrator: all open migrations in one transaction, on both engines under the same names.
//!
//! To add one: write `migrations/sqlite/NNNN_name.sql` and `migrations/postgres/NNNN_name.sql` and add a line to
//! `MIGRATIONS`; a file missing on one side does not compile. From the first release on they are frozen: a text that
//! was applied and has changed since is refused. An index built CONCURRENTLY is a maintenance command, not a migration.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use tokio::task::spawn_blocking;

use crate::{
    column::args,
    db::{Db, Engine},
    error::{DbError, DbResult},
    postgres::Remote,
    rows::{Number, row},
    scope::Scope,
    sqlite,
    statement::statements,
};

/// One step of the schema, the same on both engines.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Migration {
    pub(crate) version: i64,
    pub(crate) name: &'static str,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

macro_rules! migrations {
    ($($version:literal $name:literal),+ $(,)?) => {
        &[$(Migration {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),+]
    };
}

/// The schema, in order.
pub(crate) const MIGRATIONS: &[Migration] = migrations![
    1 "0001_access",
    2 "0002_channel",
    3 "0003_inbound",
    4 "0004_inbox",
    5 "0005_work",
    6 "0006_tuning",
    7 "0007_upkeep",
    8 "0008_desk",
    9 "0009_notes",
    10 "0010_people",
    11 "0011_shortcuts",
    12 "0012_search",
    13 "0013_templates",
    14 "0014_waiting",
    15 "0015_contacts",
    16 "0016_away",
    17 "0017_logos",
    18 "0018_log",
    19 "0019_proof",
    21 "0021_mail",
    22 "0022_registration",
    23 "0023_second_factor",
    25 "0025_number_health",
    26 "0026_provider_logins",
    27 "0027_usage",
    28 "0028_number_caps",
    29 "0029_portfolios",
    30 "0030_audit_seals",
];

/// What to do with the open migrations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MigrateMode {
    /// Apply them, all or none.
    Apply,
    /// The same, without the copy of SQLite's file beside it: the operator has one of their own.
    ApplyWithoutCopy,
    /// Apply them and roll everything back: shows that they would succeed.
    DryRun,
}

/// What has to be done to the schema before this program can use it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemaState {
    /// No program of ours has been here.
    Missing,
    /// Exactly the one this program was written for.
    Current,
    /// These migrations are open.
    Open(Vec<&'static str>),
}

/// Why the schema was left as it was.
#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    /// The database was migrated by a newer program.
    #[error(
        "it was written by a newer program (migration {found}, this program knows {known}): use that version or a \
         newer one, or go back to a copy made before the upgrade"
    )]
    OlderProgram {
        /// The newest migration in the database.
        found: i64,
        /// The newest migration in this program.
        known: i64,
    },
    /// An applied migration is not the one this program has under its number.
    #[error("the applied migration {0} is not the one of this program")]
    Changed(String),
    /// A migration failed.
    #[error("migration {name} failed: {cause}")]
    Failed {
        /// Its name.
        name: &'static str,
        /// What the engine said.
        cause: DbError,
    },
    /// A foreign key of the migrated database points nowhere (SQLite checks at the end).
    #[error("after the migrations {0} foreign keys point nowhere")]
    Orphans(usize),
    /// The copy before migrating could not be made; nothing was changed.
    #[error(
        "it was not migrated, because its copy {} cannot be made: {cause}; make room beside the database, or, if you \
         have a backup, run recado migrate --without-copy", .copy.display()
    )]
    NoCopy {
        /// Where the copy should have been.
        copy: PathBuf,
        /// What stood against it.
        cause: String,
    },
    /// The database did not answer.
    #[error(transparent)]
    Database(#[from] DbError),
}

impl From<rusqlite::Error> for MigrateError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(error.into())
    }
}

impl From<tokio_postgres::Error> for MigrateError {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::Database(error.into())
    }
}

/// A row of the history. The text itself is kept: compared as it is, no checksum to explain.
struct Applied {
    version: i64,
    name: String,
    text: String,
}
row!(Applied { version, name, text });

const HISTORY: &str = "CREATE TABLE IF NOT EXISTS schema_migrations \
    (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL)";
const READ_HISTORY: &str = "SELECT version, name, text FROM schema_migrations ORDER BY version";
const WRITE_HISTORY: &str = "INSERT INTO schema_migrations (version, name, text) VALUES ($1, $2, $3)";

statements! { System "migrations";
    COUNT_HISTORY = sqlite ["SELECT COUNT(*) AS n FROM sqlite_schema WHERE name = 'schema_migrations'"]
        postgres ["SELECT COUNT(to_regclass('schema_migrations')) AS n"];
    APPLIED = "SELECT version, name, text FROM schema_migrations ORDER BY version";
}

impl Db {
    /// Brings the schema up to this program; the names of the migrations that were open. Two nodes that start at once
    /// wait for each other.
    pub async fn migrate(&self, mode: MigrateMode) -> Result<Vec<&'static str>, MigrateError> {
        let done = self.migrate_to(MIGRATIONS, mode).await?;
        if mode != MigrateMode::DryRun && !done.is_empty() {
            self.make_partitions(self.db_now().await?).await?; // before anything can land in the default ones
        }
        Ok(done)
    }

    pub(crate) async fn migrate_to(
        &self,
        migrations: &'static [Migration],
        mode: MigrateMode,
    ) -> Result<Vec<&'static str>, MigrateError> {
        match &self.engine {
            Engine::Sqlite(local) => {
                let path = local.path().to_owned();
                let done = spawn_blocking(move || migrate_file(&path, migrations, mode));
                done.await.map_err(|_| DbError::Closed)?
            }
            Engine::Postgres(remote) => migrate_server(remote, migrations, mode).await,
        }
    }

    /// The names of the applied migrations, in order.
    pub(crate) async fn applied_names(&self) -> DbResult<Vec<String>> {
        let applied = self.read(Scope::System).await?.all::<Applied>(&APPLIED, args![]).await?;
        Ok(applied.into_iter().map(|migration| migration.name).collect())
    }

    /// Whether a program of ours has been here before.
    pub async fn has_schema(&self) -> DbResult<bool> {
        let Number { n } = self.read(Scope::System).await?.one(&COUNT_HISTORY, args![]).await?;
        Ok(n > 0)
    }

    /// Whether the schema is exactly the one this program was written for.
    pub async fn schema_is_current(&self) -> DbResult<bool> {
        match self.schema_state().await {
            Ok(state) => Ok(state == SchemaState::Current),
            Err(MigrateError::Database(error)) => Err(error),
            Err(_) => Ok(false),
        }
    }

    /// What has to be done to the schema. Refuses one that a newer or another program made.
    pub async fn schema_state(&self) -> Result<SchemaState, MigrateError> {
        if !self.has_schema().await? {
            return Ok(SchemaState::Missing);
        }
        let mut read = self.read(Scope::System).await?;
        let applied = read.all::<Applied>(&APPLIED, args![]).await?;
        let text: fn(&Migration) -> &'static str = match self.engine {
            Engine::Sqlite(_) => |migration| migration.sqlite,
            Engine::Postgres(_) => |migration| migration.postgres,
        };
        let open = open(MIGRATIONS, &applied, text)?;
        let names = || open.iter().map(|migration| migration.name).collect();
        Ok(if open.is_empty() { SchemaState::Current } else { SchemaState::Open(names()) })
    }
}

/// The migrations that are still to be applied.
fn open<'m>(
    migrations: &'m [Migration],
    applied: &[Applied],
    text: fn(&Migration) -> &'static str,
) -> Result<&'m [Migration], MigrateError> {
    if let (Some(found), Some(known)) = (applied.last(), migrations.last())
        && (applied.len() > migrations.len() || found.version > known.version)
    {
        return Err(MigrateError::OlderProgram { found: found.version, known: known.version });
    }
    for (was, is) in applied.iter().zip(migrations) {
        let same = was.version == is.version && was.name == is.name && lines(&was.text).eq(lines(text(is)));
        if !same {
            return Err(MigrateError::Changed(was.name.clone()));
        }
    }
    Ok(&migrations[applied.len()..])
}

/// Line by line, so that line endings rewritten by a checkout do not count.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
}

fn migrate_file(
    path: &Path,
    migrations: &'static [Migration],
    mode: MigrateMode,
) -> Result<Vec<&'static str>, MigrateError> {
    let connection = sqlite::connect(path, sqlite::Access::Write)?;
    connection.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?; // without effect inside the transaction
    connection.execute_batch(HISTORY)?;
    let applied = read_history(&connection)?;
    let open = open(migrations, &applied, |migration| migration.sqlite)?;
    if let (Some(_), Some(first), MigrateMode::Apply) = (applied.last(), open.first(), mode) {
        // Nobody else writes while the lock is held, so what is copied is what is migrated.
        sqlite::copy_before(path, first.name).map_err(|(copy, cause)| MigrateError::NoCopy { copy, cause })?;
    }
    for migration in open {
        let failed = |cause: rusqlite::Error| MigrateError::Failed { name: migration.name, cause: cause.into() };
        connection.execute_batch(migration.sqlite).map_err(failed)?;
        connection.execute(WRITE_HISTORY, (migration.version, migration.name, migration.sqlite))?;
    }
    let orphans = connection.prepare("PRAGMA foreign_key_check")?.query_map([], |_| Ok(()))?.count();
    if orphans > 0 {
        return Err(MigrateError::Orphans(orphans)); // the connection is dropped: rolled back
    }
    connection.execute_batch(end(mode))?;
    Ok(open.iter().map(|migration| migration.name).collect())
}

fn read_history(connection: &Connection) -> rusqlite::Result<Vec<Applied>> {
    let mut statement = connection.prepare(READ_HISTORY)?;
    let rows =
        statement.query_map([], |row| Ok(Applied { version: row.get(0)?, name: row.get(1)?, text: row.get(2)? }))?;
    rows.collect()
}

async fn migrate_server(
    remote: &Remote,
    migrations: &'static [Migration],
    mode: MigrateMode,
) -> Result<Vec<&'static str>, MigrateError> {
    // Out of the pool: if we are cut off, the connection is closed and the server rolls back.
    let connection = deadpool_postgres::Object::take(remote.pool.get().await.map_err(DbError::from)?);
    // The lock lets two nodes that start at once wait for each other.
    connection.batch_execute("BEGIN; SET LOCAL statement_timeout = 0; SELECT pg_advisory_xact_lock(724002)").await?;
    connection.batch_execute(HISTORY).await?;
    let mut applied = Vec::new();
    for row in connection.query(READ_HISTORY, &[]).await? {
        applied.push(Applied { version: row.try_get(0)?, name: row.try_get(1)?, text: row.try_get(2)? });
    }
    let open = open(migrations, &applied, |migration| migration.postgres)?;
    for migration in open {
        let failed = |cause: tokio_postgres::Error| MigrateError::Failed { name: migration.name, cause: cause.into() };
        connection.batch_execute(migration.postgres).await.map_err(failed)?;
        connection.execute(WRITE_HISTORY, &[&migration.version, &migration.name, &migration.postgres]).await?;
    }
    connection.batch_execute(end(mode)).await?;
    Ok(open.iter().map(|migration| migration.name).collect())
}

const fn end(mode: MigrateMode) -> &'static str {
    match mode {
        MigrateMode::Apply | MigrateMode::ApplyWithoutCopy => "COMMIT",
        MigrateMode::DryRun => "ROLLBACK",
    }
}
