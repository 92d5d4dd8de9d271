//! How much was given up on the whole server, each kind counted up to a thousand.

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

statements! { System "stuck";
    COUNT = "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM jobs WHERE state = 'dead' LIMIT 1000) AS j) AS jobs,
        (SELECT COUNT(*) FROM (SELECT 1 FROM outgoing_mails WHERE state = 'dead' LIMIT 1000) AS m) AS mails,
        (SELECT COUNT(*) FROM (SELECT 1 FROM quarantine WHERE resolved_at IS NULL AND retry_at IS NULL LIMIT 1000) AS q)
        AS changes";
}

/// What waits for somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stuck {
    /// Jobs that were given up.
    pub jobs: i64,
    /// Mail that was given up.
    pub mails: i64,
    /// Changes in quarantine that are not tried again by themselves.
    pub changes: i64,
}
row!(Stuck { jobs, mails, changes });

/// What was given up. Only a door can make one.
#[derive(Debug)]
pub struct AllStuck<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl AllStuck<'_> {
    /// Counts it.
    pub async fn count(&mut self) -> DbResult<Stuck> {
        self.tx.one(&COUNT, args![]).await
    }
}
