//! What a statement answered, and how it becomes a struct.

use rusqlite::types::Value as Cell;
use tokio_postgres::Row as PgRow;

use crate::{
    column::Column,
    error::{DbError, DbResult},
};

/// The answer of a statement, out of the engine's hands.
pub(crate) enum Rows {
    Sqlite { columns: Vec<String>, cells: Vec<Cell> },
    Postgres(Vec<PgRow>),
}

/// A struct that one statement's rows decode into; written by `row!`.
pub(crate) trait Row: Sized {
    fn decode(row: &mut RowRef<'_>) -> DbResult<Self>;
}

/// `row!(Contact { id, note })`: a missing or misspelt field does not compile; columns are found by the fields' names.
macro_rules! row {
    ($t:ident { $($field:ident),* $(,)? }) => {
        impl $crate::rows::Row for $t {
            fn decode(row: &mut $crate::rows::RowRef<'_>) -> $crate::DbResult<Self> {
                Ok($t { $($field: row.get(stringify!($field))?),* })
            }
        }
    };
}
pub(crate) use row;

impl Rows {
    pub(crate) fn decode<T: Row>(self) -> DbResult<Vec<T>> {
        match self {
            Self::Sqlite { columns, mut cells } => {
                let width = columns.len().max(1);
                let rows = cells.chunks_mut(width).map(|cells| Source::Sqlite(&columns, cells));
                rows.map(|source| T::decode(&mut RowRef { source, next: 0 })).collect()
            }
            Self::Postgres(rows) => {
                let rows = rows.iter().map(Source::Postgres);
                rows.map(|source| T::decode(&mut RowRef { source, next: 0 })).collect()
            }
        }
    }
}

/// One row while it is being decoded.
pub(crate) struct RowRef<'a> {
    source: Source<'a>,
    /// Fields mostly come in the order of the columns: look here first.
    next: usize,
}

enum Source<'a> {
    Sqlite(&'a [String], &'a mut [Cell]),
    Postgres(&'a PgRow),
}

impl RowRef<'_> {
    pub(crate) fn get<T: Column>(&mut self, name: &str) -> DbResult<T> {
        let column = self.position(name).ok_or_else(|| DbError::Decode(format!("no column {name}")))?;
        self.next = column + 1;
        let value = match &mut self.source {
            Source::Sqlite(_, cells) => T::sqlite(std::mem::replace(&mut cells[column], Cell::Null)),
            Source::Postgres(row) => T::postgres(row, column)?,
        };
        value.ok_or_else(|| DbError::Decode(format!("column {name}")))
    }

    fn position(&self, name: &str) -> Option<usize> {
        match &self.source {
            Source::Sqlite(columns, _) => find(columns.iter().map(String::as_str), self.next, name),
            Source::Postgres(row) => find(row.columns().iter().map(tokio_postgres::Column::name), self.next, name),
        }
    }
}

fn find<'n>(mut names: impl Iterator<Item = &'n str> + Clone, next: usize, name: &str) -> Option<usize> {
    if names.clone().nth(next) == Some(name) { Some(next) } else { names.position(|column| column == name) }
}

/// One whole number, for counts and the like: `SELECT … AS n`.
pub(crate) struct Number {
    pub(crate) n: i64,
}
row!(Number { n });
