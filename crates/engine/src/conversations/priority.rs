use recado_domain::{
    ConversationId,
    conversation::{ConversationPriority, HistoryKind},
};
use recado_storage::Tx;
use serde_json::json;

use super::{ConversationError, Done, open};
use crate::{
    Engine,
    access::{Caller, audit::Deed},
    events::ConversationChange,
};

impl Engine {
    /// Says how soon a conversation wants somebody.
    pub async fn prioritize_conversation(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ConversationId,
        to: ConversationPriority,
    ) -> Result<(), ConversationError> {
        let before = open(tx, caller, id).await?;
        if before.priority == to {
            return Ok(());
        }
        tx.tenant().conversation_changes().prioritize(id, to).await?;
        let data = json!({ "from": before.priority, "to": to });
        let deed = Deed::new("conversation.prioritized", "conversation").of(id).with(data.clone());
        let happened = Some((HistoryKind::Prioritized, data));
        self.close_change(tx, caller.by(), &before, Done { change: ConversationChange::Updated, deed, happened }).await
    }
}
