//! A node of Recado: built from the configuration, then served until the end. `serve` and `demo` start one.
//!
//! To add a part that runs beside HTTP: a `start` in `work`. Each part ends when the token is cancelled;
//! one that ends before takes the whole node with it, so that a supervisor starts it anew.

use std::{
    future::Future,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use axum::Router;
use recado_api::{
    App, HttpSettings,
    listen::{self, Limits},
};
use recado_domain::{Clock as _, Ids as _, Language, SystemClock, SystemIds, SystemJitter};
use recado_engine::{
    Engine, Parts, Settings, Vault, Wake, access::Access, backup, channel, inbound, intake::ensure_default_app, jobs,
    lease, mail, queues, relay, seals, search, sending, upkeep,
};
use recado_graph::client::{GraphClient, GraphSettings};
use recado_storage::{Db, LoginCheck};
use tokio::{
    net::TcpListener,
    task::{JoinError, JoinSet},
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use crate::{
    config::{Config, Keys},
    database,
    failure::Failure,
    first_start,
    holder::Holder,
    roles::{Role, Roles},
    shutdown::{DRAIN, Ending},
    telemetry::{MetricsPage, install_metrics, open_files_limit, serve_metrics},
};

/// The longest that connecting to Meta may take, if a whole call may take twice as long.
const CONNECT: Duration = Duration::from_secs(3);

/// However long a provider takes, people are told after this.
const PROVIDERS: Duration = Duration::from_secs(10);

/// Where the system names no limit of open files.
const USUAL_OPEN_FILES: usize = 1_024;
/// However many files may be open.
const MOST_CONNECTIONS: usize = 16 * 1024;

/// What runs side by side.
type Running = JoinSet<()>;

/// Everything that one process runs.
pub struct Node {
    /// Use cases, for what happens before people are let in.
    pub engine: Engine,
    /// Kept to the end: while it is locked, nobody takes this process for dead.
    _holder: Holder,
    roles: Roles,
    app: App,
    url: String,
    listener: TcpListener,
    metrics: MetricsPage,
    metrics_listener: Option<TcpListener>,
    backups: Option<backup::Every>,
}

impl Node {
    /// Takes the ports, opens the database with a current schema, checks the keys, makes the first owner. Nothing is
    /// served yet.
    pub async fn build(config: &Config, roles: Roles, login: LoginCheck) -> Result<Self, Failure> {
        let metrics = install_metrics(&SystemClock)?;
        let listener = bind(config.server.listen).await?;
        let metrics_listener = match config.metrics.listen {
            Some(address) => Some(bind(address).await?),
            None => None,
        };
        let url = reachable(listener.local_addr().context("the address of the port")?);
        config.data.make_folder()?;
        let holder = Holder::take(&config.data.dir, SystemClock.now());
        let engine = open_engine(config, login, &url, holder.name()).await?;
        if holder.is_inherited() {
            lease::take_back(&engine).await.context("what the process before this one left behind")?;
        }
        ensure_default_app(&engine).await.context("the app default")?;
        first_start::settle(&engine, config).await?;
        tell_of_hold(&engine).await?;
        let backups = config.backup.every(&Keys::load(config)?);
        let app = App::new(engine.clone(), http_settings(config, &roles, &metrics));
        Ok(Self { engine, _holder: holder, roles, app, url, listener, metrics, metrics_listener, backups })
    }

    /// Its HTTP surface, for calls inside this process.
    pub fn router(&self) -> Router {
        recado_api::router(self.app.clone())
    }

    /// Where this machine reaches it: for the READY line.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Serves until it is told to stop and everything that had begun is finished.
    pub async fn run(self, ending: Ending) -> Result<(), Failure> {
        let Ending { announced, stop, .. } = ending;
        let Self { engine, roles, app, listener, metrics, metrics_listener, backups, .. } = self;
        let mut parts = JoinSet::new();
        work(&mut parts, &engine, &roles, &stop);
        if let Some(backups) = backups.filter(|_| roles.has(Role::Worker)) {
            start(&mut parts, backup::run(engine.clone(), backups, stop.clone()));
        }
        if roles.has(Role::Api) {
            start(&mut parts, app.realtime.clone().run(stop.clone()));
        }
        let served = listen::serve(listener, recado_api::router(app.clone()), limits(), stop.clone());
        start(&mut parts, served);
        if let Some(listener) = metrics_listener {
            start(&mut parts, serve_metrics(listener, metrics.clone(), stop.clone()));
        }
        start(&mut parts, metrics.keep_up(stop.clone()));
        let stopping = stop.clone();
        start(&mut parts, async move {
            stopping.run_until_cancelled(announced.cancelled_owned()).await;
            app.drain();
            stopping.cancelled().await;
        });
        let outcome = first_to_end(&mut parts, &stop).await;
        let rest = async {
            the_rest(parts).await;
            engine.access.settle().await;
            database::settle(&engine.db).await;
        };
        at_most(DRAIN, rest).await;
        outcome
    }
}

/// The use cases over a database that fits this program and these keys; both are made where they are missing.
async fn open_engine(config: &Config, login: LoginCheck, url: &str, holder: String) -> Result<Engine, Failure> {
    let db = database::open(config, login).await?;
    let keys = Keys::load(config)?;
    database::make_current(&db, config, &keys).await?;
    engine_over(db, config, &keys, url, holder).await
}

/// The use cases over a database that is there already, for one command. `url` stands in links where no public address
/// is configured.
pub async fn open_existing(config: &Config, url: &str) -> Result<Engine, Failure> {
    let db = database::open_existing(config, LoginCheck::Restricted).await?;
    engine_over(db, config, &Keys::load(config)?, url, SystemIds::default().v7(SystemClock.now()).to_string()).await
}

async fn engine_over(db: Db, config: &Config, keys: &Keys, url: &str, holder: String) -> Result<Engine, Failure> {
    keys.check(&db).await?;
    let settings = settings(config, keys, url);
    Ok(Engine::new(Parts {
        vault: Vault::new(db.clone(), keys.keyring()),
        db,
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemIds::default()),
        jitter: Arc::new(SystemJitter::default()),
        graph: graph(config)?,
        post: config.mail.post().context("the mail server")?,
        access: Access::new(&settings),
        settings,
        wake: Wake::default(),
        holder,
    }))
}

/// Whoever wonders why nothing is sent finds it in the log.
async fn tell_of_hold(engine: &Engine) -> Result<(), Failure> {
    if let Some(since) = backup::held_since(&engine.db).await? {
        let since = since.to_rfc3339();
        tracing::warn!(
            category = "system",
            since,
            "restored from a backup: nothing is sent until recado restore confirm"
        );
    }
    Ok(())
}

/// Starts what this node does besides HTTP.
fn work(parts: &mut Running, engine: &Engine, roles: &Roles, stop: &CancellationToken) {
    let notices = engine.db.notices(&engine.fresh_id().to_string());
    let (own, ending) = (engine.clone(), stop.clone());
    start(parts, async move { own.wake.join(notices, ending).await });
    if roles.has(Role::Worker) {
        start(parts, inbound::run(engine.clone(), stop.clone()));
        let (own, ending) = (engine.clone(), stop.clone());
        start(parts, async move { jobs::run(&own, &ending).await });
        let (own, ending) = (engine.clone(), stop.clone());
        start(parts, async move { mail::run(&own, &ending).await });
        start(parts, relay::run(engine.clone(), stop.clone()));
        start(parts, upkeep::run(engine.clone(), stop.clone()));
        start(parts, queues::run(engine.clone(), stop.clone()));
        start(parts, channel::health::run(engine.clone(), stop.clone()));
        start(parts, search::run(engine.clone(), stop.clone()));
        start(parts, seals::run(engine.clone(), stop.clone()));
    }
    if roles.has(Role::Sender) {
        let (own, ending) = (engine.clone(), stop.clone());
        start(parts, async move { sending::run(&own, &ending).await });
    }
}

fn start(parts: &mut Running, part: impl Future<Output = ()> + Send + 'static) {
    parts.spawn(part);
}

/// Waits for the first part that ends. One that does so before it was told to ends the others, and the node fails.
async fn first_to_end(parts: &mut Running, stop: &CancellationToken) -> Result<(), Failure> {
    let Some(ended) = parts.join_next().await else { return Ok(()) };
    if stop.is_cancelled() {
        note(ended);
        return Ok(());
    }
    stop.cancel();
    ended.context("a part of the node")?;
    Err(anyhow::anyhow!("a part of the node ended by itself").into())
}

async fn the_rest(mut parts: Running) {
    while let Some(ended) = parts.join_next().await {
        note(ended);
    }
}

/// A part that does not end must not keep a supervisor from starting the node anew.
async fn at_most(limit: Duration, rest: impl Future<Output = ()>) {
    if timeout(limit, rest).await.is_err() {
        tracing::warn!(category = "system", "a part of the node does not end; ending without it");
    }
}

fn note(ended: Result<(), JoinError>) {
    if let Err(error) = ended {
        tracing::warn!(category = "system", %error, "a part of the node did not end well");
    }
}

/// Half of the files that this process may open are for connections: the others are for the database, for Meta and the log.
fn limits() -> Limits {
    let files = open_files_limit().unwrap_or(USUAL_OPEN_FILES);
    Limits { connections: (files / 2).clamp(1, MOST_CONNECTIONS), ..Limits::default() }
}

async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("listening on {address}"))
}

/// A node that listens on every address is reached by its own machine through loopback.
pub(crate) fn reachable(mut address: SocketAddr) -> String {
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    format!("http://{address}")
}

fn graph(config: &Config) -> anyhow::Result<GraphClient> {
    let timeout = config.graph.timeout();
    let settings = GraphSettings {
        base_url: config.graph.base_url.as_str().to_owned(),
        version: config.graph.version.as_str().to_owned(),
        timeout,
        connect_timeout: CONNECT.min(timeout / 2),
    };
    GraphClient::new(&settings).context("the client of Meta's Graph API")
}

fn settings(config: &Config, keys: &Keys, url: &str) -> Settings {
    let public_url = config.server.public_url.as_ref().map_or(url, |public| public.as_str());
    Settings {
        jwt_secret: keys.jwt.clone(),
        access_token_life: config.auth.access(),
        step_up_life: config.auth.step_up(),
        public_url: public_url.to_owned(),
        registration: config.auth.registration,
        providers: config.auth.providers.settings(&config.graph.version),
        provider_patience: PROVIDERS,
        evidence_after: config.sending.evidence_after(),
        queue_limit: config.sending.queue_limit,
        raw_kept: config.retention.raw(),
        erasures: Some(config.erasures()),
        checkpoints: Some(config.checkpoints()),
        lease: config.lease.duration(),
        default_app_secret: config.whatsapp.app_secret.clone(),
        default_verify_token: config.whatsapp.verify_token.clone(),
        default_access_token: config.whatsapp.token.clone(),
        search_messages: config.search.messages,
        language: Language::En,
    }
}

fn http_settings(config: &Config, roles: &Roles, metrics: &MetricsPage) -> HttpSettings {
    let proxies = config.server.trusted_proxies.clone();
    let page = metrics.clone();
    HttpSettings {
        serves: roles.serves(),
        public_url: config.server.public_url.as_ref().map(|url| url.as_str().to_owned()),
        security_contact: config.server.security_contact.as_ref().map(ToString::to_string),
        is_proxy: Arc::new(move |peer| proxies.iter().any(|proxy| proxy.contains(peer))),
        metrics: config.metrics.listen.is_none().then(|| Arc::new(move || page.render()) as _),
        ..HttpSettings::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_is_one_that_can_be_opened() {
        for (address, url) in [
            ("0.0.0.0:8080", "http://127.0.0.1:8080"),
            ("[::]:8080", "http://127.0.0.1:8080"),
            ("10.1.2.3:80", "http://10.1.2.3:80"),
            ("[::1]:80", "http://[::1]:80"),
        ] {
            assert_eq!(reachable(address.parse().unwrap()), url);
        }
    }

    #[tokio::test]
    async fn a_part_that_ends_takes_the_node_with_it() {
        let stop = CancellationToken::new();
        let mut parts = JoinSet::new();
        start(&mut parts, stop.clone().cancelled_owned());
        start(&mut parts, async {});
        let failure = first_to_end(&mut parts, &stop).await.unwrap_err();
        assert_eq!(failure.to_string(), "a part of the node ended by itself");
        assert!(stop.is_cancelled());
        the_rest(parts).await;
    }

    #[tokio::test]
    async fn a_part_that_does_not_end_is_left() {
        let mut parts = JoinSet::new();
        start(&mut parts, std::future::pending());
        at_most(Duration::from_millis(1), the_rest(parts)).await;
    }

    #[tokio::test]
    async fn a_stopped_node_ends_well() {
        let stop = CancellationToken::new();
        stop.cancel();
        let mut parts = JoinSet::new();
        start(&mut parts, async {});
        first_to_end(&mut parts, &stop).await.unwrap();
    }
}
