//! The hold after a restore: no lane, job or mail is taken while it stands.

use recado_domain::Timestamp;
use recado_storage::{Db, DbResult, Scope};

use crate::Engine;

/// Since when nothing is sent, because this database came out of a backup.
pub async fn held_since(db: &Db) -> DbResult<Option<Timestamp>> {
    db.read(Scope::System).await?.platform().holds().since().await
}

/// Lets everything go again; false when nothing was held. Other nodes notice within a second.
pub async fn confirm(engine: &Engine) -> DbResult<bool> {
    let mut tx = engine.db.write(Scope::System).await?;
    let was_held = tx.platform().holds().lift().await?;
    tx.commit().await?;
    if was_held {
        engine.wake.queued();
        engine.wake.enqueued();
        engine.wake.mailed();
        tracing::info!(category = "system", "the restore was confirmed: sending goes on");
    }
    Ok(was_held)
}
