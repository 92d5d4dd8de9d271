//! Two contacts turn out to be one person: their conversations become one contact's.
//!
//! With each number at most one may stay open: the one with the latest activity does, the other is closed, and what was
//! unread in it counts there. Messages stay where they were written. The audit log keeps what was done.

use std::collections::BTreeMap;

use recado_domain::{
    NumberId, Timestamp,
    conversation::{ConversationStatus, HistoryKind},
};
use recado_storage::{
    DbResult, Tenant,
    tenant::{conversations::ConversationRow, history::HistoryRow, inbox::Touched},
};
use serde_json::json;

use super::directory::Merge;
use crate::{
    Engine,
    access::{
        By,
        audit::{Deed, record},
    },
    conversations::entry,
    events::{ConversationChange, Event},
    view::load,
};

/// Hands the conversations over. Answers the events that tell of it.
pub(super) async fn hand_over(engine: &Engine, tenant: &mut Tenant<'_>, merges: &[Merge]) -> DbResult<Vec<Event>> {
    let mut events = Vec::new();
    for merge in merges {
        let rows = tenant.inbox().conversations_anywhere(&[merge.from, merge.into]).await?;
        let mut changed = keep_one_open(rows, engine.now());
        let touched: Vec<_> = changed.iter().map(|row| Touched { row, preview: None }).collect();
        tenant.inbox().update(&touched).await?;
        tenant.inbox().hand_over(merge.from, merge.into).await?;
        tenant.taggings().hand_over(merge.from, merge.into).await?;
        let deed =
            Deed::new("contact.merged", "contact").of(merge.into).with(json!({ "from": merge.from.to_string() }));
        record(tenant.reborrow(), engine, &By::SYSTEM, deed).await?;
        for mut row in changed.drain(..) {
            row.contact_id = merge.into;
            let (placement, is_open) = (row.placement(), row.status.is_open());
            let closed = (!is_open).then(|| closed(engine, &row));
            tenant.history().insert(closed.as_slice()).await?;
            let views = load::conversations(tenant, vec![row], engine.settings.language).await?;
            let change = if is_open { ConversationChange::Updated } else { ConversationChange::Closed };
            let closed = closed.map(load::history);
            events.extend(views.iter().map(|view| Event::done_to(change, view, placement, closed.as_ref())));
        }
    }
    Ok(events)
}

/// Its contact turned out to be one who has another open conversation.
fn closed(engine: &Engine, row: &ConversationRow) -> HistoryRow {
    let data = json!({ "from": ConversationStatus::Open, "to": row.status, "cause": "merge" });
    entry(engine, &By::SYSTEM, row.id, HistoryKind::Closed, data)
}

/// The conversations that must change so that one stays open with each number, closed ones first.
fn keep_one_open(rows: Vec<ConversationRow>, now: Timestamp) -> Vec<ConversationRow> {
    let mut open: BTreeMap<NumberId, Vec<ConversationRow>> = BTreeMap::new();
    for row in rows.into_iter().filter(|row| row.status.is_open()) {
        open.entry(row.phone_number_id).or_default().push(row);
    }
    let (mut closed, mut kept) = (Vec::new(), Vec::new());
    for mut rows in open.into_values().filter(|rows| rows.len() > 1) {
        rows.sort_by_key(|row| (row.last_activity_at, row.id));
        let mut stays = rows.pop().expect("there are two");
        for mut row in rows {
            stays.unread_count += row.unread_count;
            (row.status, row.closed_at, row.unread_count) = (ConversationStatus::Closed, Some(now), 0);
            row.snoozed_until = None;
            closed.push(row);
        }
        kept.push(stays);
    }
    closed.append(&mut kept);
    closed
}
