use recado_domain::{
    ConversationId,
    conversation::{ConversationStatus, HistoryKind},
};
use recado_storage::Scope;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::Done;
use crate::{
    access::{By, audit::Deed},
    events::ConversationChange,
    jobs::{Job, JobCx, JobError, Urgency},
};

/// Opens a snoozed conversation when its time has come. Safe to run twice, and after it was opened or snoozed anew.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct WakeConversation {
    /// Which one.
    pub conversation: ConversationId,
}

impl Job for WakeConversation {
    const KIND: &'static str = "wake-conversation.v1";
    const URGENCY: Urgency = Urgency::Prompt;

    async fn run(self, cx: &JobCx<'_>) -> Result<(), JobError> {
        let (engine, id) = (cx.engine, self.conversation);
        let mut tx = engine.db.write(Scope::Tenant(cx.tenant)).await?;
        let Some(before) = tx.tenant().conversations().lock(id).await? else { return Ok(()) };
        if !tx.tenant().conversation_changes().is_due(id, engine.now()).await? {
            return Ok(());
        }
        tx.tenant().conversation_changes().mark_open(id, ConversationStatus::Open, None).await?;
        let data = json!({ "from": before.status, "to": ConversationStatus::Open });
        let deed = Deed::new("conversation.status_changed", "conversation").of(id).with(data.clone());
        let happened = Some((HistoryKind::Woken, data));
        let done = Done { change: ConversationChange::Updated, deed, happened };
        engine.close_change(&mut tx, &By::SYSTEM, &before, done).await.map_err(JobError::retry)?;
        tx.commit().await?;
        engine.wake.events();
        Ok(())
    }
}
