//! Deliveries of a time are applied again, one tenant's changes of them: what was lost, or stands in quarantine, is made
//! good; what is there already stays as it is.
//!
//! It goes on beside the projector, under a lease of its own: the changes of a number are applied one transaction at a
//! time, whoever applies them. Nothing is answered by itself, and no number is held to have just received anything.

use std::collections::{BTreeMap, BTreeSet};

use recado_domain::{EventId, NumberId, QuarantineId, TenantId, Timestamp, first_id};
use recado_storage::{
    DbError, DbResult, Scope, Tx,
    system::{leases::Lease, quarantine::DueRow},
    tenant::inbound_changes::{ChangeOutcome, ChangeRow},
};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use super::{
    pass::{self, BYTES},
    route::Router,
    split::{Item, split},
};
use crate::{
    Engine,
    access::{
        By, TenantName,
        audit::{Deed, record},
    },
    lease::{acquire, while_working},
};

/// The lease of the one replay in the cluster.
const LEASE: &str = "replay";
/// Deliveries of one step.
const EVENTS: u32 = 64;

/// Which changes are applied again.
#[derive(Debug, Clone, Copy)]
pub struct ReplayOrder {
    /// Whose.
    pub tenant: TenantId,
    /// Only those of this number.
    pub number: Option<NumberId>,
    /// Received not before.
    pub from: Timestamp,
    /// Received before.
    pub to: Timestamp,
    /// Only count them.
    pub is_dry: bool,
}

/// What became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Deliveries that were looked at, of all tenants: the log belongs to none.
    pub events: u64,
    /// Changes that had an effect now; in a dry run those that would be tried because nothing is known of an effect.
    pub applied: u64,
    /// Changes that had had it before.
    pub known: u64,
    /// Changes that cannot be applied still.
    pub failing: u64,
}

/// Why nothing, or not everything, was replayed.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError {
    /// There is one going on.
    #[error("another replay is going on: wait for its end")]
    Busy,
    /// The lease was lost on the way.
    #[error("the replay was interrupted: run it again, nothing is done twice")]
    Interrupted,
    /// The database did not answer.
    #[error(transparent)]
    Storage(#[from] DbError),
}

/// Applies what was received in a time again.
pub async fn replay(engine: &Engine, order: ReplayOrder) -> Result<Replayed, ReplayError> {
    let lease = acquire(engine, LEASE, &engine.holder).await?.ok_or(ReplayError::Busy)?;
    let mut told = Err(ReplayError::Interrupted);
    let (under, ended) = (&lease, &mut told);
    let work = |lost: CancellationToken| async move {
        *ended = tokio::select! {
            done = all(engine, under, order) => done,
            () = lost.cancelled() => Err(ReplayError::Interrupted),
        };
    };
    while_working(engine, lease.clone(), work).await;
    told
}

/// The tenant of this name.
pub async fn tenant_named(engine: &Engine, named: TenantName<'_>) -> DbResult<Option<TenantId>> {
    let mut read = engine.db.read(Scope::System).await?;
    let found = match named {
        TenantName::Id(id) => read.platform().tenants().find_by_uuid(id).await?,
        TenantName::Slug(slug) => read.platform().tenants().find_by_slug(slug).await?,
    };
    Ok(found.map(|tenant| tenant.id))
}

async fn all(engine: &Engine, lease: &Lease, order: ReplayOrder) -> Result<Replayed, ReplayError> {
    let mut told = Replayed::default();
    let (mut after, before) = (EventId::from_uuid(first_id(order.from)), EventId::from_uuid(first_id(order.to)));
    loop {
        let (last, items) = take(engine, order, after, before, &mut told).await?;
        let Some(last) = last else { break };
        step(engine, lease, order, items, &mut told).await?;
        after = last;
    }
    if !order.is_dry {
        note(engine, order, told).await?;
    }
    Ok(told)
}

/// The next deliveries that were projected before, and what of them is the tenant's.
#[expect(clippy::disallowed_methods, reason = "the log belongs to no tenant")]
async fn take(
    engine: &Engine,
    order: ReplayOrder,
    after: EventId,
    before: EventId,
    told: &mut Replayed,
) -> DbResult<(Option<EventId>, Vec<Item>)> {
    let mut read = engine.db.read(Scope::System).await?;
    let (mut items, mut last, mut bytes) = (Vec::new(), None, 0);
    for event in read.system().inbound_events().projected(after, before, EVENTS).await? {
        if bytes > BYTES {
            break;
        }
        bytes += i64::try_from(event.body.len()).unwrap_or(BYTES);
        last = Some(event.id);
        told.events += 1;
        items.extend(split(event));
    }
    drop(read);
    let router = Router::load(engine, &items).await?;
    items.retain(|item| is_wanted(&router, order, item));
    Ok((last, items))
}

fn is_wanted(router: &Router, order: ReplayOrder, item: &Item) -> bool {
    let Ok(raw) = &item.read else { return false };
    router.route(item.app, raw).is_ok_and(|to| {
        to.tenant == order.tenant
            && order.number.is_none_or(|wanted| to.number.is_some_and(|number| number.number_id == wanted))
    })
}

type Place = (EventId, i64);

/// Applies some changes and counts what became of them.
async fn step(
    engine: &Engine,
    lease: &Lease,
    order: ReplayOrder,
    mut items: Vec<Item>,
    told: &mut Replayed,
) -> DbResult<()> {
    let places: Vec<Place> = items.iter().map(|item| (item.event, item.idx)).collect();
    let before = noted(engine, order.tenant, &places).await?;
    if order.is_dry {
        for place in &places {
            let figure = if before.get(place).is_some_and(is_settled) { &mut told.known } else { &mut told.applied };
            *figure += 1;
        }
        return Ok(());
    }
    let held = held(engine, &places).await?;
    for item in &mut items {
        item.is_replay = true;
        item.tried = held.get(&(item.event, item.idx)).map_or(0, |row| row.attempts);
    }
    let failed = pass::settle(engine, lease, items).await?;
    let failing: BTreeSet<Place> = failed.iter().map(|failed| (failed.entry.event_id, failed.entry.idx)).collect();
    let tried: Vec<QuarantineId> = held.values().map(|row| row.id).collect();
    let mut tx = engine.db.write(Scope::System).await?;
    tx.guard(lease).await?;
    resolve(&mut tx, &tried, engine.now()).await?;
    pass::keep(&mut tx, failed).await?;
    tx.commit().await?;
    let after = noted(engine, order.tenant, &places).await?;
    for place in &places {
        let is_known = before.get(place).is_some_and(is_settled) && same(before.get(place), after.get(place));
        let figure = match (failing.contains(place), is_known) {
            (true, _) => &mut told.failing,
            (false, true) => &mut told.known,
            (false, false) => &mut told.applied,
        };
        *figure += 1;
    }
    Ok(())
}

fn is_settled(row: &ChangeRow) -> bool {
    matches!(row.outcome, ChangeOutcome::Projected | ChangeOutcome::Stored)
}

fn same(before: Option<&ChangeRow>, after: Option<&ChangeRow>) -> bool {
    let told = |row: &ChangeRow| (row.outcome, row.reference.clone());
    before.map(told) == after.map(told)
}

/// What the tenant's part of the log says of these changes.
async fn noted(engine: &Engine, tenant: TenantId, places: &[Place]) -> DbResult<BTreeMap<Place, ChangeRow>> {
    let mut read = engine.db.read(Scope::Tenant(tenant)).await?;
    let rows = read.tenant().inbound_changes().find_many_at(places).await?;
    Ok(rows.into_iter().map(|row| ((row.event_id, row.idx), row)).collect())
}

/// Those of these changes that wait in quarantine.
#[expect(clippy::disallowed_methods, reason = "the quarantine belongs to no tenant")]
async fn held(engine: &Engine, places: &[Place]) -> DbResult<BTreeMap<Place, DueRow>> {
    let mut read = engine.db.read(Scope::System).await?;
    let rows = read.system().quarantine().open_at(places).await?;
    Ok(rows.into_iter().map(|row| ((row.event_id, row.idx), row)).collect())
}

#[expect(clippy::disallowed_methods, reason = "the quarantine belongs to no tenant")]
async fn resolve(tx: &mut Tx, tried: &[QuarantineId], at: Timestamp) -> DbResult<()> {
    tx.system().quarantine().resolve(tried, at).await
}

async fn note(engine: &Engine, order: ReplayOrder, told: Replayed) -> DbResult<()> {
    let figures = json!({
        "from": order.from, "to": order.to, "events": told.events, "applied": told.applied, "known": told.known,
        "failing": told.failing, "numberId": order.number,
    });
    let deed = Deed::new("inbound.replayed", "tenant").of(order.tenant).with(figures);
    let mut tx = engine.db.write(Scope::Tenant(order.tenant)).await?;
    record(tx.tenant(), engine, &By::SYSTEM, deed).await?;
    tx.commit().await
}
