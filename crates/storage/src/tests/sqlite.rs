//! What only the embedded engine has: a shared COMMIT, a full disk, another process's lock, interrupted reads.

use std::{
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_util::poll;

use super::{
    items::{count, fresh, fresh_in_one_group, insert, write_one},
    *,
};
use crate::{
    DbError, DbResult, DriverError, Scope,
    column::args,
    db::{Db, Engine, Settings},
    rows::{Number, row},
    sqlite::{Limits, Local, Terms},
    testing::TestDatabase,
};

/// Three writes of one group; the middle one runs a statement more. Whether each was told that it is stored.
async fn group_of_three(db: &Db, middle: &'static Statement) -> [DbResult<()>; 3] {
    let write = async |extra: bool| -> DbResult<()> {
        let mut tx = db.write(Scope::System).await?;
        insert(&mut tx, 1).await?;
        if extra {
            tx.execute(middle, args![]).await?;
        }
        tx.commit().await
    };
    let gate = db.write(Scope::System).await.unwrap();
    let open = async { drop(gate) };
    let (first, second, third, ()) = tokio::join!(write(false), write(true), write(false), open);
    [first, second, third]
}

/// SQLite rolls back the whole transaction by itself: every member so far must hear of it.
#[tokio::test]
async fn a_full_disk_fails_the_group_and_not_the_next_one() {
    struct Pages {
        max_page_count: i64,
    }
    row!(Pages { max_page_count });
    static LIMIT: Statement = sql!("PRAGMA max_page_count = 30");
    static GROW: Statement = sql!("UPDATE items SET body = zeroblob(1000000)");
    let (_database, db) = fresh_in_one_group(Kind::Sqlite).await;
    let mut tx = db.write(Scope::System).await.unwrap();
    assert_eq!(tx.one::<Pages>(&LIMIT, args![]).await.unwrap().max_page_count, 30);
    tx.commit().await.unwrap();
    let results = group_of_three(&db, &GROW).await;
    assert!(matches!(results[1], Err(DbError::Unavailable(_))), "{results:?}");
    let stored = results.iter().filter(|result| result.is_ok()).count();
    assert_eq!(count(&db).await, i64::try_from(stored).unwrap(), "{results:?}");
    write_one(&db, 1).await.unwrap();
}

/// The same as after an automatic rollback: ROLLBACK under the group's feet.
#[tokio::test]
async fn a_rollback_behind_the_writers_back_fails_the_group() {
    static ROLLBACK: Statement = sql!("ROLLBACK");
    let (_database, db) = fresh_in_one_group(Kind::Sqlite).await;
    let results = group_of_three(&db, &ROLLBACK).await;
    assert!(results[0].is_err() && results[1].is_err(), "{results:?}");
    assert!(results[2].is_ok(), "still in line, it gets a new group: {results:?}");
    assert_eq!(count(&db).await, 1);
    write_one(&db, 1).await.unwrap();
    assert_eq!(count(&db).await, 2);
}

/// With SQLite's own waiting this would block the only thread, and the test would not end.
#[tokio::test]
async fn a_lock_held_by_another_process_blocks_no_thread() {
    let (database, db) = fresh(Kind::Sqlite).await;
    let other = rusqlite::Connection::open(database.file()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut write = pin!(write_one(&db, 1));
    for _ in 0..1_000 {
        assert!(poll!(&mut write).is_pending());
        tokio::task::yield_now().await;
    }
    other.execute_batch("COMMIT").unwrap();
    write.await.unwrap();
    assert_eq!(count(&db).await, 1);
}

static ENDLESS: Statement =
    sql!("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT COUNT(*) AS n FROM c");

#[tokio::test]
async fn a_read_is_interrupted_when_its_time_is_up_and_its_connection_goes_on() {
    let (_database, db) = fresh(Kind::Sqlite).await;
    let Engine::Sqlite(local) = &db.engine else { unreachable!("opened above") };
    let mut reader = local.readers.acquire(Duration::from_millis(20)).await.unwrap();
    assert!(matches!(reader.rows(ENDLESS.sqlite, args![]).await, Err(DbError::Timeout)));
    drop(reader);
    for _ in 0..8 {
        assert_eq!(count(&db).await, 0);
    }
}

/// One reader only: if the abandoned read went on, the next one would wait for ever.
#[tokio::test]
async fn a_read_that_nobody_waits_for_is_interrupted() {
    let database = TestDatabase::empty(Kind::Sqlite).await;
    let db = Db::open(Settings { connections: 1, ..database.settings() }).await.unwrap();
    let mut read = db.read(Scope::System).await.unwrap();
    {
        let mut endless = pin!(read.all::<Number>(&ENDLESS, args![]));
        assert!(poll!(&mut endless).is_pending());
    }
    assert!(matches!(read.db_now().await, Err(DbError::Broken)), "the handle knows that it was cut off");
    drop(read);
    assert!(db.db_now().await.is_ok());
}

/// After a failed fsync nobody knows what the log holds: nothing is acknowledged any more and the process must end.
#[tokio::test]
async fn an_io_error_at_commit_ends_the_writer() {
    fn failing(_: &rusqlite::Connection) -> DbResult<()> {
        let code = rusqlite::ffi::SQLITE_IOERR_FSYNC.to_string();
        Err(DbError::Driver(DriverError { code, message: "disk I/O error".to_owned() }))
    }
    let (database, db) = fresh(Kind::Sqlite).await;
    let calls = Arc::new(AtomicUsize::new(0));
    let seen = calls.clone();
    let on_fatal: crate::FatalHook = Arc::new(move |_| {
        seen.fetch_add(1, Ordering::SeqCst);
    });
    let terms = Terms { limits: Limits::default(), on_fatal, commit: failing };
    let local = Local::open_with(database.file(), 1, terms).await.unwrap();
    let broken = Db { engine: Engine::Sqlite(local), ..db.clone() };
    assert!(matches!(write_one(&broken, 1).await, Err(DbError::Driver(_))));
    assert!(matches!(write_one(&broken, 1).await, Err(DbError::Closed)));
    assert_eq!((calls.load(Ordering::SeqCst), count(&db).await), (1, 0));
}

/// A full disk is no reason to end: the next COMMIT may well succeed.
#[tokio::test]
async fn another_error_at_commit_does_not_end_the_writer() {
    static FULL: AtomicBool = AtomicBool::new(true);
    fn full_once(connection: &rusqlite::Connection) -> DbResult<()> {
        if FULL.swap(false, Ordering::SeqCst) {
            return Err(DbError::Unavailable("database or disk is full".to_owned()));
        }
        crate::sqlite::commit(connection)
    }
    let (database, db) = fresh(Kind::Sqlite).await;
    let terms = Terms { limits: Limits::default(), on_fatal: database.settings().on_fatal, commit: full_once };
    let local = Local::open_with(database.file(), 1, terms).await.unwrap();
    let db = Db { engine: Engine::Sqlite(local), ..db };
    assert!(matches!(write_one(&db, 1).await, Err(DbError::Unavailable(_))));
    write_one(&db, 1).await.unwrap();
    assert_eq!(count(&db).await, 1);
}
