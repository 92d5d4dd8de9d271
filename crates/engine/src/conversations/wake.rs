use recado_domain::{ConversationId, TenantId, conversation::ConversationStatus};
use recado_storage::Scope;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ConversationError;
use crate::{
    Engine,
    access::{By, audit::Deed},
    events::ConversationChange,
};

/// Opens a snoozed conversation when its time has come. Safe to run twice, and after it was opened or snoozed anew.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct WakeConversation {
    /// Which one.
    pub conversation: ConversationId,
}

impl WakeConversation {
    /// What the job is called.
    pub const KIND: &'static str = "wake-conversation.v1";
    /// Who takes it.
    pub const QUEUE: &'static str = "default";

    /// Opens it, if it is snoozed and due.
    pub async fn run(self, engine: &Engine, tenant: TenantId) -> Result<(), ConversationError> {
        let id = self.conversation;
        let mut tx = engine.db.write(Scope::Tenant(tenant)).await?;
        let Some(before) = tx.tenant().conversations().lock(id).await? else { return Ok(()) };
        if !tx.tenant().conversation_changes().is_due(id, engine.now()).await? {
            return Ok(());
        }
        tx.tenant().conversation_changes().mark_open(id, ConversationStatus::Open, None).await?;
        let metadata = json!({ "from": before.status, "to": ConversationStatus::Open });
        let deed = Deed::new("conversation.status_changed", "conversation").of(id).with(metadata);
        engine.close_change(&mut tx, &By::SYSTEM, &before, ConversationChange::Updated, deed).await?;
        tx.commit().await?;
        engine.wake.events();
        Ok(())
    }
}
