use recado_domain::{
    ConversationId, Timestamp,
    conversation::{ConversationStatus, HistoryKind},
};
use recado_storage::{DbError, Tx, tenant::conversations::ConversationRow};
use serde_json::json;

use super::{ConversationError, Done, WakeConversation, open};
use crate::{
    Engine,
    access::{Caller, audit::Deed},
    events::ConversationChange,
    jobs,
};

/// Where a conversation is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewStatus {
    /// Open.
    Open,
    /// Waiting for something outside.
    Pending,
    /// Asleep until then.
    Snoozed(Timestamp),
    /// Done.
    Closed,
    /// Done and out of the ordinary views.
    Archived,
}

impl NewStatus {
    fn status(self) -> ConversationStatus {
        match self {
            Self::Open => ConversationStatus::Open,
            Self::Pending => ConversationStatus::Pending,
            Self::Snoozed(_) => ConversationStatus::Snoozed,
            Self::Closed => ConversationStatus::Closed,
            Self::Archived => ConversationStatus::Archived,
        }
    }

    fn until(self) -> Option<Timestamp> {
        match self {
            Self::Snoozed(until) => Some(until),
            _ => None,
        }
    }
}

impl Engine {
    /// Opens, parks, snoozes, closes or archives a conversation. Whatever was unread in it is done with when it is.
    pub async fn set_conversation_status(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ConversationId,
        to: NewStatus,
    ) -> Result<(), ConversationError> {
        let before = open(tx, caller, id).await?;
        if before.status == to.status() && before.snoozed_until == to.until() {
            return Ok(());
        }
        self.mark(tx, &before, to).await?;
        let done = before.status.is_open() && !to.status().is_open();
        let change = if done { ConversationChange::Closed } else { ConversationChange::Updated };
        let data = json!({ "from": before.status, "to": to.status(), "until": to.until() });
        let deed = Deed::new("conversation.status_changed", "conversation").of(id).with(data.clone()).sensitive();
        let happened = Some((HistoryKind::of_status(before.status, to.status()), data));
        self.close_change(tx, caller.by(), &before, Done { change, deed, happened }).await
    }

    async fn mark(&self, tx: &mut Tx, before: &ConversationRow, to: NewStatus) -> Result<(), ConversationError> {
        let (id, status) = (before.id, to.status());
        if !status.is_open() {
            return Ok(tx.tenant().conversation_changes().mark_done(id, status, self.now()).await?);
        }
        let mut tenant = tx.tenant();
        let mut changes = tenant.conversation_changes();
        if !before.status.is_open() && changes.has_open(before.contact_id, before.phone_number_id).await? {
            return Err(ConversationError::AnotherIsOpen);
        }
        changes.mark_open(id, status, to.until()).await.map_err(another_is_open)?;
        if let Some(until) = to.until() {
            jobs::enqueue(self, &mut tenant, &WakeConversation { conversation: id }, until).await?;
        }
        Ok(())
    }
}

/// Another one was opened between the question and the write: the unique index says so.
fn another_is_open(error: DbError) -> ConversationError {
    match error {
        DbError::Conflict(_) => ConversationError::AnotherIsOpen,
        other => other.into(),
    }
}
