//! A server of a few lines: reads whole requests and answers each by the script.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What to do once a request has been read.
#[derive(Clone)]
pub enum Then {
    /// Write these bytes and keep the connection.
    Answer(String),
    /// Write these bytes and close.
    AnswerAndClose(String),
    /// Write these bytes, then nothing, with the connection open.
    AnswerAndHang(String),
    /// Close with a reset.
    Reset,
    /// Write the head, then a space of body at a time.
    Drip(String),
}

pub struct Server {
    pub url: String,
    pub requests: Arc<Mutex<Vec<String>>>,
    pub connections: Arc<Mutex<usize>>,
}

impl Server {
    pub async fn start(then: Then) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (requests, connections) = (Arc::<Mutex<Vec<String>>>::default(), Arc::<Mutex<usize>>::default());
        let (seen, opened) = (requests.clone(), connections.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                *opened.lock().unwrap() += 1;
                tokio::spawn(serve(stream, then.clone(), seen.clone()));
            }
        });
        Self { url, requests, connections }
    }

    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        *self.connections.lock().unwrap()
    }
}

/// An answer with its length.
pub fn answer(status: &str, content_type: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n\r\n{body}")
}

async fn serve(mut stream: TcpStream, then: Then, requests: Arc<Mutex<Vec<String>>>) {
    while let Some(request) = read_request(&mut stream).await {
        requests.lock().unwrap().push(request);
        match &then {
            Then::Answer(text) => stream.write_all(text.as_bytes()).await.unwrap(),
            Then::AnswerAndClose(text) => return stream.write_all(text.as_bytes()).await.unwrap(),
            Then::AnswerAndHang(text) => {
                stream.write_all(text.as_bytes()).await.unwrap();
                return std::future::pending().await;
            }
            Then::Reset => return stream.set_zero_linger().unwrap(),
            Then::Drip(head) => {
                stream.write_all(head.as_bytes()).await.unwrap();
                let mut tick = tokio::time::interval(Duration::from_millis(10));
                while stream.write_all(b" ").await.is_ok() {
                    tick.tick().await;
                }
            }
        }
    }
}

async fn read_request(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let head = head.to_lowercase();
            let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return Some(text);
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}
