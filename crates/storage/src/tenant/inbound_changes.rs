//! What one tenant may see of the raw log: its own changes, with what became of each.

use recado_domain::{ChangeId, EventId, NumberId, TenantId, Timestamp, first_id};

use crate::{
    DbResult, Tx,
    column::{Arg, args, column},
    dynamic::{Composed, Places},
    rows::row,
    statement::{Door, Statement, statements},
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

/// Which changes a list shows: a range of ids (that is, of time), and optionally one field, one outcome and one number.
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
    /// Only what concerns this number.
    pub number: Option<NumberId>,
}

/// What decides the text of a list: everything but the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Shape {
    field: bool,
    outcome: bool,
    number: bool,
}

const COLUMNS: &str = "id, event_id, idx, field, number_id, outcome, ref AS reference, reason, body, received_at";

statements! { Tenant "inbound_changes";
    UPSERT = batch [0 + UUID, UUID, UUID, INT8, TEXT, UUID, TEXT, TEXT, TEXT, TEXT, INT8]
        ["INSERT INTO inbound_changes (tenant_id, id, event_id, idx, field, number_id, outcome, ref, reason, body, \
            received_at) VALUES "]
        [" ON CONFLICT (tenant_id, event_id, idx) DO UPDATE SET outcome = excluded.outcome, ref = excluded.ref, \
            reason = excluded.reason, number_id = excluded.number_id"];
    MARK_PENDING = "UPDATE inbound_changes SET outcome = 'pending', reason = NULL \
        WHERE tenant_id = $1 AND event_id = $2 AND idx = $3 AND outcome = 'quarantined'";
    FIND_AT = "SELECT ", COLUMNS, " FROM inbound_changes WHERE tenant_id = $1 AND event_id = $2 AND idx = $3";
    FIND_MANY_AT = batch [1 + UUID, INT8] ["SELECT ", COLUMNS, " FROM inbound_changes
        WHERE tenant_id = $1 AND (event_id, idx) IN (VALUES "] [")"];
    PURGE = "DELETE FROM inbound_changes WHERE tenant_id = $1 AND id IN (SELECT id FROM inbound_changes
        WHERE tenant_id = $1 AND id < $2 AND outcome IN ('projected', 'stored') ORDER BY id LIMIT 500)";
    composed every_list;
}

fn list(shape: Shape) -> &'static Statement {
    static LISTS: Composed<Shape> = Composed::new();
    LISTS.get("inbound_changes.LIST", Door::Tenant, shape, |shape| text(*shape))
}

fn text(shape: Shape) -> String {
    let mut places = Places::behind(4);
    let mut narrowed = String::new();
    let filters =
        [(shape.field, " AND field = $"), (shape.outcome, " AND outcome = $"), (shape.number, " AND number_id = $")];
    for (_, filter) in filters.into_iter().filter(|(is_given, _)| *is_given) {
        narrowed += &places.next(filter);
    }
    format!(
        "SELECT {COLUMNS} FROM inbound_changes WHERE tenant_id = $1 AND id >= $2 AND id < $3{narrowed} \
         ORDER BY id DESC LIMIT $4"
    )
}

/// Every text that can be asked for.
#[cfg(any(test, feature = "mutants"))]
fn every_list() -> Vec<&'static Statement> {
    let shapes = (0..8).map(|bits| Shape { field: bits & 1 > 0, outcome: bits & 2 > 0, number: bits & 4 > 0 });
    shapes.map(list).collect()
}

/// One tenant's changes. Only a door can make one.
#[derive(Debug)]
pub struct InboundChanges<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl InboundChanges<'_> {
    /// Deletes 500 changes that were received before `before` and wait for nothing; how many.
    pub async fn purge(&mut self, before: Timestamp) -> DbResult<u64> {
        self.tx.execute(&PURGE, args![self.tenant, first_id(before)]).await
    }

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
        args.extend(filter.field.as_ref().map(Arg::from));
        args.extend(filter.outcome.map(Arg::from));
        args.extend(filter.number.map(Arg::from));
        let shape =
            Shape { field: filter.field.is_some(), outcome: filter.outcome.is_some(), number: filter.number.is_some() };
        self.tx.all(list(shape), args).await
    }

    /// Those of the changes at these places of deliveries that there are, in no order.
    pub async fn find_many_at(&mut self, places: &[(EventId, i64)]) -> DbResult<Vec<ChangeRow>> {
        let rows = places.iter().map(|(event, idx)| args![*event, *idx]).collect();
        self.tx.all_batch(&FIND_MANY_AT, args![self.tenant], rows).await
    }

    /// The change at this place of a delivery.
    pub async fn find_at(&mut self, event: EventId, idx: i64) -> DbResult<Option<ChangeRow>> {
        self.tx.optional(&FIND_AT, args![self.tenant, event, idx]).await
    }
}
