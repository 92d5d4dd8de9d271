//! Following the numbered events.

use std::{collections::HashMap, sync::Arc, time::Duration};

use recado_domain::{ConversationId, TenantId, Timestamp, visibility::Placement};
use recado_storage::{DbError, DbResult, Scope, tenant::events::EventRow};
use serde_json::value::RawValue;
use tokio_util::sync::CancellationToken;

use crate::{Engine, lease::pause};

/// Events read in one statement and handed out at once: a quarter of what waits for one client at most, so that a burst
/// does not make everybody a slow client.
const BATCH: u32 = 64;
/// The wait that finds events whose bell was lost (numbered by another node).
const POLL: Duration = Duration::from_millis(500);
/// The wait after the database refused.
const AFTER_ERROR: Duration = Duration::from_secs(1);

/// An event with its numbers.
#[derive(Debug, Clone)]
pub struct NumberedEvent {
    /// Whose event it is.
    pub tenant: TenantId,
    /// Its number among the tenant's events: 1, 2, 3 …
    pub seq: i64,
    /// Its name on the wire.
    pub kind: String,
    /// The conversation it tells of; `None` = it tells of none.
    pub conversation: Option<ConversationId>,
    /// Where the conversation stood before the change.
    pub before: Placement,
    /// Where it stands after it.
    pub after: Placement,
    /// Its `data`, encoded once for everybody.
    pub data: Arc<RawValue>,
    /// When it happened.
    pub at: Timestamp,
}

impl TryFrom<EventRow> for NumberedEvent {
    type Error = DbError;

    fn try_from(row: EventRow) -> DbResult<Self> {
        let (before, after) = (row.before(), row.after());
        let data = RawValue::from_string(row.data).map_err(|_| DbError::Decode("data of an event".to_owned()))?;
        Ok(Self {
            tenant: row.tenant_id,
            seq: row.seq,
            kind: row.kind,
            conversation: row.conversation_id,
            before,
            after,
            data: data.into(),
            at: row.at,
        })
    }
}

/// Takes events to the people connected to this node.
pub trait Publisher: Send + Sync {
    /// Called once before any event: the newest number of each tenant, which nobody here is sent any more.
    fn start(&self, heads: HashMap<TenantId, i64>);
    /// Called with each batch, in order. It must not wait.
    fn publish(&self, events: &[NumberedEvent]);
}

/// How far this node has followed.
#[derive(Debug)]
pub struct Tail {
    pos: i64,
}

impl Tail {
    /// Begins at the newest event and tells the publisher where that is.
    #[expect(clippy::disallowed_methods, reason = "one tail serves the sockets of all tenants")]
    pub async fn start(engine: &Engine, publisher: &dyn Publisher) -> DbResult<Self> {
        let heads = engine.db.read(Scope::System).await?.system().outbox().heads().await?;
        publisher.start(heads.seqs.into_iter().collect());
        Ok(Self { pos: heads.pos })
    }

    /// Hands the next events to the publisher; how many.
    #[expect(clippy::disallowed_methods, reason = "one tail serves the sockets of all tenants")]
    pub async fn advance(&mut self, engine: &Engine, publisher: &dyn Publisher) -> DbResult<usize> {
        let rows = engine.db.read(Scope::System).await?.system().outbox().tail(self.pos, BATCH).await?;
        let Some(last) = rows.last().map(|row| row.pos) else { return Ok(0) };
        let events = rows.into_iter().map(NumberedEvent::try_from).collect::<DbResult<Vec<_>>>()?;
        publisher.publish(&events);
        self.pos = last;
        Ok(events.len())
    }
}

/// Follows until `ending` is cancelled.
pub async fn follow(engine: Engine, publisher: Arc<dyn Publisher>, ending: CancellationToken) {
    let mut tail = None;
    while !ending.is_cancelled() {
        match step(&engine, &mut tail, &*publisher).await {
            Ok(0) => tokio::select! {
                () = engine.wake.tail.notified() => {}
                () = pause(POLL, &ending) => {}
            },
            Ok(_) => tokio::task::yield_now().await,
            Err(error) => {
                tracing::warn!(category = "system", %error, "events could not be followed");
                pause(AFTER_ERROR, &ending).await;
            }
        }
    }
}

async fn step(engine: &Engine, tail: &mut Option<Tail>, publisher: &dyn Publisher) -> DbResult<usize> {
    if let Some(tail) = tail {
        return tail.advance(engine, publisher).await;
    }
    *tail = Some(Tail::start(engine, publisher).await?);
    Ok(0)
}
