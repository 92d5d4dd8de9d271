//! For tests only: fresh databases on both engines. Nothing of the product uses this module.
//!
//! A database is a copy of one migrated template per machine: a file for SQLite, `CREATE DATABASE … TEMPLATE` for
//! PostgreSQL. The templates are named by a hash of the migrations, so that they are made once for many test processes.

mod rows;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use recado_domain::{Clock, TenantId};
use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;
use tokio_postgres::{Client, NoTls};

use crate::{
    db::{Db, LoginCheck, Settings},
    migrate::{MIGRATIONS, MigrateMode},
    url::DatabaseUrl,
};

/// The two engines that every test of behaviour runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The embedded engine.
    Sqlite,
    /// The server behind `TEST_POSTGRES_URL`.
    Postgres,
}

/// A fresh database with the product's schema; gone when dropped.
pub struct TestDatabase {
    /// Where it is, for a second handle or process.
    pub url: String,
    place: Place,
}

enum Place {
    Folder(PathBuf),
    Server { name: String, watcher: Box<OnceCell<Client>> },
}

impl TestDatabase {
    /// A migrated database of its own.
    pub async fn migrated(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                let database = Self::new_file();
                let template = sqlite_template().await;
                std::fs::copy(template, database.file()).expect("the template is copied");
                database
            }
            Kind::Postgres => {
                let template = postgres_template().await;
                Self::new_server_database(&format!("TEMPLATE {template}")).await
            }
        }
    }

    /// A database without any table.
    pub async fn empty(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => Self::new_file(),
            Kind::Postgres => Self::new_server_database("").await,
        }
    }

    /// A database of long ago: with the first `migrations` of the schema.
    pub async fn migrated_to(kind: Kind, migrations: usize) -> Self {
        let database = Self::empty(kind).await;
        let old = &MIGRATIONS[..migrations];
        database.open().await.migrate_to(old, MigrateMode::Apply).await.expect("the migrations apply");
        database
    }

    /// The settings that tests open it with; a fatal error panics.
    pub fn settings(&self) -> Settings {
        let url: DatabaseUrl = self.url.parse().expect("made by this module");
        let mut settings = Settings::new(url);
        settings.on_fatal = Arc::new(|error| panic!("fatal: {error}"));
        settings.connections = 4;
        settings.login = LoginCheck::Restricted;
        settings
    }

    /// Opens it.
    pub async fn open(&self) -> Db {
        Db::open(self.settings()).await.expect("a test database opens")
    }

    /// Opens it with a clock in the place of the database's.
    pub async fn open_with_clock(&self, clock: Arc<dyn Clock>) -> Db {
        Db::open(Settings { clock: Some(clock), ..self.settings() }).await.expect("a test database opens")
    }

    /// Runs SQL of a test, past doors and scopes, as the product's own login.
    pub async fn run(&self, sql: &str) {
        match &self.place {
            Place::Folder(_) => self.raw().execute_batch(sql).expect(sql),
            Place::Server { .. } => connect(&self.url).await.batch_execute(sql).await.expect(sql),
        }
    }

    /// The one whole number that SQL of a test answers.
    pub async fn number(&self, sql: &str) -> i64 {
        match &self.place {
            Place::Folder(_) => self.raw().query_row(sql, [], |row| row.get(0)).expect(sql),
            Place::Server { .. } => connect(&self.url).await.query_one(sql, &[]).await.expect(sql).get(0),
        }
    }

    /// Its engine.
    pub fn kind(&self) -> Kind {
        match self.place {
            Place::Folder(_) => Kind::Sqlite,
            Place::Server { .. } => Kind::Postgres,
        }
    }

    /// From now on nobody can reach it (PostgreSQL), or write to it (SQLite), until the outage is ended.
    pub async fn outage(&self) -> Outage {
        match &self.place {
            Place::Folder(_) => {
                let raw = self.raw();
                raw.busy_timeout(std::time::Duration::ZERO).expect("a timeout can be set");
                // Waiting here would hold up a thread that the writer may need to let go.
                while raw.execute_batch("BEGIN IMMEDIATE").is_err() {
                    tokio::task::yield_now().await;
                }
                Outage(Out::Locked(raw))
            }
            Place::Server { name, .. } => {
                let admin = connect(&server_url()).await;
                let shut = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false");
                admin.batch_execute(&shut).await.expect("it is ours");
                // The server's own workers (vacuum) are not ours to end.
                let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                    WHERE datname = $1 AND usename = current_user";
                while !admin.query(end, &[name]).await.expect("our own connections may be ended").is_empty() {}
                Outage(Out::Shut { admin, name: name.clone() })
            }
        }
    }

    /// Every row of a tenant as text, sorted, by table: what has a `tenant_id`, the tenant itself, its people and what
    /// they sign in with.
    pub async fn rows_of(&self, tenant: TenantId) -> BTreeMap<String, Vec<String>> {
        match &self.place {
            Place::Folder(_) => rows::of_file(&self.raw(), tenant.uuid()),
            Place::Server { watcher, .. } => {
                let watcher = watcher.get_or_init(|| self.superuser()).await;
                rows::of_server(watcher, tenant.uuid()).await
            }
        }
    }

    fn raw(&self) -> rusqlite::Connection {
        let connection = rusqlite::Connection::open(self.file()).expect("a test database opens");
        connection.busy_timeout(std::time::Duration::from_secs(5)).expect("a timeout can be set");
        connection
    }

    /// A connection of the superuser `postgres` to it, past every lock.
    ///
    /// # Panics
    /// On SQLite, which has no users.
    pub async fn superuser(&self) -> Client {
        let Place::Server { name, .. } = &self.place else { panic!("SQLite has no superuser") };
        connect(&superuser_url(name)).await
    }

    /// The file of the embedded engine.
    ///
    /// # Panics
    /// On PostgreSQL.
    pub fn file(&self) -> PathBuf {
        let Place::Folder(folder) = &self.place else { panic!("PostgreSQL is not a file") };
        folder.join("recado.db")
    }

    fn new_file() -> Self {
        Self::empty_in(&std::env::temp_dir())
    }

    /// A SQLite database without any table, in a folder of its own in this one.
    ///
    /// # Panics
    /// If the folder cannot be written to.
    #[must_use]
    pub fn empty_in(folder: &Path) -> Self {
        let folder = folder.join(format!("recado-test-{}", unique()));
        std::fs::create_dir_all(&folder).expect("the folder can be written to");
        let url = format!("sqlite://{}", folder.join("recado.db").display());
        Self { url, place: Place::Folder(folder) }
    }

    async fn new_server_database(template: &str) -> Self {
        let name = format!("recado_test_{}", unique());
        let admin = connect(&server_url()).await;
        let made = admin.batch_execute(&format!("CREATE DATABASE {name} {template}")).await;
        made.expect("the login may create databases");
        Self { url: database_url(&name), place: Place::Server { name, watcher: Box::default() } }
    }
}

/// A time in which a database is away.
#[must_use = "an outage lasts until it is ended"]
pub struct Outage(Out);

enum Out {
    Locked(rusqlite::Connection),
    Shut { admin: Client, name: String },
}

impl Outage {
    /// Lets everybody in again.
    pub async fn end(self) {
        match self.0 {
            Out::Locked(raw) => raw.execute_batch("ROLLBACK").expect("the lock is given back"),
            Out::Shut { admin, name } => {
                let open = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true");
                admin.batch_execute(&open).await.expect("it is ours");
            }
        }
    }
}

impl Drop for TestDatabase {
    /// On a thread of its own: dropping is not async, and the test's runtime may be ending.
    fn drop(&mut self) {
        let gone = match &self.place {
            Place::Folder(folder) => std::fs::remove_dir_all(folder).map_err(|error| error.to_string()),
            Place::Server { name, .. } => {
                let sql = format!("DROP DATABASE {name} WITH (FORCE)");
                let dropped = std::thread::spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                    let runtime = runtime.map_err(|error| error.to_string())?;
                    runtime.block_on(async {
                        let admin = connect(&server_url()).await;
                        admin.batch_execute(&sql).await.map_err(|error| error.to_string())
                    })
                });
                dropped.join().unwrap_or_else(|_| Err("the server did not answer".to_owned()))
            }
        };
        if let Err(error) = gone {
            tracing::warn!(category = "system", error, "a test database was left behind");
        }
    }
}

/// Unique among processes.
fn unique() -> String {
    format!("{:032x}", u128::from_le_bytes(random()))
}

pub(crate) fn random() -> [u8; 16] {
    let mut random = [0_u8; 16];
    getrandom::fill(&mut random).expect("the machine has randomness");
    random
}

/// A hash of all migrations: another schema is another template.
fn schema_hash() -> String {
    let mut hash = Sha256::new();
    for migration in MIGRATIONS {
        hash.update(migration.name);
        hash.update(migration.sqlite);
        hash.update(migration.postgres);
    }
    let hash = <[u8; 32]>::from(hash.finalize());
    let high = hash.first_chunk().expect("32 bytes begin with 8");
    format!("{:016x}", u64::from_be_bytes(*high))
}

/// The migrated file, made by whoever comes first: built aside, then renamed into place.
async fn sqlite_template() -> PathBuf {
    let template = std::env::temp_dir().join(format!("recado-template-{}.db", schema_hash()));
    if template.exists() {
        return template;
    }
    let building = TestDatabase::new_file();
    let db = building.open().await;
    db.migrate(MigrateMode::Apply).await.expect("the migrations apply");
    drop(db);
    let copy = rusqlite::Connection::open(building.file()).expect("just made");
    let aside = template.with_extension(unique());
    copy.execute("VACUUM INTO $1", [aside.display().to_string()]).expect("the template can be written");
    std::fs::rename(aside, &template).expect("the template can be renamed");
    template
}

/// The migrated database, made by whoever comes first while the others wait.
async fn postgres_template() -> String {
    let name = format!("recado_template_{}", schema_hash());
    let admin = connect(&server_url()).await;
    admin.batch_execute("SELECT pg_advisory_lock(724003)").await.expect("the lock is given");
    let found = admin.query_opt("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]).await;
    if found.expect("the catalogue answers").is_none() {
        let building = TestDatabase::empty(Kind::Postgres).await;
        let db = building.open().await;
        db.migrate(MigrateMode::Apply).await.expect("the migrations apply");
        drop(db);
        let Place::Server { name: built, .. } = &building.place else { unreachable!("a database of the server") };
        let end =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename = current_user";
        admin.execute(end, &[built]).await.expect("our own connections may be ended");
        let rename = format!("CREATE DATABASE {name} TEMPLATE {built}");
        admin.batch_execute(&rename).await.expect("the template can be made");
    }
    admin.batch_execute("SELECT pg_advisory_unlock(724003)").await.expect("the lock is given back");
    name
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("TEST_POSTGRES_URL answers");
    tokio::spawn(connection);
    client
}

#[expect(clippy::disallowed_methods, reason = "tests find their server in the environment that `make test` sets")]
fn server_url() -> String {
    std::env::var("TEST_POSTGRES_URL").expect("TEST_POSTGRES_URL is not set: `make test` sets it")
}

/// The same server, another database.
fn database_url(name: &str) -> String {
    let server = server_url();
    let (address, database) = server.rsplit_once('/').expect("TEST_POSTGRES_URL names a database");
    let query = database.find('?').map_or("", |at| &database[at..]);
    format!("{address}/{name}{query}")
}

fn superuser_url(name: &str) -> String {
    let url = database_url(name);
    let (_, server) = url.split_once('@').expect("TEST_POSTGRES_URL names a login");
    format!("postgres://postgres@{server}")
}
