//! The port: connections, and how long each may take to say what it wants.
//!
//! `axum::serve` waits for the head of a request as long as it takes, so whoever opens sockets and says nothing would
//! hold them, and the descriptors of the process, for ever.

use std::{
    convert::Infallible,
    io::{self, IoSlice},
    net::SocketAddr,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt as _;

/// How long the head of a request may take, and how long a connection may be idle: longer than proxies keep theirs (60 s
/// is usual), so that none is closed just when it is used again.
const HEAD: Duration = Duration::from_secs(75);

/// Connections, unless the binary says how many files it may open.
const CONNECTIONS: usize = 512;

/// What the process waits when it has no descriptor left for another connection.
const BREATH: Duration = Duration::from_millis(100);

/// What a port puts up with.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Connections at once, those that became sockets included. Others wait in the system's line.
    pub connections: usize,
    /// From the connection, or the last answer, to the end of the next request's head.
    pub head: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connections: CONNECTIONS, head: HEAD }
    }
}

/// Serves the routes until it is told to stop and every request that had begun is answered.
pub async fn serve(listener: TcpListener, router: Router, limits: Limits, stop: CancellationToken) {
    let places = Arc::new(Semaphore::new(limits.connections));
    let connections = TaskTracker::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(limits.head);
    while let Some((stream, peer)) = stop.run_until_cancelled(accept(&listener, &places)).await {
        connections.spawn(converse(http.clone(), stream, peer, router.clone(), stop.clone()));
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

/// The next connection, when there is a place for it.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> (Counted, SocketAddr) {
    let place = places.clone().acquire_owned().await.expect("nobody closes it");
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                // No more than a hint to the system: what it refuses is as fast as it was.
                drop(stream.set_nodelay(true));
                return (Counted::new(stream, place), peer);
            }
            Err(error) if is_of_the_peer(&error) => {}
            Err(error) => {
                tracing::error!(category = "system", %error, "no connection could be accepted");
                tokio::time::sleep(BREATH).await;
            }
        }
    }
}

/// One connection, to its end; after `stop` it is closed as soon as nothing is being answered.
async fn converse(http: http1::Builder, stream: Counted, peer: SocketAddr, router: Router, stop: CancellationToken) {
    let service = service_fn(move |request: Request<Incoming>| {
        let (router, mut request) = (router.clone(), request.map(Body::new));
        request.extensions_mut().insert(ConnectInfo(peer));
        async move { Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|never| match never {})) }
    });
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service).with_upgrades());
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stop.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    // The other side's doing, and at most a hint when somebody looks for why it was cut off.
    if let Err(error) = ended {
        tracing::debug!(category = "access", %error, "a connection ended badly");
    }
}

/// A connection that its own peer gave up before it was taken.
fn is_of_the_peer(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// A connection that takes a place as long as it is open, whatever becomes of it: a socket keeps it too.
struct Counted {
    stream: TcpStream,
    _place: OwnedSemaphorePermit,
}

impl Counted {
    fn new(stream: TcpStream, place: OwnedSemaphorePermit) -> Self {
        metrics::gauge!("recado_http_connections").increment(1);
        Self { stream, _place: place }
    }

    fn stream(self: Pin<&mut Self>) -> Pin<&mut TcpStream> {
        Pin::new(&mut self.get_mut().stream)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        metrics::gauge!("recado_http_connections").decrement(1);
    }
}

impl AsyncRead for Counted {
    fn poll_read(self: Pin<&mut Self>, context: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_read(context, into)
    }
}

impl AsyncWrite for Counted {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.stream().poll_write(context, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.stream().poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_flush(context)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;

    /// A port whose requests must have said their head within this time.
    async fn port(head: Duration, router: Router) -> (SocketAddr, CancellationToken, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let (address, stop) = (listener.local_addr().expect("an address"), CancellationToken::new());
        let limits = Limits { head, ..Limits::default() };
        (address, stop.clone(), tokio::spawn(serve(listener, router, limits, stop)))
    }

    async fn say(address: SocketAddr, words: &str) -> TcpStream {
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        stream.write_all(words.as_bytes()).await.expect("it is heard");
        stream
    }

    async fn rest(mut stream: TcpStream) -> String {
        let mut heard = String::new();
        stream.read_to_string(&mut heard).await.expect("it ends");
        heard
    }

    #[tokio::test]
    async fn who_does_not_say_what_it_wants_is_let_go() {
        let (address, ..) = port(Duration::from_millis(50), Router::new()).await;
        for words in ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nhost: x\r\nx-slow: "] {
            assert_eq!(rest(say(address, words).await).await, "", "{words}");
        }
        let idle = rest(say(address, "GET / HTTP/1.1\r\nhost: x\r\n\r\n").await).await;
        assert!(idle.starts_with("HTTP/1.1 404 "), "answered, then idle, then closed: {idle}");
    }

    #[tokio::test]
    async fn requests_in_one_breath_are_answered_one_by_one() {
        let routes = Router::new()
            .route("/who", get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move { peer.ip().to_string() }));
        let (address, ..) = port(HEAD, routes).await;
        let more = "GET /who HTTP/1.1\r\nhost: x\r\n\r\n".repeat(20);
        let heard =
            rest(say(address, &format!("{more}GET /who HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")).await).await;
        assert_eq!((heard.matches("HTTP/1.1 200 OK").count(), heard.matches("127.0.0.1").count()), (21, 21), "{heard}");
    }

    #[tokio::test]
    async fn what_has_begun_is_answered_before_the_end() {
        let (asked, begun) = (CancellationToken::new(), CancellationToken::new());
        let (waits, tells) = (asked.clone(), begun.clone());
        let slow = move || {
            tells.cancel();
            waits.clone().cancelled_owned()
        };
        let (address, stop, served) = port(HEAD, Router::new().route("/", get(slow))).await;
        let stream = say(address, "GET / HTTP/1.1\r\nhost: x\r\n\r\n").await;
        begun.cancelled().await;
        stop.cancel();
        asked.cancel();
        assert!(rest(stream).await.starts_with("HTTP/1.1 200 OK"));
        served.await.expect("it ends");
        assert!(TcpStream::connect(address).await.is_err(), "nobody listens any more");
    }

    /// The head of the next answer; the answers here have no body.
    async fn answer(stream: &mut TcpStream) -> String {
        let mut heard = String::new();
        while !heard.contains("\r\n\r\n") {
            heard.push(char::from(stream.read_u8().await.expect("it is answered")));
        }
        heard
    }

    #[tokio::test]
    async fn a_connection_more_than_there_are_places_waits_for_one() {
        const REQUEST: &str = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let limits = Limits { connections: 1, ..Limits::default() };
        tokio::spawn(serve(listener, Router::new(), limits, CancellationToken::new()));
        let mut first = say(address, REQUEST).await;
        assert!(answer(&mut first).await.starts_with("HTTP/1.1 404"));
        let mut second = say(address, REQUEST).await;
        first.write_all(REQUEST.as_bytes()).await.expect("it keeps its place");
        assert!(answer(&mut first).await.starts_with("HTTP/1.1 404"));
        assert_eq!(second.try_read(&mut [0]).expect_err("not yet").kind(), io::ErrorKind::WouldBlock);
        drop(first);
        assert!(answer(&mut second).await.starts_with("HTTP/1.1 404"));
    }
}
