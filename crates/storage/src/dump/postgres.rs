//! Rows out of a server and into one. Out: one transaction that sees one moment. In: COPY, all in one transaction.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    pin::{Pin, pin},
};

use bytes::{BufMut as _, Bytes, BytesMut};
use deadpool_postgres::Object;
use futures_util::{SinkExt as _, TryStreamExt as _};
use recado_domain::Timestamp;
use tokio::sync::mpsc;
use tokio_postgres::{Client, CopyInSink, Row, types::Type};
use uuid::Uuid;

use super::{BYTES_TOGETHER, Cell, HISTORY, LoadError, LoadTerms, Outline, Piece, TOGETHER, Table, afterwards};
use crate::{
    error::{DbError, DbResult},
    postgres::{Remote, make_since},
};

/// One moment; no statement of it is cut off, however long it takes.
const ONE_MOMENT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 0; \
    SET LOCAL idle_in_transaction_session_timeout = 0";
/// The migrator's lock: nobody changes the schema meanwhile.
const ALONE: &str = "BEGIN; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; \
    SELECT pg_advisory_xact_lock(724002)";
/// Partitions are part of their tables; vectors of words are made again.
const COLUMNS: &str = "SELECT CAST(c.relname AS text), CAST(a.attname AS text), format_type(a.atttypid, a.atttypmod), \
    c.relforcerowsecurity, a.attidentity <> '' \
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
    WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind IN ('r', 'p') AND NOT c.relispartition \
    AND c.relname <> $1 AND a.atttypid <> CAST('tsvector' AS regtype) ORDER BY c.relname, a.attnum";
const REFERENCES: &str = "SELECT DISTINCT CAST(f.relname AS text), CAST(t.relname AS text) \
    FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid \
    WHERE k.contype = 'f' AND f.relnamespace = CAST(current_schema() AS regnamespace)";

/// What the catalogue says of a table.
#[derive(Default)]
struct Known {
    columns: Vec<String>,
    types: Vec<String>,
    is_forced: bool,
    identity: Option<String>,
}

async fn known(client: &Client) -> DbResult<BTreeMap<String, Known>> {
    let mut tables: BTreeMap<String, Known> = BTreeMap::new();
    for row in client.query(COLUMNS, &[&HISTORY]).await? {
        let (table, column, kind): (String, String, String) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
        let known = tables.entry(table).or_default();
        known.is_forced = row.try_get(3)?;
        if row.try_get(4)? {
            known.identity = Some(column.clone());
        }
        known.columns.push(column);
        known.types.push(kind);
    }
    Ok(tables)
}

pub(super) async fn dump(remote: &Remote, to: &mpsc::Sender<Piece>) -> DbResult<()> {
    // Out of the pool: if we are cut off, the connection is closed and the server ends it.
    let connection = Object::take(remote.pool.get().await?);
    connection.batch_execute(ONE_MOMENT).await?;
    let outline = outline(&connection).await?;
    let tables = outline.tables.clone();
    give(to, Piece::Outline(outline)).await?;
    let mut counts = Vec::with_capacity(tables.len());
    for (number, table) in tables.iter().enumerate() {
        counts.push(dump_table(&connection, number, table, to).await?);
    }
    give(to, Piece::End(counts)).await?;
    Ok(connection.batch_execute("COMMIT").await?)
}

async fn outline(client: &Client) -> DbResult<Outline> {
    let mut migrations = Vec::new();
    for row in client.query("SELECT name FROM schema_migrations ORDER BY version", &[]).await? {
        migrations.push(row.try_get(0)?);
    }
    let mut references: Vec<(String, String)> = Vec::new();
    for row in client.query(REFERENCES, &[]).await? {
        references.push((row.try_get(0)?, row.try_get(1)?));
    }
    let mut known = known(client).await?;
    let names: Vec<String> = known.keys().cloned().collect();
    let ordered = super::order::by_reference(&names, &references).into_iter();
    let tables = ordered.map(|name| Table { columns: known.remove(&name).unwrap_or_default().columns, name }).collect();
    let oldest = client.query_one("SELECT MIN(received_at) / 1000 FROM inbound_events", &[]).await?.try_get(0)?;
    Ok(Outline { migrations, tables, oldest, notes: BTreeMap::new() })
}

async fn dump_table(client: &Client, number: usize, table: &Table, to: &mpsc::Sender<Piece>) -> DbResult<u64> {
    let sql = format!("SELECT {} FROM {}", table.columns.join(", "), table.name);
    let mut found = pin!(client.query_raw(&sql, Vec::<i64>::new()).await?);
    let (mut rows, mut size, mut count) = (Vec::new(), 0, 0_u64);
    while let Some(row) = found.try_next().await? {
        let cells: Vec<Cell> = (0..row.len()).map(|at| cell(&row, at)).collect::<DbResult<_>>()?;
        size += cells.iter().map(super::size_of).sum::<usize>();
        count += 1;
        rows.push(cells);
        if rows.len() >= TOGETHER || size >= BYTES_TOGETHER {
            give(to, Piece::Rows { table: number, rows: std::mem::take(&mut rows) }).await?;
            size = 0;
        }
    }
    if !rows.is_empty() {
        give(to, Piece::Rows { table: number, rows }).await?;
    }
    Ok(count)
}

async fn give(to: &mpsc::Sender<Piece>, piece: Piece) -> DbResult<()> {
    to.send(piece).await.map_err(|_| DbError::Closed) // whoever took it has stopped, and knows why
}

fn cell(row: &Row, at: usize) -> DbResult<Cell> {
    let found = match *row.columns()[at].type_() {
        Type::INT8 => row.try_get::<_, Option<i64>>(at)?.map(Cell::Whole),
        Type::BOOL => row.try_get::<_, Option<bool>>(at)?.map(|yes| Cell::Whole(yes.into())),
        Type::TEXT => row.try_get::<_, Option<String>>(at)?.map(Cell::Text),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.map(Cell::Bytes),
        Type::UUID => row.try_get::<_, Option<Uuid>>(at)?.map(|id| Cell::Bytes(id.as_bytes().to_vec())),
        ref other => return Err(DbError::client(format!("a column of type {other} has no place in a backup"))),
    };
    Ok(found.unwrap_or(Cell::Null))
}

pub(super) async fn load(
    remote: &Remote,
    outline: &Outline,
    mut pieces: mpsc::Receiver<Piece>,
    terms: LoadTerms,
) -> Result<(), LoadError> {
    let connection = Object::take(remote.pool.get().await.map_err(DbError::from)?);
    connection.batch_execute(ALONE).await?;
    let known = known(&connection).await?;
    for table in known.keys() {
        let is_filled = format!("SELECT EXISTS (SELECT 1 FROM {table})");
        if connection.query_one(&is_filled, &[]).await?.try_get(0)? {
            return Err(LoadError::NotEmpty(table.clone()));
        }
    }
    let since = outline.oldest.map_or(terms.now, |millis| Timestamp::from_micros(millis.saturating_mul(1000)));
    make_since(&connection, since, terms.now).await?;
    // COPY does not go through row-level security. Its owner's own rows need none, once it is not forced.
    let forced: Vec<&String> = known.iter().filter(|(_, known)| known.is_forced).map(|(name, _)| name).collect();
    alter(&connection, &forced, "NO FORCE").await?;
    copy_all(&connection, outline, &known, &mut pieces).await?;
    for (table, known) in &known {
        if let Some(column) = &known.identity {
            let sql = format!(
                "SELECT setval(pg_get_serial_sequence('{table}', '{column}'), (SELECT COALESCE(MAX({column}), 0) + 1 FROM {table}), false)"
            );
            connection.query_one(&sql, &[]).await?;
        }
    }
    connection.batch_execute(&afterwards::statements(outline, terms)).await?;
    alter(&connection, &forced, "FORCE").await?;
    Ok(connection.batch_execute("COMMIT").await?)
}

async fn alter(client: &Client, tables: &[&String], what: &str) -> DbResult<()> {
    let each = tables.iter().map(|table| format!("ALTER TABLE {table} {what} ROW LEVEL SECURITY"));
    Ok(client.batch_execute(&each.collect::<Vec<_>>().join("; ")).await?)
}

async fn copy_all(
    client: &Client,
    outline: &Outline,
    known: &BTreeMap<String, Known>,
    pieces: &mut mpsc::Receiver<Piece>,
) -> Result<(), LoadError> {
    let mut counts = vec![0_u64; outline.tables.len()];
    let mut open: Option<(usize, Copying)> = None;
    loop {
        match pieces.recv().await {
            Some(Piece::Rows { table, rows }) => {
                if open.as_ref().is_none_or(|(number, _)| *number != table) {
                    if let Some((_, copying)) = open.take() {
                        copying.end().await?;
                    }
                    let shape = outline.tables.get(table).ok_or(LoadError::Incomplete)?;
                    open = Some((table, Copying::begin(client, shape, known).await?));
                }
                counts[table] += rows.len() as u64;
                if let Some((_, copying)) = &mut open {
                    copying.add(&rows).await?;
                }
            }
            Some(Piece::End(told)) if told == counts => break,
            _ => return Err(LoadError::Incomplete), // the connection is closed: rolled back
        }
    }
    match open {
        Some((_, copying)) => copying.end().await,
        None => Ok(()),
    }
}

/// A COPY that rows are being put into.
struct Copying {
    sink: Pin<Box<CopyInSink<Bytes>>>,
    /// Which of the cells, of what type, and whether it begins anew.
    cells: Vec<(usize, String, bool)>,
}

impl Copying {
    async fn begin(client: &Client, table: &Table, known: &BTreeMap<String, Known>) -> Result<Self, LoadError> {
        let own = known.get(&table.name).ok_or_else(|| LoadError::UnknownTable(table.name.clone()))?;
        let places = super::places(table, &own.columns);
        let kept = places.iter().enumerate().filter_map(|(at, place)| Some((at, (*place)?)));
        let cells: Vec<_> = kept
            .map(|(at, place)| (at, own.types[place].clone(), super::is_made_again(&table.name, &table.columns[at])))
            .collect();
        let columns: Vec<&str> = cells.iter().map(|(at, ..)| table.columns[*at].as_str()).collect();
        let sql = format!("COPY {} ({}) FROM STDIN", table.name, columns.join(", "));
        Ok(Self { sink: Box::pin(client.copy_in(&sql).await?), cells })
    }

    async fn add(&mut self, rows: &[Vec<Cell>]) -> Result<(), LoadError> {
        let mut text = String::new();
        for row in rows {
            for (position, (at, kind, is_made_again)) in self.cells.iter().enumerate() {
                if position > 0 {
                    text.push('\t');
                }
                let cell = row.get(*at).ok_or(LoadError::Incomplete)?;
                write_cell(if *is_made_again { &Cell::Null } else { cell }, kind, &mut text);
            }
            text.push('\n');
        }
        let mut bytes = BytesMut::with_capacity(text.len());
        bytes.put_slice(text.as_bytes());
        Ok(self.sink.send(bytes.freeze()).await?)
    }

    async fn end(mut self) -> Result<(), LoadError> {
        self.sink.as_mut().finish().await?;
        Ok(())
    }
}

/// A value as COPY reads it.
fn write_cell(cell: &Cell, kind: &str, to: &mut String) {
    match cell {
        Cell::Null => to.push_str("\\N"),
        Cell::Whole(number) if kind == "boolean" => to.push(if *number == 0 { 'f' } else { 't' }),
        Cell::Whole(number) => write!(to, "{number}").expect("a String takes all that is written"),
        Cell::Text(text) => {
            for character in text.chars() {
                match character {
                    '\\' => to.push_str("\\\\"),
                    '\n' => to.push_str("\\n"),
                    '\r' => to.push_str("\\r"),
                    '\t' => to.push_str("\\t"),
                    other => to.push(other),
                }
            }
        }
        Cell::Bytes(bytes) => {
            to.push_str(if kind == "uuid" { "" } else { "\\\\x" });
            for byte in bytes {
                write!(to, "{byte:02x}").expect("a String takes all that is written");
            }
        }
    }
}
