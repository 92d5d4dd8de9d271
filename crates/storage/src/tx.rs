//! Transactions: the handle that everything is read and written through.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
    time::{Duration, Instant},
};

use recado_domain::{Clock, Timestamp};
use tracing::{Instrument as _, Span};

use crate::{
    column::{Arg, args},
    error::{DbError, DbResult},
    held::{Held, Origin},
    postgres,
    rows::{Number, Row, Rows},
    scope::Scope,
    sqlite,
    statement::{BATCH_SIZES, Batch, Statement, statements},
};

/// A statement that took longer than this is logged by name.
const SLOW_STATEMENT: Duration = Duration::from_millis(250);

pub(crate) enum Session {
    Writer(sqlite::Turn),
    Reader(sqlite::Reader),
    Postgres(postgres::Session),
}

impl Session {
    /// The statement in a trace, in the words of OpenTelemetry: by name, for its arguments are people's data.
    fn span(&self, statement: &'static Statement) -> Span {
        let system = if matches!(self, Self::Postgres(_)) { "postgresql" } else { "sqlite" };
        tracing::debug_span!(
            target: "trace",
            "db.statement",
            otel.name = statement.name,
            otel.kind = "client",
            db.system.name = system,
        )
    }
}

/// An open transaction. Dropped without `commit`, it leaves nothing behind.
///
/// Between begin and commit nothing is awaited but SQL. A failed or cancelled statement breaks the transaction on both
/// engines: later statements and `commit` answer [`DbError::Broken`]. So a conflict is `ON CONFLICT` in the statement,
/// never "try, catch, go on".
#[must_use = "a transaction that is not committed is rolled back"]
pub struct Tx {
    session: Session,
    scope: Scope,
    clock: Option<Arc<dyn Clock>>,
    held: Held,
}

/// An open read. It opens the same doors as [`Tx`]; a write through it is refused by both engines.
#[must_use = "a read that nobody reads from only holds a connection"]
#[derive(Debug)]
pub struct Read(Tx);

statements! { System "time";
    NOW = sqlite ["SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER) * 1000 AS n"]
        postgres ["SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT) AS n"];
}

impl Tx {
    pub(crate) fn new(session: Session, scope: Scope, origin: Origin) -> Self {
        let clock = origin.clock.clone();
        Self { session, scope, clock, held: Held::new(origin) }
    }

    /// Whose rows this transaction may touch.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The database's clock, which leases compare against; the given clock where tests gave one.
    pub async fn db_now(&mut self) -> DbResult<Timestamp> {
        if let Some(clock) = &self.clock {
            return Ok(clock.now());
        }
        let Number { n } = self.one(&NOW, args![]).await?;
        Ok(Timestamp::from_micros(n))
    }

    /// Makes everything written here durable and visible; answers after the fsync that covers it.
    pub async fn commit(mut self) -> DbResult<()> {
        self.held.unsaved = false;
        if !self.held.sound {
            return Err(DbError::Broken);
        }
        let Self { session, held, .. } = self;
        drop(held); // the hold ends here: what follows is the engine's time
        match session {
            Session::Writer(turn) => turn.commit().await,
            Session::Reader(_) => Ok(()),
            Session::Postgres(session) => session.commit().await,
        }
    }

    /// All rows that the statement answers.
    pub(crate) async fn all<T: Row>(&mut self, statement: &'static Statement, args: Vec<Arg>) -> DbResult<Vec<T>> {
        self.rows(statement, args).await?.decode()
    }

    /// The first row, or none.
    pub(crate) async fn optional<T: Row>(
        &mut self,
        statement: &'static Statement,
        args: Vec<Arg>,
    ) -> DbResult<Option<T>> {
        Ok(self.all(statement, args).await?.into_iter().next())
    }

    /// The one row that must be there.
    pub(crate) async fn one<T: Row>(&mut self, statement: &'static Statement, args: Vec<Arg>) -> DbResult<T> {
        let missing = || DbError::Decode(format!("{} answered no row", statement.name));
        self.optional(statement, args).await?.ok_or_else(missing)
    }

    /// How many rows the statement changed.
    pub(crate) async fn execute(&mut self, statement: &'static Statement, args: Vec<Arg>) -> DbResult<u64> {
        let (started, span) = (self.enter()?, self.session.span(statement));
        let session = &mut self.session;
        let run = async {
            match session {
                Session::Writer(turn) => sqlite::execute(turn.connection(), statement.sqlite, &args),
                Session::Reader(reader) => reader.rows(statement.sqlite, args).await.map(|_| 0),
                Session::Postgres(session) => session.execute(statement.postgres, args).await,
            }
        };
        let result = run.instrument(span).await;
        self.held.unsaved |= matches!(result, Ok(1..));
        self.leave(statement, started, result)
    }

    /// Runs a batch over any number of rows, cut into statements as [`Batch`] says; how many rows it changed.
    pub(crate) async fn execute_batch(
        &mut self,
        batch: &'static Batch,
        fixed: Vec<Arg>,
        rows: Vec<Vec<Arg>>,
    ) -> DbResult<u64> {
        let mut changed = 0;
        for (statement, args) in self.cut(batch, &fixed, rows) {
            changed += self.execute(statement, args).await?;
        }
        Ok(changed)
    }

    /// The same for a batch that answers rows (`RETURNING`): they come in no order.
    pub(crate) async fn all_batch<T: Row>(
        &mut self,
        batch: &'static Batch,
        fixed: Vec<Arg>,
        rows: Vec<Vec<Arg>>,
    ) -> DbResult<Vec<T>> {
        let mut found = Vec::new();
        for (statement, args) in self.cut(batch, &fixed, rows) {
            found.extend(self.all::<T>(statement, args).await?);
        }
        Ok(found)
    }

    /// Runs a statement once per row on SQLite, and once for all rows on PostgreSQL, where its arguments are arrays for
    /// `UNNEST`: one text and one plan for every number of rows.
    pub(crate) async fn execute_each(&mut self, statement: &'static Statement, rows: Vec<Vec<Arg>>) -> DbResult<u64> {
        if let Session::Postgres(_) = self.session {
            return if rows.is_empty() { Ok(0) } else { self.execute(statement, transpose(rows)).await };
        }
        let mut changed = 0;
        for row in rows {
            changed += self.execute(statement, row).await?;
        }
        Ok(changed)
    }

    /// Rows cut into statements as the engine takes them.
    fn cut(&self, batch: &'static Batch, fixed: &[Arg], rows: Vec<Vec<Arg>>) -> Vec<(&'static Statement, Vec<Arg>)> {
        debug_assert!(
            fixed.len() == batch.fixed
                && rows.iter().all(|row| row.iter().map(Arg::postgres_type).eq(batch.columns.iter().cloned()))
        );
        if let Session::Postgres(_) = self.session {
            into_arrays(batch, fixed, rows)
        } else {
            into_rows(batch, fixed, rows)
        }
    }

    async fn rows(&mut self, statement: &'static Statement, args: Vec<Arg>) -> DbResult<Rows> {
        let (started, span) = (self.enter()?, self.session.span(statement));
        let session = &mut self.session;
        let run = async {
            match session {
                Session::Writer(turn) => sqlite::rows(turn.connection(), statement.sqlite, &args),
                Session::Reader(reader) => reader.rows(statement.sqlite, args).await,
                Session::Postgres(session) => session.rows(statement.postgres, args).await,
            }
        };
        let result = run.instrument(span).await;
        self.held.unsaved |= result.is_ok() && !statement.sqlite.trim_start().starts_with("SELECT");
        self.leave(statement, started, result)
    }

    /// Unsound until the statement has answered well: an error, and a future dropped half-way, end the transaction.
    fn enter(&mut self) -> DbResult<Instant> {
        if std::mem::replace(&mut self.held.sound, false) { Ok(Instant::now()) } else { Err(DbError::Broken) }
    }

    /// The one place where a statement's time and outcome are seen. Names only: arguments are people's data.
    fn leave<T>(&mut self, statement: &'static Statement, started: Instant, result: DbResult<T>) -> DbResult<T> {
        let took = started.elapsed();
        metrics::histogram!("recado_db_statement_seconds", "statement" => statement.name).record(took);
        if took > SLOW_STATEMENT {
            let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
            tracing::warn!(category = "system", statement = statement.name, millis, "slow statement");
        }
        if let Err(error) = &result {
            metrics::counter!("recado_db_statement_errors_total", "statement" => statement.name, "kind" => error.kind())
                .increment(1);
            tracing::debug!(category = "system", statement = statement.name, %error, "statement failed");
        }
        self.held.sound = result.is_ok();
        result
    }

    /// Ends the transaction's life as if a statement had failed.
    pub(crate) fn break_off(&mut self) {
        self.held.sound = false;
    }
}

/// Rows of cells into one array per column.
fn transpose(rows: Vec<Vec<Arg>>) -> Vec<Arg> {
    let mut columns: Vec<Vec<Arg>> = Vec::new();
    for row in rows {
        columns.resize_with(row.len(), Vec::new);
        for (column, cell) in columns.iter_mut().zip(row) {
            column.push(cell);
        }
    }
    columns.into_iter().map(Arg::Array).collect()
}

/// Cuts rows into the largest statements they fill.
fn into_rows(batch: &'static Batch, fixed: &[Arg], rows: Vec<Vec<Arg>>) -> Vec<(&'static Statement, Vec<Arg>)> {
    let mut rows = rows.into_iter();
    std::iter::from_fn(|| {
        let (size, statement) = BATCH_SIZES.iter().zip(&batch.sizes).find(|(size, _)| **size <= rows.len())?;
        let args = fixed.iter().cloned().chain(rows.by_ref().take(*size).flatten());
        Some((statement, args.collect()))
    })
    .collect()
}

/// Cuts rows into pieces of the largest size, with one array per column.
fn into_arrays(batch: &'static Batch, fixed: &[Arg], rows: Vec<Vec<Arg>>) -> Vec<(&'static Statement, Vec<Arg>)> {
    let mut rows = rows.into_iter();
    std::iter::from_fn(|| {
        let piece: Vec<_> = rows.by_ref().take(BATCH_SIZES[0]).collect();
        let args = fixed.iter().cloned().chain(transpose(piece));
        let args: Vec<_> = args.collect();
        (args.len() > fixed.len()).then(|| (&batch.sizes[0], args))
    })
    .collect()
}

impl Read {
    pub(crate) fn new(tx: Tx) -> Self {
        Self(tx)
    }
}

impl Deref for Read {
    type Target = Tx;
    fn deref(&self) -> &Tx {
        &self.0
    }
}

/// The doors take `&mut`; `commit` takes the transaction itself, which a read does not give away.
impl DerefMut for Read {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.0
    }
}

impl std::fmt::Debug for Tx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("scope", &self.scope).field("sound", &self.held.sound).finish_non_exhaustive()
    }
}
