//! The audit log shows whether somebody tampered with it: every minute one node adds what was written since to a chain of
//! hashes, every hour it signs how far the chain has come, and copies that to a file outside of the database.
//!
//! `chain` is pure; `copy` is the file; [`verify`] looks for what does not fit. Nothing here waits in anybody's way: an entry
//! is written with its deed and chained afterwards.

mod chain;
mod copy;
mod verify;

use std::time::Duration;

use data_encoding::HEXLOWER;
use recado_domain::{AuditId, TenantId, Timestamp, first_id};
use recado_storage::{Db, DbError, DbResult, Scope};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::{
    Engine, VaultError,
    lease::{pause, while_held},
};

pub use chain::SealKey;
pub use copy::{FILE, Word, read as read_copy};
pub use verify::{Finding, Report, Tampering, verify};

/// The lease of the one node that does it.
pub const LEASE: &str = "audit-seal";
/// How often.
const EVERY: Duration = Duration::from_mins(1);
/// How often it is signed how far the chain has come.
const SIGNED_EVERY: Duration = Duration::from_hours(1);
/// An entry may be committed so much later than its time says.
pub(crate) const LATE: Duration = Duration::from_hours(1);
/// Links in one transaction.
const PIECE: u32 = 500;
/// Tenants that are looked up at once.
const TENANTS: u32 = 100;

/// Why nothing was sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The database.
    #[error(transparent)]
    Storage(#[from] DbError),
    /// The tenant's key.
    #[error("the tenant's key cannot be opened: {0}")]
    Sealed(#[from] VaultError),
    /// The file outside.
    #[error("{}: {cause}", .file.display())]
    File {
        /// Which.
        file: std::path::PathBuf,
        /// Why not.
        cause: String,
    },
}

/// Seals whenever this node holds the lease, until `ending` is cancelled.
pub async fn run(engine: Engine, ending: CancellationToken) {
    while_held(&engine, LEASE, &ending, |_, lost| work(&engine, lost)).await;
}

async fn work(engine: &Engine, lost: CancellationToken) {
    while !lost.is_cancelled() {
        if let Err(error) = seal_all(engine).await {
            metrics::counter!("recado_audit_seals_failed_total").increment(1);
            tracing::error!(category = "system", %error, "the audit log could not be sealed; it is tried again");
        }
        pause(EVERY, &lost).await;
    }
}

/// Chains what is in no link yet, of every tenant, and signs where it is time. Safe to run twice.
pub async fn seal_all(engine: &Engine) -> Result<(), SealError> {
    let db = engine.db.patient();
    let mut after = Uuid::nil();
    loop {
        let tenants = db.read(Scope::System).await?.platform().tenants().list(after, TENANTS).await?;
        let Some(last) = tenants.last() else { return Ok(()) };
        after = last.id.uuid();
        for tenant in tenants {
            while seal(engine, &db, tenant.id).await? == PIECE as usize {}
            sign(engine, &db, tenant.id).await?;
        }
    }
}

/// Adds a piece to a tenant's chain; how many links.
async fn seal(engine: &Engine, db: &Db, tenant: TenantId) -> DbResult<usize> {
    let mut read = db.read(Scope::Tenant(tenant)).await?;
    let last = read.tenant().audit_seals().last().await?;
    let from = from(last.as_ref().map(|link| link.entry_id));
    let entries = read.tenant().audit_seals().unsealed(from, AuditId::from_uuid(Uuid::max()), PIECE).await?;
    drop(read);
    if entries.is_empty() {
        return Ok(0);
    }
    let (mut seq, mut hash) = last.map_or_else(|| (0, chain::beginning(tenant)), |link| (link.seq, link.hash));
    let mut links = Vec::with_capacity(entries.len());
    for entry in &entries {
        let mut salt = [0; chain::SALT];
        getrandom::fill(&mut salt).expect("the machine has randomness");
        let link = chain::seal((seq, &hash), entry, salt);
        (seq, hash) = (link.seq, link.hash.clone());
        links.push(link);
    }
    let mut tx = engine.db.write(Scope::Tenant(tenant)).await?;
    tx.tenant().audit_seals().insert(&links).await?;
    tx.commit().await?;
    Ok(links.len())
}

/// From which entry on some may be in no link: the newest one's time, and a while before it.
fn from(newest: Option<AuditId>) -> AuditId {
    let at = newest.map_or(Timestamp::from_micros(0), |id| time_of(id).minus(LATE));
    AuditId::from_uuid(first_id(at))
}

/// The time that an id begins with.
fn time_of(id: AuditId) -> Timestamp {
    let millis = i64::try_from(id.uuid().as_u128() >> 80).unwrap_or(i64::MAX / 1_000);
    Timestamp::from_micros(millis * 1_000)
}

/// Signs how far a tenant's chain has come, if it has come further and it is time, and tells it outside.
async fn sign(engine: &Engine, db: &Db, tenant: TenantId) -> Result<(), SealError> {
    let mut read = db.read(Scope::Tenant(tenant)).await?;
    let (last, signed) = (read.tenant().audit_seals().last().await?, read.tenant().audit_seals().checkpoint().await?);
    drop(read);
    let now = engine.now();
    let is_due = signed.as_ref().is_none_or(|signed| signed.at.plus(SIGNED_EVERY) <= now);
    let is_further = |seq: i64| signed.as_ref().is_none_or(|signed| signed.seq < seq);
    if let Some(last) = last.filter(|last| is_due && is_further(last.seq)) {
        let key = engine.vault.seal_key(tenant).await?;
        let checkpoint = chain::checkpoint(&key, tenant, &last, now);
        let mut tx = engine.db.write(Scope::Tenant(tenant)).await?;
        tx.tenant().audit_seals().insert_checkpoint(&checkpoint).await?;
        tx.commit().await?;
        let (seq, hash) = (checkpoint.seq, HEXLOWER.encode(&checkpoint.hash));
        tracing::info!(category = "system", %tenant, seq, hash, "the audit log is signed up to here");
        copy::add(engine, tenant).await?;
    }
    Ok(())
}
