//! The writer of the log: many deliveries share one commit.
//!
//! Deliveries wait in a bounded line. Writers take as many as wait, up to a batch, into one commit: two of them over
//! connections of their own on PostgreSQL, one on SQLite, which has one writer in any case. They have a thread of their
//! own: what is acknowledged does not wait behind all the requests that are being answered.

use std::{sync::Arc, thread, time::Duration};

use futures_util::future::join_all;
use recado_storage::{Db, DbError, DbResult, Scope, system::inbound_events::EventRow};
use tokio::{
    runtime,
    sync::{Mutex, OnceCell, OwnedSemaphorePermit, Semaphore, mpsc, oneshot},
    time::timeout,
};

/// Connections that write the log on PostgreSQL.
const CONNECTIONS: usize = 2;
/// Deliveries in one commit, at most.
const BATCH: usize = 256;
/// Deliveries in the line; more are refused at once.
const LINE: usize = 4_096;
/// Bodies in memory, arriving or waiting, in KiB; more are refused at once.
const MEMORY: u32 = 64 * 1024;
/// How long a delivery may take to become durable before it is refused. It may be stored nevertheless: Meta's second try
/// then changes nothing.
const PATIENCE: Duration = Duration::from_secs(2);

/// Writes deliveries; answers after the commit.
pub(super) struct LogWriter {
    db: Db,
    memory: Arc<Semaphore>,
    /// The line; made, with its writers, for the first delivery, since a runtime is needed.
    line: OnceCell<mpsc::Sender<Waiting>>,
}

struct Waiting {
    event: EventRow,
    answer: oneshot::Sender<DbResult<()>>,
    /// Room for the body; given back when the answer is given.
    room: Room,
}

/// Memory that one body takes, out of what all of them may take.
pub(super) struct Room {
    memory: Arc<Semaphore>,
    held: Option<OwnedSemaphorePermit>,
}

impl Room {
    /// Takes room for a body of this length, beside what it has.
    pub(super) fn hold(&mut self, length: usize) -> DbResult<()> {
        let has = self.held.as_ref().map_or(0, OwnedSemaphorePermit::num_permits);
        let more = u32::try_from((length / 1024 + 1).saturating_sub(has)).unwrap_or(u32::MAX);
        let taken = self.memory.clone().try_acquire_many_owned(more);
        let taken = taken.map_err(|_| DbError::Unavailable("too many deliveries at once".to_owned()))?;
        match &mut self.held {
            Some(held) => held.merge(taken),
            None => self.held = Some(taken),
        }
        Ok(())
    }

    /// Gives everything back.
    pub(super) fn give_back(&mut self) {
        self.held = None;
    }
}

type Line = Arc<Mutex<mpsc::Receiver<Waiting>>>;

impl LogWriter {
    /// A writer over this database.
    pub(super) fn new(db: Db) -> Self {
        let memory = Arc::new(Semaphore::new(usize::try_from(MEMORY).expect("it fits")));
        Self { db, memory, line: OnceCell::new() }
    }

    /// Room for a body that is about to arrive; none is taken yet. While the line is full it is refused before anything is
    /// done for it.
    pub(super) fn room(&self) -> DbResult<Room> {
        if self.line.get().is_some_and(|line| line.capacity() == 0) {
            return Err(full());
        }
        Ok(Room { memory: self.memory.clone(), held: None })
    }

    /// Makes one delivery durable; its room is given back when that is done.
    pub(super) async fn write(&self, event: EventRow, room: Room) -> DbResult<()> {
        let line = self.line.get_or_try_init(async || self.open_line()).await?;
        let written = timeout(PATIENCE, queue(line, event, room));
        written.await.unwrap_or_else(|_| Err(DbError::Unavailable("the commit took too long".to_owned())))
    }

    fn open_line(&self) -> DbResult<mpsc::Sender<Waiting>> {
        let writers = if self.db.engine_name() == "sqlite" { 1 } else { CONNECTIONS };
        let own = self.db.with_own_connections(writers)?;
        let (line, waiting) = mpsc::channel(LINE);
        let waiting = Arc::new(Mutex::new(waiting));
        let work = join_all((0..writers).map(|_| write_batches(own.clone(), waiting.clone())).collect::<Vec<_>>());
        let runtime = runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| DbError::Unavailable(error.to_string()))?;
        let thread = thread::Builder::new().name("intake".to_owned()).spawn(move || runtime.block_on(work));
        thread.map_err(|error| DbError::Unavailable(error.to_string()))?;
        Ok(line)
    }
}

fn full() -> DbError {
    DbError::Unavailable("the line of deliveries is full".to_owned())
}

async fn queue(line: &mpsc::Sender<Waiting>, event: EventRow, room: Room) -> DbResult<()> {
    let (answer, written) = oneshot::channel();
    line.try_send(Waiting { event, answer, room }).map_err(|_| full())?;
    written.await.map_err(|_| DbError::Closed)?
}

/// One of the writers: takes what waits, writes it, answers all. Ends when the door is closed and the line empty.
async fn write_batches(db: Db, line: Line) {
    loop {
        let mut batch = Vec::with_capacity(BATCH);
        if line.lock().await.recv_many(&mut batch, BATCH).await == 0 {
            return;
        }
        metrics::histogram!("recado_intake_batch_size").record(u32::try_from(batch.len()).unwrap_or(u32::MAX));
        let (events, answers): (Vec<_>, Vec<_>) =
            batch.into_iter().map(|Waiting { event, answer, room }| (event, (answer, room))).unzip();
        let written = insert(&db, events).await;
        for (answer, room) in answers {
            drop(answer.send(written.clone())); // who has given up waiting was told 503 already
            drop(room);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the tenant of a delivery is not known yet")]
async fn insert(db: &Db, events: Vec<EventRow>) -> DbResult<()> {
    let mut tx = db.write(Scope::System).await?;
    tx.system().inbound_events().insert(events).await?;
    tx.commit().await
}
