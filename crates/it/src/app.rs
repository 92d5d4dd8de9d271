//! The product under test.

use std::{
    ops::Deref,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use axum::Router;
use recado_api::{App, HttpSettings};
use recado_domain::{Clock as _, Ids, Language, ManualClock, SeededIds, SeededJitter, SystemIds, Timestamp};
use recado_engine::{
    Engine, Parts, Secret, Settings, Vault, Wake, access::Access, inbound, intake::ensure_default_app, relay,
};
use recado_graph::client::{GraphClient, GraphSettings};
use recado_simulator::{Simulator, SimulatorConfig, SimulatorHandle};
use recado_storage::{
    Db, Scope,
    secrets::Keyring,
    system::leases::Lease,
    testing::{Kind, TestDatabase},
};

use crate::{call::Call, letters::Letters, logs};

/// Signs access tokens in tests; must not be logged.
pub(crate) const JWT_SECRET: &str = "test-secret-of-the-harness-0123456789";

/// Secret of the app `default` in tests; must not be logged.
pub const APP_SECRET: &str = "app-secret-of-the-harness";
/// Verify token of the app `default` in tests; must not be logged.
pub const VERIFY_TOKEN: &str = "0123456789-verify";

/// A whole product on a database of its own. Cheap to clone.
#[derive(Clone)]
pub struct TestApp(Arc<Inside>);

/// What is inside a [`TestApp`].
pub struct Inside {
    /// The use cases under test.
    pub engine: Engine,
    /// What the handlers are given.
    pub app: App,
    /// Stands at 2026-11-22T04:00:00Z until it is moved.
    pub clock: Arc<ManualClock>,
    /// Meta's side, on the same clock; it knows no numbers until it is told.
    pub simulator: SimulatorHandle,
    /// The database, for a second handle.
    pub database: TestDatabase,
    /// Which engine this is.
    pub kind: Kind,
    /// The letters that left, from every node.
    pub letters: Letters,
    /// Speaks to the simulator's control calls.
    pub web: reqwest::Client,
    router: Router,
    planted: Mutex<Vec<String>>,
}

impl TestApp {
    /// A product with nothing in it.
    pub async fn start(kind: Kind) -> Self {
        logs::capture();
        let database = TestDatabase::migrated(kind).await;
        let clock = Arc::new(ManualClock::at(Timestamp::from_secs(1_795_320_000)));
        let db = database.open_with_clock(clock.clone()).await;
        let config = SimulatorConfig { clock: clock.clone(), seed: Some(1), ..SimulatorConfig::on_free_port() };
        let simulator = Simulator::start(config).await.expect("a loopback port is free");
        let letters = Letters::default();
        let ids = Arc::new(SeededIds::default());
        let engine = engine(
            Outside { db, clock: clock.clone(), ids, letters: letters.clone(), keyring: keyring() },
            settings(),
            &graph(&simulator),
        );
        ensure_default_app(&engine).await.expect("the app default is made");
        let app =
            App::new(engine.clone(), HttpSettings { metrics: Some(Arc::new(String::new)), ..HttpSettings::default() });
        let router = recado_api::router(app.clone());
        let web = reqwest::Client::builder().no_proxy().build().expect("a client can be built");
        let planted = Mutex::new([JWT_SECRET, APP_SECRET, VERIFY_TOKEN].map(str::to_owned).to_vec());
        Self(Arc::new(Inside { engine, app, clock, simulator, database, kind, letters, web, router, planted }))
    }

    /// The use cases of a second node on the same database, with settings of its own.
    pub async fn second_node(&self, change: impl FnOnce(&mut Settings)) -> Engine {
        let mut settings = settings();
        change(&mut settings);
        let db = self.database.open_with_clock(self.clock.clone()).await;
        engine(self.outside(db), settings, &graph(&self.simulator))
    }

    /// A node whose operator has other keys.
    pub async fn node_with(&self, keyring: Keyring) -> Engine {
        let db = self.database.open_with_clock(self.clock.clone()).await;
        engine(Outside { keyring, ..self.outside(db) }, self.engine.settings.clone(), &graph(&self.simulator))
    }

    /// A node that waits for Meta for this long only.
    pub async fn impatient_node(&self, timeout: Duration) -> Engine {
        self.node(GraphSettings { timeout, ..graph(&self.simulator) }).await
    }

    /// A node that looks for Meta in another place.
    pub async fn lost_node(&self, base_url: &str) -> Engine {
        self.node(GraphSettings { base_url: base_url.to_owned(), ..GraphSettings::default() }).await
    }

    async fn node(&self, graph: GraphSettings) -> Engine {
        let db = self.database.open_with_clock(self.clock.clone()).await;
        let settings = self.engine.settings.clone();
        engine(self.outside(db), settings, &graph)
    }

    /// What a further node is given.
    fn outside(&self, db: Db) -> Outside {
        let ids = Arc::new(SystemIds::default());
        Outside { db, clock: self.clock.clone(), ids, letters: self.letters.clone(), keyring: keyring() }
    }

    /// The projector's lease: with it `inbound::pass` projects. The test's clock must not pass its end.
    pub async fn projector_lease(&self) -> Lease {
        self.lease(inbound::LEASE).await
    }

    /// A lease that nobody else holds. The test's clock must not pass its end.
    #[expect(clippy::disallowed_methods, reason = "leases belong to no tenant")]
    pub async fn lease(&self, name: &str) -> Lease {
        let mut tx = self.engine.db.write(Scope::System).await.expect("a write");
        let taken = tx.system().leases().acquire(name, "test", Duration::from_hours(1)).await;
        tx.commit().await.expect("committed");
        taken.expect("the database answers").expect("nobody else holds it")
    }

    /// Numbers every event that was committed, as the relay does.
    pub async fn number_events(&self) {
        let lease = self.lease(relay::LEASE).await;
        while relay::number_batch(&self.engine, &lease).await.expect("events are numbered") > 0 {}
        self.give_back(lease).await;
    }

    /// Gives a lease back.
    #[expect(clippy::disallowed_methods, reason = "leases belong to no tenant")]
    pub async fn give_back(&self, lease: Lease) {
        let mut tx = self.engine.db.write(Scope::System).await.expect("a write");
        tx.system().leases().release(lease).await.expect("given back");
        tx.commit().await.expect("committed");
    }

    /// A request to another node than the first one.
    pub fn call_at(&self, node: Engine, http: HttpSettings, method: &str, path: &str) -> Call {
        Call::to(recado_api::router(App::new(node, http)), method, path)
    }

    /// A request.
    pub fn call(&self, method: &str, path: &str) -> Call {
        Call::to(self.router.clone(), method, path)
    }

    /// The router, for a test that serves it on a port.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// Names a text that must not appear in any log line: a password, a token, a phone number, a message.
    pub fn plant(&self, secret: &str) {
        self.planted.lock().unwrap_or_else(PoisonError::into_inner).push(secret.to_owned());
    }

    /// What must hold at the end of every test.
    pub async fn finish(self) {
        self.engine.access.settle().await;
        let lines = logs::lines();
        for secret in self.planted.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            let leak = lines.lines().find(|line| line.contains(secret.as_str()));
            assert_eq!(leak, None, "{secret:?} was logged");
        }
    }
}

impl Deref for TestApp {
    type Target = Inside;
    fn deref(&self) -> &Inside {
        &self.0
    }
}

/// What the use cases stand on.
struct Outside {
    db: Db,
    clock: Arc<ManualClock>,
    ids: Arc<dyn Ids>,
    letters: Letters,
    keyring: Keyring,
}

/// The operator's key.
fn keyring() -> Keyring {
    Keyring::new([7; 32])
}

fn engine(outside: Outside, settings: Settings, graph: &GraphSettings) -> Engine {
    let Outside { db, clock, ids, letters, keyring } = outside;
    let vault = Vault::new(db.clone(), keyring);
    let (jitter, wake) = (Arc::new(SeededJitter::new(1)), Wake::default());
    let access = Access::new(&settings);
    let graph = GraphClient::new(graph).expect("the client can be built");
    let holder = ids.v7(clock.now()).to_string();
    let post = Arc::new(letters);
    Engine::new(Parts { db, vault, clock, ids, jitter, graph, post, access, settings, wake, holder })
}

/// Where the simulator is.
fn graph(simulator: &SimulatorHandle) -> GraphSettings {
    GraphSettings { base_url: simulator.url().to_owned(), ..GraphSettings::default() }
}

fn settings() -> Settings {
    Settings {
        jwt_secret: Secret::new(JWT_SECRET),
        access_token_life: Duration::from_mins(15),
        step_up_life: Duration::from_mins(10),
        public_url: "http://127.0.0.1:8080".to_owned(),
        registration: true,
        providers: Vec::new(),
        provider_patience: Duration::from_secs(10),
        evidence_after: Duration::from_mins(10),
        queue_limit: 100_000,
        raw_kept: Duration::from_hours(365 * 24),
        erasures: None,
        checkpoints: None,
        lease: Duration::from_secs(15),
        default_app_secret: Some(Secret::new(APP_SECRET)),
        default_verify_token: Some(Secret::new(VERIFY_TOKEN)),
        default_access_token: None,
        search_messages: true,
        language: Language::En,
    }
}
