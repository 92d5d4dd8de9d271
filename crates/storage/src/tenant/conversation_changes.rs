//! What people change about conversations. Lock the conversation first: its event names the state before.

use recado_domain::{
    ContactId, ConversationId, NumberId, TenantId, Timestamp,
    conversation::{ConversationPriority, ConversationStatus},
    visibility::Placement,
};

use super::taggings;
use crate::{
    column::args,
    error::DbResult,
    rows::{Number, row},
    statement::statements,
    tx::Tx,
};

statements! { Tenant "conversation_changes";
    PLACE = "UPDATE conversations SET assignee_id = $3, team_id = $4 WHERE tenant_id = $1 AND id = $2";
    MARK_OPEN = "UPDATE conversations SET status = $3, is_open = 1, snoozed_until = $4, closed_at = NULL
        WHERE tenant_id = $1 AND id = $2";
    MARK_DONE = "UPDATE conversations SET status = $3, is_open = 0, snoozed_until = NULL,
        closed_at = COALESCE(closed_at, $4), unread_count = 0, is_unread = 0 WHERE tenant_id = $1 AND id = $2";
    MARK_READ = "UPDATE conversations SET unread_count = 0, is_unread = 0
        WHERE tenant_id = $1 AND id = $2 AND unread_count > 0";
    COUNT_OPEN_OF = "SELECT COUNT(*) AS n FROM conversations
        WHERE tenant_id = $1 AND contact_id = $2 AND phone_number_id = $3 AND is_open = 1";
    MARK_UNREAD = "UPDATE conversations SET unread_count = 1, is_unread = 1
        WHERE tenant_id = $1 AND id = $2 AND unread_count = 0";
    PRIORITIZE = "UPDATE conversations SET priority = $3 WHERE tenant_id = $1 AND id = $2";
    DUE = "SELECT id FROM conversations WHERE tenant_id = $1 AND id = $2 AND status = 'snoozed' AND snoozed_until <= $3";
}

struct Id {
    id: ConversationId,
}
row!(Id { id });

/// What people change about one tenant's conversations. Only a door can make one.
#[derive(Debug)]
pub struct ConversationChanges<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl ConversationChanges<'_> {
    /// Assigns it anew.
    pub async fn place(&mut self, id: ConversationId, at: Placement) -> DbResult<()> {
        self.tx.execute(&PLACE, args![self.tenant, id, at.assignee, at.team]).await.map(|_| ())
    }

    /// Makes it open, pending or snoozed. A contact has at most one such conversation with a number: a second one is a
    /// `Conflict`.
    pub async fn mark_open(
        &mut self,
        id: ConversationId,
        status: ConversationStatus,
        snoozed_until: Option<Timestamp>,
    ) -> DbResult<()> {
        self.tx.execute(&MARK_OPEN, args![self.tenant, id, status, snoozed_until]).await?;
        taggings::refresh(self.tx, self.tenant, [id]).await
    }

    /// Makes it closed or archived; what was unread is done with too. An earlier time of closing is kept.
    pub async fn mark_done(&mut self, id: ConversationId, status: ConversationStatus, at: Timestamp) -> DbResult<()> {
        self.tx.execute(&MARK_DONE, args![self.tenant, id, status, at]).await?;
        taggings::refresh(self.tx, self.tenant, [id]).await
    }

    /// Clears the count of unread messages; false when it was clear.
    pub async fn mark_read(&mut self, id: ConversationId) -> DbResult<bool> {
        Ok(self.tx.execute(&MARK_READ, args![self.tenant, id]).await? == 1)
    }

    /// Makes it unread, as if one message had come; false when something in it was unread.
    pub async fn mark_unread(&mut self, id: ConversationId) -> DbResult<bool> {
        Ok(self.tx.execute(&MARK_UNREAD, args![self.tenant, id]).await? == 1)
    }

    /// Gives it a priority.
    pub async fn prioritize(&mut self, id: ConversationId, priority: ConversationPriority) -> DbResult<()> {
        self.tx.execute(&PRIORITIZE, args![self.tenant, id, priority]).await.map(drop)
    }

    /// Whether the contact has an open, pending or snoozed conversation with the number.
    pub async fn has_open(&mut self, contact: ContactId, number: NumberId) -> DbResult<bool> {
        let Number { n } = self.tx.one(&COUNT_OPEN_OF, args![self.tenant, contact, number]).await?;
        Ok(n > 0)
    }

    /// Whether it is snoozed and its time has come.
    pub async fn is_due(&mut self, id: ConversationId, now: Timestamp) -> DbResult<bool> {
        let due: Option<Id> = self.tx.optional(&DUE, args![self.tenant, id, now]).await?;
        Ok(due.is_some_and(|due| due.id == id))
    }
}
