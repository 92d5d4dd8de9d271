//! Read-only connections. A read runs on a blocking thread, because it may be long, and is interrupted when its time
//! is up or nobody waits for it any more. Writes are never interrupted: that would roll back the whole group.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::spawn_blocking,
    time::timeout,
};

use crate::{
    column::Arg,
    db::WAIT,
    error::{DbError, DbResult},
    rows::Rows,
};

/// Instructions of SQLite's machine between two looks at the clock: some tens of microseconds.
const INSTRUCTIONS_BETWEEN_LOOKS: i32 = 10_000;

/// The connections that nobody reads with at the moment.
#[derive(Clone)]
pub(crate) struct Readers {
    free: Arc<Mutex<Vec<Connection>>>,
    permits: Arc<Semaphore>,
}

/// A read-only connection in a reader's hands; goes back to the others when dropped.
pub(crate) struct Reader {
    lent: Option<Lent>,
    limit: Duration,
}

struct Lent {
    connection: Option<Connection>,
    readers: Readers,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Lent {
    fn drop(&mut self) {
        self.readers.free.lock().unwrap_or_else(PoisonError::into_inner).extend(self.connection.take());
    }
}

impl Readers {
    pub(crate) fn new(connections: Vec<Connection>) -> Self {
        let permits = Arc::new(Semaphore::new(connections.len()));
        Self { free: Arc::new(Mutex::new(connections)), permits }
    }

    pub(crate) async fn acquire(&self, limit: Duration) -> DbResult<Reader> {
        let late = |_| DbError::Unavailable("all readers are busy".to_owned());
        let permit = timeout(WAIT, self.permits.clone().acquire_owned()).await.map_err(late)?;
        let permit = permit.map_err(|_| DbError::Closed)?;
        let connection = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        Ok(Reader { lent: Some(Lent { connection, readers: self.clone(), _permit: permit }), limit })
    }
}

impl Reader {
    pub(crate) async fn rows(&mut self, sql: &'static str, args: Vec<Arg>) -> DbResult<Rows> {
        let mut lent = self.lent.take().ok_or(DbError::Broken)?;
        let (abandoned, deadline) = (Abandoned::default(), Instant::now() + self.limit);
        let flag = abandoned.0.clone();
        let read = spawn_blocking(move || {
            let connection = lent.connection.as_mut().expect("here until dropped");
            let over = move || flag.load(Ordering::Relaxed) || Instant::now() > deadline;
            let found = connection.progress_handler(INSTRUCTIONS_BETWEEN_LOOKS, Some(over)).map_err(DbError::from);
            let found = found.and_then(|()| super::rows(connection, sql, &args));
            (lent, found)
        });
        let (lent, found) = read.await.map_err(|_| DbError::Closed)?;
        self.lent = Some(lent);
        found
    }
}

/// Set when the future that waits for a read is dropped; after an answer nobody looks at it any more.
#[derive(Default)]
struct Abandoned(Arc<AtomicBool>);

impl Drop for Abandoned {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}
