use recado_domain::ConversationId;
use recado_storage::{Tx, tenant::conversations::ConversationRow};

use super::{ConversationError, Done, open};
use crate::{
    Engine,
    access::{Caller, audit::Deed},
    events::ConversationChange,
};

impl Engine {
    /// Clears the count of unread messages, and lets Meta show the customer that they were read; answers the
    /// conversation as it was.
    pub async fn read_conversation(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ConversationId,
    ) -> Result<ConversationRow, ConversationError> {
        let before = open(tx, caller, id).await?;
        if tx.tenant().conversation_changes().mark_read(id).await? {
            let deed = Deed::new("conversation.read", "conversation").of(id);
            let done = Done { change: ConversationChange::Updated, deed, happened: None };
            self.close_change(tx, caller.by(), &before, done).await?;
            self.send_read_receipt(tx, &before).await?;
        }
        Ok(before)
    }

    /// Makes an open conversation unread, so that somebody looks at it again.
    pub async fn unread_conversation(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ConversationId,
    ) -> Result<(), ConversationError> {
        let before = open(tx, caller, id).await?;
        if !before.status.is_open() {
            return Err(ConversationError::NotOpen);
        }
        if tx.tenant().conversation_changes().mark_unread(id).await? {
            let deed = Deed::new("conversation.unread", "conversation").of(id);
            let done = Done { change: ConversationChange::Updated, deed, happened: None };
            self.close_change(tx, caller.by(), &before, done).await?;
        }
        Ok(())
    }

    /// Shows the customer that somebody is typing.
    pub async fn type_in_conversation(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ConversationId,
    ) -> Result<(), ConversationError> {
        let conversation = open(tx, caller, id).await?;
        Ok(self.show_typing(tx, conversation.id).await?)
    }
}
