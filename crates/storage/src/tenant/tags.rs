//! The tags of a tenant.

use recado_domain::{TagId, TenantId, Timestamp};

use crate::{
    column::args,
    error::DbResult,
    rows::{Number, row},
    statement::statements,
    tx::Tx,
};

const COLUMNS: &str = "id, name, name_key, hue, created_at, updated_at";

statements! { Tenant "tags";
    INSERT = "INSERT INTO tags (tenant_id, id, name, name_key, hue, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT DO NOTHING";
    FIND_MANY = batch [1 + UUID] ["SELECT ", COLUMNS, " FROM tags WHERE tenant_id = $1 AND deleted_at IS NULL
        AND id IN ("] [")"];
    LIST = "SELECT ", COLUMNS, " FROM tags WHERE tenant_id = $1 AND deleted_at IS NULL AND name_key > $2
        ORDER BY name_key LIMIT $3";
    TOUCH = "UPDATE tags SET updated_at = $3 WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL
        RETURNING ", COLUMNS;
    COUNT_OTHERS = "SELECT COUNT(*) AS n FROM tags
        WHERE tenant_id = $1 AND name_key = $2 AND id <> $3 AND deleted_at IS NULL";
    UPDATE = "UPDATE tags SET name = $3, name_key = $4, hue = $5 WHERE tenant_id = $1 AND id = $2";
    MARK_DELETED = "UPDATE tags SET deleted_at = $3 WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NULL";
    FORGET_ON_CONVERSATIONS = "DELETE FROM conversation_tags WHERE tenant_id = $1 AND (conversation_id, tag_id) IN (
        SELECT conversation_id, tag_id FROM conversation_tags WHERE tenant_id = $1 AND tag_id = $2 LIMIT 500)";
    FORGET_ON_CONTACTS = "DELETE FROM contact_tags WHERE tenant_id = $1 AND (contact_id, tag_id) IN (
        SELECT contact_id, tag_id FROM contact_tags WHERE tenant_id = $1 AND tag_id = $2 LIMIT 500)";
    DELETE = "DELETE FROM tags WHERE tenant_id = $1 AND id = $2 AND deleted_at IS NOT NULL";
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// Its id.
    pub id: TagId,
    /// The name shown.
    pub name: String,
    /// The name, folded: what is unique and sorted by.
    pub name_key: String,
    /// Its place on the colour circle, 0 to 359.
    pub hue: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
row!(Tag { id, name, name_key, hue, created_at, updated_at });

/// The tags of one tenant. Only a door can make one.
#[derive(Debug)]
pub struct Tags<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Tags<'_> {
    /// Adds a tag; false when the name is taken.
    pub async fn insert(&mut self, tag: &Tag) -> DbResult<bool> {
        let Tag { id, name, name_key, hue, created_at, .. } = tag;
        let args = args![self.tenant, *id, name, name_key, *hue, *created_at];
        Ok(self.tx.execute(&INSERT, args).await? == 1)
    }

    /// Those of the ids that are tags, by name.
    pub async fn find_many(&mut self, ids: &[TagId]) -> DbResult<Vec<Tag>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        let mut found: Vec<Tag> = self.tx.all_batch(&FIND_MANY, args![self.tenant], rows).await?;
        found.sort_by(|one, other| one.name_key.cmp(&other.name_key));
        Ok(found)
    }

    /// The tags behind a folded name, by name.
    pub async fn list(&mut self, behind: &str, limit: u32) -> DbResult<Vec<Tag>> {
        self.tx.all(&LIST, args![self.tenant, behind, limit]).await
    }

    /// The tag, which nobody else changes until this transaction ends.
    pub async fn touch(&mut self, id: TagId, at: Timestamp) -> DbResult<Option<Tag>> {
        self.tx.optional(&TOUCH, args![self.tenant, id, at]).await
    }

    /// Whether another tag has this folded name.
    pub async fn is_taken(&mut self, name_key: &str, by_another_than: TagId) -> DbResult<bool> {
        let Number { n } = self.tx.one(&COUNT_OTHERS, args![self.tenant, name_key, by_another_than]).await?;
        Ok(n > 0)
    }

    /// Writes name and hue. A name that became another's meanwhile is a `Conflict`.
    pub async fn update(&mut self, tag: &Tag) -> DbResult<()> {
        self.tx.execute(&UPDATE, args![self.tenant, tag.id, &tag.name, &tag.name_key, tag.hue]).await.map(drop)
    }

    /// From now on it is no tag any more; [`Tags::forget`] takes it off what it was on.
    pub async fn mark_deleted(&mut self, id: TagId, at: Timestamp) -> DbResult<bool> {
        Ok(self.tx.execute(&MARK_DELETED, args![self.tenant, id, at]).await? == 1)
    }

    /// Takes a deleted tag off at most 500 conversations and contacts each; true when it is gone for good.
    pub async fn forget(&mut self, id: TagId) -> DbResult<bool> {
        let conversations = self.tx.execute(&FORGET_ON_CONVERSATIONS, args![self.tenant, id]).await?;
        let contacts = self.tx.execute(&FORGET_ON_CONTACTS, args![self.tenant, id]).await?;
        if conversations + contacts > 0 {
            return Ok(false);
        }
        self.tx.execute(&DELETE, args![self.tenant, id]).await?;
        Ok(true)
    }
}
