//! Monthly partitions of the logs: made ahead, so that retention is a DROP and nothing lands in the default one.
//!
//! The bounds are ids: a UUIDv7 begins with its time in milliseconds. Names of tables and bounds cannot be parameters, so
//! these texts are put together here, of constants and numbers only.

use std::time::Duration;

use recado_domain::{Timestamp, first_id};
use tokio_postgres::Client;

use super::Remote;
use crate::error::DbResult;

/// The tables that are partitioned by the time in their ids.
const PARTITIONED: [&str; 2] = ["inbound_events", "graph_exchanges"];
/// Whoever cannot have the default partition to itself for a moment tries again later, instead of holding up everybody
/// behind it.
const ALONE: &str = "BEGIN; SET LOCAL lock_timeout = '2s'; SELECT pg_advisory_xact_lock(724004)";
/// This month and three more, with their bounds in milliseconds.
const MONTHS: &str = "SELECT to_char(m, 'YYYY_MM'), CAST(extract(epoch FROM m) * 1000 AS BIGINT), \
    CAST(extract(epoch FROM m + interval '1 month') * 1000 AS BIGINT) \
    FROM generate_series(0, 3) AS n, \
    LATERAL (SELECT date_trunc('month', to_timestamp($1::bigint / 1000) AT TIME ZONE 'UTC') + n * interval '1 month' AS m) AS o \
    ORDER BY 1";
/// Rows of the default partition are counted up to this.
const MOST: i64 = 10_000;

/// Makes the partitions of this month and the next three where they are missing; how many.
pub(crate) async fn make_ahead(remote: &Remote, now: Timestamp) -> DbResult<u64> {
    // Out of the pool: if we are cut off, the connection is closed and the server rolls back.
    let connection = deadpool_postgres::Object::take(remote.pool.get().await?);
    connection.batch_execute(ALONE).await?;
    let made = make(&connection, now).await?;
    connection.batch_execute("COMMIT").await?;
    Ok(made)
}

/// Makes the partitions of all months since `since`, in the transaction that is open: for rows of old times.
pub(crate) async fn make_since(client: &Client, since: Timestamp, now: Timestamp) -> DbResult<()> {
    let mut month = since;
    while month < now {
        make(client, month).await?;
        month = month.plus(Duration::from_hours(28 * 24));
    }
    make(client, now).await?;
    Ok(())
}

/// A month of which the default partition holds rows already is left to it.
async fn make(client: &Client, now: Timestamp) -> Result<u64, tokio_postgres::Error> {
    let mut made = 0;
    for month in client.query(MONTHS, &[&(now.micros() / 1000)]).await? {
        let (name, from, to): (String, i64, i64) = (month.try_get(0)?, month.try_get(1)?, month.try_get(2)?);
        for table in PARTITIONED {
            let (from, to) = (first_id(moment(from)), first_id(moment(to)));
            let is_open = format!(
                "SELECT to_regclass('{table}_{name}') IS NULL AND NOT EXISTS \
                 (SELECT 1 FROM {table}_default WHERE id >= '{from}' AND id < '{to}')"
            );
            if client.query_one(&is_open, &[]).await?.try_get(0)? {
                // Attached, not created in place: that would hold up every reader of the whole log.
                let sql = format!(
                    "CREATE TABLE {table}_{name} (LIKE {table} INCLUDING ALL); \
                     ALTER TABLE {table} ATTACH PARTITION {table}_{name} FOR VALUES FROM ('{from}') TO ('{to}')"
                );
                client.batch_execute(&sql).await?;
                made += 1;
            }
        }
    }
    Ok(made)
}

/// Per partitioned table, how many rows its default partition holds, counted up to 10,000.
pub(crate) async fn strays(remote: &Remote) -> DbResult<Vec<(&'static str, i64)>> {
    let connection = remote.pool.get().await?;
    let mut found = Vec::new();
    for table in PARTITIONED {
        let count = format!("SELECT COUNT(*) FROM (SELECT 1 FROM {table}_default LIMIT {MOST}) AS found");
        found.push((table, connection.query_one(&count, &[]).await?.try_get(0)?));
    }
    Ok(found)
}

/// From milliseconds.
fn moment(millis: i64) -> Timestamp {
    Timestamp::from_micros(millis * 1_000)
}
