//! Wake-ups and words between nodes: one connection of its own that both listens and announces.
//!
//! A payload is `node|topic,topic`, and behind it a line for each word.

use std::{
    collections::{BTreeSet, VecDeque},
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{Notify, broadcast, broadcast::error::RecvError},
    task::AbortHandle,
    time::sleep,
};
use tokio_postgres::{AsyncMessage, Client, Config};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::Remote;
use crate::{
    db::{Db, Engine},
    error::{DbError, DbResult},
};

/// At most one announcement per node in this time: each serialises commits for a moment.
const BETWEEN_ANNOUNCEMENTS: Duration = Duration::from_millis(10);
/// After the connection was lost.
const BEFORE_RECONNECT: Duration = Duration::from_secs(1);
/// Notices that a slow listener may lag behind before it is told to look at everything.
const BACKLOG: usize = 4_096;
/// Words that wait for their turn; more are forgotten, the oldest first.
const MOST_WORDS: usize = 4_096;
/// Bytes of a payload: PostgreSQL takes less than 8,000.
const PAYLOAD: usize = 7_900;
/// Bytes of one word.
const LONGEST_WORD: usize = 1_000;

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Another node has announced this topic.
    Topic(Arc<str>),
    /// Another node has said this to all others.
    Word {
        /// Its name.
        node: Arc<str>,
        /// What it said.
        word: Arc<str>,
    },
    /// Something may have been missed: look at everything.
    Anything,
}

/// Wake-ups between the nodes of one database. A lost one costs time, never work: everybody also polls.
///
/// On SQLite there is one process, which wakes itself: nothing is announced and nothing heard.
#[derive(Clone)]
pub struct Notices {
    announced: Arc<Announced>,
    heard: broadcast::Sender<Notice>,
    /// Taken by whoever listens first, so that nothing is missed before.
    first: Arc<Mutex<Option<broadcast::Receiver<Notice>>>>,
    line: Option<Arc<EndsWithHandle>>,
}

/// Listens to what other nodes announce.
#[derive(Debug)]
pub struct Ears(broadcast::Receiver<Notice>);

#[derive(Default)]
struct Announced {
    waiting: Mutex<Waiting>,
    rung: Notify,
}

/// What the next payloads will hold.
#[derive(Default)]
struct Waiting {
    topics: BTreeSet<&'static str>,
    words: VecDeque<String>,
}

struct EndsWithHandle(AbortHandle);

impl Drop for EndsWithHandle {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Db {
    /// Begins to listen, and to announce under the name of this node, until the last clone of the answer is dropped.
    pub fn notices(&self, node: &str) -> Notices {
        let announced = Arc::<Announced>::default();
        let (heard, first) = broadcast::channel(BACKLOG);
        let task = match &self.engine {
            Engine::Sqlite(_) => None,
            Engine::Postgres(remote) => {
                let line = Line { node: node.to_owned(), announced: announced.clone(), heard: heard.clone() };
                let task = tokio::spawn(line.keep(remote.clone()));
                Some(Arc::new(EndsWithHandle(task.abort_handle())))
            }
        };
        Notices { announced, heard, first: Arc::new(Mutex::new(Some(first))), line: task }
    }
}

impl Notices {
    /// Tells the other nodes, soon; many announcements of one topic become one.
    pub fn announce(&self, topic: &'static str) {
        self.announced.waiting().topics.insert(topic);
        self.announced.rung.notify_one();
    }

    /// Says something to the other nodes, soon and in this order: one line. Who is cut off meanwhile misses it, and hears
    /// [`Notice::Anything`] when it is back.
    pub fn say(&self, word: String) {
        if self.line.is_none() {
            return; // there are no others
        }
        if word.len() > LONGEST_WORD || word.contains('\n') {
            tracing::error!(category = "system", bytes = word.len(), "a word between nodes is not one short line");
            return;
        }
        let mut waiting = self.announced.waiting();
        if waiting.words.len() >= MOST_WORDS {
            waiting.words.pop_front();
            metrics::counter!("recado_words_dropped_total").increment(1);
        }
        waiting.words.push_back(word);
        drop(waiting);
        self.announced.rung.notify_one();
    }

    /// Hears what other nodes announce from now on; who asks first, from the beginning.
    pub fn listen(&self) -> Ears {
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        Ears(first.unwrap_or_else(|| self.heard.subscribe()))
    }
}

impl Announced {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next payload, and whether more must follow it; `None` when nothing waits.
    fn next_payload(&self, node: &str) -> Option<(String, bool)> {
        let mut waiting = self.waiting();
        if waiting.topics.is_empty() && waiting.words.is_empty() {
            return None;
        }
        let topics = std::mem::take(&mut waiting.topics);
        let mut payload = format!("{node}|{}", topics.into_iter().collect::<Vec<_>>().join(","));
        while let Some(word) = waiting.words.pop_front() {
            if payload.len() + 1 + word.len() > PAYLOAD {
                waiting.words.push_front(word);
                break;
            }
            payload.push('\n');
            payload.push_str(&word);
        }
        Some((payload, !waiting.words.is_empty()))
    }
}

impl Ears {
    /// The next notice; never, when there are no other nodes.
    pub async fn next(&mut self) -> Notice {
        match self.0.recv().await {
            Ok(notice) => notice,
            Err(RecvError::Lagged(_)) => Notice::Anything,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

/// The connection of one node.
struct Line {
    node: String,
    announced: Arc<Announced>,
    heard: broadcast::Sender<Notice>,
}

impl Line {
    async fn keep(self, remote: Arc<Remote>) {
        loop {
            if let Err(error) = self.connected(&remote.config, &remote.tls).await {
                tracing::warn!(category = "system", %error, "wake-ups between nodes are interrupted");
            }
            sleep(BEFORE_RECONNECT).await;
        }
    }

    async fn connected(&self, config: &Config, tls: &MakeRustlsConnect) -> DbResult<()> {
        let mut config = config.clone();
        let name = config.get_application_name().unwrap_or_default();
        let name = format!("{name} wake-ups");
        let (client, mut driver) = config.application_name(name).connect(tls.clone()).await?;
        let hear = async {
            while let Some(message) = poll_fn(|context| Pin::new(&mut driver).poll_message(context)).await {
                if let AsyncMessage::Notification(notification) = message? {
                    self.heard(notification.payload());
                }
            }
            Ok(())
        };
        tokio::select! {
            ended = hear => ended,
            ended = self.announce(&client) => ended,
        }
    }

    /// A node does not listen to itself.
    fn heard(&self, payload: &str) {
        let mut lines = payload.split('\n');
        let Some((node, topics)) = lines.next().and_then(|line| line.split_once('|')) else { return };
        if node == self.node {
            return;
        }
        for topic in topics.split(',').filter(|topic| !topic.is_empty()) {
            let _nobody_listens = self.heard.send(Notice::Topic(topic.into()));
        }
        let node: Arc<str> = node.into();
        for word in lines {
            let _nobody_listens = self.heard.send(Notice::Word { node: node.clone(), word: word.into() });
        }
    }

    async fn announce(&self, client: &Client) -> Result<(), DbError> {
        client.batch_execute("LISTEN recado").await?;
        let _nobody_listens = self.heard.send(Notice::Anything);
        loop {
            self.announced.rung.notified().await;
            let Some((payload, more)) = self.announced.next_payload(&self.node) else { continue };
            if more {
                self.announced.rung.notify_one();
            }
            client.execute("SELECT pg_notify('recado', $1)", &[&payload]).await?;
            metrics::counter!("recado_notifies_total").increment(1);
            sleep(BETWEEN_ANNOUNCEMENTS).await;
        }
    }
}

impl std::fmt::Debug for Notices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Notices").finish_non_exhaustive()
    }
}
