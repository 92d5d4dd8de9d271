//! People have a change in quarantine tried again: it alone, not the rest of its delivery.

use recado_domain::QuarantineId;
use recado_storage::{DbError, DbResult, Scope, system::quarantine::QuarantineRow};

use crate::{
    Engine,
    access::{
        Caller,
        audit::{Deed, record},
        rows_of,
    },
};

/// Why a change was not handed over again.
#[derive(Debug, thiserror::Error)]
pub enum RetryError {
    /// There is none with this id that the caller may see, or it was projected meanwhile.
    #[error("no such entry")]
    Unknown,
    /// Retention has taken the delivery it came in.
    #[error("the delivery is gone")]
    Gone,
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// Has an entry of the quarantine tried again by the projector; answers it as it was.
#[expect(clippy::disallowed_methods, reason = "the log and the quarantine belong to no tenant")]
pub async fn retry(engine: &Engine, caller: &Caller, id: QuarantineId) -> Result<QuarantineRow, RetryError> {
    let mut tx = engine.db.write(Scope::System).await?;
    let found = tx.system().quarantine().find(id).await?.filter(|entry| entry.resolved_at.is_none());
    let entry = found.filter(|entry| is_seen(caller, entry)).ok_or(RetryError::Unknown)?;
    if !tx.system().inbound_events().is_known(entry.event_id).await? {
        return Err(RetryError::Gone);
    }
    if !tx.system().quarantine().try_at(id, engine.now()).await? {
        return Err(RetryError::Unknown);
    }
    if let Some(tenant) = entry.tenant_id {
        rows_of(&mut tx, tenant).inbound_changes().mark_pending(entry.event_id, entry.idx).await?;
    }
    let deed = Deed::new("quarantine.retried", "quarantine").of(id);
    record(rows_of(&mut tx, caller.tenant()), engine, caller.by(), deed).await?;
    tx.commit().await?;
    engine.wake.raw_events();
    Ok(entry)
}

/// An entry that the caller may see, also a resolved one, with what it became in the caller's tenant.
#[expect(clippy::disallowed_methods, reason = "the quarantine belongs to no tenant")]
pub async fn quarantined(
    engine: &Engine,
    caller: &Caller,
    id: QuarantineId,
) -> DbResult<Option<(QuarantineRow, Option<String>)>> {
    let mut read = engine.db.read(Scope::System).await?;
    let found = read.system().quarantine().find(id).await?;
    let Some(entry) = found.filter(|entry| is_seen(caller, entry)) else { return Ok(None) };
    let change = if entry.resolved_at.is_some() {
        read.system().tenant(caller.tenant()).inbound_changes().find_at(entry.event_id, entry.idx).await?
    } else {
        None
    };
    Ok(Some((entry, change.and_then(|change| change.reference))))
}

/// One's own; those of no tenant are the platform's.
fn is_seen(caller: &Caller, entry: &QuarantineRow) -> bool {
    entry.tenant_id.map_or(caller.is_super_admin(), |tenant| tenant == caller.tenant())
}
