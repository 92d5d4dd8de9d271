//! Clean-up of rows whose time is over, 500 at a time: call again while it answers 500.

use recado_domain::{Timestamp, first_id};

use crate::{column::args, error::DbResult, statement::statements, tx::Tx};

statements! { System "expired";
    IDEMPOTENCY_KEYS = "DELETE FROM idempotency_keys WHERE (tenant_id, operation, key) IN (
        SELECT tenant_id, operation, key FROM idempotency_keys WHERE created_at < $1 ORDER BY created_at LIMIT 500)";
    REFRESH_TOKENS = "DELETE FROM refresh_tokens WHERE hash IN (
        SELECT hash FROM refresh_tokens WHERE session_id IN (
            SELECT id FROM sessions WHERE expires_at < $1 OR ended_at < $1) LIMIT 500)";
    SESSIONS = "DELETE FROM sessions WHERE id IN (
        SELECT s.id FROM sessions s WHERE (s.expires_at < $1 OR s.ended_at < $1)
        AND NOT EXISTS (SELECT 1 FROM refresh_tokens t WHERE t.session_id = s.id) LIMIT 500)";
    RAW_EVENTS = "DELETE FROM inbound_events WHERE id IN (SELECT id FROM inbound_events
        WHERE id < $1 AND projected_at IS NOT NULL ORDER BY id LIMIT 500)";
    QUARANTINE = "DELETE FROM quarantine WHERE id IN (SELECT id FROM quarantine
        WHERE id < $1 AND resolved_at IS NOT NULL ORDER BY id LIMIT 500)";
}

/// Rows whose time is over. Only a door can make one.
#[derive(Debug)]
pub struct Expired<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Expired<'_> {
    /// Deletes idempotency keys made before `before`; how many.
    pub async fn purge_idempotency_keys(&mut self, before: Timestamp) -> DbResult<u64> {
        self.tx.execute(&IDEMPOTENCY_KEYS, args![before]).await
    }

    /// Deletes raw deliveries that were received before `before` and are projected; how many.
    pub async fn purge_raw_events(&mut self, before: Timestamp) -> DbResult<u64> {
        self.tx.execute(&RAW_EVENTS, args![first_id(before)]).await
    }

    /// Deletes what was put into quarantine before `before` and was projected after all; how many.
    pub async fn purge_quarantine(&mut self, before: Timestamp) -> DbResult<u64> {
        self.tx.execute(&QUARANTINE, args![first_id(before)]).await
    }

    /// Deletes refresh tokens of sessions that ended or expired before `before`; how many.
    pub async fn purge_refresh_tokens(&mut self, before: Timestamp) -> DbResult<u64> {
        self.tx.execute(&REFRESH_TOKENS, args![before]).await
    }

    /// Deletes sessions that ended or expired before `before` and have no refresh tokens any more; how many.
    pub async fn purge_sessions(&mut self, before: Timestamp) -> DbResult<u64> {
        self.tx.execute(&SESSIONS, args![before]).await
    }
}
