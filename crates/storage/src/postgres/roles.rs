//! The login and the tenants' role: row-level security holds only for roles that it binds.

use deadpool_postgres::Object;
use tokio_postgres::error::SqlState;

use crate::{
    db::LoginCheck,
    error::{DbError, DbResult},
};

/// The oldest server that has all we use (`security_invoker` views, `MERGE`-free upserts as measured).
const OLDEST: i64 = 150_000;

/// Refuses a server that is too old and, unless told otherwise, a login that ignores row-level security.
pub(super) async fn check_server(connection: &Object, login: LoginCheck) -> DbResult<()> {
    let row = connection
        .query_one(
            "SELECT CAST(current_setting('server_version_num') AS BIGINT), rolsuper OR rolbypassrls, \
             CAST(rolname AS TEXT) FROM pg_roles WHERE rolname = session_user",
            &[],
        )
        .await?;
    let (version, unbound, name): (i64, bool, String) = (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?);
    if version < OLDEST {
        return Err(DbError::Refused(format!("PostgreSQL 15 or later is needed, this server says {version}")));
    }
    if unbound && login == LoginCheck::Restricted {
        return Err(DbError::Refused(format!(
            "the login {name} is a superuser or has BYPASSRLS: row-level security would not hold; use another one"
        )));
    }
    Ok(())
}

/// How often two nodes that start at once may stumble over each other.
const TRIES: usize = 5;

/// Makes sure that the login may become `recado_tenant`. Roles belong to the whole server, advisory locks to one
/// database: so a node of another database may still come between, and the loser tries again.
pub(super) async fn ensure_tenant_role(connection: &Object) -> DbResult<()> {
    for _ in 1..TRIES {
        match make_tenant_role(connection).await {
            Err(error) if came_between(&error) => {}
            Err(error) if error.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => return Err(not_granted()),
            done => return done.map_err(DbError::from),
        }
    }
    make_tenant_role(connection).await.map_err(DbError::from)
}

fn not_granted() -> DbError {
    DbError::Refused(
        "the role recado_tenant is missing or not granted to this login, which has no CREATEROLE; an administrator \
         can run: CREATE ROLE recado_tenant NOLOGIN; GRANT recado_tenant TO <login>"
            .to_owned(),
    )
}

/// Another session made the role, or granted it, at the same moment.
fn came_between(error: &tokio_postgres::Error) -> bool {
    let code = error.code().map(SqlState::code);
    let concurrently = || error.as_db_error().is_some_and(|server| server.message().contains("concurrently"));
    matches!(code, Some("42710" | "23505")) || (code == Some("XX000") && concurrently())
}

async fn make_tenant_role(connection: &Object) -> Result<(), tokio_postgres::Error> {
    if may_become_tenant(connection).await? {
        return Ok(());
    }
    connection
        .batch_execute(
            "DO $$ BEGIN
                 PERFORM pg_advisory_xact_lock(724001);
                 IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'recado_tenant') THEN
                     CREATE ROLE recado_tenant NOLOGIN;
                 END IF;
                 EXECUTE format('GRANT recado_tenant TO %I', session_user);
             END $$",
        )
        .await
}

/// Asked by trying: before PostgreSQL 16 membership was enough, since then it needs the SET option.
async fn may_become_tenant(connection: &Object) -> Result<bool, tokio_postgres::Error> {
    let tried = connection.batch_execute("BEGIN; SET LOCAL ROLE recado_tenant").await;
    connection.batch_execute("ROLLBACK").await?;
    match tried {
        Ok(()) => Ok(true),
        Err(error) if error.as_db_error().is_some() => Ok(false),
        Err(error) => Err(error),
    }
}
