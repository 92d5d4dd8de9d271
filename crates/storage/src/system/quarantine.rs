//! Changes that could not be projected, of all tenants and of none. They stay visible until they are driven again.

use recado_domain::{AppId, EventId, QuarantineId, TenantId, Timestamp};

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// One change in quarantine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuarantineRow {
    /// Its id.
    pub id: QuarantineId,
    /// Whose it is, as far as can be told; `None` = the platform's people look after it.
    pub tenant_id: Option<TenantId>,
    /// The delivery it came in.
    pub event_id: EventId,
    /// Its place in the delivery, from 0.
    pub idx: i64,
    /// The app that signed the delivery.
    pub app_id: AppId,
    /// Meta's field, if it could be read.
    pub field: Option<String>,
    /// The account it names.
    pub waba_id: Option<String>,
    /// The number it names.
    pub phone_number_id: Option<String>,
    /// Why it is here, in one word.
    pub reason: String,
    /// More about it, without content of the change.
    pub detail: Option<String>,
    /// The change as it was signed; characters that no text column takes are replaced.
    pub body: String,
    /// When the delivery was received.
    pub received_at: Timestamp,
    /// When it was put here.
    pub created_at: Timestamp,
    /// How often it was tried.
    pub attempts: i64,
    /// When it was projected after all.
    pub resolved_at: Option<Timestamp>,
}
row!(QuarantineRow {
    id,
    tenant_id,
    event_id,
    idx,
    app_id,
    field,
    waba_id,
    phone_number_id,
    reason,
    detail,
    body,
    received_at,
    created_at,
    attempts,
    resolved_at,
});

const COLUMNS: &str = "id, tenant_id, event_id, idx, app_id, field, waba_id, phone_number_id, reason, detail, body, \
    received_at, created_at, attempts, resolved_at";

statements! { System "quarantine";
    UPSERT = batch [0 + UUID, UUID, UUID, INT8, UUID, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, INT8, INT8, INT8]
        ["INSERT INTO quarantine (id, tenant_id, event_id, idx, app_id, field, waba_id, phone_number_id, reason, detail, \
            body, received_at, created_at, attempts) VALUES "]
        [" ON CONFLICT (event_id, idx) DO UPDATE SET tenant_id = excluded.tenant_id, reason = excluded.reason, \
            detail = excluded.detail, attempts = quarantine.attempts + 1, resolved_at = NULL"];
    RESOLVE = batch [1 + UUID] ["UPDATE quarantine SET resolved_at = $1 WHERE resolved_at IS NULL AND event_id IN (VALUES "] [")"];
    FIND = "SELECT ", COLUMNS, " FROM quarantine WHERE id = $1";
    LIST_OF = "SELECT ", COLUMNS, " FROM quarantine WHERE tenant_id = $1 AND resolved_at IS NULL AND id < $2 \
        ORDER BY id DESC LIMIT $3";
    LIST_WITH_NOBODYS = "SELECT ", COLUMNS, " FROM quarantine WHERE (tenant_id = $1 OR tenant_id IS NULL)
        AND resolved_at IS NULL AND id < $2 ORDER BY id DESC LIMIT $3";
}

/// The quarantine. Only a door can make one.
#[derive(Debug)]
pub struct Quarantine<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Quarantine<'_> {
    /// Puts changes here; those that are here already have failed once more.
    pub async fn upsert(&mut self, entries: Vec<QuarantineRow>) -> DbResult<()> {
        let rows = entries.into_iter().map(|entry| {
            args![
                entry.id,
                entry.tenant_id,
                entry.event_id,
                entry.idx,
                entry.app_id,
                entry.field,
                entry.waba_id,
                entry.phone_number_id,
                entry.reason,
                entry.detail,
                entry.body,
                entry.received_at,
                entry.created_at,
                entry.attempts,
            ]
        });
        self.tx.execute_batch(&UPSERT, args![], rows.collect()).await.map(drop)
    }

    /// Notes that all changes of these deliveries are settled.
    pub async fn resolve(&mut self, events: &[EventId], at: Timestamp) -> DbResult<()> {
        let rows = events.iter().map(|id| args![*id]).collect();
        self.tx.execute_batch(&RESOLVE, args![at], rows).await.map(drop)
    }

    /// One entry, also a resolved one.
    pub async fn find(&mut self, id: QuarantineId) -> DbResult<Option<QuarantineRow>> {
        self.tx.optional(&FIND, args![id]).await
    }

    /// Open entries of one tenant before an id, newest first.
    pub async fn list(&mut self, tenant: TenantId, before: QuarantineId, limit: u32) -> DbResult<Vec<QuarantineRow>> {
        self.tx.all(&LIST_OF, args![tenant, before, limit]).await
    }

    /// The same with those that are of no tenant.
    pub async fn list_with_nobodys(
        &mut self,
        tenant: TenantId,
        before: QuarantineId,
        limit: u32,
    ) -> DbResult<Vec<QuarantineRow>> {
        self.tx.all(&LIST_WITH_NOBODYS, args![tenant, before, limit]).await
    }
}
