//! What every handler is given: the engine and the settings of the HTTP surface.

use std::{fmt, net::IpAddr, ops::Deref, sync::Arc, time::Duration};

use recado_engine::Engine;
use tokio::sync::Mutex;
use tokio_util::sync::CancellationToken;

use crate::{list::Cursors, realtime::Realtime};

/// How long an answer of the database's about its health is given again: anybody may ask.
const READY_REUSED: Duration = Duration::from_secs(1);

/// Renders the metrics as Prometheus reads them. The recorder belongs to the binary.
pub type RenderMetrics = Arc<dyn Fn() -> String + Send + Sync>;

/// Whether a peer is one of our own proxies.
pub type IsProxy = Arc<dyn Fn(IpAddr) -> bool + Send + Sync>;

/// What a node serves besides health and metrics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Serves {
    /// The API, its description and sockets.
    pub api: bool,
    /// Meta's webhooks.
    pub intake: bool,
    /// The web app.
    pub web: bool,
}

impl Default for Serves {
    fn default() -> Self {
        Self { api: true, intake: true, web: true }
    }
}

/// How the HTTP surface behaves. The binary fills it from its configuration.
#[derive(Clone)]
pub struct HttpSettings {
    /// What this node serves.
    pub serves: Serves,
    /// Where people reach us, as `https://recado.example.com`; unset: whatever `Host` says.
    pub public_url: Option<String>,
    /// Where people tell of a weakness, as `mailto:security@example.com`; unset: there is no `security.txt`.
    pub security_contact: Option<String>,
    /// The proxies whose `X-Forwarded-For` is believed. Nobody else's is.
    pub is_proxy: IsProxy,
    /// Serves `/metrics` on the main port, to loopback peers only. Unset where metrics have a port of their own.
    pub metrics: Option<RenderMetrics>,
    /// How long a request may take before it is answered 503. Longer than the longest `Prefer: wait`.
    pub request_timeout: Duration,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            serves: Serves::default(),
            public_url: None,
            security_contact: None,
            is_proxy: Arc::new(|_| false),
            metrics: None,
            request_timeout: Duration::from_secs(30),
        }
    }
}

impl fmt::Debug for HttpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpSettings")
            .field("public_url", &self.public_url)
            .field("metrics", &self.metrics.is_some())
            .field("request_timeout", &self.request_timeout)
            .finish_non_exhaustive()
    }
}

/// The state of every handler. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What is inside an [`App`].
pub struct Parts {
    /// Use cases, database, clock, ids.
    pub engine: Engine,
    /// How the HTTP surface behaves.
    pub http: HttpSettings,
    /// Makes and opens the cursors of lists.
    pub cursors: Cursors,
    /// The people connected to this node.
    pub realtime: Realtime,
    draining: CancellationToken,
    /// When the database was last asked whether it is ready, and what it said.
    database: Mutex<Option<(Duration, bool)>>,
}

impl App {
    /// The one constructor: the binary and the test harness call it.
    pub fn new(engine: Engine, http: HttpSettings) -> Self {
        let cursors = Cursors::new(engine.settings.jwt_secret.derive("list cursors"));
        let realtime = Realtime::new(engine.clone());
        Self(Arc::new(Parts {
            engine,
            http,
            cursors,
            realtime,
            draining: CancellationToken::new(),
            database: Mutex::default(),
        }))
    }

    /// From now on `/health/ready` answers 503, so that no new traffic is sent here. Called when the process begins to end.
    pub fn drain(&self) {
        self.0.draining.cancel();
    }

    /// Whether the process is ending.
    pub fn is_draining(&self) -> bool {
        self.0.draining.is_cancelled()
    }

    /// What the work brings, unless the process begins to end first: for who would only wait.
    pub async fn unless_draining<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        self.0.draining.run_until_cancelled(work).await
    }

    /// Whether the database is ready: asked once a second, however many ask us.
    pub async fn database_is_ready(&self) -> bool {
        let mut last = self.0.database.lock().await;
        let now = self.engine.clock.monotonic();
        if let Some((asked, is_ready)) = *last
            && now.saturating_sub(asked) < READY_REUSED
        {
            return is_ready;
        }
        let is_ready = self.engine.database_is_ready().await;
        *last = Some((now, is_ready));
        is_ready
    }

    /// Whether people reach us by https: then cookies are `Secure` and browsers are told to stay on https.
    pub fn is_https(&self) -> bool {
        self.0.http.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("http", &self.0.http).finish_non_exhaustive()
    }
}
