//! The heart that everything shares: the world behind a lock, its ledger, the clock, chance, and the courier's bell.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use recado_domain::{Clock, Timestamp};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;

use crate::{
    chance::Chance,
    config::{SimulatorConfig, StartError, WebhookTarget},
    faults::Faults,
    journal::{Journal, LedgerLost, Line, Sync},
    media::Shelf,
    settings::{Settings, check_url},
    world::{
        World,
        record::{Record, Stamped},
    },
};

pub(crate) struct Meta {
    pub clock: Arc<dyn Clock>,
    pub chance: Chance,
    pub faults: Mutex<Faults>,
    /// Rung whenever something may have become due.
    pub bell: Notify,
    /// Counts whatever can be seen to change, for those who look on.
    pub changes: watch::Sender<u64>,
    pub stop: CancellationToken,
    pub journal: Journal,
    pub http: reqwest::Client,
    /// Folder of the ledger and of media bytes.
    pub state: Option<PathBuf>,
    /// Bytes of files when there is no folder.
    pub shelf: Shelf,
    /// What a reset goes back to.
    start: Settings,
    world: Mutex<Held>,
}

/// The world and the number of the last line that made it.
struct Held {
    world: World,
    line: Line,
}

impl Meta {
    pub fn open(config: &SimulatorConfig) -> Result<Self, StartError> {
        let start = starting_settings(config.webhook.as_ref())?;
        let mut world = World::new(start.clone());
        let journal = match &config.state {
            None => Journal::in_memory(),
            Some(dir) => Journal::open(dir, |text| replay(&mut world, text))?,
        };
        // The command line names the subscriber of this run; everything else stays as the ledger left it.
        target(&mut world.settings, config.webhook.as_ref());
        Ok(Self {
            clock: config.clock.clone(),
            chance: Chance::new(config.seed),
            faults: Mutex::default(),
            bell: Notify::new(),
            changes: watch::Sender::new(0),
            stop: CancellationToken::new(),
            journal,
            http: http_client(),
            state: config.state.clone(),
            shelf: Shelf::default(),
            start,
            world: Mutex::new(Held { world, line: 0 }),
        })
    }

    /// The world, for as long as the guard is held. Never across an await.
    pub fn world(&self) -> WorldGuard<'_> {
        WorldGuard { meta: self, held: self.world.lock().unwrap_or_else(PoisonError::into_inner) }
    }

    /// The simulator's own clock, for delays and retries.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The time of Meta's side: the clock moved by `clock_offset_ms`.
    pub fn meta_time(&self, world: &World) -> Timestamp {
        shifted(self.clock.now(), world.settings.clock_offset_ms)
    }

    /// As freshly started with an empty ledger; gives the line to wait for.
    pub fn reset(&self) -> Line {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).clear();
        self.shelf.clear();
        self.world().reset()
    }

    /// Tells those who look on.
    pub fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Waits until the line is kept.
    pub async fn durable(&self, line: Line) -> Result<(), LedgerLost> {
        self.journal.durable(line).await
    }
}

/// `at` moved by so many milliseconds, in either direction.
pub(crate) fn shifted(at: Timestamp, by_ms: i64) -> Timestamp {
    let by = Duration::from_millis(by_ms.unsigned_abs());
    if by_ms < 0 { at.minus(by) } else { at.plus(by) }
}

pub(crate) struct WorldGuard<'m> {
    meta: &'m Meta,
    held: MutexGuard<'m, Held>,
}

impl std::ops::Deref for WorldGuard<'_> {
    type Target = World;
    fn deref(&self) -> &World {
        &self.held.world
    }
}

impl std::ops::DerefMut for WorldGuard<'_> {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.held.world
    }
}

impl WorldGuard<'_> {
    /// Makes it so and puts it on the ledger. Before anybody is told, wait for [`Meta::durable`].
    pub fn commit(&mut self, record: Record) -> Line {
        self.write(record, Sync::Now)
    }

    /// The same for what nobody waits for.
    pub fn note(&mut self, record: Record) -> Line {
        self.write(record, Sync::Later)
    }

    fn write(&mut self, record: Record, sync: Sync) -> Line {
        self.held.line += 1;
        let line = self.held.line;
        let stamped = Stamped { serial: self.held.world.serial(), record };
        self.meta.journal.append(line, &stamped, sync);
        // What goes out without being waited for must not wait for the next sync either.
        let kept_after = if sync == Sync::Now { line } else { 0 };
        self.held.world.apply(stamped.record, kept_after);
        self.meta.bell.notify_one();
        self.meta.changed();
        line
    }

    fn reset(&mut self) -> Line {
        self.held.line += 1;
        let serial = self.held.world.serial();
        self.held.world = World::new(self.meta.start.clone());
        self.held.world.resume_serial(serial);
        self.meta.journal.truncate(self.held.line);
        self.meta.changed();
        self.held.line
    }
}

fn replay(world: &mut World, text: &str) -> Result<(), String> {
    let stamped: Stamped<Record> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    world.resume_serial(stamped.serial);
    world.apply(stamped.record, 0);
    Ok(())
}

fn starting_settings(webhook: Option<&WebhookTarget>) -> Result<Settings, StartError> {
    if let Some(given) = webhook {
        check_url(&given.url).map_err(StartError::Webhook)?;
    }
    let mut settings = Settings::default();
    target(&mut settings, webhook);
    Ok(settings)
}

fn target(settings: &mut Settings, webhook: Option<&WebhookTarget>) {
    let Some(given) = webhook else { return };
    settings.webhook.url = Some(given.url.clone());
    settings.webhook.app_secret.clone_from(&given.app_secret);
    settings.webhook.verify_token.clone_from(&given.verify_token);
}

/// Meta's patience per webhook call is about 20 s, and it follows no redirects.
fn http_client() -> reqwest::Client {
    reqwest::Client::builder()
        .user_agent("facebookexternalua")
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(20))
        .build()
        .expect("a client without special needs builds")
}
