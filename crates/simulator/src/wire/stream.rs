//! A TCP connection that obeys its [`Wire`], alone or under TLS.

use std::{
    io,
    pin::Pin,
    sync::atomic::Ordering,
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};
use tokio_rustls::server::TlsStream;

use super::{CLOSED, Peer, RESET, Wire};

/// TCP that can be cut.
#[derive(Debug)]
pub(crate) struct CuttableTcp {
    tcp: TcpStream,
    wire: Wire,
}

impl CuttableTcp {
    pub fn new(tcp: TcpStream, wire: Wire) -> Self {
        Self { tcp, wire }
    }

    /// Fails once the wire was cut; a reset also arms `SO_LINGER` 0, so that dropping the socket sends RST.
    fn check(&self) -> io::Result<()> {
        match self.wire.state.load(Ordering::SeqCst) {
            RESET => {
                self.tcp.set_zero_linger()?;
                Err(io::ErrorKind::ConnectionReset.into())
            }
            CLOSED => Err(io::ErrorKind::BrokenPipe.into()),
            _ => Ok(()),
        }
    }
}

impl AsyncRead for CuttableTcp {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.tcp).poll_read(cx, buf)
    }
}

impl AsyncWrite for CuttableTcp {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.tcp).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.tcp).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }
}

#[derive(Debug)]
enum Layer {
    Plain(CuttableTcp),
    Tls(Box<TlsStream<CuttableTcp>>),
}

/// What HTTP reads and writes.
#[derive(Debug)]
pub(crate) struct Stream {
    layer: Layer,
    peer: Peer,
}

impl Stream {
    pub fn plain(tcp: CuttableTcp, peer: Peer) -> Self {
        Self { layer: Layer::Plain(tcp), peer }
    }

    pub fn tls(tls: TlsStream<CuttableTcp>, peer: Peer) -> Self {
        Self { layer: Layer::Tls(Box::new(tls)), peer }
    }

    pub fn peer(&self) -> &Peer {
        &self.peer
    }
}

impl AsyncRead for Stream {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        match &mut self.layer {
            Layer::Plain(tcp) => Pin::new(tcp).poll_read(cx, buf),
            Layer::Tls(tls) => Pin::new(tls).poll_read(cx, buf),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match &mut self.layer {
            Layer::Plain(tcp) => Pin::new(tcp).poll_write(cx, bytes),
            Layer::Tls(tls) => Pin::new(tls).poll_write(cx, bytes),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = match &mut self.layer {
            Layer::Plain(tcp) => Pin::new(tcp).poll_flush(cx),
            Layer::Tls(tls) => Pin::new(tls).poll_flush(cx),
        };
        if matches!(flushed, Poll::Ready(Ok(()))) {
            self.peer.wire.flushes.send_modify(|count| *count += 1);
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.layer {
            Layer::Plain(tcp) => Pin::new(tcp).poll_shutdown(cx),
            Layer::Tls(tls) => Pin::new(tls).poll_shutdown(cx),
        }
    }
}
