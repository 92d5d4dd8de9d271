//! What Meta reported of the messages we sent: a set that only grows, whatever order it comes in.

use recado_domain::{EventId, MessageId, NumberId, TenantId, Timestamp, message::Seen};
use uuid::Uuid;

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

/// One status of one message.
#[derive(Debug, Clone)]
pub struct NewStatus {
    /// The key of the wamid it names.
    pub wamid_key: Uuid,
    /// The status.
    pub status: Seen,
    /// Our number.
    pub number_id: NumberId,
    /// The message; `None` parks the status until a send's outcome finds it.
    pub message_id: Option<MessageId>,
    /// Meta's time of it.
    pub at: Timestamp,
    /// Meta's code, when it failed.
    pub error_code: Option<i64>,
    /// Meta's details of the failure.
    pub error_details: Option<String>,
    /// Meta's pricing object, as JSON text.
    pub pricing: Option<String>,
    /// The delivery that brought it.
    pub event_id: EventId,
    /// When that was received.
    pub received_at: Timestamp,
}

/// A status that said something new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Noted {
    /// The key of the wamid.
    pub wamid_key: Uuid,
    /// The status.
    pub status: Seen,
}
row!(Noted { wamid_key, status });

statements! { Tenant "statuses";
    NOTE = batch [0 + UUID, UUID, TEXT, TEXT, UUID, UUID, INT8, INT8, TEXT, TEXT, UUID, INT8]
        ["INSERT INTO message_statuses (tenant_id, wamid_key, status, participant, number_id, message_id, at, error_code,
            error_details, pricing, event_id, received_at) VALUES "]
        [" ON CONFLICT (tenant_id, wamid_key, status, participant) DO UPDATE SET
            message_id = COALESCE(message_statuses.message_id, excluded.message_id),
            error_code = CASE WHEN excluded.at < message_statuses.at THEN excluded.error_code ELSE message_statuses.error_code END,
            error_details = CASE WHEN excluded.at < message_statuses.at THEN excluded.error_details
                ELSE message_statuses.error_details END,
            at = CASE WHEN excluded.at < message_statuses.at THEN excluded.at ELSE message_statuses.at END,
            pricing = COALESCE(message_statuses.pricing, excluded.pricing)
            WHERE excluded.at < message_statuses.at
            OR message_statuses.message_id IS NULL AND excluded.message_id IS NOT NULL
            OR message_statuses.pricing IS NULL AND excluded.pricing IS NOT NULL
            RETURNING wamid_key, status"];
}

/// One tenant's statuses. Only a door can make one.
#[derive(Debug)]
pub struct Statuses<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Statuses<'_> {
    /// Adds statuses, each pair of key and status once; answers those that said something new: a status not seen yet, an
    /// earlier time of it, its message, or its price.
    pub async fn note(&mut self, statuses: Vec<NewStatus>) -> DbResult<Vec<Noted>> {
        let rows = statuses.into_iter().map(|status| {
            args![
                self.tenant,
                status.wamid_key,
                status.status,
                "",
                status.number_id,
                status.message_id,
                status.at,
                status.error_code,
                status.error_details,
                status.pricing,
                status.event_id,
                status.received_at
            ]
        });
        let rows = rows.collect();
        self.tx.all_batch(&NOTE, args![], rows).await
    }
}
