//! Leases: at most one node projects, relays or sends for a number at a time.
//!
//! Whoever takes a lease over gets a higher fencing number, and every write done under a lease begins with
//! [`Tx::guard`]: the write of somebody who lost the lease meanwhile changes nothing. Clocks decide only how soon a lost
//! holder is replaced, never whether a write counts.

use std::{collections::BTreeSet, time::Duration};

use recado_domain::Timestamp;

use crate::{
    column::args,
    error::{DbError, DbResult},
    rows::{Number, row},
    statement::statements,
    tx::Tx,
};

statements! { System "leases";
    ACQUIRE = "
        INSERT INTO leases (name, holder, fence, until) VALUES ($1, $2, 1, $4)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, fence = leases.fence + 1, until = excluded.until
        WHERE leases.until <= $3
        RETURNING name, fence, until";
    RENEW = "UPDATE leases SET until = $3 WHERE name = $1 AND fence = $2";
    RELEASE = "UPDATE leases SET until = 0 WHERE name = $1 AND fence = $2";
    RELEASE_ALL_OF = "UPDATE leases SET until = 0 WHERE holder = $1 AND until > 0";
    HELD = "SELECT name FROM leases WHERE until > $1 ORDER BY name";
    LIST = "SELECT name, holder, fence, until FROM leases ORDER BY name";
    GUARD = sqlite ["SELECT fence AS n FROM leases WHERE name = $1 AND fence = $2"]
        postgres ["SELECT fence AS n FROM leases WHERE name = $1 AND fence = $2 FOR SHARE"];
}

/// A lease in its holder's hands. Only [`Leases::acquire`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    name: String,
    fence: i64,
    until: Timestamp,
}
row!(Lease { name, fence, until });

impl Lease {
    /// What is leased: `projector`, `relay`, `lane:num_…`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The fencing number: higher than that of every earlier holder.
    pub fn fence(&self) -> i64 {
        self.fence
    }

    /// Until when nobody else can take it, by the database's clock.
    pub fn until(&self) -> Timestamp {
        self.until
    }
}

/// A lease as anybody may look at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseRow {
    /// What is leased.
    pub name: String,
    /// Which node holds it, or held it last.
    pub holder: String,
    /// The fencing number of that holder.
    pub fence: i64,
    /// Until when, by the database's clock; in the past when nobody holds it.
    pub until: Timestamp,
}
row!(LeaseRow { name, holder, fence, until });

struct Held {
    name: String,
}
row!(Held { name });

/// All leases. Only a door can make one.
#[derive(Debug)]
pub struct Leases<'t> {
    pub(crate) tx: &'t mut Tx,
}

impl Leases<'_> {
    /// Takes a lease that nobody holds, for `lasting`; `None` while somebody does, also oneself.
    pub async fn acquire(&mut self, name: &str, holder: &str, lasting: Duration) -> DbResult<Option<Lease>> {
        let now = self.tx.db_now().await?;
        self.tx.optional(&ACQUIRE, args![name, holder, now, now.plus(lasting)]).await
    }

    /// Prolongs a lease, `lasting` from now; false when somebody else has taken it meanwhile.
    pub async fn renew(&mut self, lease: &mut Lease, lasting: Duration) -> DbResult<bool> {
        let until = self.tx.db_now().await?.plus(lasting);
        let held = self.tx.execute(&RENEW, args![&lease.name, lease.fence, until]).await? == 1;
        if held {
            lease.until = until;
        }
        Ok(held)
    }

    /// Gives a lease back, so that the next holder need not wait; nothing happens when it is somebody else's by now.
    pub async fn release(&mut self, lease: Lease) -> DbResult<()> {
        self.tx.execute(&RELEASE, args![lease.name, lease.fence]).await.map(|_| ())
    }

    /// Takes back everything that a holder held which is known to be dead; how many leases. One that lives on regardless
    /// is fenced off as soon as somebody takes its lease.
    pub async fn release_all_of(&mut self, holder: &str) -> DbResult<u64> {
        self.tx.execute(&RELEASE_ALL_OF, args![holder]).await
    }

    /// The names of the leases that somebody holds: looking costs nobody anything, while asking for one makes its holder's
    /// writes wait.
    pub async fn held(&mut self) -> DbResult<BTreeSet<String>> {
        let now = self.tx.db_now().await?;
        let held: Vec<Held> = self.tx.all(&HELD, args![now]).await?;
        Ok(held.into_iter().map(|lease| lease.name).collect())
    }

    /// All leases ever taken, by name.
    pub async fn list(&mut self) -> DbResult<Vec<LeaseRow>> {
        self.tx.all(&LIST, args![]).await
    }
}

impl Tx {
    /// Ties this write to a lease: the first statement of every write done under one, in any scope. On PostgreSQL
    /// nobody can take the lease over until this transaction has ended; on SQLite there is one writer anyway.
    ///
    /// Answers [`DbError::Stale`], and breaks the transaction, when somebody else has taken the lease.
    pub async fn guard(&mut self, lease: &Lease) -> DbResult<()> {
        if self.optional::<Number>(&GUARD, args![&lease.name, lease.fence]).await?.is_some() {
            return Ok(());
        }
        self.break_off();
        let kind = lease.name.split(':').next().unwrap_or_default().to_owned();
        metrics::counter!("recado_stale_writes_total", "lease" => kind).increment(1);
        Err(DbError::Stale(lease.name.clone()))
    }
}
