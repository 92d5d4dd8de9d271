//! What went out: calls to Graph, sends among them, the latest first. Sends are kept with their attempts, other calls by
//! themselves; two walks of equal order make one list.

use std::cmp::Reverse;

use recado_domain::{MessageId, NumberId, TenantId, Timestamp, message::AttemptState};
use uuid::Uuid;

use crate::{
    DbResult, Tx,
    column::{Arg, args},
    dynamic::{Composed, Places},
    rows::row,
    statement::{Door, Statement, statements},
};

recado_domain::words! {
    /// What became of a call, in one word.
    CallOutcome {
        /// Meta took it.
        Accepted = "accepted",
        /// Meta refused it.
        Rejected = "rejected",
        /// It never left, nobody answered, or the answer says neither.
        Failed = "failed",
        /// It is on the wire.
        Open = "open",
    }
}

/// The operation of a send.
pub const SEND: &str = "message.send";

/// A place in the list: behind the call of this time and key. For sends the key is the message's, and `n` the attempt.
pub type CallPlace = (Timestamp, Uuid, i64);

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// Where it stands in the list.
    pub place: CallPlace,
    /// What it was for, as `number.read`.
    pub operation: String,
    /// The number it was made for, if it was made for one.
    pub number_id: Option<NumberId>,
    /// The message that was sent.
    pub message_id: Option<MessageId>,
    /// What became of it.
    pub outcome: CallOutcome,
    /// The status of the answer.
    pub http_status: Option<i64>,
    /// Meta's code of a refusal.
    pub graph_code: Option<i64>,
    /// The redacted exchange, as JSON text; `None` while it is on the wire.
    pub exchange: Option<String>,
}

/// Which calls a list shows.
#[derive(Debug, Clone)]
pub struct CallFilter {
    /// Made from then on.
    pub from: Timestamp,
    /// Behind this place.
    pub behind: CallPlace,
    /// Only this operation.
    pub operation: Option<String>,
    /// Only this outcome.
    pub outcome: Option<CallOutcome>,
    /// Only calls made for this number.
    pub number: Option<NumberId>,
}

struct SendRow {
    message_id: MessageId,
    n: i64,
    number_id: NumberId,
    state: AttemptState,
    at: Timestamp,
    http_status: Option<i64>,
    graph_code: Option<i64>,
    exchange: Option<String>,
}
row!(SendRow { message_id, n, number_id, state, at, http_status, graph_code, exchange });

struct OtherRow {
    id: Uuid,
    number_id: Option<NumberId>,
    operation: String,
    at: Timestamp,
    http_status: Option<i64>,
    graph_code: Option<i64>,
    exchange: String,
}
row!(OtherRow { id, number_id, operation, at, http_status, graph_code, exchange });

/// What decides the text of a list: everything but the values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Shape {
    outcome: Option<CallOutcome>,
    number: bool,
    operation: bool,
}

statements! { Tenant "outbound";
    composed every_list;
}

fn sends(shape: Shape) -> &'static Statement {
    static SENDS: Composed<Shape> = Composed::new();
    SENDS.get("outbound.SENDS", Door::Tenant, shape, |shape| sends_text(*shape))
}

fn others(shape: Shape) -> &'static Statement {
    static CALLS: Composed<Shape> = Composed::new();
    CALLS.get("outbound.CALLS", Door::Tenant, shape, |shape| others_text(*shape))
}

/// What failed is few: it has an index of its own, which the engines only take if they find its condition in the text.
fn sends_text(shape: Shape) -> String {
    const FEW: &str = "state IN ('rejected', 'not_sent', 'unknown', 'presumed_not_sent', 'unconfirmed')";
    let state = match shape.outcome {
        None => String::new(),
        Some(CallOutcome::Accepted) => " AND state = 'accepted'".to_owned(),
        Some(CallOutcome::Rejected) => format!(" AND {FEW} AND state = 'rejected'"),
        Some(CallOutcome::Failed) => format!(" AND {FEW} AND state <> 'rejected'"),
        Some(CallOutcome::Open) => " AND state = 'in_flight'".to_owned(),
    };
    let number = if shape.number { Places::behind(6).next(" AND number_id = $") } else { String::new() };
    format!(
        "SELECT message_id, n, number_id, state, started_at AS at, http_status, graph_code, exchange
         FROM message_attempts WHERE tenant_id = $1 AND started_at >= $2 AND (started_at, message_id, n) < ($3, $4, $5)
         {state}{number} ORDER BY started_at DESC, message_id DESC, n DESC LIMIT $6"
    )
}

fn others_text(shape: Shape) -> String {
    const TAKEN: &str = "graph_code IS NULL AND http_status BETWEEN 200 AND 299";
    let outcome = match shape.outcome {
        None | Some(CallOutcome::Open) => String::new(),
        Some(CallOutcome::Accepted) => format!(" AND {TAKEN}"),
        Some(CallOutcome::Rejected) => " AND graph_code IS NOT NULL".to_owned(),
        Some(CallOutcome::Failed) => {
            " AND graph_code IS NULL AND (http_status IS NULL OR http_status NOT BETWEEN 200 AND 299)".to_owned()
        }
    };
    let mut places = Places::behind(5);
    let number = if shape.number { places.next(" AND number_id = $") } else { String::new() };
    let operation = if shape.operation { places.next(" AND operation = $") } else { String::new() };
    format!(
        "SELECT id, number_id, operation, at, http_status, graph_code, exchange FROM graph_exchanges
         WHERE tenant_id = $1 AND at >= $2 AND (at, id) < ($3, $4){outcome}{number}{operation}
         ORDER BY at DESC, id DESC LIMIT $5"
    )
}

/// Every text that can be asked for.
#[cfg(any(test, feature = "mutants"))]
fn every_list() -> Vec<&'static Statement> {
    let outcomes = [None].into_iter().chain(CallOutcome::ALL.iter().copied().map(Some));
    let shapes = outcomes
        .flat_map(|outcome| (0..4).map(move |bits| Shape { outcome, number: bits & 1 > 0, operation: bits & 2 > 0 }));
    shapes.flat_map(|shape| [sends(Shape { operation: false, ..shape }), others(shape)]).collect()
}

/// One tenant's calls. Only a door can make one.
#[derive(Debug)]
pub struct Outbound<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Outbound<'_> {
    /// A page of calls, the latest first.
    pub async fn list(&mut self, filter: &CallFilter, limit: u32) -> DbResult<Vec<CallRow>> {
        let wanted = filter.operation.as_deref();
        let mut rows = if wanted.is_none_or(|operation| operation == SEND) {
            self.sends(filter, limit).await?
        } else {
            Vec::new()
        };
        if wanted != Some(SEND) && filter.outcome != Some(CallOutcome::Open) {
            rows.extend(self.others(filter, limit).await?);
        }
        rows.sort_unstable_by_key(|row| Reverse(row.place));
        rows.truncate(limit as usize);
        Ok(rows)
    }

    async fn sends(&mut self, filter: &CallFilter, limit: u32) -> DbResult<Vec<CallRow>> {
        let (at, key, n) = filter.behind;
        let mut args = args![self.tenant, filter.from, at, key, n, limit];
        args.extend(filter.number.map(Arg::from));
        let shape = Shape { outcome: filter.outcome, number: filter.number.is_some(), operation: false };
        let rows: Vec<SendRow> = self.tx.all(sends(shape), args).await?;
        Ok(rows.into_iter().map(CallRow::from).collect())
    }

    async fn others(&mut self, filter: &CallFilter, limit: u32) -> DbResult<Vec<CallRow>> {
        let (at, key, _) = filter.behind;
        let mut args = args![self.tenant, filter.from, at, key, limit];
        args.extend(filter.number.map(Arg::from));
        args.extend(filter.operation.as_ref().map(Arg::from));
        let shape =
            Shape { outcome: filter.outcome, number: filter.number.is_some(), operation: filter.operation.is_some() };
        let rows: Vec<OtherRow> = self.tx.all(others(shape), args).await?;
        Ok(rows.into_iter().map(CallRow::from).collect())
    }
}

impl From<SendRow> for CallRow {
    fn from(row: SendRow) -> Self {
        let SendRow { message_id, n, number_id, state, at, http_status, graph_code, exchange } = row;
        let outcome = match state {
            AttemptState::InFlight => CallOutcome::Open,
            AttemptState::Accepted => CallOutcome::Accepted,
            AttemptState::Rejected => CallOutcome::Rejected,
            AttemptState::NotSent
            | AttemptState::Unknown
            | AttemptState::PresumedNotSent
            | AttemptState::Unconfirmed => CallOutcome::Failed,
        };
        Self {
            place: (at, message_id.uuid(), n),
            operation: SEND.to_owned(),
            number_id: Some(number_id),
            message_id: Some(message_id),
            outcome,
            http_status,
            graph_code,
            exchange,
        }
    }
}

impl From<OtherRow> for CallRow {
    fn from(row: OtherRow) -> Self {
        let OtherRow { id, number_id, operation, at, http_status, graph_code, exchange } = row;
        let outcome = match (graph_code, http_status) {
            (Some(_), _) => CallOutcome::Rejected,
            (None, Some(200..=299)) => CallOutcome::Accepted,
            (None, _) => CallOutcome::Failed,
        };
        Self {
            place: (at, id, 0),
            operation,
            number_id,
            message_id: None,
            outcome,
            http_status,
            graph_code,
            exchange: Some(exchange),
        }
    }
}
