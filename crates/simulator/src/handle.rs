//! Starting, reaching and ending a simulator.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{Router, extract::connect_info::MockConnectInfo};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    config::{SimulatorConfig, StartError},
    control, graph,
    meta::Meta,
    outbox, page, personas,
    wire::{Peer, WireListener, acceptor},
};

/// How long connections get to finish once the end was asked for.
const FAREWELL: Duration = Duration::from_secs(2);

/// Meta's side. [`Simulator::start`] gives the handle of a running one.
pub struct Simulator;

impl Simulator {
    /// Binds the configured address and starts.
    pub async fn start(config: SimulatorConfig) -> Result<SimulatorHandle, StartError> {
        let listen = config.listen;
        let listener = TcpListener::bind(listen).await.map_err(|error| StartError::Listen(listen, error))?;
        Self::start_on(&config, listener)
    }

    /// Starts on a socket that is already bound; must be called inside a Tokio runtime.
    pub fn start_on(config: &SimulatorConfig, listener: TcpListener) -> Result<SimulatorHandle, StartError> {
        let listen_failed = |error| StartError::Listen(config.listen, error);
        let addr = listener.local_addr().map_err(listen_failed)?;
        let tls = config.tls.as_ref().map(acceptor).transpose()?;
        let scheme = if tls.is_some() { "https" } else { "http" };
        let meta = Arc::new(Meta::open(config)?);
        let wire = WireListener::start(listener, tls, meta.stop.clone()).map_err(listen_failed)?;
        let server = tokio::spawn(serve(wire, meta.clone()));
        tokio::spawn(outbox::run(meta.clone()));
        tokio::spawn(personas::run(meta.clone(), meta.chance.seed()));
        if config.webhook.is_some() {
            let meta = meta.clone();
            tokio::spawn(async move { outbox::shake(&meta).await });
        }
        Ok(SimulatorHandle { url: format!("{scheme}://{addr}"), addr, meta, server })
    }
}

async fn serve(wire: WireListener, meta: Arc<Meta>) {
    let stop = meta.stop.clone();
    let router: Router = control::router().merge(page::router()).fallback(graph::handle).with_state(meta);
    let service = router.into_make_service_with_connect_info::<Peer>();
    let served = axum::serve(wire, service).with_graceful_shutdown(async move { stop.cancelled().await }).await;
    if let Err(error) = served {
        tracing::error!(category = "system", %error, "the simulator stopped serving");
    }
}

/// A running simulator. Dropping it ends it without waiting.
pub struct SimulatorHandle {
    url: String,
    addr: SocketAddr,
    meta: Arc<Meta>,
    server: JoinHandle<()>,
}

impl SimulatorHandle {
    /// Where it is reached, without a slash at the end: the product's `RECADO_GRAPH__BASE_URL`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The bound address.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// The control calls without the network, for whoever runs the simulator inside its own process: to them the caller
    /// is loopback.
    pub fn control(&self) -> Router {
        control::router().layer(MockConnectInfo(Peer::of_this_process())).with_state(self.meta.clone())
    }

    /// Looks at the clock now. Only needed right after an injected clock was moved, to save a few milliseconds.
    pub fn look_at_clock(&self) {
        self.meta.bell.notify_one();
    }

    /// Ends it: held connections are dropped, answers in the making get two seconds, the ledger is closed.
    pub async fn shutdown(mut self) {
        self.meta.stop.cancel();
        if tokio::time::timeout(FAREWELL, &mut self.server).await.is_err() {
            tracing::debug!(category = "system", "some connections did not end in time");
        }
        let meta = self.meta.clone();
        if tokio::task::spawn_blocking(move || meta.journal.close()).await.is_err() {
            tracing::error!(category = "system", "the ledger did not close");
        }
    }
}

impl Drop for SimulatorHandle {
    fn drop(&mut self) {
        self.meta.stop.cancel();
        self.server.abort();
    }
}
