//! Tests of the core on both engines. Each test body runs twice, as `name::on_sqlite` and `name::on_postgres`.

mod announcements;
mod counted;
mod dump;
mod idempotency;
mod inbound;
mod items;
mod jobs;
mod leases;
mod logs;
mod migrations;
mod outbox;
mod plans;
mod postgres;
mod queues;
mod schema;
mod shape;
mod sqlite;
mod tenant_lock;
mod upkeep;
mod write_path;

use recado_domain::TenantId;
use uuid::Uuid;

use crate::{
    System, Tx,
    statement::Statement,
    testing::{Kind, TestDatabase},
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
macro_rules! sql {
    ($text:expr) => {
        $crate::statement::shared! { "test", System, $text }
    };
}
use sql;

#[expect(clippy::disallowed_methods, reason = "tests of what stands behind the system door")]
fn system(tx: &mut Tx) -> System<'_> {
    tx.system()
}

/// A tenant's row, as short as it can be.
#[expect(clippy::disallowed_methods, reason = "a test makes its own tenants")]
async fn tenant(database: &TestDatabase, n: u8) -> TenantId {
    let tenant = TenantId::from_uuid(Uuid::from_bytes([n; 16]));
    let id = match database.kind() {
        Kind::Sqlite => format!("x'{}'", tenant.uuid().simple()),
        Kind::Postgres => format!("'{}'", tenant.uuid()),
    };
    let key = if database.kind() == Kind::Sqlite { "x'00'" } else { "'\\x00'" };
    let insert = "INSERT INTO tenants (id, slug, name, plan, status, settings, data_key, created_at, updated_at)";
    database.run(&format!("{insert} VALUES ({id}, 't{n}', 'Tenant', 'free', 'active', '{{}}', {key}, 0, 0)")).await;
    tenant
}

/// Asks again and again until the answer is yes; the test runner ends a test that never gets one.
async fn until(mut asks: impl AsyncFnMut() -> bool) {
    while !asks().await {
        tokio::task::yield_now().await;
    }
}

/// How SQLite means to answer a text, step by step.
pub(crate) fn plan(connection: &rusqlite::Connection, text: &str) -> Vec<String> {
    let mut explained = connection.prepare(&format!("EXPLAIN QUERY PLAN {text}")).unwrap();
    let steps = explained.raw_query().mapped(|row| row.get::<_, String>(3)).collect::<Result<Vec<_>, _>>();
    steps.unwrap()
}
