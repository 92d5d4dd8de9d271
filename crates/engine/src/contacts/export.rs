use std::collections::BTreeSet;

use recado_domain::{ContactId, ConversationId, MessageId, NoteId, TagId, Timestamp};
use recado_storage::{
    DbError, DbResult, Tenant,
    tenant::conversation_lists::{Behind, ConversationFilter, Order, Stage},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::ContactError;
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
    view::{ContactView, ConversationView, MessageView, NoteView, TagView, load},
};

/// Rows that are read at a time.
const PIECE: u32 = 500;

/// All that is kept of a contact, as far as whoever asks for it may see it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContactExport {
    /// When it was put together.
    #[schema(value_type = String, format = DateTime)]
    pub exported_at: Timestamp,
    /// Who they are, with their identities.
    pub contact: ContactView,
    /// The tags that are on them or on their conversations.
    pub tags: Vec<TagView>,
    /// Their conversations, the oldest first.
    pub conversations: Vec<ConversationView>,
    /// What was said in them, both ways, conversation by conversation, the oldest first.
    pub messages: Vec<MessageView>,
    /// What the team wrote to itself there, the oldest first.
    pub notes: Vec<NoteView>,
}

impl Engine {
    /// Puts together what is kept of a contact: conversations that the caller does not see are left out with all that is in
    /// them. Writes the audit log, in a transaction of its own.
    pub async fn export_contact(&self, caller: &Caller, id: ContactId) -> Result<ContactExport, ContactError> {
        let mut read = self.db.read(caller.scope()).await?;
        let export = self.put_together(&mut read.tenant(), caller, id).await?;
        drop(read);
        let mut tx = self.db.write(caller.scope()).await?;
        let deed = Deed::new("contact.exported", "contact").of(export.contact.id).sensitive();
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        tx.commit().await?;
        Ok(export)
    }

    async fn put_together(
        &self,
        tenant: &mut Tenant<'_>,
        caller: &Caller,
        id: ContactId,
    ) -> Result<ContactExport, ContactError> {
        let row = tenant.contacts().find(id).await?.filter(|row| row.merged_into.is_none());
        let row = row.filter(|row| row.erased_at.is_none()).ok_or(ContactError::Unknown)?;
        let contact = load::contact_rows(tenant, vec![row]).await?.pop().ok_or(ContactError::Unknown)?;
        let conversations = self.conversations_of(tenant, caller, id).await?;
        let (mut messages, mut notes) = (Vec::new(), Vec::new());
        for conversation in &conversations {
            messages.extend(self.messages_of(tenant, conversation.id).await?);
            notes.extend(notes_of(tenant, conversation.id).await?);
        }
        let on: BTreeSet<TagId> =
            conversations.iter().flat_map(|one| &one.tag_ids).chain(&contact.tag_ids).copied().collect();
        let tags = tenant.tags().find_many(&on.into_iter().collect::<Vec<_>>()).await?;
        let tags = tags.into_iter().map(load::tag).collect();
        Ok(ContactExport { exported_at: self.now(), contact, tags, conversations, messages, notes })
    }

    async fn conversations_of(
        &self,
        tenant: &mut Tenant<'_>,
        caller: &Caller,
        contact: ContactId,
    ) -> DbResult<Vec<ConversationView>> {
        let filter = ConversationFilter {
            stage: Stage::Any,
            contact: Some(contact),
            order: Order::Oldest,
            ..ConversationFilter::default()
        };
        let (mut all, mut behind): (Vec<ConversationView>, Option<Behind>) = (Vec::new(), None);
        loop {
            let rows = tenant.conversation_lists().page(&filter, caller.visibility(), behind, PIECE).await?;
            let is_end = rows.len() < PIECE as usize;
            behind = rows.last().map(|row| (row.last_activity_at, row.id));
            all.extend(load::conversations(tenant, rows, self.settings.language).await?);
            if is_end {
                return Ok(all);
            }
        }
    }

    async fn messages_of(&self, tenant: &mut Tenant<'_>, id: ConversationId) -> DbResult<Vec<MessageView>> {
        let (mut all, mut before): (Vec<MessageView>, Option<MessageId>) = (Vec::new(), None);
        loop {
            let rows = tenant.threads().list(id, before, PIECE).await?;
            before = rows.last().map(|row| row.id);
            all.extend(rows.iter().map(|row| load::message(row, self.settings.language)));
            if rows.len() < PIECE as usize {
                all.reverse();
                return Ok(all);
            }
        }
    }
}

async fn notes_of(tenant: &mut Tenant<'_>, id: ConversationId) -> Result<Vec<NoteView>, DbError> {
    let (mut all, mut before): (Vec<NoteView>, NoteId) = (Vec::new(), NoteId::from_uuid(Uuid::max()));
    loop {
        let rows = tenant.notes().list(id, before.uuid(), PIECE).await?;
        let is_end = rows.len() < PIECE as usize;
        before = rows.last().map_or(before, |row| row.id);
        all.extend(rows.into_iter().filter(|row| row.deleted_at.is_none()).map(load::note));
        if is_end {
            all.reverse();
            return Ok(all);
        }
    }
}
