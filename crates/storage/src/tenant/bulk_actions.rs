//! Work on many conversations at once, and how far it has come.

use recado_domain::{BulkId, ConversationId, TenantId, Timestamp, UserId, bulk::BulkState};

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

const COLUMNS: &str =
    "id, user_id, query, action, state, total, done, failed, place_at, place_id, created_at, ended_at";

statements! { Tenant "bulk_actions";
    INSERT = "INSERT INTO bulk_actions (tenant_id, id, user_id, query, action, state, total, done, failed, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, $7)";
    FIND = "SELECT ", COLUMNS, " FROM bulk_actions WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT ", COLUMNS, " FROM bulk_actions WHERE tenant_id = $1 AND user_id = $2 AND id < $3
        ORDER BY id DESC LIMIT $4";
    /// Whoever ended it meanwhile has the last word.
    SAVE = "UPDATE bulk_actions SET state = $3, total = $4, done = $5, failed = $6, place_at = $7, place_id = $8,
        ended_at = $9 WHERE tenant_id = $1 AND id = $2 AND ended_at IS NULL";
}

/// One action on all conversations that match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkRow {
    /// Its id.
    pub id: BulkId,
    /// Who started it.
    pub user_id: UserId,
    /// Which conversations, as JSON text.
    pub query: String,
    /// What is done to them, as JSON text.
    pub action: String,
    /// Where it stands.
    pub state: BulkState,
    /// How many matched when it began.
    pub total: i64,
    /// To how many it was done.
    pub done: i64,
    /// To how many it could not be done.
    pub failed: i64,
    /// The activity of the last one that was worked on.
    pub place_at: Option<Timestamp>,
    /// The last one that was worked on.
    pub place_id: Option<ConversationId>,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}
row!(BulkRow { id, user_id, query, action, state, total, done, failed, place_at, place_id, created_at, ended_at });

/// The work of one tenant on many conversations at once. Only a door can make one.
#[derive(Debug)]
pub struct BulkActions<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl BulkActions<'_> {
    /// Adds one that has not begun.
    pub async fn insert(&mut self, bulk: &BulkRow) -> DbResult<()> {
        let BulkRow { id, user_id, query, action, state, created_at, .. } = bulk;
        self.tx.execute(&INSERT, args![self.tenant, *id, *user_id, query, action, *state, *created_at]).await.map(drop)
    }

    /// The one with this id.
    pub async fn find(&mut self, id: BulkId) -> DbResult<Option<BulkRow>> {
        self.tx.optional(&FIND, args![self.tenant, id]).await
    }

    /// Those of a person before `before`, the newest first.
    pub async fn list(&mut self, user: UserId, before: BulkId, limit: u32) -> DbResult<Vec<BulkRow>> {
        self.tx.all(&LIST, args![self.tenant, user, before, limit]).await
    }

    /// Writes how far it has come; false when it was ended meanwhile.
    pub async fn save(&mut self, bulk: &BulkRow) -> DbResult<bool> {
        let BulkRow { id, state, total, done, failed, place_at, place_id, ended_at, .. } = *bulk;
        let args = args![self.tenant, id, state, total, done, failed, place_at, place_id, ended_at];
        Ok(self.tx.execute(&SAVE, args).await? == 1)
    }
}
