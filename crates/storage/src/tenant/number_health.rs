//! What Meta tells of each number, and since when its webhooks are missed.

use recado_domain::{NumberId, TenantId, Timestamp};
use serde_json::Value as Json;

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

statements! { Tenant "number_health";
    FIND = "SELECT facts, checked_at, silent_since FROM number_health WHERE tenant_id = $1 AND number_id = $2";
    CHECKED = "INSERT INTO number_health (tenant_id, number_id, facts, checked_at, updated_at) VALUES ($1, $2, $3, $4, $4)
        ON CONFLICT (tenant_id, number_id) DO UPDATE SET
        facts = excluded.facts, checked_at = excluded.checked_at, updated_at = excluded.updated_at";
    HEARD = "INSERT INTO number_health (tenant_id, number_id, facts, silent_since, updated_at)
        VALUES ($1, $2, '{}', $3, $4) ON CONFLICT (tenant_id, number_id) DO UPDATE SET
        silent_since = excluded.silent_since, updated_at = excluded.updated_at";
}

/// What is known of one number.
#[derive(Debug, Clone, PartialEq)]
pub struct HealthRow {
    /// What Meta told, by the names of its fields; empty before it was asked.
    pub facts: Json,
    /// When it told.
    pub checked_at: Option<Timestamp>,
    /// Of the first message that Meta took and of which no webhook told, while none comes.
    pub silent_since: Option<Timestamp>,
}
row!(HealthRow { facts, checked_at, silent_since });

/// The health of one tenant's numbers. Only a door can make one.
#[derive(Debug)]
pub struct NumberHealth<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl NumberHealth<'_> {
    /// What is known of a number; none before anything is.
    pub async fn find(&mut self, number: NumberId) -> DbResult<Option<HealthRow>> {
        self.tx.optional(&FIND, args![self.tenant, number]).await
    }

    /// Keeps what Meta told.
    pub async fn checked(&mut self, number: NumberId, facts: Json, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&CHECKED, args![self.tenant, number, facts, at]).await.map(drop)
    }

    /// Keeps since when its webhooks are missed; none when they come again.
    pub async fn silent(&mut self, number: NumberId, since: Option<Timestamp>, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&HEARD, args![self.tenant, number, since, at]).await.map(drop)
    }
}
