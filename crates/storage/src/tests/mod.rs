//! Tests of the core on both engines. Each test body runs twice, as `name::on_sqlite` and `name::on_postgres`.

mod schema;
mod write_path;

use crate::{
    column::{Arg, Column, args},
    db::Db,
    rows::{Number, Row},
    statement::{Door, Statement},
    testing::Kind,
    tx::Tx,
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
