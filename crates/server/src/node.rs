//! A node of Recado: built from the configuration, then served until the end. `serve` and `demo` start one.
//!
//! To add a part that runs beside HTTP: a `start` in `work`. Each part ends when the token is cancelled;
//! one that ends before takes the whole node with it, so that a supervisor starts it anew.

use std::{
    future::Future,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    pin::Pin,
    sync::Arc,
    time::Duration,
};

use anyhow::Context as _;
use axum::Router;
use recado_api::{App, HttpSettings, listen};
use recado_domain::{Language, SystemClock, SystemIds, SystemJitter};
use recado_engine::{
    Engine, Parts, Settings, Vault, Wake, access::Access, inbound, intake::ensure_default_app, jobs, relay, sending,
    upkeep,
};
use recado_graph::client::{GraphClient, GraphSettings};
use recado_storage::{LoginCheck, secrets::Keyring};
use tokio::{net::TcpListener, task::JoinSet};
use tokio_util::sync::CancellationToken;

use crate::{
    config::{Config, Keys},
    database,
    failure::Failure,
    first_start,
    roles::{Role, Roles},
    telemetry::{MetricsPage, install_metrics, serve_metrics},
};

/// The longest that connecting to Meta may take, if a whole call may take twice as long.
const CONNECT: Duration = Duration::from_secs(3);

/// Everything that one process runs.
pub struct Node {
    /// Use cases, for what happens before people are let in.
    pub engine: Engine,
    roles: Roles,
    app: App,
    url: String,
    listener: TcpListener,
    metrics: MetricsPage,
    metrics_listener: Option<TcpListener>,
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
        let engine = open_engine(config, login, &url).await?;
        ensure_default_app(&engine).await.context("the app default")?;
        first_start::settle(&engine, config).await?;
        let app = App::new(engine.clone(), http_settings(config, &roles, &metrics));
        Ok(Self { engine, roles, app, url, listener, metrics, metrics_listener })
    }

    /// Its HTTP surface, for calls inside this process.
    pub fn router(&self) -> Router {
        recado_api::router(self.app.clone())
    }

    /// Where this machine reaches it: for the READY line.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Serves until the token is cancelled and everything that had begun is finished.
    pub async fn run(self, stop: CancellationToken) -> Result<(), Failure> {
        let Self { engine, roles, app, listener, metrics, metrics_listener, .. } = self;
        let mut parts = JoinSet::new();
        work(&mut parts, &engine, &roles, &stop);
        if roles.has(Role::Api) {
            let following = app.realtime.clone().run(stop.clone());
            parts.spawn(async {
                following.await;
                Ok(())
            });
        }
        parts.spawn(serve_http(listener, recado_api::router(app.clone()), stop.clone()));
        if let Some(listener) = metrics_listener {
            let scrapes = serve_metrics(listener, metrics.clone(), stop.clone());
            parts.spawn(async { scrapes.await.context("the port for metrics") });
        }
        let upkeep = metrics.keep_up(stop.clone());
        parts.spawn(async {
            upkeep.await;
            Ok(())
        });
        let draining = stop.clone();
        parts.spawn(async move {
            draining.cancelled().await;
            app.drain();
            Ok(())
        });
        let outcome = finish(parts, &stop).await;
        engine.access.settle().await;
        database::settle(&engine.db).await;
        outcome
    }
}

/// The use cases over the configured database, with a current schema and keys that fit it. `url` stands in links where
/// no public address is configured.
pub async fn open_engine(config: &Config, login: LoginCheck, url: &str) -> Result<Engine, Failure> {
    let db = database::open_current(config, login).await?;
    let keys = Keys::load(config)?;
    keys.check(&db).await?;
    let settings = settings(config, &keys, url);
    Ok(Engine::new(Parts {
        vault: Vault::new(db.clone(), Keyring::new(*keys.secrets.bytes())),
        db,
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemIds::default()),
        jitter: Arc::new(SystemJitter::default()),
        graph: graph(config)?,
        access: Access::new(&settings),
        settings,
        wake: Wake::default(),
    }))
}

/// Starts what this node does besides HTTP.
fn work(parts: &mut JoinSet<anyhow::Result<()>>, engine: &Engine, roles: &Roles, stop: &CancellationToken) {
    let notices = engine.db.notices(&engine.fresh_id().to_string());
    let mut start = |part: Pin<Box<dyn Future<Output = ()> + Send>>| {
        parts.spawn(async {
            part.await;
            Ok(())
        });
    };
    let (own, ending) = (engine.clone(), stop.clone());
    start(Box::pin(async move { own.wake.join(notices, ending).await }));
    if roles.has(Role::Worker) {
        start(Box::pin(inbound::run(engine.clone(), stop.clone())));
        let (own, ending) = (engine.clone(), stop.clone());
        start(Box::pin(async move { jobs::run(&own, &ending).await }));
        start(Box::pin(relay::run(engine.clone(), stop.clone())));
        start(Box::pin(upkeep::run(engine.clone(), stop.clone())));
    }
    if roles.has(Role::Sender) {
        let (own, ending) = (engine.clone(), stop.clone());
        start(Box::pin(async move { sending::run(&own, &ending).await }));
    }
}

/// Waits for all parts. The first that ends by itself ends the others; its failure is the node's.
async fn finish(mut parts: JoinSet<anyhow::Result<()>>, stop: &CancellationToken) -> Result<(), Failure> {
    let mut outcome = Ok(());
    while let Some(ended) = parts.join_next().await {
        let ended = ended.context("a part of the node").flatten();
        if !stop.is_cancelled() {
            outcome = ended.and_then(|()| anyhow::bail!("a part of the node ended by itself"));
            stop.cancel();
        } else if let Err(error) = ended {
            tracing::warn!(category = "system", error = %error, "a part of the node did not end well");
        }
    }
    Ok(outcome?)
}

async fn serve_http(listener: TcpListener, router: Router, stop: CancellationToken) -> anyhow::Result<()> {
    listen::serve(listener, router, listen::HEAD, stop).await;
    Ok(())
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
        public_url: public_url.to_owned(),
        evidence_after: config.sending.evidence_after(),
        lease: config.lease.duration(),
        default_app_secret: config.whatsapp.app_secret.clone(),
        default_verify_token: config.whatsapp.verify_token.clone(),
        default_access_token: config.whatsapp.token.clone(),
        language: Language::En,
    }
}

fn http_settings(config: &Config, roles: &Roles, metrics: &MetricsPage) -> HttpSettings {
    let proxies = config.server.trusted_proxies.clone();
    let page = metrics.clone();
    HttpSettings {
        serves: roles.serves(),
        public_url: config.server.public_url.as_ref().map(|url| url.as_str().to_owned()),
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
        let waiting = stop.clone();
        parts.spawn(async move {
            waiting.cancelled().await;
            Ok(())
        });
        parts.spawn(async { anyhow::bail!("the port is gone") });
        assert_eq!(finish(parts, &stop).await.unwrap_err().to_string(), "the port is gone");
        assert!(stop.is_cancelled());
    }

    #[tokio::test]
    async fn a_stopped_node_ends_well() {
        let stop = CancellationToken::new();
        stop.cancel();
        let mut parts = JoinSet::new();
        parts.spawn(async { Ok(()) });
        finish(parts, &stop).await.unwrap();
    }
}
