//! The rows alone: how many rows of the log the database takes when nothing else is done.

use std::time::{Duration, Instant};

use recado_domain::{AppId, Clock as _, EventId, SystemClock};
use recado_storage::{Db, Scope, system::inbound_events::EventRow, testing::TestDatabase};
use tokio::task::JoinSet;

use crate::{deliveries::Deliveries, hammer::count};

/// Rows of a commit that are tried, and how many write at once.
const SHAPES: [(usize, usize); 6] = [(64, 1), (256, 1), (512, 1), (64, 2), (256, 2), (64, 4)];

/// The most rows a second that durable batches of the log's rows reach, whatever their shape. `each`: how long a shape is tried.
/// What it wrote is deleted again.
pub async fn rows_alone(database: &TestDatabase, deliveries: &Deliveries, each: Duration) -> f64 {
    let db = database.open().await;
    let mut best = 0.0_f64;
    for (rows, writers) in SHAPES {
        let began = Instant::now();
        let mut tasks = JoinSet::new();
        for writer in 0..writers {
            tasks.spawn(write(db.clone(), deliveries.clone(), (rows, writer), began + each));
        }
        let written: usize = tasks.join_all().await.into_iter().sum();
        let rate = count(written) / began.elapsed().as_secs_f64();
        println!("  rows alone, {rows} a commit, {writers} at once: {rate:.0} /s");
        best = best.max(rate);
    }
    drop(db);
    database.run("DELETE FROM inbound_events").await;
    best
}

async fn write(db: Db, deliveries: Deliveries, (rows, writer): (usize, usize), until: Instant) -> usize {
    let mut written = 0;
    while Instant::now() < until {
        append(&db, &deliveries, written as u64, rows, u8::try_from(writer).expect("few writers")).await;
        written += rows;
    }
    written
}

/// Adds deliveries to the log as intake does, in one commit; `first` numbers the first of them.
pub async fn append(db: &Db, deliveries: &Deliveries, first: u64, rows: usize, writer: u8) {
    let received_at = SystemClock.now();
    let millis = u64::try_from(received_at.micros() / 1_000).expect("after 1970");
    let events = (first..).take(rows).map(|n| {
        let mut rest = [writer; 10];
        rest[2..].copy_from_slice(&n.to_be_bytes());
        let id = uuid::Builder::from_unix_timestamp_millis(millis, &rest).into_uuid();
        let app_id = AppId::from_uuid(uuid::Uuid::nil());
        EventRow { id: EventId::from_uuid(id), app_id, received_at, body: deliveries.body(n) }
    });
    let mut tx = db.write(Scope::System).await.expect("the database takes a write");
    tx.system().inbound_events().insert(events.collect()).await.expect("the log takes rows");
    tx.commit().await.expect("the rows are durable");
}
