//! Accepts connections, does the TLS handshake off the accept path, and hands them to axum.

use std::{io, net::SocketAddr, time::Duration};

use axum::serve::Listener;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::mpsc,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::sync::CancellationToken;

use super::{
    Peer, Wire,
    stream::{CuttableTcp, Stream},
};

/// A client that opens a connection and then says nothing is dropped after this.
const HANDSHAKE_PATIENCE: Duration = Duration::from_secs(10);
/// After a failed accept (no file descriptors left) the next try waits.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

pub(crate) struct WireListener {
    ready: mpsc::Receiver<(Stream, SocketAddr)>,
    local: SocketAddr,
}

impl WireListener {
    /// Takes over a bound socket until `stop`.
    pub fn start(tcp: TcpListener, tls: Option<TlsAcceptor>, stop: CancellationToken) -> io::Result<Self> {
        let local = tcp.local_addr()?;
        let (sender, ready) = mpsc::channel(64);
        tokio::spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = accept_all(tcp, tls, sender) => {}
            }
        });
        Ok(Self { ready, local })
    }
}

async fn accept_all(tcp: TcpListener, tls: Option<TlsAcceptor>, sender: mpsc::Sender<(Stream, SocketAddr)>) {
    loop {
        match tcp.accept().await {
            Ok((socket, addr)) => {
                tokio::spawn(establish(socket, addr, tls.clone(), sender.clone()));
            }
            Err(error) => {
                tracing::warn!(category = "system", %error, "accept failed");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn establish(
    socket: TcpStream,
    addr: SocketAddr,
    tls: Option<TlsAcceptor>,
    sender: mpsc::Sender<(Stream, SocketAddr)>,
) {
    let wire = Wire::new();
    let peer = Peer { addr, wire: wire.clone(), tls: tls.is_some() };
    if let Err(error) = socket.set_nodelay(true) {
        tracing::debug!(category = "system", %error, "no TCP_NODELAY");
    }
    let tcp = CuttableTcp::new(socket, wire);
    let stream = match tls {
        None => Stream::plain(tcp, peer),
        Some(acceptor) => match tokio::time::timeout(HANDSHAKE_PATIENCE, acceptor.accept(tcp)).await {
            Ok(Ok(tls)) => Stream::tls(tls, peer),
            Ok(Err(error)) => return tracing::debug!(category = "system", %error, "TLS handshake failed"),
            Err(_) => return tracing::debug!(category = "system", "TLS handshake timed out"),
        },
    };
    if sender.send((stream, addr)).await.is_err() {
        tracing::debug!(category = "system", "a connection came after the end");
    }
}

impl Listener for WireListener {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // The accept task has ended: we are being shut down, and axum stops asking by itself.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.local)
    }
}
