use recado_domain::{TagId, fold::fold_key};
use recado_storage::{DbError, Tx, tenant::tags::Tag};
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

/// What is to change about a tag.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagPatch {
    /// The name shown.
    pub name: Option<String>,
    /// Its place on the colour circle, 0 to 359.
    pub hue: Option<i64>,
}

impl Engine {
    /// Changes a tag.
    pub async fn change_tag(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        id: TagId,
        patch: TagPatch,
    ) -> Result<TagView, TagError> {
        let before = tx.tenant().tags().touch(id, self.now()).await?.ok_or(TagError::Unknown)?;
        let name = patch.name.unwrap_or_else(|| before.name.clone());
        let after = Tag { name_key: fold_key(&name), name, hue: patch.hue.unwrap_or(before.hue), ..before.clone() };
        if after == before {
            return Ok(load::tag(after));
        }
        if tx.tenant().tags().is_taken(&after.name_key, id).await? {
            return Err(TagError::NameTaken);
        }
        tx.tenant().tags().update(&after).await.map_err(taken)?;
        let metadata = json!({ "from": { "name": before.name, "hue": before.hue },
            "to": { "name": after.name, "hue": after.hue } });
        let deed = Deed::new("tag.changed", "tag").of(id).with(metadata);
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        let view = load::tag(after);
        events::emit(self, &mut tx.tenant(), vec![Event::tag_updated(&view)]).await?;
        Ok(view)
    }
}

/// The name became another's between the question and the write: the unique index says so.
fn taken(error: DbError) -> TagError {
    match error {
        DbError::Conflict(_) => TagError::NameTaken,
        other => other.into(),
    }
}
