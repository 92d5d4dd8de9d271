//! Calls to Graph other than sends, redacted: what was asked, what came back. Sends are kept with their attempts.

use recado_domain::{NumberId, TenantId, Timestamp, first_id};
use uuid::Uuid;

use crate::{DbResult, Tx, column::args, statement::statements};

/// One call and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeRow {
    /// Its id, which carries its time.
    pub id: Uuid,
    /// The number it was made for, if it was made for one.
    pub number_id: Option<NumberId>,
    /// What it was for, as `number.read`.
    pub operation: &'static str,
    /// When it was kept.
    pub at: Timestamp,
    /// How long it took, in milliseconds.
    pub took_ms: i64,
    /// The status of the answer; `None` when no answer began.
    pub http_status: Option<u16>,
    /// Meta's code, if it refused.
    pub graph_code: Option<i64>,
    /// The redacted exchange, as JSON text.
    pub exchange: String,
}

statements! { Tenant "graph_exchanges";
    INSERT = batch [0 + UUID, UUID, UUID, TEXT, INT8, INT8, INT8, INT8, TEXT]
        ["INSERT INTO graph_exchanges (tenant_id, id, number_id, operation, at, took_ms, http_status, graph_code, \
            exchange) VALUES "] [""];
    PURGE = "DELETE FROM graph_exchanges WHERE tenant_id = $1 AND id IN (SELECT id FROM graph_exchanges
        WHERE tenant_id = $1 AND id < $2 ORDER BY id LIMIT 500)";
}

/// One tenant's exchanges. Only a door can make one.
#[derive(Debug)]
pub struct GraphExchanges<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl GraphExchanges<'_> {
    /// Deletes 500 exchanges of before `before`; how many.
    pub async fn purge(&mut self, before: Timestamp) -> DbResult<u64> {
        self.tx.execute(&PURGE, args![self.tenant, first_id(before)]).await
    }

    /// Keeps exchanges.
    pub async fn insert(&mut self, exchanges: Vec<ExchangeRow>) -> DbResult<()> {
        let tenant = self.tenant;
        let rows = exchanges.into_iter().map(|row| {
            let ExchangeRow { id, number_id, operation, at, took_ms, http_status, graph_code, exchange } = row;
            args![tenant, id, number_id, operation, at, took_ms, http_status, graph_code, exchange]
        });
        self.tx.execute_batch(&INSERT, args![], rows.collect()).await.map(drop)
    }
}
