//! Claiming: what a lane may send now leaves the queue, and its attempts are on record, in one transaction, before
//! anything is written to Meta.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use recado_domain::{
    ContactId, MessageId, Timestamp,
    message::{AttemptState, MessageStatus, Priority},
};
use recado_graph::send::{Kind, Message, SendCommand};
use recado_storage::{
    DbResult, Scope, Tx,
    system::{lanes::LaneKey, leases::Lease},
    tenant::{
        message_attempts::AttemptRow,
        phone_numbers::NumberStatus,
        queue::{DueMessage, LaneNumber, Line},
    },
};

use super::{
    address::{Address, address_of},
    caps,
    pace::Pace,
    portfolio::Portfolio,
    tracker::{Tracked, TrackerKey},
};
use crate::{
    Engine,
    events::{Event, StatusChange, emit},
};

/// Messages looked at in one go: pairs that must wait are put off, so the next look sees others.
const LOOK: u32 = 64;
/// Looks per line once something is chosen, or what is due waits for the portfolio's limit: what stands behind so many of
/// those waits with them.
const PAGES: u32 = 4;
/// Looks per line while nothing is: one person with many messages and one on the wire must not hide the others.
const MOST_PAGES: u32 = 64;

/// Which attempt: its message and its number, from 1.
pub(crate) type AttemptKey = (MessageId, i64);

/// A message on its way, its attempt on record.
#[derive(Debug, Clone)]
pub(crate) struct Claimed {
    pub message: MessageId,
    pub contact: ContactId,
    /// The attempt as it was put on record.
    pub attempt: AttemptRow,
    /// Where it goes; `None`: the contact has no address left.
    pub address: Option<Address>,
    /// What to send.
    pub command: Option<SendCommand>,
    /// When it was put on record, by the lane's clock.
    pub since: Duration,
}

impl Claimed {
    /// Which attempt it is.
    pub(crate) fn key(&self) -> AttemptKey {
        (self.message, self.attempt.n)
    }
}

/// What a claim gave.
#[derive(Debug)]
pub(crate) struct Batch {
    /// The number as it was read; `None`: it exists no more.
    pub number: Option<LaneNumber>,
    /// What is to be sent, the first first.
    pub claimed: Vec<Claimed>,
    /// Whether more may be due now than was claimed.
    pub more: bool,
    /// When the next message becomes due; known only when nothing more is due now, and nobody's waits for a landing.
    pub next_due: Option<Timestamp>,
}

impl Batch {
    /// Nothing: as much as may be is on the wire, and more may be due.
    pub(crate) const fn full() -> Self {
        Self { number: None, claimed: Vec::new(), more: true, next_due: None }
    }
}

/// Who claims.
#[derive(Clone, Copy)]
pub(crate) struct Claimer<'l> {
    pub engine: &'l Engine,
    pub key: LaneKey,
    pub lease: &'l Lease,
    pub tracker: &'l TrackerKey,
    /// People to whom something is on the wire.
    pub busy: &'l HashSet<ContactId>,
    /// The lane's own clock.
    pub now: Duration,
    /// The tenant's time zone.
    pub zone: &'l str,
}

/// Claims at most `want` messages, as many as the pace allows.
pub(crate) async fn claim(by: Claimer<'_>, pace: &mut Pace, want: u32) -> DbResult<Batch> {
    let mut tx = by.engine.db.write(Scope::Tenant(by.key.tenant_id)).await?;
    tx.guard(by.lease).await?;
    let number = tx.tenant().queue().number(by.key.number_id).await?;
    let mut batch = Batch { number, claimed: Vec::new(), more: false, next_due: None };
    let Some(number) = batch.number.clone().filter(|number| number.status == NumberStatus::Active) else {
        return Ok(batch);
    };
    pace.look(number.throughput, number.inbound_messages);
    let room = caps::room(&mut tx, (by.key.number_id, &number), by.zone, by.engine.now()).await?;
    if room.messages == 0 {
        batch.next_due = room.more_at;
        return Ok(batch);
    }
    let tokens = pace.take(want.min(room.messages), by.now);
    batch.more = tokens == 0;
    if tokens == 0 {
        return Ok(batch);
    }
    let mut portfolio = Portfolio::of(&number, by.engine.now());
    let chosen = choose(by, &mut tx, (pace, &mut portfolio), tokens).await?;
    let taken = take(by, &mut tx, &chosen.now).await?;
    portfolio.count(&mut tx, taken.iter().map(|(message, _)| message)).await?;
    let used = u32::try_from(taken.len()).unwrap_or(tokens);
    pace.give_back(tokens.saturating_sub(used));
    let is_full = chosen.now.is_empty() && portfolio.more_at.is_some();
    batch.more = chosen.more && !is_full;
    if !batch.more && !chosen.somebody_waits {
        let after = if is_full { by.engine.now() } else { Timestamp::from_micros(i64::MIN) };
        let next_due = tx.tenant().queue().next_due(by.key.number_id, after).await?;
        batch.next_due = [next_due, portfolio.more_at.filter(|_| is_full)].into_iter().flatten().min();
    }
    batch.claimed = address(by, &mut tx, &number, taken).await?;
    tx.commit().await?;
    if used > 0 {
        by.engine.wake.events();
    }
    Ok(batch)
}

struct Chosen {
    now: Vec<DueMessage>,
    later: Vec<(MessageId, Timestamp)>,
    more: bool,
    /// Whether something is due that goes only when what is on the wire to the same person has landed.
    somebody_waits: bool,
    /// People to whom something is on the wire or chosen.
    busy: HashSet<ContactId>,
}

/// Replies before bulk; pairs that must wait are put off to the times when they may go, in their order. To one person
/// goes one message at a time: the next one when the one before was answered, or they would overtake each other.
async fn choose(
    by: Claimer<'_>,
    tx: &mut Tx,
    (pace, portfolio): (&mut Pace, &mut Portfolio),
    tokens: u32,
) -> DbResult<Chosen> {
    let busy = by.busy.clone();
    let mut chosen = Chosen { now: Vec::new(), later: Vec::new(), more: false, somebody_waits: false, busy };
    for priority in Priority::ALL {
        let mut line = Line::front(*priority, by.engine.now(), LOOK);
        for page in 0..MOST_PAGES {
            let is_enough = !chosen.now.is_empty() || portfolio.more_at.is_some();
            if chosen.now.len() >= tokens as usize || (page >= PAGES && is_enough) {
                chosen.more = true;
                break;
            }
            let due = tx.tenant().queue().due(by.key.number_id, line).await?;
            let is_last = due.len() < LOOK as usize;
            if let Some(last) = due.last() {
                line.after = (last.due_at, last.id);
            }
            portfolio.look(tx, &due).await?;
            chosen.look_at(due, by, (pace, portfolio), tokens as usize);
            if is_last {
                break;
            }
            chosen.more = true;
        }
    }
    tx.tenant().queue().defer(std::mem::take(&mut chosen.later)).await?;
    Ok(chosen)
}

impl Chosen {
    fn look_at(
        &mut self,
        due: Vec<DueMessage>,
        by: Claimer<'_>,
        (pace, portfolio): (&mut Pace, &mut Portfolio),
        tokens: usize,
    ) {
        for message in due {
            if self.now.len() >= tokens {
                self.more = true;
                return;
            }
            if self.busy.contains(&message.contact_id) {
                self.somebody_waits = true;
                continue;
            }
            let wait = pace.pair_wait(message.contact_id, by.now);
            if wait > Duration::ZERO {
                self.later.push((message.id, by.engine.now().plus(wait)));
            } else if portfolio.admits(&message) {
                pace.sent(message.contact_id, by.now);
                self.busy.insert(message.contact_id);
                self.now.push(message);
            }
        }
    }
}

/// Takes the chosen messages out of the queue and puts their attempts on record.
async fn take(by: Claimer<'_>, tx: &mut Tx, chosen: &[DueMessage]) -> DbResult<Vec<(DueMessage, AttemptRow)>> {
    let ids: Vec<_> = chosen.iter().map(|message| message.id).collect();
    let tries: HashMap<_, _> = tx.tenant().queue().claim(&ids).await?.into_iter().collect();
    let started_at = by.engine.now();
    let taken: Vec<_> = chosen
        .iter()
        .filter_map(|message| {
            let attempt = AttemptRow {
                message_id: message.id,
                n: *tries.get(&message.id)?,
                number_id: by.key.number_id,
                state: AttemptState::InFlight,
                started_at,
                ended_at: None,
                outcome: None,
                http_status: None,
                graph_code: None,
                wamid: None,
                wamid_key: None,
                exchange: None,
                fence: by.lease.fence(),
            };
            Some((message.clone(), attempt))
        })
        .collect();
    let attempts: Vec<_> = taken.iter().map(|(_, attempt)| attempt.clone()).collect();
    tx.tenant().message_attempts().open(&attempts).await?;
    let events = taken.iter().map(|(message, _)| sending(message, started_at)).collect();
    emit(by.engine, &mut tx.tenant(), events).await?;
    Ok(taken)
}

fn sending(message: &DueMessage, at: Timestamp) -> Event {
    Event::message_status(&StatusChange {
        message: message.id,
        conversation: message.conversation_id,
        placement: message.placement(),
        status: MessageStatus::Sending,
        at,
        error: None,
    })
}

/// Finds out where each message goes and puts its request together.
async fn address(
    by: Claimer<'_>,
    tx: &mut Tx,
    number: &LaneNumber,
    taken: Vec<(DueMessage, AttemptRow)>,
) -> DbResult<Vec<Claimed>> {
    let people: HashSet<_> = taken.iter().map(|(message, _)| message.contact_id).collect();
    let people: Vec<_> = people.into_iter().collect();
    let identities = tx.tenant().contacts().identities(&people).await?;
    let claimed = taken.into_iter().map(|(message, attempt)| {
        let own: Vec<_> = identities.iter().filter(|one| one.contact_id == message.contact_id).cloned().collect();
        let address = address_of(&own, number);
        let command = address.as_ref().and_then(|address| command(by, number, &message, &attempt, address));
        Claimed { message: message.id, contact: message.contact_id, attempt, address, command, since: by.now }
    });
    Ok(claimed.collect())
}

fn command(
    by: Claimer<'_>,
    number: &LaneNumber,
    message: &DueMessage,
    attempt: &AttemptRow,
    address: &Address,
) -> Option<SendCommand> {
    let kind = Kind::from_word(&message.kind)?;
    let object = serde_json::from_str(message.content.as_deref()?).ok()?;
    let mut command = SendCommand::new(address.recipient.clone(), Message::new(kind, object));
    // A reaction names its message inside its object.
    command.context = message.context_wamid.clone().filter(|_| kind != Kind::Reaction);
    let n = u8::try_from(attempt.n % 256).expect("a remainder of 256");
    let tracked = Tracked { message: message.id, attempt: n };
    command.biz_opaque_callback_data = Some(by.tracker.write(&number.phone_number_id, tracked));
    Some(command)
}
