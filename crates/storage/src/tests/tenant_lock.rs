//! The second lock: what PostgreSQL itself refuses, whatever the statements say.

use tokio_postgres::Client;

use super::{
    items::{COUNT, TENANT, count, fresh, id, insert, insert_as},
    *,
};
use crate::{DbError, Scope, column::args, rows::Number};

static IS_TENANT: Statement = sql!("SELECT CAST(CAST(current_user = 'recado_tenant' AS INTEGER) AS BIGINT) AS n");

/// A connection of the product's login that has become the tenants' role, past the product.
async fn raw_tenant(database: &TestDatabase) -> Client {
    let (client, connection) = tokio_postgres::connect(&database.url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client.batch_execute("SET ROLE recado_tenant").await.unwrap();
    client
}

#[tokio::test]
async fn a_query_through_the_tenant_door_runs_as_the_tenants_role() {
    let database = TestDatabase::migrated(Kind::Postgres).await;
    let db = database.open().await;
    for (scope, is_tenant) in [(Scope::Tenant(TENANT), 1), (Scope::System, 0), (Scope::Tenant(TENANT), 1)] {
        let mut tx = db.write(scope).await.unwrap();
        assert_eq!(tx.one::<Number>(&IS_TENANT, args![]).await.unwrap().n, is_tenant, "{scope:?}");
        tx.commit().await.unwrap();
        let mut read = db.read(scope).await.unwrap();
        assert_eq!(read.one::<Number>(&IS_TENANT, args![]).await.unwrap().n, is_tenant, "{scope:?}");
    }
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "a test makes its own tenants")]
async fn a_tenants_transaction_writes_and_sees_only_its_own_rows() {
    let (_database, db) = fresh(Kind::Postgres).await;
    let other = TenantId::from_uuid(Uuid::from_u128(0xB));
    let mut tx = db.write(Scope::Tenant(TENANT)).await.unwrap();
    insert(&mut tx, 1).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = db.write(Scope::Tenant(TENANT)).await.unwrap();
    let refused = insert_as(&mut tx, id(), other, 1).await;
    assert!(matches!(&refused, Err(DbError::Driver(error)) if error.code == "42501"), "{refused:?}");
    drop(tx);
    let mut read = db.read(Scope::Tenant(other)).await.unwrap();
    assert_eq!(read.one::<Number>(&COUNT, args![]).await.unwrap().n, 0);
    assert_eq!(count(&db).await, 1);
}

/// The lock is refused: the statement behind it must not run unlocked.
#[tokio::test]
async fn nothing_runs_when_the_lock_is_refused() {
    let (database, db) = fresh(Kind::Postgres).await;
    let spy = database.superuser().await;
    let login = format!("login_{}", database.url.rsplit('_').next().unwrap());
    let grants = format!(
        "CREATE ROLE {login} LOGIN; GRANT recado_tenant TO {login}; GRANT ALL ON items TO {login}; \
        CREATE POLICY open ON items TO {login} USING (true) WITH CHECK (true)"
    );
    spy.batch_execute(&grants).await.unwrap();
    let url = database.url.replace("recado@", &format!("{login}@"));
    let locked_out = crate::Db::open(crate::Settings::new(url.parse().unwrap())).await.unwrap();
    spy.batch_execute(&format!("REVOKE recado_tenant FROM {login}")).await.unwrap();
    let mut tx = locked_out.write(Scope::Tenant(TENANT)).await.unwrap();
    assert!(insert(&mut tx, 1).await.is_err());
    assert!(matches!(tx.commit().await, Err(DbError::Broken)));
    assert_eq!(count(&db).await, 0);
    spy.batch_execute(&format!("DROP OWNED BY {login}; DROP ROLE {login}")).await.unwrap();
}

#[tokio::test]
async fn a_raw_connection_sees_no_rows_without_a_tenant_and_only_its_own_with_one() {
    let database = TestDatabase::migrated(Kind::Postgres).await;
    let (one, other) = (tenant(&database, 1).await, tenant(&database, 2).await);
    let row = |tenant: TenantId| format!("INSERT INTO teams VALUES ('{0}', '{0}', 'T', 't', false, 0)", tenant.uuid());
    for tenant in [one, other] {
        database.run(&row(tenant)).await;
    }
    let raw = raw_tenant(&database).await;
    let seen = async || raw.query_one("SELECT COUNT(*) FROM teams", &[]).await.unwrap().get::<_, i64>(0);
    assert_eq!(seen().await, 0);
    raw.batch_execute(&format!("SET recado.tenant = '{}'", one.uuid())).await.unwrap();
    assert_eq!(seen().await, 1);
    let id: Uuid = raw.query_one("SELECT tenant_id FROM teams", &[]).await.unwrap().get(0);
    assert_eq!(id, one.uuid());
    let third = row(other).replacen(&other.uuid().to_string(), &one.uuid().to_string(), 1);
    assert!(raw.batch_execute(&row(other)).await.is_err(), "another tenant's row");
    assert!(raw.batch_execute(&third.replace("'t'", "'u'")).await.is_ok(), "its own row");
    let moved = raw.execute("UPDATE teams SET tenant_id = $1", &[&other.uuid()]).await;
    assert!(moved.is_err(), "its own row made another's");
    raw.batch_execute("SET recado.tenant = ''").await.unwrap();
    assert_eq!(seen().await, 0);
}

/// What the tenants' role may not even ask for.
#[tokio::test]
async fn the_tenants_role_cannot_read_secrets_of_the_platform() {
    let database = TestDatabase::migrated(Kind::Postgres).await;
    let raw = raw_tenant(&database).await;
    for table in [
        "sessions",
        "refresh_tokens",
        "one_time_links",
        "outgoing_mails",
        "instance_settings",
        "inbound_events",
        "schema_migrations",
    ] {
        let refused = raw.query(&format!("SELECT * FROM {table}"), &[]).await.unwrap_err();
        assert_eq!(refused.code().map(tokio_postgres::error::SqlState::code), Some("42501"), "{table}");
    }
}
