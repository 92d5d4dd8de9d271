//! What is counted.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};

use super::{
    items::{TENANT, fresh, id, insert, insert_as},
    *,
};
use crate::{DbError, Scope, column::args, system::leases::Lease};

/// Counters by name and labels, nothing else.
#[derive(Default)]
struct Counters(Mutex<BTreeMap<String, Arc<AtomicU64>>>);

impl Counters {
    fn get(&self, name: &str) -> u64 {
        self.0.lock().unwrap().get(name).map_or(0, |counter| counter.load(Ordering::SeqCst))
    }
}

impl Recorder for Counters {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        let mut name = key.name().to_owned();
        for label in key.labels() {
            write!(name, " {}={}", label.key(), label.value()).unwrap();
        }
        Counter::from_arc(self.0.lock().unwrap().entry(name).or_default().clone())
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

#[tokio::test]
async fn failed_statements_stale_writes_and_forgotten_commits_are_counted() {
    static LOST: Statement = sql!("SELECT 'lane:num_1' AS name, 1 AS fence, 0 AS until");
    let counters = Counters::default();
    let _recording = metrics::set_default_local_recorder(&counters);
    let (database, db) = fresh(Kind::Sqlite).await;
    database.run("CREATE TABLE leases (name TEXT, holder TEXT, fence INTEGER, until INTEGER)").await;
    let same = id();
    let mut tx = db.write(Scope::System).await.unwrap();
    insert_as(&mut tx, same, TENANT, 1).await.unwrap();
    insert_as(&mut tx, same, TENANT, 1).await.unwrap_err();
    drop(tx);
    let mut tx = db.write(Scope::System).await.unwrap();
    insert(&mut tx, 1).await.unwrap();
    drop(tx);
    let mut tx = db.write(Scope::System).await.unwrap();
    let lost: Lease = tx.one(&LOST, args![]).await.unwrap();
    assert!(matches!(tx.guard(&lost).await, Err(DbError::Stale(_))));
    assert_eq!(counters.get("recado_db_statement_errors_total statement=test kind=conflict"), 1);
    assert_eq!(counters.get("recado_db_dropped_writes_total"), 1);
    assert_eq!(counters.get("recado_stale_writes_total lease=lane"), 1, "by kind: numbers are many");
}
