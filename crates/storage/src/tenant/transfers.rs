//! Who handed which conversation to whom.

use recado_domain::{ConversationId, TeamId, TenantId, Timestamp, TransferId, UserId};
use uuid::Uuid;

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

const COLUMNS: &str = "id, conversation_id, from_user_id, from_team_id, to_user_id, to_team_id, note, by_user_id, at";

statements! { Tenant "transfers";
    INSERT = "INSERT INTO transfers (tenant_id, ", COLUMNS, ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    LIST = "SELECT ", COLUMNS, " FROM transfers
        WHERE tenant_id = $1 AND conversation_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4";
}

/// One transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    /// The id; ids rise with time.
    pub id: TransferId,
    /// What was handed over.
    pub conversation_id: ConversationId,
    /// The person it was assigned to.
    pub from_user_id: Option<UserId>,
    /// The team it was assigned to.
    pub from_team_id: Option<TeamId>,
    /// The person it is assigned to now.
    pub to_user_id: Option<UserId>,
    /// The team it is assigned to now.
    pub to_team_id: Option<TeamId>,
    /// What the giver said.
    pub note: Option<String>,
    /// Who did it; `None` = an API key.
    pub by_user_id: Option<UserId>,
    /// When.
    pub at: Timestamp,
}
row!(Transfer { id, conversation_id, from_user_id, from_team_id, to_user_id, to_team_id, note, by_user_id, at });

/// One tenant's transfers. Only a door can make one.
#[derive(Debug)]
pub struct Transfers<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Transfers<'_> {
    /// Adds a transfer.
    pub async fn insert(&mut self, transfer: &Transfer) -> DbResult<()> {
        let Transfer { id, conversation_id, from_user_id, from_team_id, .. } = *transfer;
        let Transfer { to_user_id, to_team_id, ref note, by_user_id, at, .. } = *transfer;
        let args = args![
            self.tenant,
            id,
            conversation_id,
            from_user_id,
            from_team_id,
            to_user_id,
            to_team_id,
            note,
            by_user_id,
            at
        ];
        self.tx.execute(&INSERT, args).await.map(|_| ())
    }

    /// The transfers of a conversation before `before`, the newest first.
    pub async fn list(
        &mut self,
        conversation: ConversationId,
        before: Option<TransferId>,
        limit: u32,
    ) -> DbResult<Vec<Transfer>> {
        let before = before.unwrap_or(TransferId::from_uuid(Uuid::max()));
        self.tx.all(&LIST, args![self.tenant, conversation, before, limit]).await
    }
}
