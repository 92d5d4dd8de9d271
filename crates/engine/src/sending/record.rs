//! Recording: what became of a group of attempts, in one transaction under the lane's lease.
//!
//! A status may have been faster than the send's own answer. If its tracker has settled the attempt already, the answer
//! changes nothing more; if it was parked, it is picked up here.

use recado_domain::{
    MessageId,
    message::{AttemptState, Sending},
};
use recado_graph::{client::Outcome, send::Recipient};
use recado_storage::{
    DbResult, Scope, Tx,
    system::{lanes::LaneKey, leases::Lease},
    tenant::message_attempts::AttemptRow,
};

use super::{
    address::Address,
    changes::Changes,
    claim::AttemptKey,
    flight::Ended,
    stop,
    verdict::{Ending, History, Moment, Refusal, Stop, Verdict, try_again, wait_out},
};
use crate::{Engine, wamid_key};

/// An attempt that has ended and was judged.
#[derive(Debug, Clone)]
pub(crate) struct Judged {
    pub ended: Ended,
    pub verdict: Verdict,
    pub stop: Option<Stop>,
    pub moment: Moment,
}

/// Who records.
#[derive(Clone, Copy)]
pub(crate) struct Recorder<'l> {
    pub engine: &'l Engine,
    pub key: LaneKey,
    pub lease: &'l Lease,
}

/// Records a group; if the database refuses its rows, each by itself, so that one does not hold up the others. Answers
/// those that could not be recorded at all. An error means that nothing of what remains was recorded: the lease is lost,
/// or the database cannot write now.
pub(crate) async fn record(by: Recorder<'_>, group: &[Judged]) -> DbResult<Vec<AttemptKey>> {
    let error = match record_together(by, group).await {
        Ok(()) => return Ok(Vec::new()),
        Err(error) if error.is_of_rows() => error,
        Err(error) => return Err(error),
    };
    if let [one] = group {
        // It stays in flight on record; the lane finds it there when it recovers, and lets the evidence decide.
        metrics::counter!("recado_outcomes_unrecordable_total").increment(1);
        let message = one.ended.claimed.message;
        tracing::error!(category = "send", %message, %error, "an outcome could not be recorded");
        return Ok(vec![one.ended.claimed.key()]);
    }
    let mut refused = Vec::new();
    for one in group.chunks(1) {
        refused.extend(Box::pin(record(by, one)).await?);
    }
    Ok(refused)
}

async fn record_together(by: Recorder<'_>, group: &[Judged]) -> DbResult<()> {
    let mut tx = by.engine.db.write(Scope::Tenant(by.key.tenant_id)).await?;
    tx.guard(by.lease).await?;
    tx.tenant().evidence().lock(by.key.number_id).await?;
    let keys: Vec<_> = group.iter().map(|one| one.ended.claimed.key()).collect();
    let stored = tx.tenant().message_attempts().find_many(&keys).await?;
    let ids: Vec<_> = keys.iter().map(|(message, _)| *message).collect();
    let mut work = Work { by, tx, changes: Changes::default(), settled: Vec::new(), wamids: Vec::new() };
    work.changes.add(&mut work.tx, &ids).await?;
    for one in group {
        let claimed = &one.ended.claimed;
        let found = stored.iter().find(|row| (row.message_id, row.n) == (claimed.message, claimed.attempt.n));
        if let Some(attempt) = found.filter(|row| row.fence == claimed.attempt.fence) {
            work.apply(attempt, one).await?;
        }
    }
    let visible = work.finish(group).await?;
    if visible {
        by.engine.wake.events();
    }
    by.engine.wake.settled.notify_waiters();
    Ok(())
}

struct Work<'l> {
    by: Recorder<'l>,
    tx: Tx,
    changes: Changes,
    settled: Vec<AttemptRow>,
    wamids: Vec<(MessageId, String)>,
}

impl Work<'_> {
    async fn apply(&mut self, stored: &AttemptRow, one: &Judged) -> DbResult<()> {
        let mut attempt = with_exchange(stored, one);
        if stored.state == AttemptState::InFlight {
            attempt.state = state_of(&one.ended.ending);
            match &one.verdict {
                Verdict::Accepted(accepted) => {
                    attempt.wamid = Some(accepted.wamid.clone());
                    attempt.wamid_key = Some(wamid_key(attempt.number_id, &accepted.wamid));
                    self.wamids.push((attempt.message_id, accepted.wamid.clone()));
                    self.changes.accept(self.by.engine, attempt.message_id, &accepted.wamid, one.moment.wall);
                }
                verdict => self.not_accepted(&attempt, verdict, one.moment).await?,
            }
        }
        self.note_address(one).await?;
        self.settled.push(attempt);
        Ok(())
    }

    async fn not_accepted(&mut self, attempt: &AttemptRow, verdict: &Verdict, moment: Moment) -> DbResult<()> {
        let again = match verdict {
            Verdict::Again(at) => Some(*at),
            Verdict::Tries(refusal, tries) => try_again(*tries, self.history(attempt, refusal).await?, moment),
            Verdict::NotBefore(refusal, gap) => wait_out(*gap, self.history(attempt, refusal).await?, moment),
            Verdict::Refused(_) | Verdict::Unknown | Verdict::Accepted(_) => None,
        };
        let (id, at) = (attempt.message_id, moment.wall);
        self.changes.change(self.by.engine, id, at, |row| {
            // Another attempt of the same message may have been taken meanwhile.
            if row.sending != Sending::InFlight {
                return;
            }
            row.due_at = again;
            match (again, refusal_of(verdict)) {
                (Some(_), _) => row.sending = Sending::Queued,
                (None, Some(refusal)) => {
                    row.sending = Sending::Rejected;
                    row.moments.failed.get_or_insert(at);
                    row.error_code = Some(refusal.code);
                    row.error_details.clone_from(&refusal.details);
                }
                (None, None) => row.sending = Sending::Unknown,
            }
        });
        Ok(())
    }

    async fn history(&mut self, attempt: &AttemptRow, refusal: &Refusal) -> DbResult<History> {
        let attempts = self.tx.tenant().message_attempts().list(attempt.message_id).await?;
        let before = attempts.iter().filter(|earlier| earlier.graph_code == Some(refusal.code)).count();
        let first = attempts.first().map_or(attempt.started_at, |earlier| earlier.started_at);
        Ok(History { refusals: u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1), first })
    }

    /// Meta may know a phone in another form than the one we dialled.
    async fn note_address(&mut self, one: &Judged) -> DbResult<()> {
        let Verdict::Accepted(accepted) = &one.verdict else { return Ok(()) };
        let Some(Address { recipient: Recipient::Phone(dialled), phone: Some(key) }) = &one.ended.claimed.address
        else {
            return Ok(());
        };
        let Some(digits) = accepted.wa_id.as_deref().map(|wa_id| wa_id.trim_start_matches('+')) else { return Ok(()) };
        if digits == dialled {
            return Ok(());
        }
        self.tx.tenant().outgoing().note_address(one.ended.claimed.contact, key, digits).await
    }

    async fn finish(mut self, group: &[Judged]) -> DbResult<bool> {
        self.tx.tenant().message_attempts().settle(&self.settled).await?;
        self.changes.take_parked(self.by.engine, &mut self.tx, &self.wamids).await?;
        let mut visible = self.changes.save(self.by.engine, &mut self.tx).await?;
        if let Some(stop) = group.iter().find_map(|one| one.stop) {
            visible |= stop::suspend(self.by.engine, &mut self.tx, self.by.key.number_id, stop).await?;
        }
        self.tx.commit().await?;
        Ok(visible)
    }
}

/// The attempt with what is known of its call.
fn with_exchange(stored: &AttemptRow, one: &Judged) -> AttemptRow {
    let ended = AttemptRow { ended_at: stored.ended_at.or(Some(one.moment.wall)), ..stored.clone() };
    let reply = match &one.ended.ending {
        Ending::Held(reason) => return AttemptRow { outcome: Some(format!("not_sent: {reason}")), ..ended },
        Ending::NoAddress => return AttemptRow { outcome: Some("not_sent: no_address".to_owned()), ..ended },
        Ending::Called(reply) => reply,
    };
    let code = match &reply.outcome {
        Outcome::Rejected(error) => Some(error.code),
        _ => None,
    };
    AttemptRow {
        outcome: Some(reply.exchange.outcome.clone()),
        http_status: reply.exchange.status.map(i64::from),
        graph_code: code,
        exchange: Some(reply.exchange.to_json().to_string()),
        ..ended
    }
}

fn state_of(ending: &Ending) -> AttemptState {
    let Ending::Called(reply) = ending else { return AttemptState::NotSent };
    match reply.outcome {
        Outcome::NotSent(_) => AttemptState::NotSent,
        Outcome::Accepted(_) => AttemptState::Accepted,
        Outcome::Rejected(_) => AttemptState::Rejected,
        Outcome::Unknown(_) => AttemptState::Unknown,
    }
}

fn refusal_of(verdict: &Verdict) -> Option<&Refusal> {
    match verdict {
        Verdict::Refused(refusal) | Verdict::Tries(refusal, _) | Verdict::NotBefore(refusal, _) => Some(refusal),
        Verdict::Accepted(_) | Verdict::Again(_) | Verdict::Unknown => None,
    }
}
