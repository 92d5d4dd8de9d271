use recado_domain::ConversationId;
use recado_storage::{Tx, tenant::conversations::ConversationRow};

use super::{ConversationError, open};
use crate::{
    Engine,
    access::{Caller, audit::Deed},
    events::ConversationChange,
};

impl Engine {
    /// Clears the count of unread messages; answers the conversation as it was.
    pub async fn read_conversation(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ConversationId,
    ) -> Result<ConversationRow, ConversationError> {
        let before = open(tx, caller, id).await?;
        if tx.tenant().conversation_changes().mark_read(id).await? {
            let deed = Deed::new("conversation.read", "conversation").of(id);
            self.close_change(tx, caller.by(), &before, ConversationChange::Updated, deed).await?;
        }
        Ok(before)
    }
}
