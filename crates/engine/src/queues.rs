//! Figures of what waits, by kind. Every worker measures, so that they do not stand still when one ends.

use std::time::Duration;

use recado_storage::{DbResult, Scope};
use tokio_util::sync::CancellationToken;

use crate::{Engine, lease::pause};

/// How often.
const EVERY: Duration = Duration::from_secs(15);

/// Measures until `ending` is cancelled.
pub async fn run(engine: Engine, ending: CancellationToken) {
    while !ending.is_cancelled() {
        if let Err(error) = measure(&engine).await {
            tracing::warn!(category = "system", %error, "the queues could not be measured");
        }
        pause(EVERY, &ending).await;
    }
}

#[expect(clippy::disallowed_methods, reason = "what waits on the whole server")]
async fn measure(engine: &Engine) -> DbResult<()> {
    let now = engine.now();
    let queues = engine.db.read(Scope::System).await?.system().queues().measure(now).await?;
    for queue in queues {
        let rows = u32::try_from(queue.rows).unwrap_or(u32::MAX);
        let age = queue.since.map_or(Duration::ZERO, |since| now.since(since));
        metrics::gauge!("recado_queue_rows", "kind" => queue.kind).set(rows);
        metrics::gauge!("recado_queue_age_seconds", "kind" => queue.kind).set(age.as_secs_f64());
    }
    Ok(())
}
