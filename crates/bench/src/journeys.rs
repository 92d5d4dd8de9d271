//! Messages on their way: when each was posted as a webhook, and when the last socket heard of it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use recado_it::socket::Socket;
use serde_json::json;
use tokio::{task::JoinSet, time::sleep};

use crate::{
    deliveries::{Deliveries, number_in},
    hammer::{Requests, Times},
    setting::Setting,
};

/// How long the last message may take before it counts as lost.
const PATIENCE: Duration = Duration::from_mins(1);
/// How often it is looked whether all were heard.
const LOOK: Duration = Duration::from_millis(20);

/// When each message was posted and when the last socket heard of it, in microseconds from the start.
pub struct Journeys {
    began: Instant,
    posted: Vec<AtomicU64>,
    heard: Vec<AtomicU64>,
    /// How many sockets have heard of it.
    sockets: Vec<AtomicU32>,
}

impl Journeys {
    /// Of so many messages, none posted yet.
    pub fn of(messages: usize) -> Arc<Self> {
        let zeros = || (0..messages).map(|_| AtomicU64::new(0)).collect();
        let sockets = (0..messages).map(|_| AtomicU32::new(0)).collect();
        Arc::new(Self { began: Instant::now(), posted: zeros(), heard: zeros(), sockets })
    }

    /// Requests that post these messages as webhooks and note when.
    pub fn requests(self: &Arc<Self>, setting: &Setting, deliveries: Deliveries) -> Requests {
        let (address, journeys) = (setting.address(), self.clone());
        Arc::new(move |n| {
            let request = deliveries.signed(address, n);
            journeys.posted[index(n)].store(journeys.now(), Ordering::Relaxed);
            request
        })
    }

    /// Opens so many sockets with this access token; they listen as long as `sockets` lives.
    pub async fn listen(self: &Arc<Self>, setting: &Setting, token: &str, count: u32, sockets: &mut JoinSet<()>) {
        for _ in 0..count {
            let auth = json!({ "token": token });
            let socket = Socket::connect(&setting.product.url(""), &auth).await.expect("the socket is taken");
            sockets.spawn(hear(socket, self.clone()));
        }
    }

    /// Waits until so many sockets have heard of each message.
    ///
    /// # Panics
    /// If one was not heard of in a minute, or a socket ended.
    pub async fn all_heard(&self, sockets: u32, listening: &mut JoinSet<()>) {
        let waiting = Instant::now();
        while let Some(missing) = self.sockets.iter().position(|count| count.load(Ordering::Relaxed) < sockets) {
            assert!(waiting.elapsed() < PATIENCE, "message {missing} was not heard of by every socket");
            assert!(listening.try_join_next().is_none(), "a socket ended");
            sleep(LOOK).await;
        }
        assert!(self.sockets.iter().all(|count| count.load(Ordering::Relaxed) == sockets), "nobody heard of one twice");
    }

    /// From the request's first byte to the last socket, of the messages from `first` on.
    pub fn times(&self, first: usize) -> Times {
        let both = self.posted[first..].iter().zip(&self.heard[first..]);
        let micros = both.map(|(posted, heard)| heard.load(Ordering::Relaxed) - posted.load(Ordering::Relaxed));
        Times::of(micros.map(Duration::from_micros).collect())
    }

    fn now(&self) -> u64 {
        u64::try_from(self.began.elapsed().as_micros()).expect("a run is short")
    }

    fn heard(&self, n: u64) {
        if let Some(heard) = self.heard.get(index(n)) {
            heard.fetch_max(self.now(), Ordering::Relaxed);
            self.sockets[index(n)].fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn index(n: u64) -> usize {
    usize::try_from(n).expect("fits")
}

async fn hear(mut socket: Socket, journeys: Arc<Journeys>) {
    while let Some(text) = socket.hear_raw().await {
        if text.starts_with(r#"42["message:new""#)
            && let Some(n) = number_in(&text)
        {
            journeys.heard(n);
        }
    }
}
