use recado_domain::{TagId, fold::fold_key};
use recado_storage::{Tx, tenant::tags::Tag};
use serde_json::json;

use super::TagError;
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
    events::{self, Event},
    view::{TagView, load},
};

/// A tag to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewTag {
    /// The name shown.
    pub name: String,
    /// Its place on the colour circle, 0 to 359.
    pub hue: i64,
}

impl Engine {
    /// Makes a tag in the caller's tenant.
    pub async fn make_tag(&self, tx: &mut Tx, caller: &Caller, new: NewTag) -> Result<TagView, TagError> {
        let at = self.now();
        let id = TagId::from_uuid(self.ids.v7(at));
        let NewTag { name, hue } = new;
        let tag = Tag { id, name_key: fold_key(&name), name, hue, created_at: at, updated_at: at };
        if !tx.tenant().tags().insert(&tag).await? {
            return Err(TagError::NameTaken);
        }
        let deed = Deed::new("tag.created", "tag").of(id).with(json!({ "name": tag.name }));
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        let view = load::tag(tag);
        events::emit(self, &mut tx.tenant(), vec![Event::tag_updated(&view)]).await?;
        Ok(view)
    }
}
