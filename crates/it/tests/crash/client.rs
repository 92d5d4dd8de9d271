//! A client that follows the rules of the contract: it takes numbered events from a socket, catches up by REST whenever it
//! may have missed one, and goes to another node when its own does not answer.

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use recado_it::socket::Socket;
use serde_json::{Value, json};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::product::pause;

/// After so long without a word a client asks whether its node still answers.
const SILENCE: Duration = Duration::from_secs(2);

/// What a client saw.
pub struct Seen {
    /// The numbers of the events that it has.
    pub seqs: BTreeSet<i64>,
    /// The longest time between two events.
    pub longest: Duration,
    /// How often it connected.
    pub connected: usize,
}

/// A client under way.
pub struct Client {
    nodes: Vec<String>,
    at: usize,
    token: String,
    http: reqwest::Client,
    last: i64,
    heard_at: Instant,
    seen: Seen,
}

impl Client {
    /// Connects to the first of these nodes when it is run.
    pub fn of(nodes: Vec<String>, token: String) -> Self {
        let http = reqwest::Client::builder().timeout(SILENCE).build().expect("a client");
        let seen = Seen { seqs: BTreeSet::new(), longest: Duration::ZERO, connected: 0 };
        Self { nodes, at: 0, token, http, last: 0, heard_at: Instant::now(), seen }
    }

    /// Follows the events until it is told to end.
    pub async fn run(mut self, ending: Arc<CancellationToken>) -> Seen {
        while !ending.is_cancelled() {
            let url = self.nodes[self.at].clone();
            let auth = json!({ "token": self.token });
            if let Ok(Ok(mut socket)) = timeout(SILENCE, Socket::connect(&url, &auth)).await {
                self.seen.connected += 1;
                self.catch_up(&url).await;
                self.follow(&mut socket, &url, &ending).await;
            }
            if !ending.is_cancelled() {
                self.at = (self.at + 1) % self.nodes.len();
                pause(Duration::from_millis(100)).await;
            }
        }
        self.seen
    }

    async fn follow(&mut self, socket: &mut Socket, url: &str, ending: &CancellationToken) {
        while !ending.is_cancelled() {
            match timeout(SILENCE, socket.next()).await {
                Ok(Some((name, argument))) => self.hear(url, &name, &argument).await,
                Err(_) if self.answers(url).await => {}
                Ok(None) | Err(_) => return,
            }
        }
    }

    async fn hear(&mut self, url: &str, name: &str, argument: &Value) {
        let (seq, prev) = (argument["seq"].as_i64(), argument["prev"].as_i64());
        match (name, seq, prev) {
            ("resync", ..) => self.catch_up(url).await,
            (_, Some(seq), Some(prev)) if prev <= self.last => self.take(seq),
            (_, Some(_), Some(_)) => self.catch_up(url).await,
            _ => {}
        }
    }

    fn take(&mut self, seq: i64) {
        if seq > self.last {
            self.last = seq;
            assert!(self.seen.seqs.insert(seq), "{seq} came twice");
            self.seen.longest = self.seen.longest.max(self.heard_at.elapsed());
            self.heard_at = Instant::now();
        }
    }

    /// Everything behind what it has; what the node does not answer is asked for again after the next event.
    async fn catch_up(&mut self, url: &str) {
        loop {
            let asked = format!("{url}/api/v1/events?after={}&limit=200", self.last);
            let Ok(answer) = self.http.get(asked).bearer_auth(&self.token).send().await else { return };
            let Ok(page) = answer.error_for_status().map(reqwest::Response::json::<Value>) else { return };
            let Ok(page) = page.await else { return };
            for event in page["data"].as_array().expect("events") {
                self.take(event["seq"].as_i64().expect("a number"));
            }
            self.last = self.last.max(page["nextAfter"].as_i64().expect("a number"));
            if page["nextAfter"] == page["head"] {
                return;
            }
        }
    }

    async fn answers(&self, url: &str) -> bool {
        self.http.get(format!("{url}/health/live")).send().await.is_ok_and(|answer| answer.status().is_success())
    }
}
