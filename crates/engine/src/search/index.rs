use std::time::Duration;

use recado_domain::fold::VERSION;
use recado_storage::{DbResult, Scope};
use tokio_util::sync::CancellationToken;

use super::words::of_message;
use crate::{
    Engine,
    lease::{pause, while_held},
};

/// The lease of the one node that writes the index.
pub const LEASE: &str = "search";
/// Messages in one transaction.
const PIECE: u32 = 256;
/// The wait when everything is in the index.
const IDLE: Duration = Duration::from_millis(500);
/// The wait after the database refused.
const AFTER_ERROR: Duration = Duration::from_secs(5);

/// Writes the index whenever this node holds the lease, until `ending` is cancelled. Nothing where search is switched off.
pub async fn run(engine: Engine, ending: CancellationToken) {
    if engine.settings.search_messages {
        while_held(&engine, LEASE, &ending, |_, lost| work(&engine, lost)).await;
    } else {
        ending.cancelled().await;
    }
}

async fn work(engine: &Engine, lost: CancellationToken) {
    while !lost.is_cancelled() {
        match index_pending(engine).await {
            Ok(PIECE..) => tokio::task::yield_now().await,
            Ok(_) => pause(IDLE, &lost).await,
            Err(error) => {
                tracing::warn!(category = "system", %error, "words of messages could not be indexed; it is tried again");
                pause(AFTER_ERROR, &lost).await;
            }
        }
    }
}

/// Puts the next messages into the index; how many. Safe to run twice.
#[expect(clippy::disallowed_methods, reason = "messages are indexed whosever they are")]
pub async fn index_pending(engine: &Engine) -> DbResult<u32> {
    let pending = engine.db.read(Scope::System).await?.system().message_words().unindexed(PIECE).await?;
    if pending.is_empty() {
        return Ok(0);
    }
    let words: Vec<_> = pending.iter().map(|row| (row.tenant_id, row.id, of_message(row.content.as_deref()))).collect();
    let mut tx = engine.db.write(Scope::System).await?;
    tx.system().message_words().index(&words, VERSION).await?;
    tx.commit().await?;
    Ok(u32::try_from(words.len()).unwrap_or(PIECE))
}
