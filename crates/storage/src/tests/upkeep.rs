//! Partitions ahead, statistics, and sessions whose time is over.

use std::time::Duration;

use recado_domain::Timestamp;
use rusqlite::Connection;

use super::*;
use crate::{Db, Scope, testing::TestDatabase};

/// The middle of a month long before any migration ran.
const LONG_AGO: Timestamp = Timestamp::from_secs(1_400_000_000);
const DAY: Duration = Duration::from_hours(24);

async fn now(db: &Db) -> Timestamp {
    db.db_now().await.unwrap()
}

fn event(at: Timestamp) -> String {
    let id = Uuid::from_u128(u128::from(at.micros().unsigned_abs() / 1000) << 80 | 7);
    format!("INSERT INTO inbound_events (id, app_id, received_at, body) VALUES ('{id}', '{id}', 0, '')")
}

#[tokio::test]
async fn a_migrated_server_has_partitions_for_this_month_and_three_more() {
    let database = TestDatabase::migrated(Kind::Postgres).await;
    let db = database.open().await;
    let now = now(&db).await;
    for days in [0, 31, 62, 80] {
        database.run(&event(now.plus(DAY * days))).await;
    }
    assert_eq!(db.strays().await.unwrap(), [("inbound_events", 0), ("graph_exchanges", 0)]);
    assert_eq!(db.make_partitions(now).await.unwrap(), 0, "they are there");
    assert_eq!(db.make_partitions(now.plus(DAY * 31)).await.unwrap() % 2, 0);
    assert_eq!(db.make_partitions(now.plus(DAY * 365)).await.unwrap(), 8);
    assert_eq!(database.number("SELECT COUNT(*) FROM inbound_events").await, 4);
}

#[tokio::test]
async fn rows_outside_the_months_are_reported_and_stay_where_they_are() {
    let database = TestDatabase::migrated(Kind::Postgres).await;
    let db = database.open().await;
    database.run(&event(LONG_AGO)).await;
    assert_eq!(db.strays().await.unwrap(), [("inbound_events", 1), ("graph_exchanges", 0)]);
    assert_eq!(db.make_partitions(LONG_AGO).await.unwrap(), 7, "all but the one whose rows lie elsewhere");
    assert_eq!(db.strays().await.unwrap()[0].1, 1);
}

#[tokio::test]
async fn the_planners_figures_are_refreshed_once_there_is_something_to_learn() {
    let database = TestDatabase::migrated(Kind::Sqlite).await;
    let db = database.open().await;
    let raw = Connection::open(database.file()).unwrap();
    let figures = || {
        raw.query_row("SELECT stat FROM sqlite_stat1 WHERE idx = 'msg_thread'", [], |row| row.get::<_, String>(0))
            .unwrap()
    };
    let seeded = figures();
    assert!(!db.refresh_statistics().await.unwrap());
    assert_eq!(figures(), seeded);
    raw.execute_batch(
        "PRAGMA foreign_keys = OFF;
        INSERT INTO messages (tenant_id, id, conversation_id, phone_number_id, direction, source, kind, sending, priority,
            tries, delivery_policy, created_at)
        WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 10001)
        SELECT x'01', CAST(n AS BLOB), x'02', x'03', 'inbound', 'customer', 'text', 'none', 'reply', 0, 'hold', n FROM i",
    )
    .unwrap();
    assert!(db.refresh_statistics().await.unwrap());
    assert_ne!(figures(), seeded);
}

both_engines! {
    async fn what_only_one_engine_needs_is_nothing_on_the_other(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let db = database.open().await;
        assert!(!db.refresh_statistics().await.unwrap());
        let partitioned = db.strays().await.unwrap().len();
        assert_eq!(partitioned, if kind == Kind::Postgres { 2 } else { 0 });
        assert_eq!(db.make_partitions(now(&db).await).await.unwrap(), 0);
    }

    async fn ended_and_expired_sessions_go_with_their_tokens(kind: Kind) {
        let database = TestDatabase::migrated(kind).await;
        let db = database.open().await;
        let id = |n: u8| match kind {
            Kind::Sqlite => format!("x'{}'", Uuid::from_bytes([n; 16]).simple()),
            Kind::Postgres => format!("'{}'", Uuid::from_bytes([n; 16])),
        };
        let hash = |n: u8| if kind == Kind::Sqlite { format!("x'{n:02x}'") } else { format!("'\\x{n:02x}'") };
        database.run(&format!(
            "INSERT INTO users (id, email, email_key, name, is_super_admin, is_active, failed_logins, created_at, updated_at)
             VALUES ({}, 'a@b.c', 'a@b.c', 'Ana', FALSE, TRUE, 0, 0, 0)", id(9))).await;
        // Expired, ended, alive.
        for (n, expires, ended) in [(1_u8, 10, "NULL"), (2, 99, "10"), (3, 99, "NULL")] {
            database.run(&format!(
                "INSERT INTO sessions (id, user_id, created_at, last_used_at, expires_at, ended_at) VALUES ({}, {}, 0, 0, {expires}, {ended})",
                id(n), id(9))).await;
            for token in [n * 10, n * 10 + 1] {
                database.run(&format!("INSERT INTO refresh_tokens (hash, session_id, created_at) VALUES ({}, {}, 0)", hash(token), id(n))).await;
            }
        }
        let mut tx = db.write(Scope::System).await.unwrap();
        let before = Timestamp::from_micros(50);
        assert_eq!(system(&mut tx).expired().purge_sessions(before).await.unwrap(), 0, "their tokens go first");
        for gone in [4, 0] {
            assert_eq!(system(&mut tx).expired().purge_refresh_tokens(before).await.unwrap(), gone);
        }
        for gone in [2, 0] {
            assert_eq!(system(&mut tx).expired().purge_sessions(before).await.unwrap(), gone);
        }
        tx.commit().await.unwrap();
        assert_eq!(database.number("SELECT COUNT(*) FROM sessions").await, 1);
        assert_eq!(database.number("SELECT COUNT(*) FROM refresh_tokens").await, 2);
    }
}
