//! The writer of the log: many deliveries share one commit.
//!
//! On SQLite the storage handle does that by itself. On PostgreSQL deliveries wait in a bounded line, and two
//! connections of their own take up to 64 at a time into one statement and one commit.

use std::{sync::Arc, time::Duration};

use recado_storage::{Db, DbError, DbResult, Scope, system::inbound_events::EventRow};
use tokio::{
    sync::{Mutex, OnceCell, OwnedSemaphorePermit, Semaphore, mpsc, oneshot},
    time::timeout,
};

/// Connections that write the log on PostgreSQL.
const CONNECTIONS: usize = 2;
/// Deliveries in one commit.
const BATCH: usize = 64;
/// Deliveries in the line; more are refused at once.
const LINE: usize = 4_096;
/// Bodies in memory, in KiB; more are refused at once.
const MEMORY: u32 = 64 * 1024;
/// How long a delivery may take to become durable before it is refused. It may be stored nevertheless: Meta's second try
/// then changes nothing.
const PATIENCE: Duration = Duration::from_secs(2);

/// Writes deliveries; answers after the commit.
pub(super) struct LogWriter {
    db: Db,
    memory: Arc<Semaphore>,
    /// PostgreSQL's line; made, with its writers, for the first delivery, since a runtime is needed.
    line: OnceCell<mpsc::Sender<Waiting>>,
}

struct Waiting {
    event: EventRow,
    answer: oneshot::Sender<DbResult<()>>,
    /// Room for the body; given back when the answer is given.
    memory: OwnedSemaphorePermit,
}

type Line = Arc<Mutex<mpsc::Receiver<Waiting>>>;

impl LogWriter {
    /// A writer over this database.
    pub(super) fn new(db: Db) -> Self {
        let memory = Arc::new(Semaphore::new(usize::try_from(MEMORY).expect("it fits")));
        Self { db, memory, line: OnceCell::new() }
    }

    /// Makes one delivery durable.
    pub(super) async fn write(&self, event: EventRow) -> DbResult<()> {
        let kib = u32::try_from(event.body.len() / 1024 + 1).unwrap_or(u32::MAX);
        let memory = self.memory.clone().try_acquire_many_owned(kib);
        let memory = memory.map_err(|_| DbError::Unavailable("too many deliveries at once".to_owned()))?;
        let written = timeout(PATIENCE, async {
            if self.db.engine_name() == "sqlite" {
                return insert(&self.db, vec![event]).await;
            }
            queue(self.line.get_or_try_init(async || self.open_line()).await?, event, memory).await
        });
        written.await.unwrap_or_else(|_| Err(DbError::Unavailable("the commit took too long".to_owned())))
    }

    fn open_line(&self) -> DbResult<mpsc::Sender<Waiting>> {
        let own = self.db.with_own_connections(CONNECTIONS)?;
        let (line, waiting) = mpsc::channel(LINE);
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..CONNECTIONS {
            tokio::spawn(write_batches(own.clone(), waiting.clone()));
        }
        Ok(line)
    }
}

async fn queue(line: &mpsc::Sender<Waiting>, event: EventRow, memory: OwnedSemaphorePermit) -> DbResult<()> {
    let (answer, written) = oneshot::channel();
    let full = |_| DbError::Unavailable("the line of deliveries is full".to_owned());
    line.try_send(Waiting { event, answer, memory }).map_err(full)?;
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
            batch.into_iter().map(|Waiting { event, answer, memory }| (event, (answer, memory))).unzip();
        let written = insert(&db, events).await;
        for (answer, memory) in answers {
            drop(answer.send(written.clone())); // who has given up waiting was told 503 already
            drop(memory);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the tenant of a delivery is not known yet")]
async fn insert(db: &Db, events: Vec<EventRow>) -> DbResult<()> {
    let mut tx = db.write(Scope::System).await?;
    tx.system().inbound_events().insert(events).await?;
    tx.commit().await
}
