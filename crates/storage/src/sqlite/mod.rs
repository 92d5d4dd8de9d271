//! The embedded engine: one writer connection lent to one holder after another and committed together; a few
//! read-only connections beside it.

mod copy;
mod file;
mod readers;
mod writer;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params_from_iter};
use tokio::task::spawn_blocking;

pub(crate) use copy::copy_before;
pub(crate) use file::{Access, connect, durability, optimize};
pub(crate) use readers::{Reader, Readers};
pub(crate) use writer::{Limits, Terms, Turn, Writer, commit};

use crate::{
    column::Arg,
    db::FatalHook,
    error::{DbError, DbResult},
    rows::Rows,
};

/// The open database file.
#[derive(Clone)]
pub(crate) struct Local {
    pub(crate) writer: Writer,
    pub(crate) readers: Readers,
    path: PathBuf,
}

impl Local {
    pub(crate) async fn open(path: PathBuf, readers: usize, on_fatal: FatalHook) -> DbResult<Self> {
        Self::open_with(path, readers, Terms { limits: Limits::default(), on_fatal, commit }).await
    }

    pub(crate) async fn open_with(path: PathBuf, readers: usize, terms: Terms) -> DbResult<Self> {
        let (writer, readers) = {
            let path = path.clone();
            let opened = spawn_blocking(move || {
                file::prepare(&path)?;
                let writer = connect(&path, Access::Write)?;
                let readers = (0..readers.max(1)).map(|_| connect(&path, Access::Read));
                Ok::<_, DbError>((writer, readers.collect::<DbResult<Vec<_>>>()?))
            });
            opened.await.map_err(|_| DbError::Closed)??
        };
        Ok(Self { writer: Writer::start(writer, terms), readers: Readers::new(readers), path })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Moves the write-ahead log into the file and empties it. A reader who stays holds it up: then the rest lies beside
    /// the file as before.
    pub(crate) async fn fold_log(&self) -> DbResult<()> {
        let path = self.path.clone();
        let folded = spawn_blocking(move || {
            let connection = connect(&path, Access::Write)?;
            Ok::<_, DbError>(connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
        });
        folded.await.map_err(|_| DbError::Closed)?
    }
}

pub(crate) fn execute(connection: &Connection, sql: &str, args: &[Arg]) -> DbResult<u64> {
    #[cfg(feature = "mutants")]
    crate::mutants::judge(connection, sql, args);
    let changed = connection.prepare_cached(sql)?.execute(params_from_iter(args))?;
    Ok(u64::try_from(changed).unwrap_or(u64::MAX))
}

pub(crate) fn rows(connection: &Connection, sql: &str, args: &[Arg]) -> DbResult<Rows> {
    #[cfg(feature = "mutants")]
    crate::mutants::judge(connection, sql, args);
    let mut statement = connection.prepare_cached(sql)?;
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let (mut cells, mut found) = (Vec::new(), statement.query(params_from_iter(args))?);
    while let Some(row) = found.next()? {
        for column in 0..columns.len() {
            cells.push(row.get(column)?);
        }
    }
    drop(found);
    Ok(Rows::Sqlite { columns, cells })
}
