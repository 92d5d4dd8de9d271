//! Which tags are on what.
//!
//! A row carries a copy of what its list is sorted by; `refresh` and `refresh_contacts` are called wherever the
//! original changes, in the same transaction.

use recado_domain::{ContactId, ConversationId, TagId, TenantId};

use crate::{
    column::{Arg, args},
    error::DbResult,
    rows::row,
    statement::statements,
    tx::Tx,
};

statements! { Tenant "taggings";
    OF_CONVERSATIONS = batch [1 + UUID] ["SELECT t.conversation_id, t.tag_id FROM conversation_tags t
        JOIN tags g ON g.tenant_id = t.tenant_id AND g.id = t.tag_id
        WHERE t.tenant_id = $1 AND g.deleted_at IS NULL AND t.conversation_id IN ("] [")"];
    OF_CONTACTS = batch [1 + UUID] ["SELECT t.contact_id, t.tag_id FROM contact_tags t
        JOIN tags g ON g.tenant_id = t.tenant_id AND g.id = t.tag_id
        WHERE t.tenant_id = $1 AND g.deleted_at IS NULL AND t.contact_id IN ("] [")"];
    TAG_CONVERSATIONS = batch [1 + UUID, UUID] ["INSERT INTO conversation_tags (tenant_id, conversation_id, tag_id, is_closed, activity_at)
        SELECT c.tenant_id, c.id, v.column2, 1 - c.is_open, c.last_activity_at FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v JOIN conversations c ON c.tenant_id = $1 AND c.id = v.column1 WHERE TRUE ON CONFLICT DO NOTHING"];
    UNTAG_CONVERSATIONS = batch [1 + UUID, UUID] ["DELETE FROM conversation_tags
        WHERE tenant_id = $1 AND (conversation_id, tag_id) IN (VALUES "] [")"];
    TAG_CONTACTS = batch [1 + UUID, UUID] ["INSERT INTO contact_tags (tenant_id, contact_id, tag_id, name_key)
        SELECT c.tenant_id, c.id, v.column2, c.name_key FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v JOIN contacts c ON c.tenant_id = $1 AND c.id = v.column1 WHERE TRUE ON CONFLICT DO NOTHING"];
    UNTAG_CONTACTS = batch [1 + UUID, UUID] ["DELETE FROM contact_tags
        WHERE tenant_id = $1 AND (contact_id, tag_id) IN (VALUES "] [")"];
    REFRESH = batch [1 + UUID] ["UPDATE conversation_tags SET is_closed = 1 - c.is_open, activity_at = c.last_activity_at
        FROM conversations c WHERE conversation_tags.tenant_id = $1 AND c.tenant_id = $1
        AND c.id = conversation_tags.conversation_id AND conversation_tags.conversation_id IN ("]
        [") AND (conversation_tags.is_closed <> 1 - c.is_open OR conversation_tags.activity_at <> c.last_activity_at)"];
    REFRESH_CONTACTS = batch [1 + UUID] ["UPDATE contact_tags SET name_key = c.name_key
        FROM contacts c WHERE contact_tags.tenant_id = $1 AND c.tenant_id = $1
        AND c.id = contact_tags.contact_id AND contact_tags.contact_id IN ("]
        [") AND contact_tags.name_key <> c.name_key"];
    HAND_OVER = "INSERT INTO contact_tags (tenant_id, contact_id, tag_id, name_key)
        SELECT c.tenant_id, c.id, t.tag_id, c.name_key FROM contact_tags t
        JOIN contacts c ON c.tenant_id = t.tenant_id AND c.id = $3
        WHERE t.tenant_id = $1 AND t.contact_id = $2 ON CONFLICT DO NOTHING";
    TAKE_OFF = "DELETE FROM contact_tags WHERE tenant_id = $1 AND contact_id = $2";
}

/// A tag on a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConversationTag {
    /// What it is on.
    pub conversation_id: ConversationId,
    /// The tag.
    pub tag_id: TagId,
}
row!(ConversationTag { conversation_id, tag_id });

/// A tag on a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContactTag {
    /// Whom it is on.
    pub contact_id: ContactId,
    /// The tag.
    pub tag_id: TagId,
}
row!(ContactTag { contact_id, tag_id });

/// Which tags of one tenant are on what. Only a door can make one.
#[derive(Debug)]
pub struct Taggings<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Taggings<'_> {
    /// The tags of these conversations, the oldest tags first.
    pub async fn of_conversations(&mut self, ids: &[ConversationId]) -> DbResult<Vec<ConversationTag>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        let mut found: Vec<ConversationTag> = self.tx.all_batch(&OF_CONVERSATIONS, args![self.tenant], rows).await?;
        found.sort_by_key(|tag| tag.tag_id);
        Ok(found)
    }

    /// The tags of these contacts, the oldest tags first.
    pub async fn of_contacts(&mut self, ids: &[ContactId]) -> DbResult<Vec<ContactTag>> {
        let rows = ids.iter().map(|id| args![*id]).collect();
        let mut found: Vec<ContactTag> = self.tx.all_batch(&OF_CONTACTS, args![self.tenant], rows).await?;
        found.sort_by_key(|tag| tag.tag_id);
        Ok(found)
    }

    /// Puts these tags on a conversation; how many were not on it.
    pub async fn tag_conversation(&mut self, id: ConversationId, tags: &[TagId]) -> DbResult<u64> {
        self.tx.execute_batch(&TAG_CONVERSATIONS, args![self.tenant], pairs(id, tags)).await
    }

    /// Takes these tags off a conversation; how many were on it.
    pub async fn untag_conversation(&mut self, id: ConversationId, tags: &[TagId]) -> DbResult<u64> {
        self.tx.execute_batch(&UNTAG_CONVERSATIONS, args![self.tenant], pairs(id, tags)).await
    }

    /// Puts these tags on a contact; how many were not on it.
    pub async fn tag_contact(&mut self, id: ContactId, tags: &[TagId]) -> DbResult<u64> {
        self.tx.execute_batch(&TAG_CONTACTS, args![self.tenant], pairs(id, tags)).await
    }

    /// Takes these tags off a contact; how many were on it.
    pub async fn untag_contact(&mut self, id: ContactId, tags: &[TagId]) -> DbResult<u64> {
        self.tx.execute_batch(&UNTAG_CONTACTS, args![self.tenant], pairs(id, tags)).await
    }

    /// Makes the tags of one contact another's, who keeps their own.
    pub async fn hand_over(&mut self, from: ContactId, to: ContactId) -> DbResult<()> {
        self.tx.execute(&HAND_OVER, args![self.tenant, from, to]).await?;
        self.tx.execute(&TAKE_OFF, args![self.tenant, from]).await.map(drop)
    }
}

fn pairs<I: Copy + Into<Arg>>(of: I, tags: &[TagId]) -> Vec<Vec<Arg>> {
    let mut tags = tags.to_vec();
    tags.sort_unstable();
    tags.into_iter().map(|tag| vec![of.into(), Arg::from(tag)]).collect()
}

/// Copies what lists of tagged conversations are sorted by, after these conversations changed. Ids in rising order.
pub(crate) async fn refresh(
    tx: &mut Tx,
    tenant: TenantId,
    ids: impl IntoIterator<Item = ConversationId>,
) -> DbResult<()> {
    let rows = ids.into_iter().map(|id| args![id]).collect();
    tx.execute_batch(&REFRESH, args![tenant], rows).await.map(drop)
}

/// Copies what lists of tagged contacts are sorted by, after these contacts changed. Ids in rising order.
pub(crate) async fn refresh_contacts(
    tx: &mut Tx,
    tenant: TenantId,
    ids: impl IntoIterator<Item = ContactId>,
) -> DbResult<()> {
    let rows = ids.into_iter().map(|id| args![id]).collect();
    tx.execute_batch(&REFRESH_CONTACTS, args![tenant], rows).await.map(drop)
}
