//! Wake-ups between nodes: one connection of its own that both listens and announces.

use std::{
    collections::BTreeSet,
    future::poll_fn,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
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
const BACKLOG: usize = 256;

/// Something to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Another node has announced this topic.
    Topic(Arc<str>),
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
    _task: Option<Arc<EndsWithHandle>>,
}

/// Listens to what other nodes announce.
#[derive(Debug)]
pub struct Ears(broadcast::Receiver<Notice>);

#[derive(Default)]
struct Announced {
    topics: Mutex<BTreeSet<&'static str>>,
    rung: Notify,
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
        let (announced, heard) = (Arc::<Announced>::default(), broadcast::channel(BACKLOG).0);
        let task = match &self.engine {
            Engine::Sqlite(_) => None,
            Engine::Postgres(remote) => {
                let line = Line { node: node.to_owned(), announced: announced.clone(), heard: heard.clone() };
                let task = tokio::spawn(line.keep(remote.clone()));
                Some(Arc::new(EndsWithHandle(task.abort_handle())))
            }
        };
        Notices { announced, heard, _task: task }
    }
}

impl Notices {
    /// Tells the other nodes, soon; many announcements of one topic become one.
    pub fn announce(&self, topic: &'static str) {
        self.announced.topics.lock().unwrap_or_else(PoisonError::into_inner).insert(topic);
        self.announced.rung.notify_one();
    }

    /// Hears what other nodes announce from now on.
    pub fn listen(&self) -> Ears {
        Ears(self.heard.subscribe())
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
        let (client, mut driver) = config.connect(tls.clone()).await?;
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

    /// A payload is `node|topic,topic`; a node does not listen to itself.
    fn heard(&self, payload: &str) {
        let Some((node, topics)) = payload.split_once('|') else { return };
        if node == self.node {
            return;
        }
        for topic in topics.split(',') {
            let _nobody_listens = self.heard.send(Notice::Topic(topic.into()));
        }
    }

    async fn announce(&self, client: &Client) -> Result<(), DbError> {
        client.batch_execute("LISTEN recado").await?;
        let _nobody_listens = self.heard.send(Notice::Anything);
        loop {
            self.announced.rung.notified().await;
            let topics = std::mem::take(&mut *self.announced.topics.lock().unwrap_or_else(PoisonError::into_inner));
            if topics.is_empty() {
                continue;
            }
            let payload = format!("{}|{}", self.node, topics.into_iter().collect::<Vec<_>>().join(","));
            client.execute("SELECT pg_notify('recado', $1)", &[&payload]).await?;
            sleep(BETWEEN_ANNOUNCEMENTS).await;
        }
    }
}

impl std::fmt::Debug for Notices {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Notices").finish_non_exhaustive()
    }
}
