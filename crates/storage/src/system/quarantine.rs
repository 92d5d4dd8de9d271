//! Changes that could not be projected, of all tenants and of none. They stay visible until they are driven again.

use recado_domain::{AppId, EventId, QuarantineId, TenantId, Timestamp};

use super::routes::ROUTED;
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
    /// When it is tried again by itself; until then people are not asked to look at it.
    pub retry_at: Option<Timestamp>,
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
    retry_at,
});

const COLUMNS: &str = "id, tenant_id, event_id, idx, app_id, field, waba_id, phone_number_id, reason, detail, body, \
    received_at, created_at, attempts, resolved_at, retry_at";

const FOR_WANT_OF_A_NUMBER: &str = "reason = 'unknown-number'";
const FOR_WANT_OF_AN_ACCOUNT: &str = "reason IN ('unknown-account', 'foreign-account')";
/// The first of those that wait, in the order of the log.
const FIRST_WAITING: &str = " AND resolved_at IS NULL AND retry_at IS NULL ORDER BY received_at, id LIMIT 500)";

statements! { System "quarantine";
    UPSERT = batch [0 + UUID, UUID, UUID, INT8, UUID, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT, INT8, INT8, INT8, INT8]
        ["INSERT INTO quarantine (id, tenant_id, event_id, idx, app_id, field, waba_id, phone_number_id, reason, detail, \
            body, received_at, created_at, attempts, retry_at) VALUES "]
        [" ON CONFLICT (event_id, idx) DO UPDATE SET tenant_id = excluded.tenant_id, reason = excluded.reason, \
            detail = excluded.detail, attempts = quarantine.attempts + 1, resolved_at = NULL, \
            retry_at = excluded.retry_at"];
    RESOLVE = batch [1 + UUID] ["UPDATE quarantine SET resolved_at = $1, retry_at = NULL WHERE id IN ("] [")"];
    RESOLVE_ALL_OF = batch [1 + UUID] ["UPDATE quarantine SET resolved_at = $1, retry_at = NULL
        WHERE resolved_at IS NULL AND event_id IN ("] [")"];
    GIVE_UP = batch [0 + UUID] ["UPDATE quarantine SET retry_at = NULL WHERE id IN ("] [")"];
    DUE = "SELECT id, event_id, idx, attempts FROM quarantine WHERE retry_at <= $1 ORDER BY retry_at, id LIMIT $2";
    OPEN_AT = batch [0 + UUID, INT8] ["SELECT id, event_id, idx, attempts FROM quarantine
        WHERE resolved_at IS NULL AND (event_id, idx) IN (VALUES "] [")"];
    TRY = "UPDATE quarantine SET retry_at = $2 WHERE id = $1 AND resolved_at IS NULL";
    TRY_FOR_NUMBER = "UPDATE quarantine SET retry_at = $1 WHERE id IN (SELECT id FROM quarantine
        WHERE phone_number_id = $2 AND app_id = $3 AND ", FOR_WANT_OF_A_NUMBER, FIRST_WAITING;
    TRY_FOR_ACCOUNT = "UPDATE quarantine SET retry_at = $1 WHERE id IN (SELECT id FROM quarantine
        WHERE phone_number_id IS NULL AND waba_id = $2 AND app_id = $3 AND ", FOR_WANT_OF_AN_ACCOUNT, FIRST_WAITING;
    TRY_KNOWN_OF = batch [2 + UUID] ["UPDATE quarantine SET retry_at = $1
        WHERE resolved_at IS NULL AND attempts < $2 AND event_id IN ("]
        [") AND ((", FOR_WANT_OF_A_NUMBER, " AND EXISTS (SELECT 1 FROM phone_numbers n
            WHERE n.phone_number_id = quarantine.phone_number_id AND n.app_id = quarantine.app_id
                AND ", ROUTED, "))
        OR (", FOR_WANT_OF_AN_ACCOUNT, " AND EXISTS (SELECT 1 FROM wabas w JOIN phone_numbers n
            ON n.tenant_id = w.tenant_id AND n.waba = w.id
            WHERE w.waba_id = quarantine.waba_id AND n.app_id = quarantine.app_id AND ", ROUTED, ")))"];
    FIND = "SELECT ", COLUMNS, " FROM quarantine WHERE id = $1";
    LIST_OF = "SELECT ", COLUMNS, " FROM quarantine WHERE tenant_id = $1 AND resolved_at IS NULL AND retry_at IS NULL AND id < $2 \
        ORDER BY id DESC LIMIT $3";
    LIST_WITH_NOBODYS = "SELECT ", COLUMNS, " FROM quarantine WHERE (tenant_id = $1 OR tenant_id IS NULL)
        AND resolved_at IS NULL AND retry_at IS NULL AND id < $2 ORDER BY id DESC LIMIT $3";
}

/// A change whose time to be tried again has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueRow {
    /// Its id.
    pub id: QuarantineId,
    /// The delivery it came in.
    pub event_id: EventId,
    /// Its place in the delivery, from 0.
    pub idx: i64,
    /// How often it was tried.
    pub attempts: i64,
}
row!(DueRow { id, event_id, idx, attempts });

/// A number that changes may have waited for.
#[derive(Debug, Clone, Copy)]
pub struct Awaited<'n> {
    /// Meta's id of it.
    pub phone_number_id: &'n str,
    /// Meta's id of its account.
    pub waba_id: &'n str,
    /// The app whose webhooks may name it.
    pub app_id: AppId,
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
                entry.retry_at,
            ]
        });
        self.tx.execute_batch(&UPSERT, args![], rows.collect()).await.map(drop)
    }

    /// Notes that these changes were projected after all.
    pub async fn resolve(&mut self, ids: &[QuarantineId], at: Timestamp) -> DbResult<()> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.execute_batch(&RESOLVE, args![at], rows).await.map(drop)
    }

    /// Notes that all changes of these deliveries are settled.
    pub async fn resolve_all_of(&mut self, events: &[EventId], at: Timestamp) -> DbResult<()> {
        let rows = events.iter().map(|id| args![*id]).collect();
        self.tx.execute_batch(&RESOLVE_ALL_OF, args![at], rows).await.map(drop)
    }

    /// Leaves changes for people: they are not tried again by themselves.
    pub async fn give_up(&mut self, ids: &[QuarantineId]) -> DbResult<()> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        self.tx.execute_batch(&GIVE_UP, args![], rows).await.map(drop)
    }

    /// Up to `limit` changes to be tried again by now, the longest due first.
    pub async fn due(&mut self, now: Timestamp, limit: u32) -> DbResult<Vec<DueRow>> {
        self.tx.all(&DUE, args![now, limit]).await
    }

    /// Those of the changes at these places of deliveries that are here, in no order.
    pub async fn open_at(&mut self, places: &[(EventId, i64)]) -> DbResult<Vec<DueRow>> {
        let rows = places.iter().map(|(event, idx)| args![*event, *idx]).collect();
        self.tx.all_batch(&OPEN_AT, args![], rows).await
    }

    /// Has one change tried again at `at`; false when it is not in quarantine any more.
    pub async fn try_at(&mut self, id: QuarantineId, at: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(&TRY, args![id, at]).await? == 1)
    }

    /// Has up to 1,000 changes tried at `at` that waited for this number; how many. Call again until it answers 0.
    pub async fn try_awaiting(&mut self, number: Awaited<'_>, at: Timestamp) -> DbResult<u64> {
        let Awaited { phone_number_id, waba_id, app_id } = number;
        let of_number = self.tx.execute(&TRY_FOR_NUMBER, args![at, phone_number_id, app_id]).await?;
        Ok(of_number + self.tx.execute(&TRY_FOR_ACCOUNT, args![at, waba_id, app_id]).await?)
    }

    /// Has those changes of these deliveries tried at `at` that wait for a number which is registered by now; those tried
    /// `most` times already stay.
    pub async fn try_known_of(&mut self, events: &[EventId], at: Timestamp, most: i64) -> DbResult<u64> {
        let rows = events.iter().map(|id| args![*id]).collect();
        self.tx.execute_batch(&TRY_KNOWN_OF, args![at, most], rows).await
    }

    /// One entry, also a resolved one.
    pub async fn find(&mut self, id: QuarantineId) -> DbResult<Option<QuarantineRow>> {
        self.tx.optional(&FIND, args![id]).await
    }

    /// Entries of one tenant that wait for people, before an id, newest first.
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
