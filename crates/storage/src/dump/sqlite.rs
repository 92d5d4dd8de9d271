//! Rows out of a file and into one, over connections of their own on a blocking thread.

use std::path::Path;

use rusqlite::{Connection, params_from_iter, types::Value};
use tokio::sync::mpsc;

use super::{BYTES_TOGETHER, Cell, HISTORY, LoadError, LoadTerms, Outline, Piece, TOGETHER, Table, afterwards};
use crate::{
    error::{DbError, DbResult},
    sqlite::{Access, connect},
};

/// Not what the search index and the planner keep for themselves.
const TABLES: &str = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
    AND name NOT LIKE 'sqlite_%' AND name <> $1 ORDER BY name";
const COLUMNS: &str = "SELECT name FROM pragma_table_info($1) ORDER BY cid";
const REFERENCES: &str = "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list($1)";

pub(super) fn dump(path: &Path, to: &mpsc::Sender<Piece>) -> DbResult<()> {
    let connection = connect(path, Access::Read)?;
    connection.execute_batch("BEGIN")?; // the first read decides the moment
    let outline = outline(&connection)?;
    let tables = outline.tables.clone();
    give(to, Piece::Outline(outline))?;
    let mut counts = Vec::with_capacity(tables.len());
    for (number, table) in tables.iter().enumerate() {
        counts.push(dump_table(&connection, number, table, to)?);
    }
    give(to, Piece::End(counts))
}

fn outline(connection: &Connection) -> DbResult<Outline> {
    let migrations = names(connection, "SELECT name FROM schema_migrations ORDER BY version", None)?;
    let oldest = connection.query_row("SELECT MIN(received_at) / 1000 FROM inbound_events", [], |row| row.get(0))?;
    Ok(Outline { migrations, tables: tables(connection)?, oldest, notes: std::collections::BTreeMap::new() })
}

fn tables(connection: &Connection) -> DbResult<Vec<Table>> {
    let all = names(connection, TABLES, Some(HISTORY))?;
    let mut references = Vec::new();
    for from in &all {
        let to = names(connection, REFERENCES, Some(from))?;
        references.extend(to.into_iter().map(|to| (from.clone(), to)));
    }
    let ordered = super::order::by_reference(&all, &references).into_iter();
    ordered.map(|name| Ok(Table { columns: names(connection, COLUMNS, Some(&name))?, name })).collect()
}

fn names(connection: &Connection, sql: &str, of: Option<&str>) -> DbResult<Vec<String>> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map(params_from_iter(of), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn dump_table(connection: &Connection, number: usize, table: &Table, to: &mpsc::Sender<Piece>) -> DbResult<u64> {
    let mut statement = connection.prepare(&format!("SELECT {} FROM {}", table.columns.join(", "), table.name))?;
    let mut found = statement.query([])?;
    let (mut rows, mut size, mut count) = (Vec::new(), 0, 0_u64);
    while let Some(row) = found.next()? {
        let cells: Vec<Cell> = (0..table.columns.len()).map(|at| Ok(cell(row.get(at)?))).collect::<DbResult<_>>()?;
        size += cells.iter().map(super::size_of).sum::<usize>();
        count += 1;
        rows.push(cells);
        if rows.len() >= TOGETHER || size >= BYTES_TOGETHER {
            give(to, Piece::Rows { table: number, rows: std::mem::take(&mut rows) })?;
            size = 0;
        }
    }
    if !rows.is_empty() {
        give(to, Piece::Rows { table: number, rows })?;
    }
    Ok(count)
}

fn give(to: &mpsc::Sender<Piece>, piece: Piece) -> DbResult<()> {
    to.blocking_send(piece).map_err(|_| DbError::Closed) // whoever took it has stopped, and knows why
}

/// The schema has no other kinds: its tables are STRICT.
fn cell(value: Value) -> Cell {
    match value {
        Value::Null => Cell::Null,
        Value::Integer(number) => Cell::Whole(number),
        #[expect(clippy::cast_possible_truncation, reason = "no column of ours holds one")]
        Value::Real(number) => Cell::Whole(number as i64),
        Value::Text(text) => Cell::Text(text),
        Value::Blob(bytes) => Cell::Bytes(bytes),
    }
}

fn value(cell: Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Whole(number) => Value::Integer(number),
        Cell::Text(text) => Value::Text(text),
        Cell::Bytes(bytes) => Value::Blob(bytes),
    }
}

pub(super) fn load(
    path: &Path,
    outline: &Outline,
    mut pieces: mpsc::Receiver<Piece>,
    terms: LoadTerms,
) -> Result<(), LoadError> {
    let connection = connect(path, Access::Write)?;
    connection.execute_batch("PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE")?; // looked at in the end, all at once
    let own = tables(&connection)?;
    for table in &own {
        let is_filled = format!("SELECT EXISTS (SELECT 1 FROM {})", table.name);
        if connection.query_row(&is_filled, [], |row| row.get(0))? {
            return Err(LoadError::NotEmpty(table.name.clone()));
        }
    }
    let inserts = outline.tables.iter().map(|table| Insert::into(table, &own)).collect::<Result<Vec<_>, _>>()?;
    let mut counts = vec![0_u64; outline.tables.len()];
    loop {
        match pieces.blocking_recv() {
            Some(Piece::Rows { table, rows }) => {
                let insert = inserts.get(table).ok_or(LoadError::Incomplete)?;
                counts[table] += rows.len() as u64;
                insert.all(&connection, rows)?;
            }
            Some(Piece::End(told)) if told == counts => break,
            _ => return Err(LoadError::Incomplete), // the connection is dropped: rolled back
        }
    }
    let orphans = connection.prepare("PRAGMA foreign_key_check")?.query_map([], |_| Ok(()))?.count();
    if orphans > 0 {
        return Err(LoadError::Orphans(orphans));
    }
    connection.execute_batch(&afterwards::statements(outline, terms))?;
    Ok(connection.execute_batch("COMMIT")?)
}

/// How rows of one table are put in.
struct Insert {
    sql: String,
    /// Which of the cells, and whether it begins anew.
    cells: Vec<(usize, bool)>,
}

impl Insert {
    fn into(table: &Table, own: &[Table]) -> Result<Self, LoadError> {
        let found = own.iter().find(|own| own.name == table.name);
        let found = found.ok_or_else(|| LoadError::UnknownTable(table.name.clone()))?;
        let places = super::places(table, &found.columns);
        let kept = places.iter().enumerate().filter(|(_, place)| place.is_some()).map(|(at, _)| at);
        let cells: Vec<_> = kept.map(|at| (at, super::is_made_again(&table.name, &table.columns[at]))).collect();
        let columns: Vec<&str> = cells.iter().map(|(at, _)| table.columns[*at].as_str()).collect();
        let marks = vec!["?"; columns.len()].join(", ");
        Ok(Self { sql: format!("INSERT INTO {} ({}) VALUES ({marks})", table.name, columns.join(", ")), cells })
    }

    fn all(&self, connection: &Connection, rows: Vec<Vec<Cell>>) -> Result<(), LoadError> {
        let mut statement = connection.prepare_cached(&self.sql)?;
        for mut row in rows {
            let mut values = Vec::with_capacity(self.cells.len());
            for (at, is_made_again) in &self.cells {
                let cell = row.get_mut(*at).map(|cell| std::mem::replace(cell, Cell::Null));
                let cell = cell.ok_or(LoadError::Incomplete)?;
                values.push(if *is_made_again { Value::Null } else { value(cell) });
            }
            statement.execute(params_from_iter(values))?;
        }
        Ok(())
    }
}
