//! Tests of the core on both engines. Each test body runs twice, as `name::on_sqlite` and `name::on_postgres`.

mod inbound;
mod items;
mod jobs;
mod leases;
mod migrations;
mod outbox;
mod postgres;
mod schema;
mod sqlite;
mod tenant_lock;
mod write_path;

use crate::{
    System, Tx,
    statement::{Door, Statement},
    testing::Kind,
};

/// Runs each function on both engines, with two worker threads.
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($kind:ident: Kind) $body:block)+) => {$(
        mod $name {
            use super::*;

            $(#[$meta])*
            async fn body($kind: Kind) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_sqlite() {
                body(Kind::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn on_postgres() {
                body(Kind::Postgres).await;
            }
        }
    )+};
}
use both_engines;

/// A statement of a test.
const fn sql(text: &'static str) -> Statement {
    Statement::shared("test", Door::System, text)
}

#[expect(clippy::disallowed_methods, reason = "tests of what stands behind the system door")]
fn system(tx: &mut Tx) -> System<'_> {
    tx.system()
}

/// Asks again and again until the answer is yes; the test runner ends a test that never gets one.
async fn until(mut asks: impl AsyncFnMut() -> bool) {
    while !asks().await {
        tokio::task::yield_now().await;
    }
}
