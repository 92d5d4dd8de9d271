//! Mail to be sent, sealed. Claiming moves a mail's time behind the claim: who is lost with it, loses it.

use recado_domain::Timestamp;
use uuid::Uuid;

use crate::{column::args, error::DbResult, rows::row, statement::statements, tx::Tx};

statements! { Platform "outgoing_mails";
    INSERT = "INSERT INTO outgoing_mails (id, kind, state, sealed, attempt, run_at, last_error, created_at)
              VALUES ($1, $2, 'ready', $3, 0, $4, NULL, $4)";
    // The time is asked twice: on PostgreSQL another worker may have claimed between the two.
    CLAIM = "UPDATE outgoing_mails SET attempt = attempt + 1, run_at = $2
             WHERE state = 'ready' AND run_at <= $1 AND id IN (SELECT id FROM outgoing_mails
                 WHERE state = 'ready' AND run_at <= $1
                 AND NOT EXISTS (SELECT 1 FROM instance_settings WHERE name = 'hold.restore')
                 ORDER BY run_at, id LIMIT $3)
             RETURNING id, kind, sealed, attempt, created_at";
    COMPLETE = "DELETE FROM outgoing_mails WHERE id = $1 AND attempt = $2 AND state = 'ready'";
    RETRY = "UPDATE outgoing_mails SET run_at = $3, last_error = $4 WHERE id = $1 AND attempt = $2 AND state = 'ready'";
    BURY = "UPDATE outgoing_mails SET state = 'dead', last_error = $3 WHERE id = $1 AND attempt = $2 AND state = 'ready'";
    LIST_DEAD = "SELECT id, kind, attempt, last_error, created_at FROM outgoing_mails
                 WHERE state = 'dead' ORDER BY created_at, id LIMIT $1";
    REVIVE_DEAD = "UPDATE outgoing_mails SET state = 'ready', attempt = 0, run_at = $1 WHERE state = 'dead'";
    PURGE_DEAD = "DELETE FROM outgoing_mails WHERE state = 'dead' AND created_at < $1";
}

/// A mail in a worker's hands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedMail {
    /// Its id.
    pub id: Uuid,
    /// What it is, for figures and the log.
    pub kind: String,
    /// Whom it is for and what it says.
    pub sealed: Vec<u8>,
    /// Which attempt this is, from 1: what ends it must name it.
    pub attempt: u32,
    /// When it was enqueued.
    pub created_at: Timestamp,
}
row!(ClaimedMail { id, kind, sealed, attempt, created_at });

/// A mail that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadMail {
    /// Its id.
    pub id: Uuid,
    /// What it is.
    pub kind: String,
    /// How often it was tried.
    pub attempt: u32,
    /// Why the last time failed.
    pub last_error: Option<String>,
    /// When it was enqueued.
    pub created_at: Timestamp,
}
row!(DeadMail { id, kind, attempt, last_error, created_at });

/// All mail to be sent.
#[derive(Debug)]
pub struct OutgoingMails<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl OutgoingMails<'_> {
    /// Adds a mail, due at once.
    pub async fn insert(&mut self, id: Uuid, kind: &str, sealed: &[u8], at: Timestamp) -> DbResult<()> {
        self.tx.execute(&INSERT, args![id, kind, sealed, at]).await.map(|_| ())
    }

    /// Takes at most so many due mails; nobody else takes them before `until`.
    pub async fn claim(&mut self, now: Timestamp, until: Timestamp, limit: u16) -> DbResult<Vec<ClaimedMail>> {
        self.tx.all(&CLAIM, args![now, until, limit]).await
    }

    /// Forgets a mail that was sent.
    pub async fn complete(&mut self, mail: &ClaimedMail) -> DbResult<()> {
        self.tx.execute(&COMPLETE, args![mail.id, mail.attempt]).await.map(|_| ())
    }

    /// Puts a mail back until `run_at`.
    pub async fn retry(&mut self, mail: &ClaimedMail, run_at: Timestamp, error: &str) -> DbResult<()> {
        self.tx.execute(&RETRY, args![mail.id, mail.attempt, run_at, error]).await.map(|_| ())
    }

    /// Gives a mail up.
    pub async fn bury(&mut self, mail: &ClaimedMail, error: &str) -> DbResult<()> {
        self.tx.execute(&BURY, args![mail.id, mail.attempt, error]).await.map(|_| ())
    }

    /// Mails that were given up, the oldest first.
    pub async fn list_dead(&mut self, limit: u32) -> DbResult<Vec<DeadMail>> {
        self.tx.all(&LIST_DEAD, args![limit]).await
    }

    /// Makes every mail that was given up due again; how many.
    pub async fn revive_dead(&mut self, now: Timestamp) -> DbResult<u64> {
        self.tx.execute(&REVIVE_DEAD, args![now]).await
    }

    /// Deletes given up mails that were enqueued before `before`; how many.
    pub async fn purge_dead(&mut self, before: Timestamp) -> DbResult<u64> {
        self.tx.execute(&PURGE_DEAD, args![before]).await
    }
}
