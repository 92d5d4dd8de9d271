//! What was done to conversations, by whom: the thin lines of a thread.

use recado_domain::{ConversationId, HistoryId, TenantId, Timestamp, conversation::HistoryKind};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

const COLUMNS: &str = "id, conversation_id, kind, actor_kind, actor_id, data, at";

statements! { Tenant "history";
    INSERT = batch [0 + UUID, UUID, UUID, TEXT, TEXT, UUID, TEXT, INT8]
        ["INSERT INTO conversation_events (tenant_id, id, conversation_id, kind, actor_kind, actor_id, data, at) VALUES "] [""];
    OLDER = "SELECT ", COLUMNS, " FROM conversation_events WHERE tenant_id = $1 AND conversation_id = $2 AND id < $3
        ORDER BY id DESC LIMIT $4";
}

/// One entry.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryRow {
    /// Its id: rises with time.
    pub id: HistoryId,
    /// What it was done to.
    pub conversation_id: ConversationId,
    /// What was done.
    pub kind: HistoryKind,
    /// `user`, `key` or `system`.
    pub actor_kind: String,
    /// Who did it.
    pub actor_id: Option<Uuid>,
    /// What the kind says it is.
    pub data: Json,
    /// When.
    pub at: Timestamp,
}
row!(HistoryRow { id, conversation_id, kind, actor_kind, actor_id, data, at });

/// What was done to one tenant's conversations. Only a door can make one.
#[derive(Debug)]
pub struct History<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl History<'_> {
    /// Adds entries.
    pub async fn insert(&mut self, entries: &[HistoryRow]) -> DbResult<()> {
        let rows = entries.iter().map(|entry| {
            let HistoryRow { id, conversation_id, kind, actor_kind, actor_id, data, at } = entry;
            args![self.tenant, *id, *conversation_id, *kind, actor_kind, *actor_id, data.clone(), *at]
        });
        let rows = rows.collect();
        self.tx.execute_batch(&INSERT, args![], rows).await.map(drop)
    }

    /// The entries of a conversation before `before`, the newest first: ids carry their time.
    pub async fn list(&mut self, conversation: ConversationId, before: Uuid, limit: u32) -> DbResult<Vec<HistoryRow>> {
        self.tx.all(&OLDER, args![self.tenant, conversation, before, limit]).await
    }
}
