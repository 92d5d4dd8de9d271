//! One pooled connection per transaction. BEGIN, with the tenant lock, travels with the first statement.

use std::{pin::pin, time::Duration};

use deadpool_postgres::Object;
use futures_util::{FutureExt, TryStreamExt, future::join};
use tokio::{runtime::Handle, time::timeout};
use tokio_postgres::{Row, types::Type};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{
    column::Arg,
    error::{DbError, DbResult},
    rows::Rows,
    scope::Scope,
};

/// How long a cut-off statement may take to end by itself before it is cancelled.
const GRACE: Duration = Duration::from_millis(20);
/// How long the server may take to answer a cancelled statement before its connection is closed.
const PATIENCE: Duration = Duration::from_secs(5);

/// A connection in a transaction's hands. Dropped without `commit`, it is rolled back before anyone else gets it: the
/// pool itself does not look at the transaction, this `Drop` is the only guard.
pub(crate) struct Session {
    /// Here until commit or drop.
    connection: Option<Object>,
    tls: MakeRustlsConnect,
    /// Not sent yet.
    begin: Option<String>,
    /// A request waits for its answer.
    busy: bool,
}

impl Session {
    /// The one place with SQL built at run time: `SET LOCAL ROLE` takes no parameter, and a uuid is its only variable.
    /// The text must parse, or the statement behind it would run outside a transaction.
    pub(crate) fn new(connection: Object, tls: MakeRustlsConnect, begin: String, scope: Scope) -> Self {
        let begin = match scope {
            Scope::System => begin,
            Scope::Tenant(tenant) => format!(
                "{begin}; SELECT set_config('role', 'recado_tenant', true), set_config('recado.tenant', '{}', true)",
                tenant.uuid()
            ),
        };
        Self { connection: Some(connection), tls, begin: Some(begin), busy: false }
    }

    pub(crate) async fn rows(&mut self, sql: &'static str, args: Vec<Arg>) -> DbResult<Rows> {
        Ok(Rows::Postgres(self.run(sql, args).await?.0))
    }

    pub(crate) async fn execute(&mut self, sql: &'static str, args: Vec<Arg>) -> DbResult<u64> {
        Ok(self.run(sql, args).await?.1)
    }

    async fn run(&mut self, sql: &'static str, args: Vec<Arg>) -> DbResult<(Vec<Row>, u64)> {
        let connection = self.connection.as_ref().ok_or(DbError::Broken)?;
        self.busy = true;
        let statement = answer(connection, sql, &args);
        let done = match self.begin.take() {
            None => statement.await,
            // One message right behind the other, one wait. Refused, BEGIN or the lock take the statement with them.
            Some(begin) => match join(connection.batch_execute(&begin), statement).await {
                (Err(error), _) => Err(error.into()),
                (Ok(()), done) => done,
            },
        };
        self.busy = false;
        done
    }

    pub(crate) async fn commit(mut self) -> DbResult<()> {
        if self.begin.is_some() {
            return Ok(()); // nothing was ever said
        }
        let connection = self.connection.as_ref().ok_or(DbError::Broken)?;
        self.busy = true;
        connection.batch_execute("COMMIT").await?;
        self.connection = None; // answered: back to the pool as it is
        Ok(())
    }
}

/// The answer of one statement, prepared once per connection, text and types.
async fn answer(connection: &Object, sql: &'static str, args: &[Arg]) -> DbResult<(Vec<Row>, u64)> {
    let types: Vec<Type> = args.iter().map(Arg::postgres_type).collect();
    let prepared = connection.prepare_typed_cached(sql, &types).await?;
    let mut stream = pin!(connection.query_raw(&prepared, args).await?);
    let mut rows = Vec::new();
    while let Some(row) = stream.try_next().await? {
        rows.push(row);
    }
    Ok((rows, stream.rows_affected().unwrap_or(0)))
}

impl Drop for Session {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        if self.begin.is_some() {
            return; // never begun
        }
        if !self.busy {
            // The first poll puts it in the connection's queue, before the next holder's BEGIN; its answer is skipped.
            let _queued = connection.batch_execute("ROLLBACK").now_or_never();
            return;
        }
        match Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(cut_off(connection, self.tls.clone()))),
            Err(_) => drop(Object::take(connection)), // no runtime any more: closed
        }
    }
}

/// Cut off in the middle of a statement: the connection is nobody's until the server has answered ROLLBACK.
async fn cut_off(connection: Object, tls: MakeRustlsConnect) {
    let token = connection.cancel_token();
    if let Ok(Ok(())) = timeout(GRACE, connection.batch_execute("ROLLBACK")).await {
        return;
    }
    // Out of the pool: a cancel request that comes late must not hit another's statement.
    let connection = Object::take(connection);
    if let Err(error) = token.cancel_query(tls).await {
        let error = DbError::from(error);
        tracing::warn!(category = "system", %error, "a cut-off statement could not be cancelled");
    }
    if timeout(PATIENCE, connection.batch_execute("ROLLBACK")).await.is_err() {
        tracing::warn!(category = "system", "a cut-off statement did not end: its connection is closed");
    }
}
