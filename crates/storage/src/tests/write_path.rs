//! The write path: what a failed, cancelled, panicking or impatient write leaves behind, and what it does to others.

use std::{
    pin::pin,
    time::{Duration, Instant},
};

use futures_util::{future::join_all, poll};
use recado_domain::{ContactId, message::Direction};
use serde_json::{Value as Json, json};
use tokio::{sync::oneshot, time::timeout};

use super::{
    items::{
        ALL, BY_N, INSERT, Item, TENANT, add_all, count, fresh, fresh_in_one_group, id, insert, insert_as, write_one,
    },
    *,
};
use crate::{DbError, DbResult, Scope, column::args, db::Db, rows::Number};

both_engines! {
    async fn rows_round_trip(kind: Kind) {
        let (_database, db) = fresh(kind).await;
        let first = id();
        let mut tx = db.write(Scope::System).await.unwrap();
        insert_as(&mut tx, first, TENANT, 7).await.unwrap();
        let second = args![
            id(), TENANT, 8, None::<Vec<u8>>, Direction::Outbound, Json::Null, false, 0.5, None::<String>
        ];
        tx.execute(&INSERT, second).await.unwrap();
        tx.commit().await.unwrap();
        let items: Vec<Item> = db.read(Scope::System).await.unwrap().all(&ALL, args![]).await.unwrap();
        assert_eq!(items[0], Item {
            id: first, tenant_id: TENANT, n: 7, body: Some(vec![1, 2]), kind: Direction::Inbound,
            doc: json!({ "a": [1, "x"] }), flag: true, ratio: None, note: Some("olá".into()),
        });
        assert_eq!((items[1].kind, items[1].ratio, items[1].flag), (Direction::Outbound, Some(0.5), false));
        assert_eq!((&items[1].doc, &items[1].note, &items[1].body), (&Json::Null, &None, &None));
    }

    /// A stored value that its type refuses is an error, never a silent null.
    async fn a_value_that_does_not_fit_is_an_error(kind: Kind) {
        static AS_ITEM: Statement =
            sql!("SELECT id, tenant_id, n, body, note AS kind, doc, flag, ratio, note FROM items");
        let (_database, db) = fresh(kind).await;
        write_one(&db, 1).await.unwrap();
        let read = db.read(Scope::System).await.unwrap().all::<Item>(&AS_ITEM, args![]).await;
        assert!(matches!(read.unwrap_err(), DbError::Decode(what) if what.contains("Direction") || what.contains("kind")));
        let read = db.read(Scope::System).await.unwrap().all::<Item>(&BY_N, args![1]).await;
        assert!(matches!(read.unwrap_err(), DbError::Decode(what) if what.contains("no column id")));
        let read = db.read(Scope::System).await.unwrap().one::<Number>(&BY_N, args![2]).await;
        assert!(matches!(read.map(|row| row.n).unwrap_err(), DbError::Decode(what) if what.contains("no row")));
    }

    /// 64 + 64 + 16 + 1 + 1 rows; those that are there already are not answered.
    async fn a_batch_is_cut_into_statements(kind: Kind) {
        let (_database, db) = fresh(kind).await;
        let ids: Vec<ContactId> = (0..146).map(|_| id()).collect();
        let rows = || ids.iter().enumerate().map(|(n, id)| args![*id, i64::try_from(n).unwrap()]).collect();
        let mut tx = db.write(Scope::System).await.unwrap();
        let mut added: Vec<Number> = tx.all_batch(add_all(), args![TENANT], rows()).await.unwrap();
        added.sort_by_key(|number| number.n);
        assert_eq!(added.iter().map(|number| number.n).collect::<Vec<_>>(), (0..146).collect::<Vec<_>>());
        assert_eq!(tx.execute_batch(add_all(), args![TENANT], rows()).await.unwrap(), 0);
        assert_eq!(tx.execute_batch(add_all(), args![TENANT], vec![]).await.unwrap(), 0);
        tx.commit().await.unwrap();
        assert_eq!(count(&db).await, 146);
    }

    async fn a_failing_write_leaves_its_neighbours_alone(kind: Kind) {
        let (_database, db) = fresh_in_one_group(kind).await;
        let same = id();
        let write = async |id: ContactId, twice: bool| -> DbResult<()> {
            let mut tx = db.write(Scope::System).await?;
            insert_as(&mut tx, id, TENANT, 1).await?;
            if twice {
                insert_as(&mut tx, id, TENANT, 2).await?;
            }
            tx.commit().await
        };
        let gate = db.write(Scope::System).await.unwrap(); // on SQLite all three queue behind it: one group
        let open = async { drop(gate) };
        let (first, second, third, ()) = tokio::join!(write(same, false), write(id(), true), write(id(), false), open);
        assert!(matches!(second, Err(DbError::Conflict(_))), "{second:?}");
        assert_eq!((first.is_ok(), third.is_ok(), count(&db).await), (true, true, 2));
    }

    /// `?` and an early return drop the handle: what was written is undone.
    async fn a_dropped_write_leaves_nothing_and_is_counted(kind: Kind) {
        let (_database, db) = fresh(kind).await;
        let mut tx = db.write(Scope::System).await.unwrap();
        insert(&mut tx, 1).await.unwrap();
        drop(tx);
        assert_eq!((count(&db).await, db.dropped_writes()), (0, 1));
        write_one(&db, 1).await.unwrap();
        drop(db.write(Scope::System).await.unwrap());
        assert_eq!((count(&db).await, db.dropped_writes()), (1, 1));
    }

    async fn a_write_that_is_aborted_between_statements_leaves_nothing(kind: Kind) {
        let (_database, db) = fresh(kind).await;
        let (written, has_written) = oneshot::channel();
        let task = tokio::spawn({
            let db = db.clone();
            async move {
                let mut tx = db.write(Scope::System).await.unwrap();
                insert(&mut tx, 1).await.unwrap();
                written.send(()).unwrap();
                std::future::pending::<()>().await;
                tx.commit().await.unwrap();
            }
        });
        has_written.await.unwrap();
        task.abort();
        write_one(&db, 2).await.unwrap();
        assert!(task.await.unwrap_err().is_cancelled());
        assert_eq!(count(&db).await, 1);
    }

    async fn a_waiter_that_gives_up_is_skipped(kind: Kind) {
        let (_database, db) = fresh(kind).await;
        let gate = db.write(Scope::System).await.unwrap();
        let mut writes: Vec<_> = (0..20).map(|n| Some(Box::pin(write_one(&db, n)))).collect();
        for (n, write) in writes.iter_mut().enumerate() {
            let _in_line = poll!(write.as_mut().unwrap());
            if n % 2 == 0 {
                *write = None;
            }
        }
        drop(gate);
        for done in join_all(writes.into_iter().flatten()).await {
            done.unwrap();
        }
        assert_eq!(count(&db).await, 10);
    }

    async fn a_broken_transaction_refuses_everything(kind: Kind) {
        let (_database, db) = fresh(kind).await;
        let same = id();
        let mut tx = db.write(Scope::System).await.unwrap();
        insert_as(&mut tx, same, TENANT, 1).await.unwrap();
        assert!(matches!(insert_as(&mut tx, same, TENANT, 1).await, Err(DbError::Conflict(_))));
        assert!(matches!(insert(&mut tx, 1).await, Err(DbError::Broken)));
        assert!(matches!(tx.commit().await, Err(DbError::Broken)));
        assert_eq!((count(&db).await, db.dropped_writes()), (0, 0));
    }

    /// Why no constraint of ours is deferred: on SQLite the whole group hears of it.
    async fn a_failed_commit_reaches_every_member(kind: Kind) {
        static ORPHAN: Statement = sql!("INSERT INTO children (id, parent) VALUES (1, 99)");
        let (_database, db) = fresh_in_one_group(kind).await;
        let write = async |orphan: bool| -> DbResult<()> {
            let mut tx = db.write(Scope::System).await?;
            insert(&mut tx, 1).await?;
            if orphan {
                tx.execute(&ORPHAN, args![]).await?;
            }
            tx.commit().await
        };
        let gate = db.write(Scope::System).await.unwrap();
        let open = async { drop(gate) };
        let (first, second, third, ()) = tokio::join!(write(false), write(true), write(false), open);
        let stored = if kind == Kind::Sqlite { 0 } else { 2 };
        let good = [first, second, third].into_iter().flatten().count();
        assert_eq!((i64::try_from(good).unwrap(), count(&db).await), (stored, stored));
        write_one(&db, 1).await.unwrap();
    }

    async fn a_panicking_holder_is_rolled_back(kind: Kind) {
        let (_database, db) = fresh(kind).await;
        let task = tokio::spawn({
            let db = db.clone();
            async move {
                let mut tx = db.write(Scope::System).await.unwrap();
                insert(&mut tx, 1).await.unwrap();
                panic!("on purpose");
            }
        });
        assert!(task.await.unwrap_err().is_panic());
        write_one(&db, 1).await.unwrap();
        assert_eq!(count(&db).await, 1);
    }

    async fn readers_see_a_committed_write(kind: Kind) {
        let (_database, db) = fresh(kind).await;
        let tasks = (0..64).map(|task| {
            let db = db.clone();
            tokio::spawn(async move {
                for n in (0..10).map(|n| task * 1_000 + n) {
                    write_one(&db, n).await.unwrap();
                    let mut read = db.read(Scope::System).await.unwrap();
                    assert!(read.optional::<Number>(&BY_N, args![n]).await.unwrap().is_some(), "{n}");
                }
            })
        });
        for done in join_all(tasks).await {
            done.unwrap();
        }
    }

    async fn a_write_through_a_read_is_refused(kind: Kind) {
        static DELETE: Statement = sql!("DELETE FROM items RETURNING n");
        let (_database, db) = fresh(kind).await;
        write_one(&db, 1).await.unwrap();
        let mut read = db.read(Scope::System).await.unwrap();
        assert!(matches!(read.all::<Number>(&DELETE, args![]).await, Err(DbError::Driver(_))));
        let mut read = db.read(Scope::System).await.unwrap();
        assert!(matches!(insert(&mut read, 2).await, Err(DbError::Driver(_))));
        assert_eq!(count(&db).await, 1);
    }

    /// 256 writers, a quarter of whom fail, drop, give up or walk away from a statement: the rows of the others are
    /// there, and only those.
    async fn a_storm_of_writers_loses_and_invents_nothing(kind: Kind) {
        let (_database, db) = fresh(kind).await;
        let taken = id();
        let mut tx = db.write(Scope::System).await.unwrap();
        insert_as(&mut tx, taken, TENANT, 0).await.unwrap();
        tx.commit().await.unwrap();
        let turns = if kind == Kind::Sqlite { 20 } else { 8 }; // a server takes longer for the same fates
        let writers = (0..256).map(|writer| tokio::spawn(stormy_writer(db.clone(), taken, writer, turns)));
        let mut stored = 1;
        let mut worst = Duration::ZERO;
        for (rows, wait) in join_all(writers).await.into_iter().map(Result::unwrap) {
            stored += rows;
            worst = worst.max(wait);
        }
        assert_eq!(count(&db).await, stored, "worst wait {worst:?}");
    }
}

/// How many rows this writer was told are stored, and its longest wait.
async fn stormy_writer(db: Db, taken: ContactId, writer: u64, turns: u64) -> (i64, Duration) {
    let (mut stored, mut worst) = (0, Duration::ZERO);
    for turn in 0..turns {
        let started = Instant::now();
        match stormy_write(&db, taken, (writer * 7 + turn) % 16).await {
            Ok(rows) => stored += rows,
            // Unavailable: a busy machine kept it waiting for its turn.
            Err(DbError::Conflict(_) | DbError::Broken | DbError::Unavailable(_)) => {}
            Err(error) => panic!("{error}"),
        }
        worst = worst.max(started.elapsed());
    }
    (stored, worst)
}

async fn stormy_write(db: &Db, taken: ContactId, fate: u64) -> DbResult<i64> {
    let mut tx = db.write(Scope::System).await?;
    insert(&mut tx, 1).await?;
    match fate {
        0 => drop(insert_as(&mut tx, taken, TENANT, 2).await?),
        1 => return Ok(0),
        2 => {
            let hasty = timeout(Duration::from_micros(1), insert(&mut tx, 3)).await;
            tx.commit().await?;
            return Ok(if hasty.is_ok() { 2 } else { 1 });
        }
        3 => {
            let mut abandoned = pin!(insert(&mut tx, 3));
            let _half_way = poll!(&mut abandoned);
            return Ok(0);
        }
        _ => {}
    }
    tx.commit().await.map(|()| 1)
}

#[tokio::test]
#[should_panic(expected = "has no tenant")]
async fn the_system_scope_has_no_tenant_door() {
    let (_database, db) = fresh(Kind::Sqlite).await;
    db.write(Scope::System).await.unwrap().tenant();
}

#[tokio::test]
#[should_panic(expected = "does not open the system door")]
async fn a_tenants_scope_has_no_system_door() {
    let (_database, db) = fresh(Kind::Sqlite).await;
    system(&mut db.write(Scope::Tenant(TENANT)).await.unwrap());
}

/// The futures are `Send`: a handler compiles, and a client that hangs up may drop it.
#[tokio::test]
async fn a_handler_may_hold_a_transaction() {
    static TOUCH: Statement = sql!("UPDATE items SET n = n + 1 WHERE n = $1");
    async fn handler(axum::extract::State(db): axum::extract::State<Db>) -> String {
        let mut tx = db.write(Scope::System).await.unwrap();
        let seen: Option<Number> = tx.optional(&BY_N, args![1]).await.unwrap();
        let touched = tx.execute(&TOUCH, args![seen.map(|row| row.n)]).await.unwrap();
        tx.commit().await.unwrap();
        touched.to_string()
    }
    let (_database, db) = fresh(Kind::Sqlite).await;
    write_one(&db, 1).await.unwrap();
    let router: axum::Router = axum::Router::new().route("/", axum::routing::get(handler)).with_state(db);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let answer = tokio::task::spawn_blocking(move || get(address)).await.unwrap();
    assert!(answer.ends_with("\r\n1"), "{answer}");
}

fn get(address: std::net::SocketAddr) -> String {
    use std::io::{Read as _, Write as _};
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}
