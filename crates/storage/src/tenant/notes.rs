//! Notes that a team writes to itself in a thread, and whom they mention.

use recado_domain::{ConversationId, NoteId, TenantId, Timestamp, UserId};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

const COLUMNS: &str = "id, conversation_id, author_id, body, mentions, created_at, edited_at, deleted_at";
const QUALIFIED: &str =
    "n.id, n.conversation_id, n.author_id, n.body, n.mentions, n.created_at, n.edited_at, n.deleted_at";

statements! { Tenant "notes";
    INSERT = "INSERT INTO notes (tenant_id, id, conversation_id, author_id, body, mentions, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND = "SELECT ", COLUMNS, " FROM notes WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL";
    EDIT = "UPDATE notes SET body = $3, mentions = $4, edited_at = $5
        WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL";
    ERASE = "UPDATE notes SET body = '', mentions = '[]', deleted_at = $3
        WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL";
    OLDER = "SELECT ", COLUMNS, " FROM notes WHERE tenant_id = $1 AND conversation_id = $2 AND id < $3
        ORDER BY id DESC LIMIT $4";
    MENTION = batch [0 + UUID, UUID, UUID] ["INSERT INTO mentions (tenant_id, user_id, note_id) VALUES "]
        [" ON CONFLICT DO NOTHING"];
    FORGET_MENTIONS = "DELETE FROM mentions WHERE tenant_id = $1 AND note_id = $2";
    MENTIONING = "SELECT ", QUALIFIED, " FROM mentions m JOIN notes n ON n.tenant_id = m.tenant_id AND n.id = m.note_id
        WHERE m.tenant_id = $1 AND m.user_id = $2 AND m.note_id < $3 ORDER BY m.note_id DESC LIMIT $4";
}

/// A note.
#[derive(Debug, Clone, PartialEq)]
pub struct NoteRow {
    /// Its id: rises with time.
    pub id: NoteId,
    /// The thread it stands in.
    pub conversation_id: ConversationId,
    /// Who wrote it; `None` = an API key.
    pub author_id: Option<UserId>,
    /// What it says; nothing when it was deleted.
    pub body: String,
    /// Whom it mentions: ids as they are shown outside.
    pub mentions: Json,
    /// When it was written.
    pub created_at: Timestamp,
    /// When it was last edited.
    pub edited_at: Option<Timestamp>,
    /// When it was deleted.
    pub deleted_at: Option<Timestamp>,
}
row!(NoteRow { id, conversation_id, author_id, body, mentions, created_at, edited_at, deleted_at });

/// The notes of one tenant. Only a door can make one.
#[derive(Debug)]
pub struct Notes<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Notes<'_> {
    /// Adds a note.
    pub async fn insert(&mut self, note: &NoteRow) -> DbResult<()> {
        let NoteRow { id, conversation_id, author_id, body, mentions, created_at, .. } = note;
        let args = args![self.tenant, *id, *conversation_id, *author_id, body, mentions.clone(), *created_at];
        self.tx.execute(&INSERT, args).await.map(drop)
    }

    /// The note, unless it was deleted.
    pub async fn find(&mut self, id: NoteId) -> DbResult<Option<NoteRow>> {
        self.tx.optional(&FIND, args![self.tenant, id]).await
    }

    /// Writes what a note says now; false when it was deleted meanwhile.
    pub async fn edit(&mut self, note: &NoteRow) -> DbResult<bool> {
        let args = args![self.tenant, note.id, &note.body, note.mentions.clone(), note.edited_at];
        Ok(self.tx.execute(&EDIT, args).await? == 1)
    }

    /// Takes a note's words away; false when they were gone.
    pub async fn erase(&mut self, id: NoteId, at: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(&ERASE, args![self.tenant, id, at]).await? == 1)
    }

    /// The notes of a conversation before `before`, the newest first: ids carry their time.
    pub async fn list(&mut self, conversation: ConversationId, before: Uuid, limit: u32) -> DbResult<Vec<NoteRow>> {
        self.tx.all(&OLDER, args![self.tenant, conversation, before, limit]).await
    }

    /// Writes down whom a note mentions now, in the place of those before.
    pub async fn mention(&mut self, note: NoteId, users: &[UserId]) -> DbResult<()> {
        self.tx.execute(&FORGET_MENTIONS, args![self.tenant, note]).await?;
        let rows = users.iter().map(|user| args![self.tenant, *user, note]).collect();
        self.tx.execute_batch(&MENTION, args![], rows).await.map(drop)
    }

    /// The notes before `before` that mention a person, the newest first.
    pub async fn mentioning(&mut self, user: UserId, before: Uuid, limit: u32) -> DbResult<Vec<NoteRow>> {
        self.tx.all(&MENTIONING, args![self.tenant, user, before, limit]).await
    }
}
