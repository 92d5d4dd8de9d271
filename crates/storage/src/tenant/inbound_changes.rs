//! What one tenant may see of the raw log: its own changes, with what became of each.

use recado_domain::{ChangeId, EventId, NumberId, TenantId, Timestamp};

use crate::{
    DbResult, Tx,
    column::{args, column},
    rows::row,
    statement::statements,
};

recado_domain::words! {
    /// What became of a change.
    ChangeOutcome {
        /// It had its effects.
        Projected = "projected",
        /// It is kept; nothing follows from it yet.
        Stored = "stored",
        /// It could not be projected, or not all of it.
        Quarantined = "quarantined",
        /// It was handed to the projector again.
        Pending = "pending",
    }
}
column!(ChangeOutcome: text);

/// One change of one delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// Its id, which carries the time of receipt.
    pub id: ChangeId,
    /// The delivery.
    pub event_id: EventId,
    /// Its place in the delivery, from 0.
    pub idx: i64,
    /// Meta's field.
    pub field: String,
    /// The number concerned, if one is.
    pub number_id: Option<NumberId>,
    /// What became of it.
    pub outcome: ChangeOutcome,
    /// What it led to, such as the id of a message.
    pub reference: Option<String>,
    /// Why it had no effect.
    pub reason: Option<String>,
    /// Meta's value, as JSON text.
    pub body: String,
    /// When the delivery was received.
    pub received_at: Timestamp,
}

row!(ChangeRow { id, event_id, idx, field, number_id, outcome, reference, reason, body, received_at });

/// Which changes a list shows: a range of ids (that is, of time), and optionally one field and one outcome.
#[derive(Debug, Clone)]
pub struct ChangeFilter {
    /// Ids from here on.
    pub from: ChangeId,
    /// Ids before this.
    pub before: ChangeId,
    /// Only this field of Meta's.
    pub field: Option<String>,
    /// Only this outcome.
    pub outcome: Option<ChangeOutcome>,
}

const SELECT: &str = "SELECT id, event_id, idx, field, number_id, outcome, ref AS reference, reason, body, received_at \
    FROM inbound_changes WHERE tenant_id = $1 AND id >= $2 AND id < $3";
const NEWEST_FIRST: &str = " ORDER BY id DESC LIMIT $4";

statements! { Tenant "inbound_changes";
    UPSERT = batch [0 + UUID, UUID, UUID, INT8, TEXT, UUID, TEXT, TEXT, TEXT, TEXT, INT8]
        ["INSERT INTO inbound_changes (tenant_id, id, event_id, idx, field, number_id, outcome, ref, reason, body, \
            received_at) VALUES "]
        [" ON CONFLICT (tenant_id, event_id, idx) DO UPDATE SET outcome = excluded.outcome, ref = excluded.ref, \
            reason = excluded.reason, number_id = excluded.number_id"];
    MARK_PENDING = "UPDATE inbound_changes SET outcome = 'pending', reason = NULL \
        WHERE tenant_id = $1 AND event_id = $2 AND idx = $3 AND outcome = 'quarantined'";
    LIST = SELECT, NEWEST_FIRST;
    OF_FIELD = SELECT, " AND field = $5", NEWEST_FIRST;
    OF_OUTCOME = SELECT, " AND outcome = $5", NEWEST_FIRST;
    OF_FIELD_AND_OUTCOME = SELECT, " AND field = $5 AND outcome = $6", NEWEST_FIRST;
}

/// One tenant's changes. Only a door can make one.
#[derive(Debug)]
pub struct InboundChanges<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl InboundChanges<'_> {
    /// Notes what became of changes; of one that is known already, what became of it this time.
    pub async fn upsert(&mut self, changes: Vec<ChangeRow>) -> DbResult<()> {
        let rows = changes.into_iter().map(|change| {
            args![
                self.tenant,
                change.id,
                change.event_id,
                change.idx,
                change.field,
                change.number_id,
                change.outcome,
                change.reference,
                change.reason,
                change.body,
                change.received_at,
            ]
        });
        self.tx.execute_batch(&UPSERT, args![], rows.collect()).await.map(drop)
    }

    /// Notes that a change in quarantine waits for the projector again.
    pub async fn mark_pending(&mut self, event: EventId, idx: i64) -> DbResult<()> {
        self.tx.execute(&MARK_PENDING, args![self.tenant, event, idx]).await.map(drop)
    }

    /// A page of changes, newest first.
    pub async fn list(&mut self, filter: &ChangeFilter, limit: u32) -> DbResult<Vec<ChangeRow>> {
        let mut args = args![self.tenant, filter.from, filter.before, limit];
        let statement = match (&filter.field, filter.outcome) {
            (None, None) => &LIST,
            (Some(_), None) => &OF_FIELD,
            (None, Some(_)) => &OF_OUTCOME,
            (Some(_), Some(_)) => &OF_FIELD_AND_OUTCOME,
        };
        args.extend(filter.field.as_ref().map(Into::into));
        args.extend(filter.outcome.map(Into::into));
        self.tx.all(statement, args).await
    }
}
