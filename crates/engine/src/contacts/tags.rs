use recado_domain::{ContactId, TagId};
use recado_storage::Tx;
use serde_json::json;

use super::ContactError;
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
    conversations::Retag,
    events::{self, Event},
    view::{ContactView, load},
};

impl Engine {
    /// Puts tags on a contact and takes others off them.
    pub async fn retag_contact(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: ContactId,
        retag: &Retag,
    ) -> Result<ContactView, ContactError> {
        let before = self.lock_contact(tx, id).await?;
        retag.named(tx).await?.map_err(ContactError::UnknownTag)?;
        let is_on = |tag: &TagId| before.tag_ids.contains(tag);
        let add: Vec<TagId> = retag.add.iter().copied().filter(|tag| !is_on(tag)).collect();
        let remove: Vec<TagId> = retag.remove.iter().copied().filter(is_on).collect();
        if add.is_empty() && remove.is_empty() {
            return Ok(before);
        }
        tx.tenant().taggings().tag_contact(id, &add).await?;
        tx.tenant().taggings().untag_contact(id, &remove).await?;
        let deed = Deed::new("contact.tagged", "contact").of(id).with(json!({ "add": add, "remove": remove }));
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        let view = load::contacts(&mut tx.tenant(), &[id]).await?.pop().ok_or(ContactError::Unknown)?;
        events::emit(self, &mut tx.tenant(), vec![Event::contact_updated(&view)]).await?;
        Ok(view)
    }
}
