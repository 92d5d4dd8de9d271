use recado_domain::{BulkId, bulk::BulkState};
use recado_storage::{DbError, Tx, tenant::bulk_actions::BulkRow};
use serde_json::json;

use super::{BulkAction, BulkView, RunBulk};
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
    conversations::{ConversationError, ConversationQuery},
    events::{self, Event},
    jobs,
};

/// Why nothing was begun or stopped.
#[derive(Debug, thiserror::Error)]
pub enum BulkError {
    /// There is none, or it is somebody else's: nobody learns which.
    #[error("no such work")]
    Unknown,
    /// A key works on conversations that it names.
    #[error("an API key names conversations one by one")]
    NotForKeys,
    /// The action cannot be done to any conversation.
    #[error(transparent)]
    Action(#[from] ConversationError),
    /// The database refused.
    #[error(transparent)]
    Storage(#[from] DbError),
}

impl Engine {
    /// Begins work on all conversations that match. After the commit ring `wake.enqueued()`.
    pub async fn begin_bulk(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        query: &ConversationQuery,
        action: &BulkAction,
    ) -> Result<BulkView, BulkError> {
        let user_id = caller.user().ok_or(BulkError::NotForKeys)?;
        let at = self.now();
        let row = BulkRow {
            id: BulkId::from_uuid(self.ids.v7(at)),
            user_id,
            query: serde_json::to_string(query).expect("filters are plain data"),
            action: serde_json::to_string(action).expect("actions are plain data"),
            state: BulkState::Counting,
            total: 0,
            done: 0,
            failed: 0,
            place_at: None,
            place_id: None,
            created_at: at,
            ended_at: None,
        };
        tx.tenant().bulk_actions().insert(&row).await?;
        jobs::enqueue(self, &mut tx.tenant(), &RunBulk { bulk: row.id }, at).await?;
        let metadata = json!({ "query": query, "action": action });
        let deed = Deed::new("bulk.started", "bulk").of(row.id).with(metadata).sensitive();
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        BulkView::of(&row).ok_or(BulkError::Unknown)
    }

    /// Stops the caller's own work: what is done stays done.
    pub async fn cancel_bulk(&self, tx: &mut Tx, caller: &Caller, id: BulkId) -> Result<BulkView, BulkError> {
        let mut row = own(tx, caller, id).await?;
        if row.state.is_under_way() {
            (row.state, row.ended_at) = (BulkState::Cancelled, Some(self.now()));
            if tx.tenant().bulk_actions().save(&row).await? {
                let deed = Deed::new("bulk.cancelled", "bulk").of(id);
                audit::record(tx.tenant(), self, caller.by(), deed).await?;
                let view = BulkView::of(&row).ok_or(BulkError::Unknown)?;
                events::emit(self, &mut tx.tenant(), vec![Event::bulk_progress(&view, row.user_id)]).await?;
                return Ok(view);
            }
            row = own(tx, caller, id).await?;
        }
        BulkView::of(&row).ok_or(BulkError::Unknown)
    }

    /// The caller's own work.
    pub async fn bulk_of(&self, tx: &mut Tx, caller: &Caller, id: BulkId) -> Result<BulkView, BulkError> {
        BulkView::of(&own(tx, caller, id).await?).ok_or(BulkError::Unknown)
    }
}

async fn own(tx: &mut Tx, caller: &Caller, id: BulkId) -> Result<BulkRow, BulkError> {
    let found = tx.tenant().bulk_actions().find(id).await?;
    found.filter(|row| Some(row.user_id) == caller.user()).ok_or(BulkError::Unknown)
}
