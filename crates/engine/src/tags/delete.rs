use recado_domain::TagId;
use recado_storage::{Scope, Tx};
use serde::{Deserialize, Serialize};

use super::TagError;
use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
    events::{self, Event},
    jobs::{self, Job, JobCx, JobError},
};

impl Engine {
    /// Deletes a tag: it is no tag any more from now on; a job takes it off what it is on. After the commit ring
    /// `wake.enqueued()` too.
    pub async fn delete_tag(&self, tx: &mut Tx, caller: &Caller, id: TagId) -> Result<(), TagError> {
        if !tx.tenant().tags().mark_deleted(id, self.now()).await? {
            return Err(TagError::Unknown);
        }
        jobs::enqueue(self, &mut tx.tenant(), &ForgetTag { tag: id }, self.now()).await?;
        let deed = Deed::new("tag.deleted", "tag").of(id);
        audit::record(tx.tenant(), self, caller.by(), deed).await?;
        Ok(events::emit(self, &mut tx.tenant(), vec![Event::tag_deleted(id)]).await?)
    }
}

/// Takes a deleted tag off everything, a piece at a time. Safe to run twice.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct ForgetTag {
    /// Which one.
    pub tag: TagId,
}

impl Job for ForgetTag {
    const KIND: &'static str = "forget-tag.v1";

    async fn run(self, cx: &JobCx<'_>) -> Result<(), JobError> {
        loop {
            let mut tx = cx.engine.db.write(Scope::Tenant(cx.tenant)).await?;
            let is_gone = tx.tenant().tags().forget(self.tag).await?;
            tx.commit().await?;
            if is_gone {
                return Ok(());
            }
        }
    }
}
