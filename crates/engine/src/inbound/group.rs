//! One group: changes of one tenant and number, applied in order in one transaction.

use std::{collections::HashMap, sync::Arc, time::Duration};

use recado_domain::{ChangeId, MessageId, TenantId, conversation::REOPEN_WITHIN};
use recado_storage::{
    DbError, Scope, Tx,
    system::{leases::Lease, routes::RouteRow},
    tenant::{
        evidence::Shown,
        inbound_changes::{ChangeOutcome, ChangeRow},
    },
};

use uuid::Uuid;

use super::{
    arrivals::{self, Thread},
    away,
    facts::{self, Arrival, Facts, Receipt, Report},
    person::Realm,
    reports::{self, Sender},
    split::{self, Item},
};
use crate::{Engine, VaultError, events::emit, sending::tracker::TrackerKey};

/// Whose changes they are.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) tenant: TenantId,
    /// `None`: changes of an account as a whole.
    pub(super) number: Option<Arc<RouteRow>>,
}

/// What became of one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Settled {
    pub(super) outcome: ChangeOutcome,
    pub(super) reason: Option<&'static str>,
    pub(super) reference: Option<String>,
}

/// Why a group was not applied; nothing of it was.
#[derive(Debug, thiserror::Error)]
pub(super) enum GroupError {
    #[error(transparent)]
    Storage(#[from] DbError),
    #[error("the tenant's key cannot be opened")]
    Sealed(#[source] VaultError),
}

impl From<VaultError> for GroupError {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Storage(error) => Self::Storage(error),
            sealed => Self::Sealed(sealed),
        }
    }
}

/// Most messages and reports in one transaction: others wait for the writer meanwhile.
const SLICE: usize = 256;

/// Applies the changes; answers what became of each, in order.
///
/// Normally in one transaction. Changes with very many messages take several; if a later one fails, what the earlier ones
/// did stands, and finds itself done when the changes are applied again.
pub(super) async fn apply(
    engine: &Engine,
    lease: &Lease,
    group: &Group,
    items: &[Item],
) -> Result<Vec<Settled>, GroupError> {
    let facts: Vec<ReadChange> = items.iter().map(|item| read(group, item)).collect();
    let key = if facts.iter().flatten().any(Facts::may_be_ours) {
        Some(engine.vault.tracker_key(group.tenant).await?)
    } else {
        None
    };
    let is_replay = items.iter().any(|item| item.is_replay);
    let work = Work { engine, number: group.number.as_deref(), key: key.as_ref(), is_replay };
    let (mut slices, mut done) = (slices(&facts), Done::default());
    let last = slices.pop().unwrap_or_default();
    for slice in slices {
        let mut tx = engine.db.write(Scope::Tenant(group.tenant)).await?;
        tx.guard(lease).await?;
        work.effects(&mut tx, &slice, &mut done).await?;
        tx.commit().await?;
    }
    let mut tx = engine.db.write(Scope::Tenant(group.tenant)).await?;
    tx.guard(lease).await?;
    work.effects(&mut tx, &last, &mut done).await?;
    let settled = settle(&facts, &done);
    let rows = items.iter().zip(&settled).map(|(item, settled)| change_row(engine, group, item, settled)).collect();
    tx.tenant().inbound_changes().upsert(rows).await?;
    tx.commit().await?;
    if done.visible {
        engine.wake.events();
    }
    if done.queued {
        engine.wake.queued();
    }
    Ok(settled)
}

/// What a change says, or in one word why that cannot be told.
type ReadChange = Result<Facts, &'static str>;

/// What goes into one transaction.
#[derive(Default)]
struct Slice<'f> {
    arrivals: Vec<&'f Arrival>,
    reports: Vec<&'f Report>,
}

/// What the transactions so far have done.
#[derive(Default)]
struct Done {
    /// The message of each arrival so far, in order.
    messages: Vec<MessageId>,
    /// The message of each wamid that was reported on and is ours.
    reported: HashMap<Uuid, MessageId>,
    visible: bool,
    /// Whether an answer was queued.
    queued: bool,
}

/// All messages, then all reports, in pieces: usually one.
fn slices(facts: &[ReadChange]) -> Vec<Slice<'_>> {
    let arrivals: Vec<&Arrival> = facts.iter().flatten().flat_map(|facts| &facts.arrivals).collect();
    let reports: Vec<&Report> = facts.iter().flatten().flat_map(|facts| &facts.reports).collect();
    if arrivals.len() + reports.len() <= SLICE {
        return vec![Slice { arrivals, reports }];
    }
    let first = arrivals.chunks(SLICE).map(|arrivals| Slice { arrivals: arrivals.to_vec(), reports: Vec::new() });
    let then = reports.chunks(SLICE).map(|reports| Slice { arrivals: Vec::new(), reports: reports.to_vec() });
    first.chain(then).collect()
}

/// What a change says; the reason in one word where that cannot be told.
fn read(group: &Group, item: &Item) -> ReadChange {
    let raw = item.read.as_ref().map_err(|unreadable| unreadable.reason)?;
    let Some(number) = &group.number else { return Ok(Facts { kept: 1, ..Facts::default() }) };
    let realm = Realm::of(number.portfolio_id.as_deref(), &number.waba_id);
    let receipt = Receipt { event: item.event, received_at: item.received_at, number: number.number_id, realm: &realm };
    facts::read(raw, receipt).map_err(split::reason)
}

/// Whose changes are applied, and with what.
struct Work<'w> {
    engine: &'w Engine,
    number: Option<&'w RouteRow>,
    key: Option<&'w TrackerKey>,
    /// Whether they came long ago, as it were: nothing is answered by itself, and the number has received nothing now.
    is_replay: bool,
}

impl Work<'_> {
    /// All effects of one slice.
    async fn effects(&self, tx: &mut Tx, slice: &Slice<'_>, done: &mut Done) -> Result<(), DbError> {
        let Some(number) = self.number.filter(|_| !slice.arrivals.is_empty() || !slice.reports.is_empty()) else {
            return Ok(());
        };
        tx.tenant().evidence().lock(number.number_id).await?;
        let thread = Thread { number: number.number_id, reopen_within: reopen_within(&number.settings) };
        let entered = arrivals::enter(self.engine, &mut tx.tenant(), thread, &slice.arrivals).await?;
        done.messages.extend(entered.messages);
        done.visible |= !entered.events.is_empty();
        emit(self.engine, &mut tx.tenant(), entered.events).await?;
        let asked = if self.is_replay { &[] } else { entered.asked.as_slice() };
        let answers = away::answer(self.engine, &mut tx.tenant(), number, asked).await?;
        done.queued |= !answers.is_empty();
        emit(self.engine, &mut tx.tenant(), answers).await?;

        let arrived = if self.is_replay { 0 } else { entered.inbound };
        let heard_at = (!self.is_replay).then(|| self.engine.now());
        let mut shown = Shown { newest_status: None, inbound_messages: arrived, heard_at };
        if let Some(tracker) = self.key {
            let sender = Sender { number: number.number_id, phone_number_id: &number.phone_number_id, tracker };
            let noted = reports::note(self.engine, tx, sender, &slice.reports, &entered.echoes).await?;
            done.reported.extend(noted.messages);
            done.visible |= noted.visible;
            shown.newest_status = noted.newest;
        }
        if shown != Shown::default() {
            tx.tenant().evidence().note(number.number_id, shown).await?;
        }
        Ok(())
    }
}

/// What became of each change, by what its items led to.
fn settle(facts: &[ReadChange], done: &Done) -> Vec<Settled> {
    let mut messages = done.messages.iter();
    let settled = facts.iter().map(|read| {
        let Ok(facts) = read else { return kept(read) };
        let own: Vec<&MessageId> = messages.by_ref().take(facts.arrivals.len()).collect();
        let reported = facts.reports.iter().find_map(|report| done.reported.get(&report.key));
        let reference = own.first().copied().or(reported).map(ToString::to_string);
        let has_effect = !facts.arrivals.is_empty() || !facts.reports.is_empty();
        match facts.fault {
            None if has_effect => Settled { outcome: ChangeOutcome::Projected, reason: None, reference },
            _ => Settled { reference, ..kept(read) },
        }
    });
    settled.collect()
}

/// A change that nothing follows from.
fn kept(read: &ReadChange) -> Settled {
    let (outcome, reason) = match read {
        Ok(facts) if facts.fault.is_none() => (ChangeOutcome::Stored, None),
        Ok(facts) => (ChangeOutcome::Quarantined, facts.fault),
        Err(reason) => (ChangeOutcome::Quarantined, Some(*reason)),
    };
    Settled { outcome, reason, reference: None }
}

/// The tenant's part of the log.
pub(super) fn change_row(engine: &Engine, group: &Group, item: &Item, settled: &Settled) -> ChangeRow {
    ChangeRow {
        id: ChangeId::from_uuid(engine.ids.v7(item.received_at)),
        event_id: item.event,
        idx: item.idx,
        field: item.field().unwrap_or("unknown").to_owned(),
        number_id: group.number.as_ref().map(|number| number.number_id),
        outcome: settled.outcome,
        reference: settled.reference.clone(),
        reason: settled.reason.map(str::to_owned),
        body: item.body(),
        received_at: item.received_at,
    }
}

/// The tenant's setting `reopenWithinDays`, a number of days; seven unless it says otherwise.
fn reopen_within(settings: &str) -> Duration {
    let settings: serde_json::Value = serde_json::from_str(settings).unwrap_or_default();
    let days = settings.get("reopenWithinDays").and_then(serde_json::Value::as_u64);
    days.map_or(REOPEN_WITHIN, |days| Duration::from_hours(days.min(3_650) * 24))
}
