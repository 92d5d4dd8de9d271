//! Catching up: what happened behind a number, as its reader may see it now.

use recado_storage::{DbError, DbResult, Tenant};

use super::{NumberedEvent, Reader};
use crate::view::EventView;

/// Why there is no catching up.
#[derive(Debug, thiserror::Error)]
pub enum CatchUpError {
    /// An event behind the number was deleted, or the number was never given: only reloading helps.
    #[error("events behind this number are gone")]
    Expired,
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// A page of what was missed.
#[derive(Debug)]
pub struct CaughtUp {
    /// The events that the reader may see, in order.
    pub events: Vec<EventView>,
    /// Where to go on: the number up to which this page looked.
    pub next_after: i64,
    /// The newest number given. Caught up when `next_after` is the same.
    pub head: i64,
}

/// The newest number given to this tenant's events; 0 when there is none.
pub async fn head(tenant: &mut Tenant<'_>) -> DbResult<i64> {
    Ok(tenant.events().head().await?.seq)
}

/// Looks at up to `most` events behind number `after` and answers those that the reader may see.
pub async fn catch_up(
    tenant: &mut Tenant<'_>,
    reader: &Reader,
    after: i64,
    most: u32,
) -> Result<CaughtUp, CatchUpError> {
    let head = tenant.events().head().await?;
    if after > head.seq || after < head.deleted_through {
        return Err(CatchUpError::Expired);
    }
    let rows = tenant.events().list(after, head.seq, most).await?;
    // Deleted between the two statements: numbers have no gaps, so a missing one shows.
    if rows.first().map_or(head.seq, |row| row.seq - 1) != after {
        return Err(CatchUpError::Expired);
    }
    let next_after = rows.last().map_or(head.seq, |row| row.seq);
    let events = rows.into_iter().map(NumberedEvent::try_from).collect::<DbResult<Vec<_>>>()?;
    let shown = events.iter().filter_map(|event| EventView::shown(event, reader.judge(event), None));
    Ok(CaughtUp { events: shown.collect(), next_after, head: head.seq })
}
