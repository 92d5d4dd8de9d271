//! Clean-up of rows whose time is over, 500 at a time: call again while it answers 500.

use recado_domain::Timestamp;

use crate::{column::args, error::DbResult, statement::statements, tx::Tx};

statements! { System "expired";
    IDEMPOTENCY_KEYS = "DELETE FROM idempotency_keys WHERE (tenant_id, operation, key) IN (
        SELECT tenant_id, operation, key FROM idempotency_keys WHERE created_at < $1 ORDER BY created_at LIMIT 500)";
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
}
