//! The table that the tests of the write path write to.

use std::time::Duration;

use recado_domain::{ContactId, TenantId, message::Direction};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::*;
use crate::{
    DbResult, Scope, Tx,
    column::args,
    db::{Db, Engine},
    rows::{Number, row},
    sqlite::{Limits, Local, Terms, commit},
    statement::{Batch, Listed, statements},
    testing::TestDatabase,
};

#[expect(clippy::disallowed_methods, reason = "a test makes its own tenants")]
pub(super) const TENANT: TenantId = TenantId::from_uuid(Uuid::from_u128(0xA));

#[derive(Debug, PartialEq)]
pub(super) struct Item {
    pub(super) id: ContactId,
    pub(super) tenant_id: TenantId,
    pub(super) n: i64,
    pub(super) body: Option<Vec<u8>>,
    pub(super) kind: Direction,
    pub(super) doc: Json,
    pub(super) flag: bool,
    pub(super) ratio: Option<f64>,
    pub(super) note: Option<String>,
}
row!(Item { id, tenant_id, n, body, kind, doc, flag, ratio, note });

pub(super) static INSERT: Statement = sql!(
    "INSERT INTO items (id, tenant_id, n, body, kind, doc, flag, ratio, note) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
);
pub(super) static ALL: Statement =
    sql!("SELECT id, tenant_id, n, body, kind, doc, flag, ratio, note FROM items ORDER BY n, id");
pub(super) static COUNT: Statement = sql!("SELECT COUNT(*) AS n FROM items");
pub(super) static BY_N: Statement = sql!("SELECT n FROM items WHERE n = $1");

statements! { System "items";
    ADD = batch [1 + UUID, INT8] ["INSERT INTO items (tenant_id, id, n, kind, doc, flag) \
        SELECT $1, column1, column2, 'inbound', '{}', TRUE FROM (SELECT * FROM (VALUES "] [") AS r LIMIT 64) AS v WHERE TRUE ON CONFLICT DO NOTHING RETURNING n"];
}

/// A batch that answers the rows it added.
pub(super) fn add_all() -> &'static Batch {
    let [Listed::Batch(batch)] = STATEMENTS else { unreachable!("declared above") };
    batch
}

const SQLITE: &str = "
    CREATE TABLE items (id BLOB PRIMARY KEY, tenant_id BLOB NOT NULL, n INTEGER NOT NULL, body BLOB, kind TEXT NOT NULL,
        doc TEXT NOT NULL, flag INTEGER NOT NULL, ratio REAL, note TEXT) STRICT;
    CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE children (id INTEGER PRIMARY KEY,
        parent INTEGER NOT NULL REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED) STRICT;";
const POSTGRES: &str = "
    CREATE TABLE items (id UUID PRIMARY KEY, tenant_id UUID NOT NULL, n BIGINT NOT NULL, body BYTEA, kind TEXT NOT NULL,
        doc TEXT NOT NULL, flag BOOLEAN NOT NULL, ratio DOUBLE PRECISION, note TEXT);
    CREATE TABLE parents (id BIGINT PRIMARY KEY);
    CREATE TABLE children (id BIGINT PRIMARY KEY,
        parent BIGINT NOT NULL REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED);
    ALTER TABLE items ENABLE ROW LEVEL SECURITY;
    ALTER TABLE items FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON items TO recado_tenant
        USING (tenant_id = NULLIF(current_setting('recado.tenant', true), '')::uuid)
        WITH CHECK (tenant_id = NULLIF(current_setting('recado.tenant', true), '')::uuid);
    CREATE POLICY system ON items TO CURRENT_USER USING (true) WITH CHECK (true);
    GRANT SELECT, INSERT, UPDATE, DELETE ON items TO recado_tenant;";

/// A database with the table and nothing else.
pub(super) async fn fresh(kind: Kind) -> (TestDatabase, Db) {
    let database = TestDatabase::empty(kind).await;
    let db = database.open().await;
    database.run(if kind == Kind::Sqlite { SQLITE } else { POSTGRES }).await;
    (database, db)
}

/// The same, with a writer that never ends a group for its age: who waits in line is in it, however busy the machine.
pub(super) async fn fresh_in_one_group(kind: Kind) -> (TestDatabase, Db) {
    let (database, mut db) = fresh(kind).await;
    if kind == Kind::Sqlite {
        let limits = Limits { age: Duration::from_hours(1), ..Limits::default() };
        let terms = Terms { limits, on_fatal: database.settings().on_fatal, commit };
        db.engine = Engine::Sqlite(Local::open_with(database.file(), 1, terms).await.expect("it opens"));
    }
    (database, db)
}

pub(super) fn id() -> ContactId {
    ContactId::from_uuid(uuid::Builder::from_random_bytes(crate::testing::random()).into_uuid())
}

pub(super) async fn insert_as(tx: &mut Tx, id: ContactId, tenant: TenantId, n: i64) -> DbResult<u64> {
    let doc = json!({ "a": [1, "x"] });
    let args = args![id, tenant, n, Some(vec![1_u8, 2]), Direction::Inbound, doc, true, None::<f64>, Some("olá")];
    tx.execute(&INSERT, args).await
}

pub(super) async fn insert(tx: &mut Tx, n: i64) -> DbResult<u64> {
    insert_as(tx, id(), TENANT, n).await
}

/// One row, committed.
pub(super) async fn write_one(db: &Db, n: i64) -> DbResult<()> {
    let mut tx = db.write(Scope::System).await?;
    insert(&mut tx, n).await?;
    tx.commit().await
}

pub(super) async fn count(db: &Db) -> i64 {
    let mut read = db.read(Scope::System).await.expect("a read begins");
    read.one::<Number>(&COUNT, args![]).await.expect("a count").n
}
