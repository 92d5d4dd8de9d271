//! The raw log of what Meta posted, of all apps and tenants. It is the truth: everything else is made of it.

use recado_domain::{AppId, EventId, Timestamp};

use crate::{
    DbResult, Tx,
    column::args,
    rows::{Number, row},
    statement::statements,
};

/// One webhook delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its id, which carries our time of receipt: the order of the log.
    pub id: EventId,
    /// The app that signed it.
    pub app_id: AppId,
    /// When we received it.
    pub received_at: Timestamp,
    /// The body, byte for byte.
    pub body: Vec<u8>,
}
row!(EventRow { id, app_id, received_at, body });

/// How large an open event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventSize {
    /// Its id.
    pub id: EventId,
    /// Bytes of its body.
    pub size: i64,
}
row!(EventSize { id, size });

statements! { System "inbound_events";
    INSERT = sqlite ["INSERT INTO inbound_events (id, app_id, received_at, body) VALUES ($1, $2, $3, $4)"]
        postgres ["INSERT INTO inbound_events (id, app_id, received_at, body) \
            SELECT id, app_id, received_at, body \
            FROM UNNEST($1::uuid[], $2::uuid[], $3::bigint[], $4::bytea[]) AS e (id, app_id, received_at, body)"];
    OPEN_SIZES = "SELECT id, CAST(length(body) AS BIGINT) AS size FROM inbound_events WHERE projected_at IS NULL \
        ORDER BY id LIMIT $1";
    OPEN = "SELECT id, app_id, received_at, body FROM inbound_events WHERE projected_at IS NULL AND id <= $1 \
        ORDER BY id LIMIT $2";
    FIND = "SELECT id, app_id, received_at, body FROM inbound_events WHERE id = $1";
    PROJECTED = "SELECT id, app_id, received_at, body FROM inbound_events WHERE id > $1 AND id < $2 \
        AND projected_at IS NOT NULL ORDER BY id LIMIT $3";
    MARK_PROJECTED = batch [1 + UUID] ["UPDATE inbound_events SET projected_at = $1 WHERE id IN ("] [")"];
    KNOWN = "SELECT COUNT(*) AS n FROM inbound_events WHERE id = $1";
    COUNT_OPEN = "SELECT COUNT(*) AS n FROM inbound_events WHERE projected_at IS NULL";
}

/// The raw log. Only a door can make one.
#[derive(Debug)]
pub struct InboundEvents<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl InboundEvents<'_> {
    /// Adds deliveries.
    pub async fn insert(&mut self, events: Vec<EventRow>) -> DbResult<()> {
        let rows = events.into_iter().map(|event| args![event.id, event.app_id, event.received_at, event.body]);
        self.tx.execute_each(&INSERT, rows.collect()).await.map(drop)
    }

    /// The sizes of the first `limit` events that are not projected yet, in log order.
    pub async fn open_sizes(&mut self, limit: i64) -> DbResult<Vec<EventSize>> {
        self.tx.all(&OPEN_SIZES, args![limit]).await
    }

    /// The first `limit` events up to `last` that are not projected yet, in log order.
    pub async fn open(&mut self, last: EventId, limit: i64) -> DbResult<Vec<EventRow>> {
        self.tx.all(&OPEN, args![last, limit]).await
    }

    /// One delivery, if retention has not taken it.
    pub async fn find(&mut self, id: EventId) -> DbResult<Option<EventRow>> {
        self.tx.optional(&FIND, args![id]).await
    }

    /// The first `limit` events between two ids that were projected, in log order.
    pub async fn projected(&mut self, after: EventId, before: EventId, limit: u32) -> DbResult<Vec<EventRow>> {
        self.tx.all(&PROJECTED, args![after, before, limit]).await
    }

    /// Notes that all changes of these events are settled.
    pub async fn mark_projected(&mut self, ids: &[EventId], at: Timestamp) -> DbResult<()> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.execute_batch(&MARK_PROJECTED, args![at], rows).await.map(drop)
    }

    /// Whether the log still holds an event.
    pub async fn is_known(&mut self, id: EventId) -> DbResult<bool> {
        Ok(self.tx.one::<Number>(&KNOWN, args![id]).await?.n == 1)
    }

    /// How many events wait for the projector.
    pub async fn count_open(&mut self) -> DbResult<i64> {
        Ok(self.tx.one::<Number>(&COUNT_OPEN, args![]).await?.n)
    }
}
