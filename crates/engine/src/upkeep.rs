//! Upkeep: what one node of the cluster does every hour so that the database stays as quick and as small as it should.
//!
//! Old events are deleted by the relay, which numbers them; everything else that goes when its time is over goes here.
//! To add such a thing: a statement in `storage::system::expired`, a line in `Over` and in `purge`.

use std::time::Duration;

use recado_domain::{TenantId, Timestamp};
use recado_storage::{Db, DbResult, Scope};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    Engine, backup,
    lease::{pause, while_held},
    sending::portfolio,
    usage,
};

/// The lease of the one node that does it.
pub const LEASE: &str = "upkeep";
/// How often.
const EVERY: Duration = Duration::from_hours(1);
/// Rounds between two looks at what the planner should know: a day.
const ROUNDS_OF_A_DAY: u32 = 24;
/// The wait after the database refused.
const AFTER_ERROR: Duration = Duration::from_mins(1);

/// How long an idempotency key is remembered.
pub const KEYS_LIVE: Duration = Duration::from_hours(24);
/// How long a session is kept after its end.
pub const SESSIONS_STAY: Duration = Duration::from_hours(30 * 24);
/// Tenants that are looked up at once.
const TENANTS: u32 = 100;
/// How long mail that was given up is kept.
pub const MAILS_STAY: Duration = Duration::from_hours(30 * 24);

/// Looks after the database whenever this node holds the lease, until `ending` is cancelled.
pub async fn run(engine: Engine, ending: CancellationToken) {
    while_held(&engine, LEASE, &ending, |_, lost| work(&engine, lost)).await;
}

async fn work(engine: &Engine, lost: CancellationToken) {
    let mut round = 0_u32;
    while !lost.is_cancelled() {
        let done = async {
            if round.is_multiple_of(ROUNDS_OF_A_DAY) {
                engine.db.refresh_statistics().await?;
            }
            look_after(engine).await
        };
        if let Err(error) = backup::note_all_erasures(engine).await {
            metrics::counter!("recado_erasures_unnoted_total").increment(1);
            tracing::error!(category = "system", %error, "who was erased could not be written down outside the database");
        }
        match done.await {
            Ok(()) => {
                round = round.wrapping_add(1);
                pause(EVERY, &lost).await;
            }
            Err(error) => {
                tracing::warn!(category = "system", %error, "upkeep of the database failed; it is tried again");
                pause(AFTER_ERROR, &lost).await;
            }
        }
    }
}

/// One round: partitions ahead, a look at what lies outside them, what is over is deleted, and usage is counted. Safe to run twice, and on
/// two nodes at once.
pub async fn look_after(engine: &Engine) -> DbResult<()> {
    let db = engine.db.patient();
    let strays = db.strays().await?;
    for (table, rows) in strays {
        let count = u32::try_from(rows).unwrap_or(u32::MAX);
        metrics::gauge!("recado_default_partition_rows", "table" => table).set(count);
        if rows > 0 {
            tracing::warn!(
                category = "system",
                table,
                rows,
                "rows lie in the default partition: retention cannot drop them"
            );
        }
    }
    db.make_partitions(engine.now()).await?;
    for what in Over::ALL {
        while purge(engine, &db, what).await? > 0 {}
    }
    forget_received(engine, &db).await?;
    usage::count_all(engine, &db).await
}

/// What Meta sent and was asked, and who no longer counts against its limits, tenant by tenant: each one's rows are behind
/// its own door.
async fn forget_received(engine: &Engine, db: &Db) -> DbResult<()> {
    let now = engine.now();
    let before = now.minus(engine.settings.raw_kept);
    let mut after = Uuid::nil();
    loop {
        let tenants = db.read(Scope::System).await?.platform().tenants().list(after, TENANTS).await?;
        let Some(last) = tenants.last() else { return Ok(()) };
        after = last.id.uuid();
        for tenant in tenants {
            while forget_received_by(db, tenant.id, (now, before)).await? > 0 {}
        }
    }
}

/// Deletes a piece of one tenant's, in a transaction of its own; how many rows.
async fn forget_received_by(db: &Db, tenant: TenantId, (now, before): (Timestamp, Timestamp)) -> DbResult<u64> {
    let mut tx = db.write(Scope::Tenant(tenant)).await?;
    let changes = tx.tenant().inbound_changes().purge(before).await?;
    let exchanges = tx.tenant().graph_exchanges().purge(before).await?;
    let people = portfolio::let_go(&mut tx, now).await?;
    tx.commit().await?;
    metrics::counter!("recado_retention_deleted_total", "what" => "changes").increment(changes);
    metrics::counter!("recado_retention_deleted_total", "what" => "exchanges").increment(exchanges);
    Ok(changes + exchanges + people)
}

/// What goes when its time is over, in this order.
#[derive(Debug, Clone, Copy)]
enum Over {
    IdempotencyKeys,
    RefreshTokens,
    Sessions,
    Mails,
    Registrations,
    RawEvents,
    Quarantine,
}

impl Over {
    const ALL: [Self; 7] = [
        Self::IdempotencyKeys,
        Self::RefreshTokens,
        Self::Sessions,
        Self::Mails,
        Self::Registrations,
        Self::RawEvents,
        Self::Quarantine,
    ];

    fn as_str(self) -> &'static str {
        match self {
            Self::IdempotencyKeys => "idempotency_keys",
            Self::RefreshTokens => "refresh_tokens",
            Self::Sessions => "sessions",
            Self::Mails => "mails",
            Self::Registrations => "registrations",
            Self::RawEvents => "webhooks",
            Self::Quarantine => "quarantine",
        }
    }
}

/// Deletes a piece in a transaction of its own, so that others write in between; how many rows.
#[expect(clippy::disallowed_methods, reason = "what is over is deleted, whosever it was")]
async fn purge(engine: &Engine, db: &Db, what: Over) -> DbResult<u64> {
    let now = engine.now();
    let mut tx = db.write(Scope::System).await?;
    let deleted = match what {
        Over::IdempotencyKeys => tx.system().expired().purge_idempotency_keys(now.minus(KEYS_LIVE)).await?,
        Over::RefreshTokens => tx.system().expired().purge_refresh_tokens(now.minus(SESSIONS_STAY)).await?,
        Over::Sessions => tx.system().expired().purge_sessions(now.minus(SESSIONS_STAY)).await?,
        Over::Registrations => tx.platform().one_time_links().purge_over(now).await?,
        Over::RawEvents => tx.system().expired().purge_raw_events(now.minus(engine.settings.raw_kept)).await?,
        Over::Quarantine => tx.system().expired().purge_quarantine(now.minus(engine.settings.raw_kept)).await?,
        Over::Mails => tx.platform().outgoing_mails().purge_dead(now.minus(MAILS_STAY)).await?,
    };
    tx.commit().await?;
    metrics::counter!("recado_retention_deleted_total", "what" => what.as_str()).increment(deleted);
    Ok(deleted)
}
