use std::time::Duration;

use recado_domain::{MessageId, TenantId, message::MessageStatus};
use recado_storage::{DbResult, Scope, tenant::messages::MessageRow};

use crate::Engine;

/// How often the message is looked at when nobody rings: its lane may be on another node.
const LOOK: Duration = Duration::from_millis(250);

impl Engine {
    /// Waits until the message is neither queued nor being sent, at most for `longest`; the message as it is then.
    pub async fn await_outcome(
        &self,
        tenant: TenantId,
        id: MessageId,
        longest: Duration,
    ) -> DbResult<Option<MessageRow>> {
        let waiting = async {
            loop {
                // Registered before the look, so that an outcome recorded in between is not missed.
                let mut settled = std::pin::pin!(self.wake.settled.notified());
                settled.as_mut().enable();
                let row = self.look_at(tenant, id).await?;
                if !row.as_ref().is_some_and(|row| is_open(row.status())) {
                    return Ok(row);
                }
                drop(tokio::time::timeout(LOOK, settled).await);
            }
        };
        match tokio::time::timeout(longest, waiting).await {
            Ok(found) => found,
            Err(_) => self.look_at(tenant, id).await,
        }
    }

    async fn look_at(&self, tenant: TenantId, id: MessageId) -> DbResult<Option<MessageRow>> {
        let mut tx = self.db.read(Scope::Tenant(tenant)).await?;
        tx.tenant().messages().find(id).await
    }
}

/// Whether nothing final can be said of it yet.
pub(super) fn is_open(status: MessageStatus) -> bool {
    matches!(status, MessageStatus::Queued | MessageStatus::Sending)
}
