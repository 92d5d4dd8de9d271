//! What only the server has: connections that go back to a pool, roles, time limits, wake-ups between nodes.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use tokio::time::timeout;
use tokio_postgres::Client;

use super::{
    items::{TENANT, count, fresh, id, insert, insert_as, write_one},
    *,
};
use crate::{
    DbError, LoginCheck, Notice, Scope, Settings,
    column::args,
    db::Db,
    rows::{Number, row},
    testing::TestDatabase,
};

static PID: Statement = sql!("SELECT CAST(pg_backend_pid() AS BIGINT) AS n");
static SLEEP: Statement = sql!("SELECT COUNT(*) AS n FROM pg_sleep(3)");

/// A database over one connection, so that every holder follows another on it.
async fn one_connection() -> (TestDatabase, Db) {
    let (database, _) = fresh(Kind::Postgres).await;
    let db = Db::open(Settings { connections: 1, ..database.settings() }).await.unwrap();
    (database, db)
}

async fn pid(db: &Db) -> i64 {
    db.read(Scope::System).await.unwrap().one::<Number>(&PID, args![]).await.unwrap().n
}

/// How many transactions of the product are open on this database.
async fn open_transactions(spy: &Client) -> i64 {
    let sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'recado' \
               AND xact_start IS NOT NULL";
    spy.query_one(sql, &[]).await.unwrap().get(0)
}

async fn is_sleeping(spy: &Client) -> bool {
    let sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
    spy.query_one(sql, &[]).await.unwrap().get::<_, i64>(0) > 0
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handle_dropped_between_statements_gives_its_connection_back_clean() {
    let (database, db) = one_connection().await;
    let spy = database.superuser().await;
    let first = pid(&db).await;
    for scope in [Scope::System, Scope::Tenant(TENANT)] {
        let mut tx = db.write(scope).await.unwrap();
        insert(&mut tx, 1).await.unwrap();
        drop(tx);
        assert_eq!((count(&db).await, pid(&db).await), (0, first));
    }
    drop(db.write(Scope::System).await.unwrap());
    db.write(Scope::System).await.unwrap().commit().await.unwrap();
    let same = id();
    let mut tx = db.write(Scope::System).await.unwrap();
    insert_as(&mut tx, same, TENANT, 1).await.unwrap();
    let refused = insert_as(&mut tx, same, TENANT, 1).await;
    assert!(matches!(&refused, Err(DbError::Conflict(key)) if key == "items_pkey"), "{refused:?}");
    drop(tx);
    assert_eq!((count(&db).await, pid(&db).await), (0, first));
    until(async || open_transactions(&spy).await == 0).await;
}

/// In the first statement (BEGIN and it in flight) and in a later one: the next holder is served long before the
/// statement would have ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handle_aborted_in_a_statement_holds_nobody_up() {
    let (database, db) = one_connection().await;
    let spy = database.superuser().await;
    for late in [false, true] {
        let task = tokio::spawn({
            let db = db.clone();
            async move {
                let mut tx = db.write(Scope::Tenant(TENANT)).await.unwrap();
                if late {
                    insert(&mut tx, 1).await.unwrap();
                }
                tx.execute(&SLEEP, args![]).await.unwrap();
            }
        });
        until(async || is_sleeping(&spy).await).await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        let aborted = Instant::now();
        assert_eq!(count(&db).await, 0, "late: {late}");
        assert!(aborted.elapsed() < Duration::from_secs(2), "{:?}", aborted.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handle_kept_after_a_statement_was_given_up_is_broken() {
    let (database, db) = one_connection().await;
    let spy = database.superuser().await;
    let mut tx = db.write(Scope::System).await.unwrap();
    insert(&mut tx, 1).await.unwrap();
    tokio::select! {
        _ = tx.execute(&SLEEP, args![]) => panic!("it sleeps for three seconds"),
        () = until(async || is_sleeping(&spy).await) => {}
    }
    assert!(matches!(insert(&mut tx, 1).await, Err(DbError::Broken)));
    assert!(matches!(tx.commit().await, Err(DbError::Broken)));
    assert_eq!(count(&db).await, 0);
}

/// 270 writes of two rows each, cut off after 0 to 2 ms, in whatever they were doing.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_cut_off_anywhere_stores_both_rows_or_none() {
    static IS_LOGIN: Statement = sql!("SELECT CAST(CAST(current_user = 'recado' AS INTEGER) AS BIGINT) AS n");
    let (database, db) = one_connection().await;
    let spy = database.superuser().await;
    for micros in [0, 1, 30, 75, 150, 300, 600, 1_200, 2_250] {
        for turn in 0..30 {
            let scope = if turn % 2 == 0 { Scope::System } else { Scope::Tenant(TENANT) };
            let write = async {
                let mut tx = db.write(scope).await?;
                insert(&mut tx, 1).await?;
                insert(&mut tx, 1).await?;
                tx.commit().await
            };
            if let Ok(done) = timeout(Duration::from_micros(micros), write).await {
                done.unwrap();
            }
        }
    }
    assert_eq!(count(&db).await % 2, 0);
    until(async || open_transactions(&spy).await == 0).await;
    let mut read = db.read(Scope::System).await.unwrap();
    assert_eq!(read.one::<Number>(&IS_LOGIN, args![]).await.unwrap().n, 1);
}

#[tokio::test]
async fn a_statement_over_its_time_limit_is_ended() {
    static HURRY: Statement = sql!("SET LOCAL statement_timeout = 50");
    let (_database, db) = one_connection().await;
    let first = pid(&db).await;
    let mut tx = db.write(Scope::System).await.unwrap();
    tx.execute(&HURRY, args![]).await.unwrap();
    assert!(matches!(tx.execute(&SLEEP, args![]).await, Err(DbError::Timeout)));
    assert!(matches!(tx.commit().await, Err(DbError::Broken)));
    assert_eq!(pid(&db).await, first);
}

#[tokio::test]
async fn a_connection_that_the_server_ends_is_replaced() {
    let (database, db) = one_connection().await;
    let spy = database.superuser().await;
    let first = pid(&db).await;
    let mut tx = db.write(Scope::System).await.unwrap();
    insert(&mut tx, 1).await.unwrap();
    let process = i32::try_from(first).unwrap();
    spy.execute("SELECT pg_terminate_backend($1, 5000)", &[&process]).await.unwrap();
    let cut_off = insert(&mut tx, 1).await.unwrap_err();
    assert!(matches!(cut_off, DbError::Unavailable(_)) && cut_off.is_transient(), "{cut_off:?}");
    drop(tx);
    assert_ne!(pid(&db).await, first);
    assert_eq!(count(&db).await, 0);
}

#[tokio::test]
async fn nobody_waits_longer_than_two_seconds_for_a_connection() {
    let (_database, db) = one_connection().await;
    let _held = db.write(Scope::System).await.unwrap();
    let asked = Instant::now();
    let refused = db.write(Scope::System).await.unwrap_err();
    assert!(matches!(refused, DbError::Unavailable(_)), "{refused:?}");
    assert!((2..4).contains(&asked.elapsed().as_secs()), "{:?}", asked.elapsed());
    write_one(&db.with_own_connections(1).unwrap(), 1).await.unwrap();
}

#[tokio::test]
async fn a_server_that_is_away_is_unavailable() {
    let settings = Settings::new("postgres://recado@127.0.0.1:1/recado".parse().unwrap());
    let refused = Db::open(settings).await.unwrap_err();
    assert!(matches!(refused, DbError::Unavailable(_)), "{refused:?}");
}

/// What declared types buy: a NULL of the right type where the server could not know it, and 64-bit arithmetic.
#[tokio::test]
async fn nulls_and_numbers_keep_their_type() {
    static IS_NULL: Statement = sql!("SELECT CAST(CAST($1 IS NULL AS INTEGER) AS BIGINT) AS n");
    static DOUBLE: Statement = sql!("SELECT $1 * 2 AS n");
    let (_database, db) = one_connection().await;
    let mut read = db.read(Scope::System).await.unwrap();
    for (arg, null) in [(args![None::<String>], 1), (args![None::<i64>], 1), (args![TENANT], 0)] {
        assert_eq!(read.one::<Number>(&IS_NULL, arg).await.unwrap().n, null);
    }
    assert_eq!(read.one::<Number>(&DOUBLE, args![3_000_000_000_i64]).await.unwrap().n, 6_000_000_000);
}

#[tokio::test]
async fn every_connection_plans_for_its_arguments_and_has_its_limits() {
    struct Setting {
        setting: String,
    }
    row!(Setting { setting });
    static SETTING: Statement = sql!("SELECT current_setting($1) AS setting");
    let (_database, db) = one_connection().await;
    for (db, limit) in [(db.clone(), "5s"), (db.patient(), "30s")] {
        let mut read = db.read(Scope::System).await.unwrap();
        for (name, value) in [
            ("plan_cache_mode", "force_custom_plan"),
            ("statement_timeout", limit),
            ("idle_in_transaction_session_timeout", "1min"),
            ("transaction_read_only", "on"),
        ] {
            assert_eq!(read.one::<Setting>(&SETTING, args![name]).await.unwrap().setting, value, "{name}");
        }
    }
}

#[tokio::test]
async fn a_login_that_ignores_row_level_security_is_refused() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let url = database.url.replace("recado@", "postgres@");
    let settings = || Settings::new(url.parse().unwrap());
    let refused = Db::open(settings()).await.unwrap_err();
    assert!(matches!(&refused, DbError::Refused(why) if why.contains("superuser")), "{refused:?}");
    assert!(Db::open(Settings { login: LoginCheck::Any, ..settings() }).await.is_ok());
}

/// The tenants' role belongs to the whole server; many nodes may need to make or grant it at the same moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nodes_that_start_at_once_agree_on_the_tenants_role() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let spy = database.superuser().await;
    let login = format!("login_{}", database.url.rsplit('_').next().unwrap());
    spy.batch_execute(&format!("CREATE ROLE {login} LOGIN CREATEROLE")).await.unwrap();
    let url = database.url.replace("recado@", &format!("{login}@"));
    let nodes = (0..6).map(|_| Db::open(Settings { connections: 1, ..Settings::new(url.parse().unwrap()) }));
    for node in join_all(nodes).await {
        let mut tx = node.unwrap().write(Scope::Tenant(TENANT)).await.unwrap();
        tx.execute(&PID, args![]).await.unwrap();
    }
    spy.batch_execute(&format!("DROP ROLE {login}")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_hears_the_others_and_not_itself() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open().await;
    let (one, other) = (db.notices("one"), db.notices("other"));
    let (mut ears_of_one, mut ears_of_other) = (one.listen(), other.listen());
    assert_eq!(ears_of_one.next().await, Notice::Anything);
    assert_eq!(ears_of_other.next().await, Notice::Anything);
    for _ in 0..1_000 {
        one.announce("jobs");
    }
    assert_eq!(ears_of_other.next().await, Notice::Topic("jobs".into()));
    other.announce("relay");
    assert_eq!(ears_of_one.next().await, Notice::Topic("relay".into()), "not its own thousand");
}

/// Something may have been missed meanwhile, and it says so.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_listener_that_was_cut_off_comes_back() {
    let database = TestDatabase::empty(Kind::Postgres).await;
    let db = database.open().await;
    let spy = database.superuser().await;
    let (one, other) = (db.notices("one"), db.notices("other"));
    let (mut ears, mut others) = (one.listen(), other.listen());
    assert_eq!(ears.next().await, Notice::Anything);
    assert_eq!(others.next().await, Notice::Anything);
    let sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() \
               AND query LIKE '%LISTEN%' AND pid <> pg_backend_pid()";
    assert_eq!(spy.execute(sql, &[]).await.unwrap(), 2);
    assert_eq!(ears.next().await, Notice::Anything);
    assert_eq!(others.next().await, Notice::Anything);
    other.announce("jobs");
    assert_eq!(ears.next().await, Notice::Topic("jobs".into()));
}
