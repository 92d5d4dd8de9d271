//! A portfolio's messaging limit and the people who count against it: those its numbers began to write to, outside the
//! service window, in the last 24 hours.
//!
//! `used` is the number of rows of `portfolio_people`, always: whoever adds or takes some holds the portfolio.

use std::collections::BTreeSet;

use recado_domain::{ContactId, MessageId, TenantId, Timestamp};

use crate::{
    DbResult, Tx,
    column::args,
    rows::{Number, row},
    statement::statements,
};

/// People whose time is over are let go in pieces of so many.
pub const PIECE: u32 = 500;

statements! { Tenant "portfolios";
    HOLD = "INSERT INTO portfolios (tenant_id, portfolio, used) VALUES ($1, $2, 0)
        ON CONFLICT (tenant_id, portfolio) DO UPDATE SET used = portfolios.used RETURNING messaging_limit, used";
    TELL = "INSERT INTO portfolios (tenant_id, portfolio, messaging_limit, used) VALUES ($1, $2, $3, 0)
        ON CONFLICT (tenant_id, portfolio) DO UPDATE SET messaging_limit = excluded.messaging_limit";
    FIND = "SELECT messaging_limit, used FROM portfolios WHERE tenant_id = $1 AND portfolio = $2";
    ALL = "SELECT portfolio FROM portfolios WHERE tenant_id = $1 ORDER BY portfolio";
    ADD_USED = "UPDATE portfolios SET used = used + $3 WHERE tenant_id = $1 AND portfolio = $2";
    OVER = "SELECT contact_id, written_at FROM portfolio_people WHERE tenant_id = $1 AND portfolio = $2 AND written_at <= $3
        ORDER BY written_at LIMIT $4";
    KNOWN = batch [2 + UUID] ["SELECT contact_id, written_at FROM portfolio_people
        WHERE tenant_id = $1 AND portfolio = $2 AND contact_id IN ("] [")"];
    // Whoever was written to by two messages is given back by neither alone.
    WRITE = batch [0 + UUID, TEXT, UUID, UUID, INT8]
        ["INSERT INTO portfolio_people (tenant_id, portfolio, contact_id, message_id, written_at) VALUES "]
        [" ON CONFLICT (tenant_id, portfolio, contact_id) DO UPDATE SET
            message_id = CASE WHEN portfolio_people.message_id = excluded.message_id THEN excluded.message_id END,
            written_at = excluded.written_at"];
    OLDEST = "SELECT MIN(written_at) AS at FROM portfolio_people WHERE tenant_id = $1 AND portfolio = $2";
    COUNT = "SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM portfolio_people
        WHERE tenant_id = $1 AND portfolio = $2 AND written_at > $3 LIMIT $4) AS counted";
    OF_MESSAGES = batch [1 + UUID] ["SELECT p.portfolio, p.contact_id FROM (SELECT * FROM (VALUES "]
        [") AS r LIMIT 64) AS v JOIN portfolio_people p ON p.tenant_id = $1 AND p.message_id = v.column1"];
    GIVE_BACK = batch [2 + UUID] ["DELETE FROM portfolio_people
        WHERE tenant_id = $1 AND portfolio = $2 AND contact_id IN ("] [")"];
}

/// A portfolio, as it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PortfolioRow {
    /// Meta's word for its limit, as `TIER_2K`, once it told.
    pub messaging_limit: Option<String>,
    /// How many people count, those whose time is over and who were not let go yet among them.
    pub used: i64,
}
row!(PortfolioRow { messaging_limit, used });

/// Somebody who counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedPerson {
    /// Who.
    pub contact_id: ContactId,
    /// When the portfolio last wrote to them outside the window.
    pub written_at: Timestamp,
}
row!(CountedPerson { contact_id, written_at });

struct Named {
    portfolio: String,
}
row!(Named { portfolio });

struct Written {
    portfolio: String,
    contact_id: ContactId,
}
row!(Written { portfolio, contact_id });

struct Oldest {
    at: Option<Timestamp>,
}
row!(Oldest { at });

/// One tenant's portfolios, each by Meta's id of it, or of the account until that is known. Only a door can make one.
#[derive(Debug)]
pub struct Portfolios<'t> {
    pub(crate) tx: &'t mut Tx,
    pub(crate) tenant: TenantId,
}

impl Portfolios<'_> {
    /// Holds the portfolio until the transaction ends: others who count wait. Makes it where there is none.
    pub async fn hold(&mut self, portfolio: &str) -> DbResult<PortfolioRow> {
        self.tx.one(&HOLD, args![self.tenant, portfolio]).await
    }

    /// Keeps what Meta tells of its limit.
    pub async fn tell(&mut self, portfolio: &str, messaging_limit: &str) -> DbResult<()> {
        self.tx.execute(&TELL, args![self.tenant, portfolio, messaging_limit]).await.map(drop)
    }

    /// The portfolio; `None` before anything is known of it.
    pub async fn find(&mut self, portfolio: &str) -> DbResult<Option<PortfolioRow>> {
        self.tx.optional(&FIND, args![self.tenant, portfolio]).await
    }

    /// The names of all.
    pub async fn names(&mut self) -> DbResult<Vec<String>> {
        let names: Vec<Named> = self.tx.all(&ALL, args![self.tenant]).await?;
        Ok(names.into_iter().map(|one| one.portfolio).collect())
    }

    /// Lets go of at most [`PIECE`] people who were last written to then or before; how many. The portfolio is held.
    pub async fn let_go(&mut self, portfolio: &str, until: Timestamp) -> DbResult<u64> {
        let over: Vec<CountedPerson> = self.tx.all(&OVER, args![self.tenant, portfolio, until, PIECE]).await?;
        let people = over.into_iter().map(|one| args![one.contact_id]).collect();
        let gone = self.tx.execute_batch(&GIVE_BACK, args![self.tenant, portfolio], people).await?;
        self.add_used(portfolio, -i64::try_from(gone).unwrap_or(0)).await?;
        Ok(gone)
    }

    /// Those of these people who count, or did until lately.
    pub async fn known(&mut self, portfolio: &str, people: &[ContactId]) -> DbResult<Vec<CountedPerson>> {
        let rows = people.iter().map(|person| args![*person]).collect();
        self.tx.all_batch(&KNOWN, args![self.tenant, portfolio], rows).await
    }

    /// Counts people, each by the message that is going to them; `new` of them did not count before. The portfolio is held.
    pub async fn write(
        &mut self,
        portfolio: &str,
        people: &[(ContactId, MessageId)],
        at: Timestamp,
        new: u32,
    ) -> DbResult<()> {
        let rows =
            people.iter().map(|(person, message)| args![self.tenant, portfolio, *person, *message, at]).collect();
        self.tx.execute_batch(&WRITE, args![], rows).await?;
        self.add_used(portfolio, i64::from(new)).await
    }

    /// When the person was written to who is let go first.
    pub async fn oldest(&mut self, portfolio: &str) -> DbResult<Option<Timestamp>> {
        Ok(self.tx.one::<Oldest>(&OLDEST, args![self.tenant, portfolio]).await?.at)
    }

    /// How many people were written to after `since`, up to `limit`.
    pub async fn count(&mut self, portfolio: &str, since: Timestamp, limit: u32) -> DbResult<i64> {
        Ok(self.tx.one::<Number>(&COUNT, args![self.tenant, portfolio, since, limit]).await?.n)
    }

    /// People to whom these messages alone were to go count no more: the messages failed.
    pub async fn give_back(&mut self, messages: &[MessageId]) -> DbResult<()> {
        let found = self.of_messages(messages).await?;
        // In one order, so that two who give back do not wait for each other.
        let names: BTreeSet<_> = found.into_iter().map(|one| one.portfolio).collect();
        for portfolio in names {
            self.hold(&portfolio).await?;
            // Somebody else may have written to them before it was held.
            let found = self.of_messages(messages).await?;
            let rows = found.into_iter().filter(|one| one.portfolio == portfolio).map(|one| args![one.contact_id]);
            let gone = self.tx.execute_batch(&GIVE_BACK, args![self.tenant, &portfolio], rows.collect()).await?;
            self.add_used(&portfolio, -i64::try_from(gone).unwrap_or(0)).await?;
        }
        Ok(())
    }

    async fn of_messages(&mut self, messages: &[MessageId]) -> DbResult<Vec<Written>> {
        let rows = messages.iter().map(|message| args![*message]).collect();
        self.tx.all_batch(&OF_MESSAGES, args![self.tenant], rows).await
    }

    async fn add_used(&mut self, portfolio: &str, people: i64) -> DbResult<()> {
        if people == 0 {
            return Ok(());
        }
        self.tx.execute(&ADD_USED, args![self.tenant, portfolio, people]).await.map(drop)
    }
}
