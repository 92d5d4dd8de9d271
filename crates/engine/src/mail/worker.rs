//! The worker: takes due mail, composes and sends it, ends each as it deserves.

use std::time::Duration;

use futures_util::future::join_all;
use recado_domain::pacing::back_off;
use recado_storage::{DbResult, Scope, platform::outgoing_mails::ClaimedMail, secrets::Owner};
use tokio_util::sync::CancellationToken;

use super::{Mail, place};
use crate::Engine;

/// How often mail is looked for when nobody rings.
const POLL: Duration = Duration::from_secs(2);
/// Sending one takes no longer.
const LONGEST: Duration = Duration::from_mins(1);
/// So long a claim lasts: longer than any sending, so that no mail is sent twice at once.
const CLAIMED_FOR: Duration = Duration::from_secs(90);
/// Mail sent side by side.
const SIDE_BY_SIDE: u16 = 4;
/// How often a mail is tried before it is given up: after about half an hour.
const TRIES: u32 = 8;
/// The wait after the first failure; it doubles with each further one.
const FIRST_WAIT: Duration = Duration::from_secs(15);
/// Longest wait between two tries.
const LONGEST_WAIT: Duration = Duration::from_mins(30);

/// What [`send_due`] did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    /// Mail that was taken, or that nobody was to get.
    pub done: u64,
    /// Mail that is tried again.
    pub again: u64,
    /// Mail that was given up.
    pub dead: u64,
}

/// Sends due mail until `ending` is cancelled.
pub async fn run(engine: &Engine, ending: &CancellationToken) {
    while !ending.is_cancelled() {
        let more = match send_due(engine).await {
            Ok(sent) => sent != Sent::default(),
            Err(error) => {
                tracing::warn!(category = "job", %error, "mail could not be sent");
                false
            }
        };
        if !more {
            tokio::select! {
                () = ending.cancelled() => {}
                () = engine.wake.mails.notified() => {}
                () = tokio::time::sleep(POLL) => {}
            }
        }
    }
}

/// Sends the mail that is due, a few at most.
pub async fn send_due(engine: &Engine) -> DbResult<Sent> {
    let now = engine.now();
    let mut tx = engine.db.write(Scope::System).await?;
    let claimed = tx.platform().outgoing_mails().claim(now, now.plus(CLAIMED_FOR), SIDE_BY_SIDE).await?;
    tx.commit().await?;
    let outcomes = join_all(claimed.iter().map(|mail| attempt(engine, mail))).await;
    let mut sent = Sent::default();
    for (mail, outcome) in claimed.iter().zip(outcomes) {
        match outcome {
            Ok(()) => complete(engine, mail, &mut sent).await?,
            Err(reason) => end_badly(engine, mail, &reason, &mut sent).await?,
        }
    }
    Ok(sent)
}

async fn attempt(engine: &Engine, claimed: &ClaimedMail) -> Result<(), String> {
    let opened = engine.vault.open(Owner::Platform, place(claimed.id), &claimed.sealed).await;
    let opened = opened.map_err(|error| error.to_string())?;
    let mail: Mail =
        serde_json::from_str(opened.expose()).map_err(|_| "of a kind that is not known here".to_owned())?;
    let Some(letter) = engine.compose(claimed.id, mail).await.map_err(|error| error.to_string())? else {
        return Ok(());
    };
    match tokio::time::timeout(LONGEST, engine.post.send(&letter)).await {
        Ok(outcome) => outcome.map_err(|error| error.to_string()),
        Err(_) => Err("the mail server took too long".to_owned()),
    }
}

async fn complete(engine: &Engine, mail: &ClaimedMail, sent: &mut Sent) -> DbResult<()> {
    let mut tx = engine.db.write(Scope::System).await?;
    tx.platform().outgoing_mails().complete(mail).await?;
    tx.commit().await?;
    sent.done += 1;
    Ok(())
}

async fn end_badly(engine: &Engine, mail: &ClaimedMail, reason: &str, sent: &mut Sent) -> DbResult<()> {
    let mut tx = engine.db.write(Scope::System).await?;
    if mail.attempt < TRIES {
        let wait = back_off(FIRST_WAIT, mail.attempt.saturating_sub(1), LONGEST_WAIT, engine.jitter.fraction());
        tx.platform().outgoing_mails().retry(mail, engine.now().plus(wait), reason).await?;
        sent.again += 1;
    } else {
        tx.platform().outgoing_mails().bury(mail, reason).await?;
        sent.dead += 1;
        metrics::counter!("recado_mails_dead_total", "kind" => mail.kind.clone()).increment(1);
        tracing::error!(category = "job", mail = %mail.id, kind = mail.kind, reason, "a mail was given up");
    }
    tx.commit().await
}
