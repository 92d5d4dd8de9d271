//! All lanes of this node: finds numbers with work, takes their leases, and drives each lane until it has been idle.

use std::{collections::HashMap, sync::Arc, time::Duration};

use recado_domain::Timestamp;
use recado_storage::{DbError, DbResult, Scope, system::lanes::LaneKey, system::leases::Lease};
use tokio::{
    sync::Notify,
    task::{self, JoinSet},
};
use tokio_util::sync::CancellationToken;

use super::lane::{Lane, LaneError, Step, lease_name};
use crate::{Engine, lease};

/// How often work is looked for when nobody rings.
const POLL: Duration = Duration::from_secs(1);
/// A lane that claims all the time claims so often: the messages of that time go in one transaction.
const BEAT: Duration = Duration::from_millis(25);
/// Rings that come close together are answered by one look.
const HUSH: Duration = Duration::from_millis(5);
/// After a failure of the database.
const AFTER_FAILURE: Duration = Duration::from_millis(500);
/// A lane without work for so long gives its lease back.
const IDLE: Duration = Duration::from_secs(30);

/// Runs lanes until `ending` is cancelled; then claims nothing more, waits for what is on the wire, records it, and gives
/// the leases back.
pub async fn run(engine: &Engine, ending: &CancellationToken) {
    let mut fleet = Fleet {
        engine: engine.clone(),
        ending: ending.clone(),
        bells: HashMap::new(),
        keys: HashMap::new(),
        lanes: JoinSet::new(),
    };
    while !ending.is_cancelled() {
        if let Err(error) = fleet.look().await {
            tracing::warn!(category = "send", %error, "numbers with work could not be looked for");
        }
        fleet.wait().await;
    }
    while fleet.lanes.join_next().await.is_some() {}
}

struct Fleet {
    engine: Engine,
    ending: CancellationToken,
    /// The lanes that run here, and how to wake each.
    bells: HashMap<LaneKey, Arc<Notify>>,
    lanes: JoinSet<()>,
    keys: HashMap<task::Id, LaneKey>,
}

impl Fleet {
    /// Starts a lane for each number with work that has none here, and wakes the others.
    #[expect(clippy::disallowed_methods, reason = "which numbers have work is asked across tenants")]
    async fn look(&mut self) -> DbResult<()> {
        let mut tx = self.engine.db.read(Scope::System).await?;
        let keys = tx.system().lanes().with_work(self.engine.now()).await?;
        drop(tx);
        let mut without_lane = Vec::new();
        for key in keys {
            match self.bells.get(&key) {
                Some(bell) => bell.notify_one(),
                None => without_lane.push(key),
            }
        }
        self.start_those_that_nobody_holds(without_lane).await
    }

    /// Lanes of other nodes are left alone: one that is given back, or whose node is dead, is found at a later look.
    async fn start_those_that_nobody_holds(&mut self, keys: Vec<LaneKey>) -> DbResult<()> {
        if keys.is_empty() {
            return Ok(());
        }
        let held = lease::held(&self.engine).await?;
        for key in keys.into_iter().filter(|key| !held.contains(&lease_name(*key))) {
            self.start(key).await?;
        }
        Ok(())
    }

    async fn start(&mut self, key: LaneKey) -> DbResult<()> {
        let name = lease_name(key);
        let Some(lease) = lease::acquire(&self.engine, &name, &self.engine.holder).await? else { return Ok(()) };
        let bell = Arc::new(Notify::new());
        self.bells.insert(key, bell.clone());
        let driver = Driver { engine: self.engine.clone(), key, bell, ending: self.ending.clone() };
        let task = self.lanes.spawn(driver.drive(lease));
        self.keys.insert(task.id(), key);
        Ok(())
    }

    async fn wait(&mut self) {
        tokio::select! {
            () = self.ending.cancelled() => {}
            () = tokio::time::sleep(POLL) => {}
            () = self.engine.wake.lanes.notified() => tokio::time::sleep(HUSH).await,
            Some(ended) = self.lanes.join_next_with_id() => {
                let id = ended.map_or_else(|panic| {
                    tracing::error!(category = "send", task = %panic.id(), "a lane ended badly; it begins anew");
                    panic.id()
                }, |(id, ())| id);
                if let Some(key) = self.keys.remove(&id) {
                    self.bells.remove(&key);
                }
            }
        }
    }
}

/// Drives one lane.
struct Driver {
    engine: Engine,
    key: LaneKey,
    bell: Arc<Notify>,
    ending: CancellationToken,
}

impl Driver {
    async fn drive(self, lease: Lease) {
        let engine = self.engine.clone();
        lease::while_working(&engine, lease.clone(), |lost| async move {
            let driven = tokio::select! {
                driven = self.run(lease) => driven,
                () = lost.cancelled() => Err(DbError::Stale(lease_name(self.key)).into()),
            };
            if let Err(error) = driven {
                tracing::warn!(category = "send", number = %self.key.number_id, %error, "a lane was given up");
            }
        })
        .await;
    }

    async fn run(&self, lease: Lease) -> Result<(), LaneError> {
        let mut lane = Lane::begin(&self.engine, self.key, lease).await?;
        let mut swept = Duration::ZERO;
        let mut busy = self.engine.clock.monotonic();
        while !self.ending.is_cancelled() {
            let now = self.engine.clock.monotonic();
            let (wait, step) = match self.turn(&mut lane, now, &mut swept).await {
                Ok(step) => (next(&lane, step, self.engine.now()), step),
                Err(DbError::Stale(name)) => return Err(DbError::Stale(name).into()),
                Err(error) => {
                    tracing::warn!(category = "send", number = %self.key.number_id, %error, "a lane's turn failed");
                    (AFTER_FAILURE, Step { more: true, ..Step::default() })
                }
            };
            let soon = step.next_due.is_some_and(|at| at.since(self.engine.now()) < IDLE);
            if step.sent > 0 || step.more || soon || !lane.is_settled() {
                busy = now;
            } else if now.saturating_sub(busy) > IDLE {
                return Ok(());
            }
            self.rest(&mut lane, wait).await;
        }
        self.drain(&mut lane).await
    }

    async fn turn(&self, lane: &mut Lane, now: Duration, swept: &mut Duration) -> DbResult<Step> {
        if now.saturating_sub(*swept) >= POLL {
            lane.sweep().await?;
            *swept = now;
        }
        lane.step().await
    }

    /// Until it is time for the next turn, something has landed, somebody rang, or the process ends.
    async fn rest(&self, lane: &mut Lane, wait: Duration) {
        let beat = tokio::time::sleep(wait.min(BEAT));
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = self.bell.notified() => {}
            () = self.ending.cancelled() => {}
            true = lane.landing() => beat.await,
        }
    }

    /// Everything on the wire is waited for and recorded; a client's time limit bounds the wait.
    async fn drain(&self, lane: &mut Lane) -> Result<(), LaneError> {
        loop {
            match lane.settle().await {
                Ok(()) => return Ok(()),
                Err(DbError::Stale(name)) => return Err(DbError::Stale(name).into()),
                Err(error) => {
                    tracing::warn!(category = "send", number = %self.key.number_id, %error, "outcomes wait");
                    tokio::time::sleep(AFTER_FAILURE).await;
                }
            }
        }
    }
}

/// How long until the next turn.
fn next(lane: &Lane, step: Step, now: Timestamp) -> Duration {
    if lane.has_outcomes() {
        return BEAT;
    }
    let due = step.next_due.map_or(POLL, |at| at.since(now));
    let due = if step.more { Duration::ZERO } else { due.min(POLL) };
    if due >= POLL { POLL } else { due.max(lane.wait()).clamp(BEAT, POLL) }
}
