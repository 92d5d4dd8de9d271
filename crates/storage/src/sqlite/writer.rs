//! The writer: a thread that lends its one connection to the waiting writes in turn, each in a savepoint, and commits
//! them together. Only this thread speaks BEGIN, SAVEPOINT and COMMIT, and nobody cancels it. It is a thread of its own so
//! that writes do not wait behind all the requests that are being answered, and COMMIT blocks nobody else.

use std::{
    thread,
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::{
    runtime,
    sync::{mpsc, oneshot},
    task::yield_now,
    time::{sleep, timeout},
};

use crate::{
    db::{FatalHook, WAIT},
    error::{DbError, DbResult},
};

/// How large a group may grow before it is committed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits {
    pub(crate) writes: usize,
    pub(crate) age: Duration,
}

impl Default for Limits {
    /// Measured: below 64 writes throughput suffers at 256 writers; a lone write never waits for company.
    fn default() -> Self {
        Self { writes: 256, age: Duration::from_millis(5) }
    }
}

/// What a writer goes by.
pub(crate) struct Terms {
    pub(crate) limits: Limits,
    pub(crate) on_fatal: FatalHook,
    /// `commit`, but for tests of what happens when it fails.
    pub(crate) commit: fn(&Connection) -> DbResult<()>,
}

/// How long another process (backup, `doctor`) may hold the file's write lock before writes are refused.
const FOREIGN_LOCK: Duration = Duration::from_secs(5);

type Waiter = oneshot::Sender<DbResult<Turn>>;
type Line = mpsc::UnboundedReceiver<Waiter>;
type Answer = oneshot::Sender<DbResult<()>>;

/// The line at the writer's door.
#[derive(Clone)]
pub(crate) struct Writer {
    line: mpsc::UnboundedSender<Waiter>,
}

/// The writer connection in a holder's hands, inside the holder's savepoint. It always goes back: with an answer to
/// give after COMMIT, or, dropped (error, cancelled task, panic), without one: then it is undone.
pub(crate) struct Turn {
    lent: Option<(Connection, oneshot::Sender<Returned>)>,
}

struct Returned {
    connection: Connection,
    answer: Option<Answer>,
}

impl Writer {
    pub(crate) fn start(connection: Connection, terms: Terms) -> Self {
        let (line, waiting) = mpsc::unbounded_channel();
        let thread = thread::Builder::new().name("sqlite-writer".to_owned());
        let runtime = runtime::Builder::new_current_thread().enable_time().build().expect("the system has timers");
        thread.spawn(move || runtime.block_on(run(connection, waiting, terms))).expect("the system has threads");
        Self { line }
    }

    /// Waits in line, first come first served.
    pub(crate) async fn turn(&self) -> DbResult<Turn> {
        let (waiter, turn) = oneshot::channel();
        self.line.send(waiter).map_err(|_| DbError::Closed)?;
        let late = |_| DbError::Unavailable("the line for the writer is too long".to_owned());
        timeout(WAIT, turn).await.map_err(late)?.map_err(|_| DbError::Closed)?
    }
}

impl Turn {
    pub(crate) fn connection(&mut self) -> &Connection {
        &self.lent.as_ref().expect("taken only by commit and drop").0
    }

    pub(crate) async fn commit(mut self) -> DbResult<()> {
        let (answer, committed) = oneshot::channel();
        self.give_back(Some(answer));
        committed.await.map_err(|_| DbError::Closed)?
    }

    fn give_back(&mut self, answer: Option<Answer>) {
        if let Some((connection, home)) = self.lent.take() {
            drop(home.send(Returned { connection, answer })); // no writer any more: the process is ending
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.give_back(None);
    }
}

async fn run(mut connection: Connection, mut line: Line, terms: Terms) {
    // With SQLite's own waiting another process's lock would block a thread of the runtime: see `begin`.
    if let Err(error) = connection.busy_timeout(Duration::ZERO) {
        return (terms.on_fatal)(&error.into());
    }
    while let Some(first) = line.recv().await {
        match group(connection, first, &mut line, &terms).await {
            Ok(back) => connection = back,
            Err(fatal) => return (terms.on_fatal)(&fatal),
        }
    }
}

/// One transaction of the file: begins, lends to all who wait, commits, answers. An error means that the connection
/// cannot be trusted any more.
async fn group(mut connection: Connection, first: Waiter, line: &mut Line, terms: &Terms) -> DbResult<Connection> {
    if let Err(failure) = begin(&mut connection).await {
        drop(first.send(Err(failure))); // whoever gave up does not need it
        return Ok(connection);
    }
    let (connection, mut state, members) = lend_to_all(connection, first, line, terms.limits).await;
    if state.is_ok() && !members.is_empty() {
        state = (terms.commit)(&connection);
    }
    let fatal = state.clone().err().filter(is_fatal);
    let undone = if connection.is_autocommit() { Ok(()) } else { control(&connection, "ROLLBACK") };
    for answer in members {
        drop(answer.send(state.clone())); // a cancelled `commit` still commits; its answer is lost
    }
    match fatal {
        Some(fatal) => Err(fatal),
        None => undone.map(|()| connection),
    }
}

async fn lend_to_all(
    mut connection: Connection,
    first: Waiter,
    line: &mut Line,
    limits: Limits,
) -> (Connection, DbResult<()>, Vec<Answer>) {
    let (opened, mut members, mut next, mut state) = (Instant::now(), Vec::new(), Some(first), Ok(()));
    while let (Some(waiter), Ok(())) = (next.take(), &state) {
        if let Err(failure) = control(&connection, "SAVEPOINT w") {
            drop(waiter.send(Err(failure)));
            break;
        }
        let returned = lend(connection, waiter).await;
        connection = returned.connection;
        if returned.answer.is_none() {
            state = control(&connection, "ROLLBACK TO w");
        }
        state = state.and_then(|()| control(&connection, "RELEASE w")); // fails when SQLite has rolled back by itself
        members.extend(returned.answer);
        if state.is_ok() && members.len() < limits.writes && opened.elapsed() < limits.age {
            next = next_in(line).await;
        }
    }
    (connection, state, members)
}

/// Those who are on their way join too, but nobody waits for company.
async fn next_in(line: &mut Line) -> Option<Waiter> {
    if let Ok(waiter) = line.try_recv() {
        return Some(waiter);
    }
    yield_now().await;
    line.try_recv().ok()
}

/// Waits for another process's lock without blocking the thread.
async fn begin(connection: &mut Connection) -> DbResult<()> {
    let deadline = Instant::now() + FOREIGN_LOCK;
    loop {
        match control(connection, "BEGIN IMMEDIATE") {
            Err(DbError::Unavailable(_)) if Instant::now() < deadline => sleep(Duration::from_millis(5)).await,
            done => return done,
        }
    }
}

/// Lends the connection to one waiter and waits for it to come back; a waiter that gave up gives it back at once.
async fn lend(connection: Connection, waiter: Waiter) -> Returned {
    let (home, returned) = oneshot::channel();
    drop(waiter.send(Ok(Turn { lent: Some((connection, home)) })));
    returned.await.expect("a turn always gives its connection back")
}

pub(crate) fn commit(connection: &Connection) -> DbResult<()> {
    control(connection, "COMMIT")
}

fn control(connection: &Connection, sql: &'static str) -> DbResult<()> {
    super::execute(connection, sql, &[]).map(|_| ())
}

/// An I/O error at COMMIT: whether the log holds the group is unknown, and a second fsync would lie.
fn is_fatal(error: &DbError) -> bool {
    let primary = |code: &str| code.parse::<i32>().map(|code| code & 0xff);
    matches!(error, DbError::Driver(error) if primary(&error.code) == Ok(rusqlite::ffi::SQLITE_IOERR))
}
