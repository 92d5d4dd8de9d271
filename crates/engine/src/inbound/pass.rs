//! One pass over the log: what waits is split, routed, applied in groups, and settled.
//!
//! Nothing is lost on the way: an event counts as projected only in the transaction that also puts its failed changes into
//! quarantine, after the changes that went well were committed. Whatever happens before that, the event comes again, and
//! finds done what was done.

use std::{collections::BTreeMap, panic::AssertUnwindSafe};

use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use recado_domain::{EventId, NumberId, QuarantineId, TenantId};
use recado_storage::{
    DbError, DbResult, Scope, Tx,
    system::{inbound_events::EventRow, leases::Lease, quarantine::QuarantineRow},
    tenant::inbound_changes::{ChangeOutcome, ChangeRow},
};

use super::{
    again::{self, FAILED},
    group::{self, Group, GroupError, Settled},
    route::{Destination, Router},
    split::{Item, split},
};
use crate::Engine;

/// Events of one pass.
const EVENTS: i64 = 256;
/// Bytes of bodies in one pass, unless a single one is larger.
pub(super) const BYTES: i64 = 8 * 1024 * 1024;
/// Changes of one group.
const CHANGES: usize = 64;
/// Groups of different numbers at work side by side.
const SIDE_BY_SIDE: usize = 4;
/// How often a change is tried that meets somebody else's write.
const TRIES: usize = 3;

/// Projects what waits in the log, in its order; answers how many events were settled.
pub(super) async fn project(engine: &Engine, lease: &Lease) -> DbResult<usize> {
    let events = take(engine).await?;
    let ids: Vec<EventId> = events.iter().map(|event| event.id).collect();
    if ids.is_empty() {
        return Ok(0);
    }
    let items = events.into_iter().flat_map(split).collect();
    let failed = settle(engine, lease, items).await?;
    finish(engine, lease, &ids, failed).await?;
    metrics::counter!("recado_projected_events_total").increment(ids.len() as u64);
    Ok(ids.len())
}

/// Routes changes and applies them. Answers those that could not be applied.
pub(super) async fn settle(engine: &Engine, lease: &Lease, items: Vec<Item>) -> DbResult<Vec<Failed>> {
    let router = Router::load(engine, &items).await?;
    let (groups, mut failed) = sort(engine, &router, items);
    let work = groups.into_values().map(|(group, items)| settle_group(engine, lease, group, items));
    let more: Vec<Vec<Failed>> = stream::iter(work).buffer_unordered(SIDE_BY_SIDE).try_collect().await?;
    failed.extend(more.into_iter().flatten());
    Ok(failed)
}

/// The events of this pass: the oldest, as many as memory allows.
#[expect(clippy::disallowed_methods, reason = "the log belongs to no tenant")]
async fn take(engine: &Engine) -> DbResult<Vec<EventRow>> {
    let mut read = engine.db.read(Scope::System).await?;
    let mut system = read.system();
    let waiting = system.inbound_events().open_sizes(EVENTS).await?;
    let mut bytes = 0;
    let fitting = waiting.iter().take_while(|event| {
        let first = bytes == 0;
        bytes += event.size.max(1);
        first || bytes <= BYTES
    });
    let taken: Vec<_> = fitting.collect();
    let Some(last) = taken.last() else { return Ok(Vec::new()) };
    let limit = i64::try_from(taken.len()).unwrap_or(EVENTS);
    system.inbound_events().open(last.id, limit).await
}

/// A change for the quarantine, and for its tenant's part of the log if it has a tenant.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) entry: QuarantineRow,
    change: Option<(TenantId, ChangeRow)>,
}

type Groups = BTreeMap<(TenantId, Option<NumberId>), (Group, Vec<Item>)>;

/// Puts changes that belong together together, in order; what has no home goes to quarantine.
fn sort(engine: &Engine, router: &Router, items: Vec<Item>) -> (Groups, Vec<Failed>) {
    let (mut groups, mut failed) = (Groups::new(), Vec::new());
    for item in items {
        let to = match &item.read {
            Ok(raw) => router.route(item.app, raw).map_err(|homeless| (homeless.reason, homeless.tenant)),
            Err(unreadable) => Err((unreadable.reason, router.owner(item.app))),
        };
        match to {
            Ok(Destination { tenant, number }) => {
                let key = (tenant, number.as_ref().map(|number| number.number_id));
                let group = groups.entry(key).or_insert_with(|| (Group { tenant, number }, Vec::new()));
                group.1.push(item);
            }
            Err((reason, tenant)) => {
                let settled = quarantined(reason);
                let owner = tenant.map(|tenant| Group { tenant, number: None });
                let change = owner.map(|group| (group.tenant, group::change_row(engine, &group, &item, &settled)));
                failed.push(Failed { entry: entry(engine, tenant, &item, reason), change });
            }
        }
    }
    (groups, failed)
}

/// Applies one number's changes in order, 64 at a time. Answers those that could not be applied.
async fn settle_group(engine: &Engine, lease: &Lease, group: Group, items: Vec<Item>) -> DbResult<Vec<Failed>> {
    let mut failed = Vec::new();
    for items in items.chunks(CHANGES) {
        match guarded(engine, lease, &group, items).await {
            Ok(settled) => failed.extend(faulty(engine, &group, items, &settled)),
            Err(Failure::Later(error)) => return Err(error),
            Err(Failure::Poison(_)) => failed.extend(one_by_one(engine, lease, &group, items).await?),
        }
    }
    Ok(failed)
}

/// A group that failed, change by change: only those that fail alone go to quarantine.
async fn one_by_one(engine: &Engine, lease: &Lease, group: &Group, items: &[Item]) -> DbResult<Vec<Failed>> {
    let mut failed = Vec::new();
    for item in items {
        let alone = std::slice::from_ref(item);
        match guarded(engine, lease, group, alone).await {
            Ok(settled) => failed.extend(faulty(engine, group, alone, &settled)),
            Err(Failure::Later(error)) => return Err(error),
            Err(Failure::Poison(detail)) => {
                failed.push(poisoned(engine, group, item, detail));
            }
        }
    }
    Ok(failed)
}

/// A change that fails alone: it is tried again by itself before people are asked to look at it.
fn poisoned(engine: &Engine, group: &Group, item: &Item, detail: String) -> Failed {
    let mut entry = entry(engine, Some(group.tenant), item, FAILED);
    let mut settled = quarantined(FAILED);
    if entry.retry_at.is_some() {
        settled.outcome = ChangeOutcome::Pending;
    }
    tracing::error!(category = "webhook", event = %item.event, idx = item.idx, attempt = item.tried + 1, error = detail,
        "a change could not be projected");
    entry.detail = Some(detail);
    Failed { entry, change: Some((group.tenant, group::change_row(engine, group, item, &settled))) }
}

/// Why changes were not applied.
enum Failure {
    /// The database is away, or somebody else projects by now: the events stay as they are.
    Later(DbError),
    /// Something about these changes; what, without their content.
    Poison(String),
}

/// Applies changes, again where they met somebody else's write. A panic is a failure of theirs, not of the projector.
async fn guarded(engine: &Engine, lease: &Lease, group: &Group, items: &[Item]) -> Result<Vec<Settled>, Failure> {
    let mut tries = 0;
    loop {
        tries += 1;
        let applied = AssertUnwindSafe(group::apply(engine, lease, group, items)).catch_unwind().await;
        let error = match applied {
            Ok(Ok(settled)) => return Ok(settled),
            Ok(Err(GroupError::Storage(error))) => error,
            Ok(Err(sealed @ GroupError::Sealed(_))) => return Err(Failure::Poison(sealed.to_string())),
            Err(_) => return Err(Failure::Poison("a panic".to_owned())),
        };
        match &error {
            DbError::Conflict(_) | DbError::Driver(_) if tries < TRIES => {}
            DbError::Unavailable(_) | DbError::Closed | DbError::Stale(_) => return Err(Failure::Later(error)),
            // A time-out too: one heavy change must not stop the projector, and what fails is tried again by itself.
            _ => return Err(Failure::Poison(error.kind().to_owned())),
        }
    }
}

/// Changes of which a part could not be read; the rest had its effects.
fn faulty(engine: &Engine, group: &Group, items: &[Item], settled: &[Settled]) -> Vec<Failed> {
    let pairs = items.iter().zip(settled);
    let faulty = pairs.filter_map(|(item, settled)| Some((item, settled.reason?)));
    // Their tenant's part of the log says so already.
    faulty
        .map(|(item, reason)| Failed { entry: entry(engine, Some(group.tenant), item, reason), change: None })
        .collect()
}

fn quarantined(reason: &'static str) -> Settled {
    Settled { outcome: ChangeOutcome::Quarantined, reason: Some(reason), reference: None }
}

fn entry(engine: &Engine, tenant: Option<TenantId>, item: &Item, reason: &str) -> QuarantineRow {
    let raw = item.read.as_ref();
    let unreadable = item.read.as_ref().err();
    let account = unreadable.and_then(|unreadable| unreadable.account.clone());
    let retry_at = if reason == FAILED { again::next(engine, item.tried + 1) } else { None };
    let figure =
        if retry_at.is_some() { "recado_projection_retries_total" } else { "recado_quarantined_changes_total" };
    metrics::counter!(figure, "reason" => reason.to_owned()).increment(1);
    QuarantineRow {
        id: QuarantineId::from_uuid(engine.ids.v7(item.received_at)),
        tenant_id: tenant,
        event_id: item.event,
        idx: item.idx,
        app_id: item.app,
        field: item.field().map(str::to_owned),
        waba_id: raw.ok().and_then(|raw| raw.waba_id.clone()).or(account),
        phone_number_id: raw.ok().and_then(|raw| raw.phone_number_id.clone()),
        reason: reason.to_owned(),
        detail: unreadable.map(|unreadable| unreadable.detail.clone()),
        body: item.body(),
        received_at: item.received_at,
        created_at: engine.now(),
        attempts: 1,
        resolved_at: None,
        retry_at,
    }
}

/// All changes of these events are settled: what failed is in quarantine, what was there before and went well is not.
#[expect(clippy::disallowed_methods, reason = "the log and the quarantine belong to no tenant")]
async fn finish(engine: &Engine, lease: &Lease, events: &[EventId], failed: Vec<Failed>) -> DbResult<()> {
    let homeless = again::homeless(&failed);
    let mut tx = engine.db.write(Scope::System).await?;
    tx.guard(lease).await?;
    tx.system().quarantine().resolve_all_of(events, engine.now()).await?;
    keep(&mut tx, failed).await?;
    tx.system().inbound_events().mark_projected(events, engine.now()).await?;
    tx.commit().await?;
    again::try_known(engine, &homeless).await
}

/// Puts what failed into quarantine, and into its tenant's part of the log.
#[expect(clippy::disallowed_methods, reason = "the quarantine belongs to no tenant")]
pub(super) async fn keep(tx: &mut Tx, failed: Vec<Failed>) -> DbResult<()> {
    let mut changes: BTreeMap<TenantId, Vec<ChangeRow>> = BTreeMap::new();
    let mut entries = Vec::new();
    for Failed { entry, change } in failed {
        entries.push(entry);
        if let Some((tenant, row)) = change {
            changes.entry(tenant).or_default().push(row);
        }
    }
    tx.system().quarantine().upsert(entries).await?;
    for (tenant, rows) in changes {
        tx.system().tenant(tenant).inbound_changes().upsert(rows).await?;
    }
    Ok(())
}
