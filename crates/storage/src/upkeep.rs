//! What a database needs now and then to stay as quick as it was.

use recado_domain::Timestamp;
use tokio::task::spawn_blocking;

use crate::{
    db::{Db, Engine},
    error::{DbError, DbResult},
    postgres, sqlite,
};

impl Db {
    /// Makes the monthly partitions of the logs ahead of time, for the present month and three more; how many were
    /// missing. SQLite has none.
    pub async fn make_partitions(&self, now: Timestamp) -> DbResult<u64> {
        match &self.engine {
            Engine::Sqlite(_) => Ok(0),
            Engine::Postgres(remote) => postgres::make_ahead(remote, now).await,
        }
    }

    /// Per partitioned table, how many rows lie in no month's partition, counted up to 10,000: they hold up the making of
    /// that month's. SQLite has none.
    pub async fn strays(&self) -> DbResult<Vec<(&'static str, i64)>> {
        match &self.engine {
            Engine::Sqlite(_) => Ok(Vec::new()),
            Engine::Postgres(remote) => postgres::strays(remote).await,
        }
    }

    /// The settings that decide whether a commit outlives a loss of power, as `name=value`, read back from a connection.
    /// On PostgreSQL one that is `off` is a risk; SQLite with others than the safe ones is not opened at all.
    pub async fn durability(&self) -> DbResult<Vec<String>> {
        match &self.engine {
            Engine::Sqlite(local) => {
                let path = local.path().to_owned();
                spawn_blocking(move || sqlite::durability(&path)).await.map_err(|_| DbError::Closed)?
            }
            Engine::Postgres(remote) => postgres::durability(remote).await,
        }
    }

    /// Has SQLite look at its tables and note what its planner should know; false while there is too little to learn from,
    /// when the figures of the first migration are better. PostgreSQL does it by itself.
    pub async fn refresh_statistics(&self) -> DbResult<bool> {
        match &self.engine {
            Engine::Sqlite(local) => {
                let path = local.path().to_owned();
                spawn_blocking(move || sqlite::optimize(&path)).await.map_err(|_| DbError::Closed)?
            }
            Engine::Postgres(_) => Ok(false),
        }
    }
}
