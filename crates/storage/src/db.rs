//! The database handle: which engine, how it is opened, and how transactions begin.

use std::{
    panic::Location,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use recado_domain::{Clock, Timestamp};

use crate::{
    error::DbResult,
    held::{Origin, TxKind},
    postgres,
    scope::Scope,
    sqlite,
    tx::{Read, Session, Tx},
    url::DatabaseUrl,
};

/// Time limit of a statement that a person waits for.
const PROMPT: Duration = Duration::from_secs(5);
/// Time limit of a statement of a job.
const PATIENT: Duration = Duration::from_secs(30);
/// How long a transaction waits for its turn or its connection before it is told that the database is unavailable.
pub(crate) const WAIT: Duration = Duration::from_secs(2);

/// What happens when the engine can no longer be trusted to keep what it acknowledged (an I/O error at COMMIT): the
/// process must end; the restart recovers from the log.
pub type FatalHook = Arc<dyn Fn(&crate::DbError) + Send + Sync>;

/// Which logins of PostgreSQL are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginCheck {
    /// A superuser or a role with BYPASSRLS is refused: row-level security would not hold.
    Restricted,
    /// Any login: for the demo and for tests.
    Any,
}

/// How the database is opened.
#[derive(Clone)]
pub struct Settings {
    /// Engine and place.
    pub url: DatabaseUrl,
    /// Connections: readers of SQLite, the pool of PostgreSQL.
    pub connections: usize,
    /// Which logins of PostgreSQL are accepted.
    pub login: LoginCheck,
    /// Called once when the process must end.
    pub on_fatal: FatalHook,
    /// Stands in for the database's clock in tests.
    pub clock: Option<Arc<dyn Clock>>,
}

impl Settings {
    /// The settings of production: as many SQLite readers as cores, 16 connections to PostgreSQL; a fatal error is
    /// logged and ends the process with exit code 3.
    pub fn new(url: DatabaseUrl) -> Self {
        let connections = match url {
            DatabaseUrl::Sqlite(_) => std::thread::available_parallelism().map_or(1, usize::from),
            DatabaseUrl::Postgres(_) => 16,
        };
        let on_fatal: FatalHook = Arc::new(|error| {
            tracing::error!(category = "system", %error, "the database cannot be trusted any more: ending");
            std::process::exit(3);
        });
        Self { url, connections, login: LoginCheck::Restricted, on_fatal, clock: None }
    }
}

/// The database. Cheap to clone; all clones share the writer and the connections.
#[derive(Clone)]
pub struct Db {
    pub(crate) engine: Engine,
    pub(crate) limit: Duration,
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) dropped_writes: Arc<AtomicU64>,
}

#[derive(Clone)]
pub(crate) enum Engine {
    Sqlite(sqlite::Local),
    Postgres(Arc<postgres::Remote>),
}

impl Db {
    /// Opens the database; on SQLite the file is made if it is not there. Nothing is migrated: see [`Db::migrate`].
    ///
    /// Refuses (`DbError::Refused`) SQLite without `synchronous=FULL` or on a network file system, PostgreSQL before
    /// 15 or with a login that row-level security does not bind.
    pub async fn open(settings: Settings) -> DbResult<Self> {
        let Settings { url, connections, login, on_fatal, clock } = settings;
        let engine = match url {
            DatabaseUrl::Sqlite(path) => Engine::Sqlite(sqlite::Local::open(path, connections, on_fatal).await?),
            DatabaseUrl::Postgres(url) => {
                Engine::Postgres(Arc::new(postgres::Remote::open(*url, connections, login).await?))
            }
        };
        Ok(Self { engine, limit: PROMPT, clock, dropped_writes: Arc::default() })
    }

    /// Begins a write. On SQLite it waits in line for the one writer; on PostgreSQL it takes a connection, and BEGIN
    /// (with the tenant lock) leaves with the first statement. After two seconds: `DbError::Unavailable`.
    #[track_caller]
    pub fn write(&self, scope: Scope) -> impl Future<Output = DbResult<Tx>> + Send {
        let origin = self.origin(TxKind::Write, Location::caller());
        async move {
            let session = match &self.engine {
                Engine::Sqlite(local) => Session::Writer(local.writer.turn().await?),
                Engine::Postgres(remote) => Session::Postgres(remote.begin("BEGIN", scope, self.limit).await?),
            };
            Ok(Tx::new(session, scope, origin))
        }
    }

    /// Begins a read: each statement sees what was committed before it.
    #[track_caller]
    pub fn read(&self, scope: Scope) -> impl Future<Output = DbResult<Read>> + Send {
        let origin = self.origin(TxKind::Read, Location::caller());
        async move {
            let session = match &self.engine {
                Engine::Sqlite(local) => Session::Reader(local.readers.acquire(self.limit).await?),
                Engine::Postgres(remote) => {
                    Session::Postgres(remote.begin("BEGIN READ ONLY", scope, self.limit).await?)
                }
            };
            Ok(Read::new(Tx::new(session, scope, origin)))
        }
    }

    /// The same database for jobs: a statement may take 30 seconds instead of 5.
    #[must_use]
    pub fn patient(&self) -> Self {
        Self { limit: PATIENT, ..self.clone() }
    }

    /// The same database over connections of its own, so that intake never waits behind slow queries. SQLite has one
    /// writer in any case: there it is the same handle.
    pub fn with_own_connections(&self, connections: usize) -> DbResult<Self> {
        let engine = match &self.engine {
            Engine::Sqlite(local) => Engine::Sqlite(local.clone()),
            Engine::Postgres(remote) => Engine::Postgres(Arc::new(remote.with_own_pool(connections)?)),
        };
        Ok(Self { engine, ..self.clone() })
    }

    /// The last thing a process does with it, once nobody else here reads or writes: on SQLite the file alone is then the
    /// whole database, without the log beside it. Leaving it out loses nothing.
    pub async fn settle(&self) -> DbResult<()> {
        match &self.engine {
            Engine::Sqlite(local) => local.fold_log().await,
            Engine::Postgres(_) => Ok(()),
        }
    }

    /// The database's clock; the given clock where tests gave one.
    pub async fn db_now(&self) -> DbResult<Timestamp> {
        self.read(Scope::System).await?.db_now().await
    }

    /// How many sound writes were dropped without `commit` since the database was opened: tests look for forgotten
    /// commits with it.
    pub fn dropped_writes(&self) -> u64 {
        self.dropped_writes.load(Ordering::Relaxed)
    }

    /// One word for logs and health: `sqlite` or `postgres`.
    pub fn engine_name(&self) -> &'static str {
        match self.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgres",
        }
    }

    fn origin(&self, kind: TxKind, caller: &'static Location<'static>) -> Origin {
        Origin { caller, kind, clock: self.clock.clone(), dropped_writes: self.dropped_writes.clone() }
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Db").field("engine", &self.engine_name()).finish_non_exhaustive()
    }
}
