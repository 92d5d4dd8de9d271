//! What projection has seen of each number: the newest status (clause (b) of the evidence rule) and how many messages
//! came in, which count against the number's throughput at Meta.

use recado_domain::{NumberId, TenantId, Timestamp};

use crate::{DbResult, Tx, column::args, rows::Number, statement::statements};

statements! { Tenant "evidence";
    /// On SQLite a write is alone anyway. Foreign keys to the number are not held up by this lock.
    LOCK = sqlite ["SELECT 1 AS n FROM phone_numbers WHERE tenant_id = $1 AND id = $2"]
        postgres ["SELECT CAST(1 AS BIGINT) AS n FROM phone_numbers WHERE tenant_id = $1 AND id = $2 FOR NO KEY UPDATE"];
    NOTE = "INSERT INTO number_evidence (tenant_id, number_id, status_at, received_at, inbound_messages, heard_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (tenant_id, number_id) DO UPDATE SET
        received_at = CASE WHEN excluded.status_at > number_evidence.status_at
            THEN excluded.received_at ELSE number_evidence.received_at END,
        status_at = CASE WHEN excluded.status_at > number_evidence.status_at
            THEN excluded.status_at ELSE number_evidence.status_at END,
        heard_at = CASE WHEN excluded.heard_at > number_evidence.heard_at
            THEN excluded.heard_at ELSE number_evidence.heard_at END,
        inbound_messages = number_evidence.inbound_messages + excluded.inbound_messages";
}

/// What one projected group of changes showed of its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shown {
    /// The newest status, by Meta's time.
    pub newest_status: Option<StatusTimes>,
    /// Messages that came in.
    pub inbound_messages: i64,
    /// When it was projected, if its webhook came now and was not read again.
    pub heard_at: Option<Timestamp>,
}

/// When a status was made and when we received it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusTimes {
    /// Meta's time.
    pub status_at: Timestamp,
    /// Ours, of the webhook that brought it.
    pub received_at: Timestamp,
}

/// One tenant's numbers, as projection sees them. Only a door can make one.
pub struct Evidence<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Evidence<'_> {
    /// From here to the end of this transaction nobody else settles messages of this number: the first statement of
    /// whoever applies statuses and of whoever stores a wamid. Without it the two could miss each other, the one parking
    /// a status while the other looks for parked ones.
    pub async fn lock(&mut self, number: NumberId) -> DbResult<()> {
        self.tx.all::<Number>(&LOCK, args![self.tenant, number]).await.map(drop)
    }

    /// Adds what a group of changes showed: once per group, in its transaction.
    pub async fn note(&mut self, number: NumberId, shown: Shown) -> DbResult<()> {
        let none = StatusTimes { status_at: Timestamp::default(), received_at: Timestamp::default() };
        let StatusTimes { status_at, received_at } = shown.newest_status.unwrap_or(none);
        let args = args![
            self.tenant,
            number,
            status_at,
            received_at,
            shown.inbound_messages,
            shown.heard_at.unwrap_or_default()
        ];
        self.tx.execute(&NOTE, args).await.map(drop)
    }
}
