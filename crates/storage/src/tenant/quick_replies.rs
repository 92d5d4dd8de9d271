//! Quick replies of a tenant and of its teams.

use recado_domain::{ReplyId, TeamId, TenantId, Timestamp};

use crate::{
    column::args,
    error::DbResult,
    rows::{Number, row},
    statement::statements,
    tx::Tx,
};

const COLUMNS: &str = "id, shortcut, shortcut_key, body, team_id, created_at, updated_at";

statements! { Tenant "quick_replies";
    INSERT = "INSERT INTO quick_replies (tenant_id, id, shortcut, shortcut_key, body, team_id, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7) ON CONFLICT DO NOTHING";
    FIND = "SELECT ", COLUMNS, " FROM quick_replies WHERE tenant_id = $1 AND id = $2";
    LIST = "SELECT ", COLUMNS, " FROM quick_replies WHERE tenant_id = $1 AND shortcut_key > $2
        ORDER BY shortcut_key LIMIT $3";
    TOUCH = "UPDATE quick_replies SET updated_at = $3 WHERE tenant_id = $1 AND id = $2 RETURNING ", COLUMNS;
    COUNT_OTHERS = "SELECT COUNT(*) AS n FROM quick_replies WHERE tenant_id = $1 AND shortcut_key = $2 AND id <> $3";
    UPDATE = "UPDATE quick_replies SET shortcut = $3, shortcut_key = $4, body = $5, team_id = $6
        WHERE tenant_id = $1 AND id = $2";
    DELETE = "DELETE FROM quick_replies WHERE tenant_id = $1 AND id = $2";
}

/// A quick reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickReply {
    /// Its id.
    pub id: ReplyId,
    /// What is typed behind the slash.
    pub shortcut: String,
    /// The same, folded: what is unique and sorted by.
    pub shortcut_key: String,
    /// The text, with its variables.
    pub body: String,
    /// The team that it belongs to; `None`: everybody's.
    pub team_id: Option<TeamId>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
row!(QuickReply { id, shortcut, shortcut_key, body, team_id, created_at, updated_at });

/// The quick replies of one tenant. Only a door can make one.
#[derive(Debug)]
pub struct QuickReplies<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl QuickReplies<'_> {
    /// Adds one; false when the shortcut is taken.
    pub async fn insert(&mut self, reply: &QuickReply) -> DbResult<bool> {
        let QuickReply { id, shortcut, shortcut_key, body, team_id, created_at, .. } = reply;
        let args = args![self.tenant, *id, shortcut, shortcut_key, body, *team_id, *created_at];
        Ok(self.tx.execute(&INSERT, args).await? == 1)
    }

    /// The one with this id.
    pub async fn find(&mut self, id: ReplyId) -> DbResult<Option<QuickReply>> {
        self.tx.optional(&FIND, args![self.tenant, id]).await
    }

    /// Those behind a folded shortcut, by shortcut.
    pub async fn list(&mut self, behind: &str, limit: u32) -> DbResult<Vec<QuickReply>> {
        self.tx.all(&LIST, args![self.tenant, behind, limit]).await
    }

    /// The one with this id, which nobody else changes until this transaction ends.
    pub async fn touch(&mut self, id: ReplyId, at: Timestamp) -> DbResult<Option<QuickReply>> {
        self.tx.optional(&TOUCH, args![self.tenant, id, at]).await
    }

    /// Whether another one has this folded shortcut.
    pub async fn is_taken(&mut self, shortcut_key: &str, by_another_than: ReplyId) -> DbResult<bool> {
        let Number { n } = self.tx.one(&COUNT_OTHERS, args![self.tenant, shortcut_key, by_another_than]).await?;
        Ok(n > 0)
    }

    /// Writes it as it is now. A shortcut that became another's meanwhile is a `Conflict`.
    pub async fn update(&mut self, reply: &QuickReply) -> DbResult<()> {
        let QuickReply { id, shortcut, shortcut_key, body, team_id, .. } = reply;
        self.tx.execute(&UPDATE, args![self.tenant, *id, shortcut, shortcut_key, body, *team_id]).await.map(drop)
    }

    /// Deletes it; false when there is none.
    pub async fn delete(&mut self, id: ReplyId) -> DbResult<bool> {
        Ok(self.tx.execute(&DELETE, args![self.tenant, id]).await? == 1)
    }
}
