//! What waits, by kind: how much, counted up to ten thousand, and since when. Each is read from a partial index that
//! holds only what waits.

use recado_domain::Timestamp;

use crate::{DbResult, Tx, column::args, rows::row, statement::statements};

statements! { System "queues";
    MEASURE = "SELECT s.n AS sends, s.since AS sends_since, w.n AS webhooks, w.since AS webhooks_since,
            j.n AS jobs, j.since AS jobs_since, m.n AS mails, m.since AS mails_since, e.n AS events, e.since AS events_since
        FROM (SELECT COUNT(*) AS n, MIN(due_at) AS since FROM
                (SELECT due_at FROM messages WHERE sending = 'queued' AND due_at <= $1 LIMIT 10000) AS waiting) AS s,
            (SELECT COUNT(*) AS n, MIN(received_at) AS since FROM
                (SELECT received_at FROM inbound_events WHERE projected_at IS NULL LIMIT 10000) AS waiting) AS w,
            (SELECT COUNT(*) AS n, MIN(run_at) AS since FROM
                (SELECT run_at FROM jobs WHERE state = 'ready' AND run_at <= $1 LIMIT 10000) AS waiting) AS j,
            (SELECT COUNT(*) AS n, MIN(run_at) AS since FROM
                (SELECT run_at FROM outgoing_mails WHERE state = 'ready' AND run_at <= $1 LIMIT 10000) AS waiting) AS m,
            (SELECT COUNT(*) AS n, MIN(at) AS since FROM
                (SELECT at FROM outbox WHERE pos IS NULL LIMIT 10000) AS waiting) AS e";
}

struct Measured {
    sends: i64,
    sends_since: Option<Timestamp>,
    webhooks: i64,
    webhooks_since: Option<Timestamp>,
    jobs: i64,
    jobs_since: Option<Timestamp>,
    mails: i64,
    mails_since: Option<Timestamp>,
    events: i64,
    events_since: Option<Timestamp>,
}
row!(Measured {
    sends,
    sends_since,
    webhooks,
    webhooks_since,
    jobs,
    jobs_since,
    mails,
    mails_since,
    events,
    events_since
});

/// One kind of work that waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queue {
    /// `sends`, `webhooks` (not projected yet), `jobs`, `mails`, `events` (without a number yet).
    pub kind: &'static str,
    /// How much of it is due, up to ten thousand.
    pub rows: i64,
    /// Since when the oldest of those has been due.
    pub since: Option<Timestamp>,
}

/// What waits. Only a door can make one.
#[derive(Debug)]
pub struct Queues<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Queues<'_> {
    /// Measures each kind.
    pub async fn measure(&mut self, now: Timestamp) -> DbResult<[Queue; 5]> {
        let all: Measured = self.tx.one(&MEASURE, args![now]).await?;
        let queue = |kind, rows, since| Queue { kind, rows, since };
        Ok([
            queue("sends", all.sends, all.sends_since),
            queue("webhooks", all.webhooks, all.webhooks_since),
            queue("jobs", all.jobs, all.jobs_since),
            queue("mails", all.mails, all.mails_since),
            queue("events", all.events, all.events_since),
        ])
    }
}
