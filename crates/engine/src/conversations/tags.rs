use recado_domain::{ConversationId, TagId, conversation::HistoryKind};
use recado_storage::{
    DbResult, Tx,
    tenant::{conversations::ConversationRow, tags::Tag},
};
use serde_json::json;

use super::{ConversationError, Done, TagPlace, open};
use crate::{
    Engine,
    access::{Caller, audit::Deed},
    events::ConversationChange,
};

/// Tags to be put on something and taken off it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Retag {
    /// Put on it.
    pub add: Vec<TagId>,
    /// Taken off it.
    pub remove: Vec<TagId>,
}

impl Retag {
    /// The tags that are named, if the tenant has all of them.
    pub(crate) async fn named(&self, tx: &mut Tx) -> DbResult<Result<Vec<Tag>, TagPlace>> {
        let all: Vec<TagId> = self.add.iter().chain(&self.remove).copied().collect();
        let known = tx.tenant().tags().find_many(&all).await?;
        for (list, ids) in [("add", &self.add), ("remove", &self.remove)] {
            let unknown = ids.iter().position(|id| known.iter().all(|tag| tag.id != *id));
            if let Some(index) = unknown {
                return Ok(Err(TagPlace { list, index }));
            }
        }
        Ok(Ok(known))
    }
}

impl Engine {
    /// Puts tags on a conversation and takes others off it.
    pub async fn retag_conversation(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ConversationId,
        retag: &Retag,
    ) -> Result<(), ConversationError> {
        let before = open(tx, caller, id).await?;
        let known = retag.named(tx).await?.map_err(ConversationError::UnknownTag)?;
        let on = tx.tenant().taggings().of_conversations(&[id]).await?;
        let is_on = |tag: &TagId| on.iter().any(|one| one.tag_id == *tag);
        let add: Vec<TagId> = retag.add.iter().copied().filter(|tag| !is_on(tag)).collect();
        let remove: Vec<TagId> = retag.remove.iter().copied().filter(is_on).collect();
        if !add.is_empty() {
            tx.tenant().taggings().tag_conversation(id, &add).await?;
            let named = chosen(&known, &add);
            self.note_tags(tx, caller, &before, (HistoryKind::Tagged, "conversation.tagged", named)).await?;
        }
        if !remove.is_empty() {
            tx.tenant().taggings().untag_conversation(id, &remove).await?;
            let named = chosen(&known, &remove);
            self.note_tags(tx, caller, &before, (HistoryKind::Untagged, "conversation.untagged", named)).await?;
        }
        Ok(())
    }

    async fn note_tags(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        before: &ConversationRow,
        (kind, action, tags): (HistoryKind, &'static str, Vec<&Tag>),
    ) -> Result<(), ConversationError> {
        let ids: Vec<TagId> = tags.iter().map(|tag| tag.id).collect();
        let deed = Deed::new(action, "conversation").of(before.id).with(json!({ "tagIds": ids }));
        let named: Vec<_> = tags.iter().map(|tag| json!({ "id": tag.id, "name": tag.name })).collect();
        let happened = Some((kind, json!({ "tags": named })));
        self.close_change(tx, caller.by(), before, Done { change: ConversationChange::Updated, deed, happened }).await
    }
}

/// Those of the tags, in the order of their names.
fn chosen<'t>(known: &'t [Tag], ids: &[TagId]) -> Vec<&'t Tag> {
    known.iter().filter(|tag| ids.contains(&tag.id)).collect()
}
