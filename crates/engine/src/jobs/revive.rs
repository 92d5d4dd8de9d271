use recado_domain::JobId;
use recado_storage::{DbResult, Tx};

use crate::{
    Engine,
    access::{
        Caller,
        audit::{self, Deed},
    },
};

impl Engine {
    /// Lets a job that was given up run again; false when the tenant has no such dead job. After the commit ring
    /// `wake.enqueued()`.
    pub async fn revive_job(&self, tx: &mut Tx, caller: &Caller, id: JobId) -> DbResult<bool> {
        let revived = tx.tenant().jobs().revive(id, self.now()).await?;
        if revived {
            audit::record(tx.tenant(), self, caller.by(), Deed::new("job.retried", "job").of(id)).await?;
        }
        Ok(revived)
    }
}
