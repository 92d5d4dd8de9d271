//! One node looks every minute which numbers are silent, and asks Meta about a few of those it has not asked for an hour.

use std::time::Duration;

use recado_storage::{
    DbResult, Scope,
    system::silence::{DueNumber, Silent},
};
use tokio_util::sync::CancellationToken;

use super::Asker;
use crate::{
    Engine,
    events::{Event, emit},
    lease::{pause, while_held},
    view::load,
};

/// The lease of the one node that does it.
pub const LEASE: &str = "number-health";
/// How often.
const EVERY: Duration = Duration::from_mins(1);
/// So long after Meta took a message a webhook must have come.
const PATIENCE: Duration = Duration::from_mins(15);
/// What was sent longer ago tells nothing of today.
const MEMORY: Duration = Duration::from_hours(24);
/// Webhooks that came and wait longer than this make the silence undecided.
const BACKLOG: Duration = Duration::from_mins(1);
/// How old what Meta told may become.
const FRESH: Duration = Duration::from_hours(1);
/// Numbers that Meta is asked about in one round.
const A_FEW: u32 = 5;

/// Looks whenever this node holds the lease, until `ending` is cancelled.
pub async fn run(engine: Engine, ending: CancellationToken) {
    while_held(&engine, LEASE, &ending, |_, lost| work(&engine, lost)).await;
}

async fn work(engine: &Engine, lost: CancellationToken) {
    while !lost.is_cancelled() {
        // After the first minute: a number that is being set up is not asked about twice.
        pause(EVERY, &lost).await;
        if lost.is_cancelled() {
            break;
        }
        let done = async {
            look(engine).await?;
            refresh_due(engine, &lost).await
        };
        if let Err(error) = done.await {
            tracing::warn!(category = "system", %error, "the numbers' health could not be looked at; it is tried again");
        }
    }
    // Another node tells from now on.
    metrics::gauge!("recado_numbers_silent").set(0);
}

/// Finds the numbers whose webhooks do not come, and those whose come again. Safe to run twice.
#[expect(clippy::disallowed_methods, reason = "the silence of all numbers is found at once")]
pub async fn look(engine: &Engine) -> DbResult<()> {
    let now = engine.now();
    let mut read = engine.db.read(Scope::System).await?;
    if read.system().silence().is_projection_behind(now.minus(BACKLOG)).await? {
        return Ok(());
    }
    let found = read.system().silence().look(now.minus(MEMORY), now.minus(PATIENCE)).await?;
    drop(read);
    let silent = found.iter().filter(|number| number.since.is_some()).count();
    metrics::gauge!("recado_numbers_silent").set(u32::try_from(silent).unwrap_or(u32::MAX));
    for number in found.iter().filter(|number| number.since.is_some() != number.known.is_some()) {
        note(engine, number).await?;
    }
    Ok(())
}

async fn note(engine: &Engine, found: &Silent) -> DbResult<()> {
    let Silent { tenant_id, number_id, since, .. } = *found;
    let mut tx = engine.db.write(Scope::Tenant(tenant_id)).await?;
    let Some(number) = tx.tenant().phone_numbers().find(number_id).await? else { return Ok(()) };
    tx.tenant().number_health().silent(number_id, since, engine.now()).await?;
    emit(engine, &mut tx.tenant(), vec![Event::number_updated(&load::number(&number))]).await?;
    tx.commit().await?;
    engine.wake.events();
    if since.is_some() {
        tracing::warn!(category = "webhook", %number_id, "Meta takes the number's messages but none of its webhooks come");
    } else {
        tracing::info!(category = "webhook", %number_id, "the number's webhooks are no longer missed");
    }
    Ok(())
}

/// Asks Meta about a few of the active numbers it has not been asked about for an hour.
#[expect(clippy::disallowed_methods, reason = "the longest unasked, whosever they are")]
pub async fn refresh_due(engine: &Engine, lost: &CancellationToken) -> DbResult<()> {
    let old = engine.now().minus(FRESH);
    let due = engine.db.read(Scope::System).await?.system().silence().due(old, A_FEW).await?;
    for DueNumber { tenant_id, number_id } in due {
        if lost.is_cancelled() {
            break;
        }
        let number = engine.db.read(Scope::Tenant(tenant_id)).await?.tenant().phone_numbers().find(number_id).await?;
        if let Some(number) = number {
            engine.refresh_health(tenant_id, &number, Asker::Clock).await?;
        }
    }
    Ok(())
}
