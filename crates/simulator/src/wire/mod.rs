//! The TCP side: connections whose bytes a fault can reach.
//!
//! A fault like `reset` is only honest when it happens to the connection, below HTTP and TLS. So every accepted
//! socket is wrapped in a [`stream::Stream`], and the handler of a request gets its [`Wire`]: the handle that cuts it.

mod listener;
mod stream;
mod tls;

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
};

use axum::{extract::connect_info::Connected, serve::IncomingStream};
use tokio::sync::watch;

pub(crate) use listener::WireListener;
pub(crate) use tls::acceptor;

/// The caller of a request and the handle on its connection.
#[derive(Debug, Clone)]
pub(crate) struct Peer {
    pub addr: SocketAddr,
    pub wire: Wire,
    pub tls: bool,
}

impl Peer {
    /// A caller that needs no connection.
    pub fn of_this_process() -> Self {
        Self { addr: SocketAddr::from(([127, 0, 0, 1], 0)), wire: Wire::new(), tls: false }
    }
}

impl Connected<IncomingStream<'_, WireListener>> for Peer {
    fn connect_info(incoming: IncomingStream<'_, WireListener>) -> Self {
        incoming.io().peer().clone()
    }
}

const OPEN: u8 = 0;
const CLOSED: u8 = 1;
const RESET: u8 = 2;

/// Reaches one connection from inside a handler.
#[derive(Debug, Clone)]
pub(crate) struct Wire {
    state: Arc<AtomicU8>,
    /// Counts the times all buffered bytes had gone to the kernel.
    flushes: Arc<watch::Sender<u64>>,
}

impl Wire {
    fn new() -> Self {
        Self { state: Arc::new(AtomicU8::new(OPEN)), flushes: Arc::new(watch::Sender::new(0)) }
    }

    /// From now on nothing more is written, and the connection ends with RST instead of FIN.
    pub fn reset(&self) {
        self.state.store(RESET, Ordering::SeqCst);
    }

    /// From now on nothing more is written, and the connection ends.
    pub fn close(&self) {
        self.state.store(CLOSED, Ordering::SeqCst);
    }

    /// Waits until everything handed over before this call has left.
    pub async fn flushed(&self) {
        // The sender lives as long as self, so an error cannot come.
        let _ = self.flushes.subscribe().changed().await;
    }
}
