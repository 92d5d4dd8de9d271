//! Idempotency keys: the answer given to a key, kept in the transaction of its effect.

use recado_domain::{TenantId, Timestamp};

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

statements! { Tenant "idempotency";
    RESERVE = "
        INSERT INTO idempotency_keys (tenant_id, operation, key, request_hash, status, body, created_at)
        VALUES ($1, $2, $3, $4, 0, '', $5) ON CONFLICT DO NOTHING";
    FIND = "SELECT request_hash, status, body FROM idempotency_keys
        WHERE tenant_id = $1 AND operation = $2 AND key = $3";
    STORE = "UPDATE idempotency_keys SET status = $4, body = $5 WHERE tenant_id = $1 AND operation = $2 AND key = $3";
}

/// The answer that a key was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAnswer {
    /// A hash of the request: another request under the same key is refused.
    pub request_hash: Vec<u8>,
    /// The HTTP status.
    pub status: u16,
    /// The body, as it was sent.
    pub body: String,
}
row!(StoredAnswer { request_hash, status, body });

/// What a key names: an operation of this tenant, and the caller's own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdempotencyKey<'k> {
    /// The operation's name.
    pub operation: &'static str,
    /// The caller's word.
    pub key: &'k str,
}

/// One tenant's keys. Only a door can make one.
#[derive(Debug)]
pub struct Idempotency<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Idempotency<'_> {
    /// Makes the key this transaction's, or answers what it was answered before. A key that another transaction is
    /// working on makes this wait until that one ends; the wait is bounded by the statement's time limit.
    ///
    /// Only a committed transaction keeps its key: whatever is refused may be tried again under the same key.
    pub async fn reserve(
        &mut self,
        key: IdempotencyKey<'_>,
        request_hash: &[u8],
        now: Timestamp,
    ) -> DbResult<Option<StoredAnswer>> {
        let IdempotencyKey { operation, key } = key;
        if self.tx.execute(&RESERVE, args![self.tenant, operation, key, request_hash, now]).await? == 1 {
            return Ok(None);
        }
        self.tx.one(&FIND, args![self.tenant, operation, key]).await.map(Some)
    }

    /// The answer that a key was given.
    pub async fn find(&mut self, key: IdempotencyKey<'_>) -> DbResult<Option<StoredAnswer>> {
        self.tx.optional(&FIND, args![self.tenant, key.operation, key.key]).await
    }

    /// Keeps the answer for the key that this transaction reserved.
    pub async fn store(&mut self, key: IdempotencyKey<'_>, status: u16, body: &str) -> DbResult<()> {
        self.tx.execute(&STORE, args![self.tenant, key.operation, key.key, status, body]).await.map(|_| ())
    }
}
