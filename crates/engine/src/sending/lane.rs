//! A lane: one number's sends, under its lease. It claims what may go, sends side by side, records outcomes in groups,
//! and looks after attempts whose outcome is unknown.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use recado_domain::{ContactId, Timestamp};
use recado_graph::client::AccessToken;
use recado_storage::{
    DbError, DbResult, Scope,
    system::{lanes::LaneKey, leases::Lease},
    tenant::{phone_numbers::SuspendReach, queue::LaneNumber},
};
use tokio::task::JoinSet;

use super::{
    claim::{AttemptKey, Batch, Claimed, Claimer, claim},
    evidence,
    flight::{Ended, Sender},
    pace::{PAIR_MEMORY, Pace},
    record::{Judged, Recorder, record},
    recover,
    tracker::TrackerKey,
    verdict::{BAD_TOKEN, Departure, Ending, Moment, Stop, Verdict, judge},
};
use crate::{Engine, lease, vault::VaultError};

/// At most so many messages are claimed at once.
const CLAIM: usize = 64;
/// Outcomes are recorded in groups of at most so many.
const GROUP: usize = 64;

/// Why a lane could not begin.
#[derive(Debug, thiserror::Error)]
pub enum LaneError {
    /// The database did not answer, or the lease is lost.
    #[error(transparent)]
    Storage(#[from] DbError),
    /// The tenant's keys cannot be opened.
    #[error(transparent)]
    Vault(#[from] VaultError),
}

/// One number's lane. Only the holder of its lease has one.
pub struct Lane {
    engine: Engine,
    key: LaneKey,
    lease: Lease,
    tracker: TrackerKey,
    /// The tenant's time zone when the lane began.
    zone: String,
    pace: Pace,
    token: Option<Token>,
    flying: JoinSet<Ended>,
    /// To whom something is on the wire.
    busy: HashSet<ContactId>,
    judged: Vec<Judged>,
    /// What was given to the wire and whose outcome is not on record yet.
    launched: HashSet<AttemptKey>,
    stopped: Arc<AtomicBool>,
    /// At most so many on the wire: what a crash can leave unknown.
    limit: usize,
    /// What was recorded of this lane's own claims is not known: nothing more is claimed until it is.
    doubtful: bool,
}

/// An opened token, kept while the number's own one is the same.
struct Token {
    sealed: Option<Vec<u8>>,
    opened: AccessToken,
}

/// What a lane did in one step, and what it waits for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Step {
    /// Messages that were claimed and are being sent.
    pub sent: usize,
    /// Whether more may be due now.
    pub more: bool,
    /// When the next message becomes due, if one is queued for later.
    pub next_due: Option<Timestamp>,
}

/// The name of a number's lease.
pub(super) fn lease_name(key: LaneKey) -> String {
    format!("lane:{}", key.number_id)
}

impl Lane {
    /// Takes the number's lease and settles what an earlier lane left behind; `None` while another one holds it.
    pub async fn open(engine: &Engine, key: LaneKey, holder: &str) -> Result<Option<Self>, LaneError> {
        match lease::acquire(engine, &lease_name(key), holder).await? {
            Some(lease) => Self::begin(engine, key, lease).await.map(Some),
            None => Ok(None),
        }
    }

    pub(super) async fn begin(engine: &Engine, key: LaneKey, lease: Lease) -> Result<Self, LaneError> {
        let tracker = engine.vault.tracker_key(key.tenant_id).await?;
        let zone = engine.time_zone_of(key.tenant_id).await?;
        recover::recover(Recorder { engine, key, lease: &lease }, &HashSet::new()).await?;
        let mut tx = engine.db.read(Scope::Tenant(key.tenant_id)).await?;
        let number = tx.tenant().queue().number(key.number_id).await?;
        let (wall, now) = (engine.now(), lane_time(engine));
        let recent = tx.tenant().message_attempts().recent(key.number_id, wall.minus(PAIR_MEMORY)).await?;
        let throughput = number.map_or(0, |number| number.throughput);
        let mut pace = Pace::new(throughput, now);
        for sent in recent {
            pace.remember(sent.contact_id, wall.since(sent.started_at), now);
        }
        Ok(Self {
            engine: engine.clone(),
            key,
            lease,
            tracker,
            zone,
            pace,
            token: None,
            flying: JoinSet::new(),
            busy: HashSet::new(),
            judged: Vec::new(),
            launched: HashSet::new(),
            stopped: Arc::default(),
            limit: usize::try_from(throughput).unwrap_or(CLAIM),
            doubtful: false,
        })
    }

    /// Claims what may go now and begins to send it; meanwhile records what has ended.
    pub async fn step(&mut self) -> DbResult<Step> {
        if self.doubtful {
            self.clear_doubts().await?;
        }
        if self.judged.iter().any(|judged| judged.stop.is_some()) {
            self.record_all().await?;
        }
        let group: Vec<_> = self.judged.drain(..self.judged.len().min(GROUP)).collect();
        let by = Recorder { engine: &self.engine, key: self.key, lease: &self.lease };
        let claimer = Claimer {
            engine: &self.engine,
            key: self.key,
            lease: &self.lease,
            tracker: &self.tracker,
            busy: &self.busy,
            now: lane_time(&self.engine),
            zone: &self.zone,
        };
        let recording = async { if group.is_empty() { Ok(Vec::new()) } else { record(by, &group).await } };
        let want = self.limit.saturating_sub(self.flying.len() + self.judged.len()).min(CLAIM);
        let want = u32::try_from(want).expect("at most a claim");
        let claiming = async { if want == 0 { Ok(Batch::full()) } else { claim(claimer, &mut self.pace, want).await } };
        let (recorded, batch) = tokio::join!(recording, claiming);
        let recorded = self.note_recorded(group, recorded);
        let batch = batch.inspect_err(|_| self.doubtful = true)?;
        let step = Step { sent: batch.claimed.len(), more: batch.more, next_due: batch.next_due };
        // What was claimed goes out even where nothing could be recorded beside it: nobody else would send it.
        if let Some(number) = batch.number {
            self.limit = usize::try_from(number.throughput).unwrap_or(CLAIM);
            self.launch(&number, batch.claimed).await;
        }
        recorded.map(|()| step)
    }

    /// Keeps a group that could not be recorded now; what the database refuses for good is left to recovery.
    fn note_recorded(&mut self, group: Vec<Judged>, recorded: DbResult<Vec<AttemptKey>>) -> DbResult<()> {
        match recorded {
            Ok(refused) => {
                self.doubtful |= !refused.is_empty();
                for one in group.iter().map(|one| one.ended.claimed.key()).filter(|key| !refused.contains(key)) {
                    self.launched.remove(&one);
                }
                Ok(())
            }
            Err(error) => {
                self.judged.splice(0..0, group);
                Err(error)
            }
        }
    }

    /// Waits until everything on the wire has ended, and records it.
    pub async fn settle(&mut self) -> DbResult<()> {
        while self.landing().await {}
        self.record_all().await
    }

    /// Waits until something on the wire has ended; false when nothing is on the wire.
    pub(super) async fn landing(&mut self) -> bool {
        let Some(ended) = self.flying.join_next().await else { return false };
        self.land(ended.expect("a send neither panics nor is aborted while its lane lives"));
        while let Some(ended) = self.flying.try_join_next() {
            self.land(ended.expect("a send neither panics nor is aborted while its lane lives"));
        }
        true
    }

    /// Whether nothing is on the wire and everything that ended is recorded.
    pub(super) fn is_settled(&self) -> bool {
        self.flying.is_empty() && self.judged.is_empty()
    }

    /// Records everything that has ended.
    pub(super) async fn record_all(&mut self) -> DbResult<()> {
        while !self.judged.is_empty() {
            let group: Vec<_> = self.judged.drain(..self.judged.len().min(GROUP)).collect();
            let by = Recorder { engine: &self.engine, key: self.key, lease: &self.lease };
            let recorded = record(by, &group).await;
            self.note_recorded(group, recorded)?;
        }
        Ok(())
    }

    /// Looks after attempts whose outcome is unknown, and forgets pairs that have been idle.
    pub async fn sweep(&mut self) -> DbResult<()> {
        self.pace.forget_idle(lane_time(&self.engine));
        evidence::sweep(Recorder { engine: &self.engine, key: self.key, lease: &self.lease }).await
    }

    /// Gives the lease back. Call it when the lane is settled.
    pub async fn close(self) -> DbResult<()> {
        lease::release(&self.engine, self.lease).await
    }

    /// Whether outcomes wait to be recorded.
    pub(super) fn has_outcomes(&self) -> bool {
        !self.judged.is_empty()
    }

    /// How long until the pace lets something go.
    pub fn wait(&self) -> Duration {
        self.pace.wait(lane_time(&self.engine))
    }

    async fn clear_doubts(&mut self) -> DbResult<()> {
        self.settle().await?;
        let by = Recorder { engine: &self.engine, key: self.key, lease: &self.lease };
        recover::recover(by, &self.launched).await?;
        self.launched.clear();
        self.doubtful = false;
        Ok(())
    }

    async fn launch(&mut self, number: &LaneNumber, claimed: Vec<Claimed>) {
        if claimed.is_empty() {
            return;
        }
        let Some(token) = self.token(number).await else {
            for one in claimed {
                self.hold(one);
            }
            return;
        };
        self.stopped.store(false, Ordering::SeqCst);
        let sender = Sender {
            engine: self.engine.clone(),
            phone_number_id: number.phone_number_id.clone(),
            token,
            stopped: self.stopped.clone(),
        };
        for one in claimed {
            self.busy.insert(one.contact);
            self.launched.insert(one.key());
            let sender = sender.clone();
            self.flying.spawn(async move { sender.send(one, || lane_time(&sender.engine)).await });
        }
    }

    /// The number's own token, else the installation's; `None`: there is none that can be used.
    async fn token(&mut self, number: &LaneNumber) -> Option<AccessToken> {
        if let Some(token) = self.token.as_ref().filter(|token| token.sealed == number.access_token) {
            return Some(token.opened.clone());
        }
        let (tenant, id) = (self.key.tenant_id, self.key.number_id);
        let opened = self.engine.token_of(tenant, id, number.access_token.as_deref()).await;
        let opened = opened
            .inspect_err(|error| tracing::error!(category = "send", number = %id, %error, "no token to send with"))
            .ok()?;
        self.token = Some(Token { sealed: number.access_token.clone(), opened: opened.clone() });
        Some(opened)
    }

    /// Without a token nothing leaves, and the number is stopped.
    fn hold(&mut self, claimed: Claimed) {
        let ended = Ended { claimed, ending: Ending::Held("no_token") };
        let moment = self.moment();
        let stop = Some(Stop { reach: SuspendReach::Number, code: BAD_TOKEN });
        self.judged.push(Judged { ended, verdict: Verdict::Again(moment.wall), stop, moment });
    }

    fn land(&mut self, ended: Ended) {
        self.busy.remove(&ended.claimed.contact);
        let moment = self.moment();
        let sent = Departure { contact: ended.claimed.contact, at: ended.claimed.since };
        let was_probing = self.pace.is_probing();
        let (verdict, stop) = judge(&mut self.pace, sent, &ended.ending, moment);
        self.tell_breaker(was_probing);
        if stop.is_some() {
            self.stopped.store(true, Ordering::SeqCst);
        }
        metrics::counter!("recado_sends_total", "outcome" => verdict.as_str()).increment(1);
        self.judged.push(Judged { ended, verdict, stop, moment });
    }

    /// Tells the operator when the breaker opened or closed.
    fn tell_breaker(&self, was_probing: bool) {
        let number = self.key.number_id;
        match (was_probing, self.pace.is_probing()) {
            (false, true) => {
                metrics::counter!("recado_breakers_opened_total").increment(1);
                tracing::warn!(category = "send", %number, "too many outcomes are unknown: only probes are sent");
            }
            (true, false) => tracing::info!(category = "send", %number, "Meta answers again: sending goes on"),
            (true, true) | (false, false) => {}
        }
    }

    fn moment(&self) -> Moment {
        Moment { wall: self.engine.now(), lane: lane_time(&self.engine), fraction: self.engine.jitter.fraction() }
    }
}

/// The lane's own clock: the monotonic one, begun long enough ago that what an earlier lane sent has a place on it.
fn lane_time(engine: &Engine) -> Duration {
    engine.clock.monotonic() + PAIR_MEMORY
}

impl std::fmt::Debug for Lane {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lane")
            .field("number", &self.key.number_id)
            .field("flying", &self.flying.len())
            .finish_non_exhaustive()
    }
}
