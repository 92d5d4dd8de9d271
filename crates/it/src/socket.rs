//! A Socket.IO client for tests: protocol 5 over Engine.IO 4, by WebSocket or by long polling.

use std::{collections::VecDeque, net::SocketAddr, time::Duration};

use axum::Router;
use futures_util::{SinkExt as _, StreamExt as _};
use recado_api::listen::{self, Limits};
use serde_json::{Value as Json, json};
use tokio::{
    net::{TcpSocket, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async, connect_async,
    tungstenite::{Message, client::IntoClientRequest, handshake::client::Request},
};
use tokio_util::sync::{CancellationToken, DropGuard};

/// Longer than anything a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);
/// What was not answered for so long was passed over, or a second answer comes: both count alike.
const PASSED_OVER: Duration = Duration::from_secs(1);

/// A product that listens on a port of its own, until dropped.
pub struct Served {
    /// Where.
    pub address: SocketAddr,
    _ending: DropGuard,
}

impl Served {
    /// Serves the router on a loopback port.
    pub async fn start(router: Router) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let ending = CancellationToken::new();
        tokio::spawn(listen::serve(listener, router, Limits::default(), ending.clone()));
        Self { address, _ending: ending.drop_guard() }
    }

    /// Connects by WebSocket and says who it is; the `connect_error` when it is refused.
    pub async fn connect(&self, auth: Json) -> Result<Socket, String> {
        self.connect_from(auth, None).await
    }

    /// The same for a page of this origin.
    pub async fn connect_from(&self, auth: Json, origin: Option<&str>) -> Result<Socket, String> {
        Socket::sign_in(self.request(origin), &auth).await
    }

    /// Connects with as small a receive buffer as there is, and then does not read: the caller reads when it likes.
    pub async fn connect_slowly(&self, auth: Json) -> Socket {
        let wire = TcpSocket::new_v4().expect("a socket");
        wire.set_recv_buffer_size(4 * 1024).expect("a small buffer");
        let wire = wire.connect(self.address).await.expect("a connection");
        let (wire, _) = client_async(self.request(None), MaybeTlsStream::Plain(wire)).await.expect("a WebSocket");
        let mut socket = Socket::on(wire);
        socket.hear().await.expect("it opens");
        socket.say(&format!("40{auth}")).await;
        socket.event("ready").await;
        socket
    }

    /// Says again and again on one connection who it is; the refusals. The library passes over what is said while it still
    /// puts the one before away, after it was answered: then it is said once more.
    pub async fn guess(&self, auth: &Json, times: usize) -> Vec<String> {
        let mut socket = Socket::open(self.request(None)).await.expect("it opens");
        let mut refusals = Vec::with_capacity(times);
        for _ in 0..times {
            let answer = loop {
                socket.say(&format!("40{auth}")).await;
                if let Ok(answer) = timeout(PASSED_OVER, socket.hear()).await {
                    break answer.expect("an answer");
                }
            };
            let refused = answer.strip_prefix("44").unwrap_or_else(|| panic!("no refusal: {answer}"));
            let refused: Json = serde_json::from_str(refused).expect("JSON");
            refusals.push(refused["message"].as_str().expect("a message").to_owned());
        }
        refusals
    }

    /// The request that opens a WebSocket.
    fn request(&self, origin: Option<&str>) -> Request {
        let url = format!("ws://{}/socket.io/?EIO=4&transport=websocket", self.address);
        let mut request = url.into_client_request().expect("a request");
        if let Some(origin) = origin {
            request.headers_mut().insert("origin", origin.parse().expect("an origin"));
        }
        request
    }
}

/// A connected client.
pub struct Socket {
    wire: WebSocketStream<MaybeTlsStream<TcpStream>>,
    waiting: VecDeque<(String, Json)>,
    acks: u64,
}

impl Socket {
    /// Connects by WebSocket to the product at this address, `http://…`, and says who it is.
    pub async fn connect(url: &str, auth: &Json) -> Result<Self, String> {
        let url = format!("{}/socket.io/?EIO=4&transport=websocket", url.replacen("http", "ws", 1));
        Self::sign_in(url.into_client_request().map_err(|error| error.to_string())?, auth).await
    }

    async fn sign_in(request: Request, auth: &Json) -> Result<Self, String> {
        let mut socket = Self::open(request).await?;
        if !socket.try_say(&format!("40{auth}")).await {
            return Err("closed".to_owned());
        }
        let answer = socket.hear().await.ok_or("closed")?;
        if let Some(refused) = answer.strip_prefix("44") {
            let refused: Json = serde_json::from_str(refused).expect("a refusal is JSON");
            return Err(refused["message"].as_str().expect("a message").to_owned());
        }
        assert!(answer.starts_with("40"), "{answer}");
        Ok(socket)
    }

    async fn open(request: Request) -> Result<Self, String> {
        let (wire, _) = connect_async(request).await.map_err(|error| error.to_string())?;
        let mut socket = Self::on(wire);
        let opened = socket.hear().await.ok_or("closed")?;
        assert!(opened.starts_with('0'), "{opened}");
        Ok(socket)
    }

    fn on(wire: WebSocketStream<MaybeTlsStream<TcpStream>>) -> Self {
        Self { wire, waiting: VecDeque::new(), acks: 0 }
    }

    /// Sends one Engine.IO message as it is.
    pub async fn say(&mut self, text: &str) {
        assert!(self.try_say(text).await, "the socket is open");
    }

    /// Sends one Engine.IO message; false when the server has closed.
    async fn try_say(&mut self, text: &str) -> bool {
        self.wire.send(Message::text(text)).await.is_ok()
    }

    /// The next Engine.IO message that is no ping, as it is; `None` when the server has closed.
    pub async fn hear_raw(&mut self) -> Option<String> {
        self.hear().await
    }

    async fn hear(&mut self) -> Option<String> {
        loop {
            let message = timeout(PATIENCE, self.wire.next()).await.expect("the server says something in time");
            match message {
                Some(Ok(Message::Text(text))) if text.as_str() == "2" => _ = self.try_say("3").await,
                Some(Ok(Message::Text(text))) => return Some(text.to_string()),
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                Some(Ok(_)) => {}
            }
        }
    }

    /// Name and argument of the next event; `None` when the server has disconnected this client.
    pub async fn next(&mut self) -> Option<(String, Json)> {
        match self.waiting.pop_front() {
            Some(event) => Some(event),
            None => self.hear_event().await,
        }
    }

    async fn hear_event(&mut self) -> Option<(String, Json)> {
        loop {
            let text = self.hear().await?;
            if let Some(event) = text.strip_prefix("42") {
                let [name, argument]: [Json; 2] = serde_json::from_str(event).expect("a name and ONE argument");
                return Some((name.as_str().expect("a name").to_owned(), argument));
            }
            if text.starts_with("41") || text.starts_with('1') {
                return None;
            }
        }
    }

    /// The argument of the next event of this name; the others before it are passed over.
    pub async fn event(&mut self, name: &str) -> Json {
        loop {
            let (heard, argument) = self.next().await.unwrap_or_else(|| panic!("disconnected instead of {name}"));
            if heard == name {
                return argument;
            }
        }
    }

    /// The next numbered event: those without a number are passed over.
    pub async fn numbered(&mut self) -> Json {
        loop {
            let (name, argument) = self.next().await.expect("a numbered event");
            if argument["seq"].is_i64() && name != "ready" {
                assert_eq!(argument["type"], name.as_str(), "an event is sent under its type");
                return argument;
            }
        }
    }

    /// Waits until the server has disconnected this client; answers what it heard before.
    pub async fn rest(&mut self) -> Vec<(String, Json)> {
        let mut heard = Vec::new();
        while let Some(event) = self.next().await {
            heard.push(event);
        }
        heard
    }

    /// Says something.
    pub async fn emit(&mut self, name: &str, argument: Json) {
        self.say(&format!("42{}", json!([name, argument]))).await;
    }

    /// Says something; false when the server has closed.
    pub async fn try_emit(&mut self, name: &str, argument: Json) -> bool {
        self.try_say(&format!("42{}", json!([name, argument]))).await
    }

    /// Says something and waits for the answer.
    pub async fn ask(&mut self, name: &str, argument: Json) -> Json {
        let id = self.acks;
        self.acks += 1;
        self.say(&format!("42{id}{}", json!([name, argument]))).await;
        let start = format!("43{id}");
        loop {
            let text = self.hear().await.expect("an answer");
            assert!(!text.starts_with("41"), "disconnected instead of answered");
            if let Some(answer) = text.strip_prefix(&start) {
                let [answer]: [Json; 1] = serde_json::from_str(answer).expect("one answer");
                return answer;
            }
            if let Some(event) = text.strip_prefix("42") {
                let [name, argument]: [Json; 2] = serde_json::from_str(event).expect("a name and ONE argument");
                self.waiting.push_back((name.as_str().expect("a name").to_owned(), argument));
            }
        }
    }
}
