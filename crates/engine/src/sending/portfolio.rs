//! The portfolio's messaging limit: to so many people all its numbers together may write first in any 24 hours
//! (`cloud-api.md` §6.2). Counted when a template leaves the queue for somebody whose window is closed, given back when
//! that message fails. What is above waits in the queue until somebody's 24 hours are over.
//!
//! Meta counts what is delivered; we count what is sent, so we never come later to the limit than Meta does. What the
//! same portfolio sends from elsewhere is not known here.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use recado_domain::{ContactId, MessageId, Timestamp, window::ServiceWindow};
use recado_graph::{messaging_limit::MessagingLimit, send::Kind};
use recado_storage::{
    DbResult, Tx,
    tenant::{
        messages::MessageRow,
        portfolios::PIECE,
        queue::{DueMessage, LaneNumber},
    },
};

/// So long a person counts.
const COUNTS_FOR: Duration = Duration::from_hours(24);

/// By which name a number's portfolio is kept: Meta's id of it, else of the account.
pub(crate) fn name_of<'n>(portfolio_id: Option<&'n str>, waba_id: &'n str) -> &'n str {
    portfolio_id.unwrap_or(waba_id)
}

/// A portfolio, as one claim sees it.
#[derive(Debug)]
pub(super) struct Portfolio {
    name: String,
    now: Timestamp,
    held: Option<Held>,
    /// When it may write to somebody again; only when it was in the way of a message.
    pub(super) more_at: Option<Timestamp>,
}

#[derive(Debug, Default)]
struct Held {
    /// To how many more people it may write; `None`: to everybody.
    room: Option<i64>,
    /// When the person was written to who counts longest.
    oldest: Option<Timestamp>,
    /// People who were looked up, and when they were written to if they were.
    known: HashMap<ContactId, Option<Timestamp>>,
    admitted: HashSet<ContactId>,
}

impl Portfolio {
    pub(super) fn of(number: &LaneNumber, now: Timestamp) -> Self {
        let name = name_of(number.portfolio_id.as_deref(), &number.waba_id).to_owned();
        Self { name, now, held: None, more_at: None }
    }

    /// Finds out what is needed to judge these messages. The first that begins a conversation holds the portfolio.
    pub(super) async fn look(&mut self, tx: &mut Tx, due: &[DueMessage]) -> DbResult<()> {
        let mut people: Vec<_> =
            due.iter().filter(|one| begins(one, self.now)).map(|message| message.contact_id).collect();
        people.sort_unstable();
        people.dedup();
        if people.is_empty() {
            return Ok(());
        }
        if self.held.is_none() {
            self.held = Some(hold(tx, &self.name, self.now).await?);
        }
        let Some(held) = &mut self.held else { return Ok(()) };
        people.retain(|person| !held.known.contains_key(person));
        let found = tx.tenant().portfolios().known(&self.name, &people).await?;
        held.known.extend(people.into_iter().map(|person| (person, None)));
        held.known.extend(found.into_iter().map(|one| (one.contact_id, Some(one.written_at))));
        Ok(())
    }

    /// Whether this message may go now; if so, its person counts from now on. It was looked at.
    pub(super) fn admits(&mut self, message: &DueMessage) -> bool {
        if !begins(message, self.now) {
            return true;
        }
        let Some(held) = &mut self.held else { return true };
        let person = message.contact_id;
        let written_at = held.known.get(&person).copied().flatten();
        let counts = held.admitted.contains(&person) || written_at.is_some_and(|at| !is_over(at, self.now));
        match &mut held.room {
            Some(room) if !counts && *room <= 0 => {
                self.more_at = Some(held.oldest.unwrap_or(self.now).plus(COUNTS_FOR));
                return false;
            }
            // Who is still on record counts in `used`, also when the time is over.
            Some(room) if !counts && written_at.is_none() => *room -= 1,
            _ => {}
        }
        held.admitted.insert(person);
        true
    }

    /// Counts the people to whom these messages go.
    pub(super) async fn count<'m>(&self, tx: &mut Tx, sent: impl Iterator<Item = &'m DueMessage>) -> DbResult<()> {
        let Some(held) = &self.held else { return Ok(()) };
        let people: Vec<(ContactId, MessageId)> =
            sent.filter(|one| begins(one, self.now)).map(|message| (message.contact_id, message.id)).collect();
        if people.is_empty() {
            return Ok(());
        }
        let new = people.iter().filter(|(person, _)| held.known.get(person).is_none_or(Option::is_none)).count();
        let new = u32::try_from(new).unwrap_or(u32::MAX);
        tx.tenant().portfolios().write(&self.name, &people, self.now, new).await
    }
}

/// Whether Meta counts it: only templates go out while the window is closed.
fn begins(message: &DueMessage, now: Timestamp) -> bool {
    message.kind == Kind::Template.as_str() && !ServiceWindow { last_inbound: message.last_inbound_at }.is_open(now)
}

fn is_over(written_at: Timestamp, now: Timestamp) -> bool {
    written_at.plus(COUNTS_FOR) <= now
}

async fn hold(tx: &mut Tx, name: &str, now: Timestamp) -> DbResult<Held> {
    tx.tenant().portfolios().hold(name).await?;
    tx.tenant().portfolios().let_go(name, now.minus(COUNTS_FOR)).await?;
    let row = tx.tenant().portfolios().hold(name).await?;
    let limit = row.messaging_limit.as_deref().and_then(MessagingLimit::from_word).and_then(MessagingLimit::people);
    let room = limit.map(|people| i64::from(people) - row.used);
    let oldest = if room.is_some_and(|room| room < i64::from(PIECE)) {
        tx.tenant().portfolios().oldest(name).await?
    } else {
        None
    };
    Ok(Held { room, oldest, ..Held::default() })
}

/// Messages that failed: whom they were to reach was not written to. The last step of a transaction, since it may wait
/// for somebody who counts.
pub(super) async fn give_back<'m>(tx: &mut Tx, changed: impl Iterator<Item = &'m MessageRow>) -> DbResult<()> {
    let failed: Vec<_> = changed
        .filter(|row| row.kind == Kind::Template.as_str() && row.moments.failed.is_some())
        .map(|row| row.id)
        .collect();
    if failed.is_empty() { Ok(()) } else { tx.tenant().portfolios().give_back(&failed).await }
}

/// Lets go of everybody whose time is over; for tenants that send nothing any more.
pub(crate) async fn let_go(tx: &mut Tx, now: Timestamp) -> DbResult<u64> {
    let mut gone = 0;
    for name in tx.tenant().portfolios().names().await? {
        tx.tenant().portfolios().hold(&name).await?;
        gone += tx.tenant().portfolios().let_go(&name, now.minus(COUNTS_FOR)).await?;
    }
    Ok(gone)
}

/// How much of its limit a portfolio has used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LimitUse {
    /// To how many people its numbers here wrote first in the last 24 hours, up to [`MOST_SHOWN`].
    pub people: i64,
    /// To how many they may; `None`: everybody, or Meta has not told.
    pub limit: Option<u32>,
    /// When they may write to somebody again; only while the limit is used up.
    pub more_at: Option<Timestamp>,
}

/// People are shown up to so many.
pub const MOST_SHOWN: u32 = 100_000;

/// What a portfolio has used.
pub(crate) async fn used(tx: &mut Tx, name: &str, now: Timestamp) -> DbResult<LimitUse> {
    let since = now.minus(COUNTS_FOR);
    let row = tx.tenant().portfolios().find(name).await?;
    let people = tx.tenant().portfolios().count(name, since, MOST_SHOWN).await?;
    let word = row.and_then(|row| row.messaging_limit);
    let limit = word.as_deref().and_then(MessagingLimit::from_word).and_then(MessagingLimit::people);
    let is_full = limit.is_some_and(|limit| people >= i64::from(limit));
    let oldest = if is_full { tx.tenant().portfolios().oldest(name).await? } else { None };
    Ok(LimitUse { people, limit, more_at: oldest.map(|at| at.plus(COUNTS_FOR).max(now)) })
}
