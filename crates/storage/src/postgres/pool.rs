//! The pool: how a connection is set up, and what the server must be like.

use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod, Runtime};
use tokio_postgres::Config;
use tokio_postgres_rustls::MakeRustlsConnect;

use super::{Session, roles, tls};
use crate::{
    db::{LoginCheck, WAIT},
    error::{DbError, DbResult},
    scope::Scope,
    url::PostgresUrl,
};

/// The pool and what is needed to make another one.
#[derive(Clone)]
pub(crate) struct Remote {
    pub(crate) pool: Pool,
    pub(crate) config: Config,
    pub(crate) tls: MakeRustlsConnect,
}

/// The statement time limit of every connection; a transaction may ask for another one.
const STATEMENT_LIMIT: Duration = Duration::from_secs(5);

/// Set on every connection. Custom plans: a generic plan is made for the average tenant and punishes the largest one
/// (measured: 262 ms against 0.84). No transaction of ours waits for anything but SQL, so one that idles is lost.
const OPTIONS: &str = "-c plan_cache_mode=force_custom_plan -c jit=off \
    -c statement_timeout=5000 -c idle_in_transaction_session_timeout=60000";

impl Remote {
    /// Connects once and looks at the server: version, login, the tenants' role.
    pub(crate) async fn open(url: PostgresUrl, connections: usize, login: LoginCheck) -> DbResult<Self> {
        let tls = tls::connector(&url)?;
        let config = with_limits(url.config);
        let remote = Self { pool: pool(&config, &tls, connections)?, config, tls };
        let connection = remote.pool.get().await?;
        roles::check_server(&connection, login).await?;
        roles::ensure_tenant_role(&connection).await?;
        drop(connection);
        Ok(remote)
    }

    pub(crate) fn with_own_pool(&self, connections: usize) -> DbResult<Self> {
        Ok(Self { pool: pool(&self.config, &self.tls, connections)?, ..self.clone() })
    }

    /// Takes a connection; nothing is said to the server before the first statement.
    pub(crate) async fn begin(&self, begin: &str, scope: Scope, limit: Duration) -> DbResult<Session> {
        let mut begin = begin.to_owned();
        if limit != STATEMENT_LIMIT {
            begin = format!("{begin}; SET LOCAL statement_timeout = {}", limit.as_millis());
        }
        Ok(Session::new(self.pool.get().await?, self.tls.clone(), begin, scope))
    }
}

/// A peer that vanished is noticed after 10 s of unanswered data, or 30 s of silence.
fn with_limits(mut config: Config) -> Config {
    let options = config.get_options().map_or_else(|| OPTIONS.to_owned(), |given| format!("{OPTIONS} {given}"));
    config.options(options);
    if config.get_application_name().is_none() {
        config.application_name("recado");
    }
    config.keepalives_idle(Duration::from_secs(30)).tcp_user_timeout(Duration::from_secs(10));
    config.connect_timeout(WAIT);
    config
}

fn pool(config: &Config, tls: &MakeRustlsConnect, connections: usize) -> DbResult<Pool> {
    let recycling = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_config(config.clone(), tls.clone(), recycling);
    let pool = Pool::builder(manager).max_size(connections).runtime(Runtime::Tokio1);
    let pool = pool.wait_timeout(Some(WAIT)).create_timeout(Some(WAIT)).recycle_timeout(Some(WAIT));
    pool.build().map_err(DbError::client)
}

/// The server's settings that decide whether an acknowledged commit may be lost.
pub(crate) async fn durability(remote: &Remote) -> DbResult<Vec<String>> {
    const SETTINGS: &str = "SELECT name || '=' || setting FROM pg_settings \
        WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name";
    let connection = remote.pool.get().await?;
    let rows = connection.query(SETTINGS, &[]).await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}
