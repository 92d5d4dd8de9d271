//! What Meta reports of messages that went out: noted once each, whatever order it comes in, and applied to the message
//! if that is known. What is not known yet is parked, until the outcome of a send looks for it.

use std::collections::{BTreeMap, HashMap, HashSet};

use recado_domain::{MessageId, NumberId, Timestamp, message::Seen};
use recado_storage::{
    DbResult, Tx,
    tenant::{
        evidence::StatusTimes,
        statuses::{NewStatus, Noted},
    },
};
use uuid::Uuid;

use super::facts::Report;
use crate::{
    Engine,
    sending::{
        changes::{Changes, Reported},
        reconcile::{self, Mention},
        tracker::TrackerKey,
    },
    trace,
};

/// The number that the reports are of, and what proves that a message was ours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sender<'s> {
    pub(super) number: NumberId,
    pub(super) phone_number_id: &'s str,
    pub(super) tracker: &'s TrackerKey,
}

/// What became of a group's reports.
#[derive(Debug, Default)]
pub(super) struct Noting {
    /// The message of each wamid that is ours.
    pub(super) messages: HashMap<Uuid, MessageId>,
    /// The newest status, for the evidence rule.
    pub(super) newest: Option<StatusTimes>,
    /// Whether people have something to see.
    pub(super) visible: bool,
}

/// Notes the reports of a group, and gives new echoes the statuses that were waiting for them. The caller holds the
/// number's lock.
pub(super) async fn note(
    engine: &Engine,
    tx: &mut Tx,
    sender: Sender<'_>,
    reports: &[&Report],
    echoes: &[(MessageId, String)],
) -> DbResult<Noting> {
    if reports.is_empty() && echoes.is_empty() {
        return Ok(Noting::default());
    }
    let mut changes = Changes::default();
    let ids: Vec<MessageId> = echoes.iter().map(|(id, _)| *id).collect();
    changes.add(tx, &ids).await?;
    changes.take_parked(engine, tx, echoes).await?;

    let messages = find(engine, tx, &mut changes, sender, reports).await?;
    let statuses = merged(sender.number, reports, &messages);
    let noted: HashSet<Noted> = tx.tenant().statuses().note(statuses.clone()).await?.into_iter().collect();
    for status in statuses {
        let is_new = noted.contains(&Noted { wamid_key: status.wamid_key, status: status.status });
        if let Some(message) = status.message_id.filter(|_| is_new) {
            drop(trace::of(message, status.status.as_str()));
            changes.report(engine, message, &reported(status));
        }
    }
    let visible = changes.save(engine, tx).await?;
    Ok(Noting { messages, newest: newest(reports), visible })
}

/// The message of each wamid: by the wamid in one statement for all, by attempt or tracker for what is left.
async fn find(
    engine: &Engine,
    tx: &mut Tx,
    changes: &mut Changes,
    sender: Sender<'_>,
    reports: &[&Report],
) -> DbResult<HashMap<Uuid, MessageId>> {
    let by_key: BTreeMap<Uuid, &Report> = reports.iter().map(|report| (report.key, *report)).collect();
    let keys: Vec<Uuid> = by_key.keys().copied().collect();
    let mut found = HashMap::new();
    let known = tx.tenant().inbox().outbound(&keys).await?;
    let ids: Vec<MessageId> = known.iter().map(|known| known.id).collect();
    changes.add(tx, &ids).await?;
    found.extend(known.into_iter().map(|known| (known.key, known.id)));
    for report in reports {
        if found.contains_key(&report.key) {
            continue;
        }
        if let Some(id) = reconcile::message_of(engine, tx, changes, sender.tracker, mention(sender, report)).await? {
            found.insert(report.key, id);
        }
    }
    Ok(found)
}

fn mention<'r>(sender: Sender<'r>, report: &'r Report) -> Mention<'r> {
    Mention {
        number: sender.number,
        phone_number_id: sender.phone_number_id,
        wamid: &report.wamid,
        tracker: report.tracker.as_deref(),
        at: report.at,
    }
}

/// Each pair of wamid and status once, with its earliest time and whatever price came; in the order of their times.
fn merged(number: NumberId, reports: &[&Report], messages: &HashMap<Uuid, MessageId>) -> Vec<NewStatus> {
    let mut merged: BTreeMap<(Uuid, Seen), NewStatus> = BTreeMap::new();
    for report in reports {
        let status = NewStatus {
            wamid_key: report.key,
            status: report.status,
            number_id: number,
            message_id: messages.get(&report.key).copied(),
            at: report.at,
            error_code: report.error_code,
            error_details: report.error_details.clone(),
            pricing: report.pricing.clone(),
            event_id: report.event,
            received_at: report.received_at,
        };
        merged
            .entry((report.key, report.status))
            .and_modify(|known| {
                let pricing = known.pricing.take().or_else(|| status.pricing.clone());
                if status.at < known.at {
                    *known = status.clone();
                }
                known.pricing = pricing;
            })
            .or_insert(status);
    }
    let mut statuses: Vec<NewStatus> = merged.into_values().collect();
    statuses.sort_by_key(|status| (status.at, status.status));
    statuses
}

fn reported(status: NewStatus) -> Reported {
    let NewStatus { status, at, error_code, error_details, pricing, .. } = status;
    Reported { status, at, error_code, error_details, pricing }
}

fn newest(reports: &[&Report]) -> Option<StatusTimes> {
    let times = |report: &&Report| (report.at, report.received_at);
    let (status_at, received_at): (Timestamp, Timestamp) = reports.iter().map(times).max()?;
    Some(StatusTimes { status_at, received_at })
}
