//! Load over real TCP: requests as bytes, connections that stay open, and every answer counted.

mod connection;
mod outcome;

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{runtime, sync::oneshot, task::JoinSet, time::sleep_until};

pub use connection::{Answer, Connection};
pub use outcome::{Outcome, Times, count};

/// Makes the bytes of the request with this number.
pub type Requests = Arc<dyn Fn(u64) -> Vec<u8> + Send + Sync>;

/// How long the load lasts.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// Before anything is measured.
    pub warm_up: Duration,
    /// What is measured.
    pub measured: Duration,
}

impl Span {
    /// Seconds of warm-up and of measuring.
    pub const fn seconds(warm_up: u64, measured: u64) -> Self {
        Self { warm_up: Duration::from_secs(warm_up), measured: Duration::from_secs(measured) }
    }

    /// Requests of the whole span at a rate.
    pub fn requests(self, a_second: u32) -> usize {
        requests(self.warm_up + self.measured, a_second)
    }

    /// Those of them that are not measured.
    pub fn requests_of_warm_up(self, a_second: u32) -> usize {
        requests(self.warm_up, a_second)
    }
}

fn requests(time: Duration, a_second: u32) -> usize {
    usize::try_from(time.as_secs() * u64::from(a_second)).expect("fits")
}

/// As fast as the answers come: each connection asks again when it was answered. Requests are numbered from `first`.
pub async fn closed_loop(
    address: SocketAddr,
    connections: usize,
    span: Span,
    first: u64,
    requests: &Requests,
) -> Outcome {
    let next = Arc::new(AtomicU64::new(first));
    let began = Instant::now();
    let from = began + span.warm_up;
    let until = from + span.measured;
    let mut workers = JoinSet::new();
    for _ in 0..connections {
        let (next, requests) = (next.clone(), requests.clone());
        workers.spawn(async move {
            let (mut connection, mut outcome) = (Connection::to(address), Outcome::default());
            while Instant::now() < until {
                let request = requests(next.fetch_add(1, Ordering::Relaxed));
                let asked = Instant::now();
                let answer = connection.ask(&request).await;
                let is_measured = asked >= from && Instant::now() < until;
                outcome.add(answer, asked.elapsed(), is_measured);
            }
            outcome
        });
    }
    together(workers, span).await
}

/// From when the time of an answer counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// From the moment at which it should have been asked for, so that a product that stalls cannot slow its load down.
    FromDue,
    /// From the moment at which it was asked for: where more is due than can be asked for.
    FromAsked,
}

/// A load at a rate.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// How many are waited for at once, at most.
    pub connections: usize,
    /// Requests a second.
    pub rate: f64,
    /// How long.
    pub span: Span,
    /// From when times count.
    pub counted: Counted,
}

/// At a rate, whatever the answers. Requests are numbered from `first`.
pub async fn open_loop(address: SocketAddr, load: Load, first: u64, requests: &Requests) -> Outcome {
    let Load { connections, rate, span, counted } = load;
    let next = Arc::new(AtomicU64::new(0));
    let began = Instant::now();
    let from = began + span.warm_up;
    let until = from + span.measured;
    let mut workers = JoinSet::new();
    for _ in 0..connections {
        let (next, requests) = (next.clone(), requests.clone());
        workers.spawn(async move {
            let (mut connection, mut outcome) = (Connection::to(address), Outcome::default());
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                #[expect(clippy::cast_precision_loss, reason = "a run has far fewer than 2^52 requests")]
                let due = began + Duration::from_secs_f64(n as f64 / rate);
                if due >= until {
                    return outcome;
                }
                sleep_until(due.into()).await;
                let request = requests(first + n);
                let asked = if counted == Counted::FromDue { due } else { Instant::now() };
                if asked >= until {
                    return outcome;
                }
                let answer = connection.ask(&request).await;
                outcome.add(answer, asked.elapsed(), asked >= from);
            }
        });
    }
    together(workers, span).await
}

/// The same from a thread of its own: whatever else is asked for, what it measures is not the load generator's own delay.
pub fn open_loop_aside(
    address: SocketAddr,
    load: Load,
    first: u64,
    requests: Requests,
) -> impl Future<Output = Outcome> {
    let (answer, outcome) = oneshot::channel();
    std::thread::spawn(move || {
        let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        answer.send(runtime.block_on(open_loop(address, load, first, &requests)))
    });
    async { outcome.await.expect("the thread does not panic") }
}

async fn together(mut workers: JoinSet<Outcome>, span: Span) -> Outcome {
    let mut all = Outcome::measured_for(span.measured);
    while let Some(outcome) = workers.join_next().await {
        all.merge(outcome.expect("a worker does not panic"));
    }
    all
}
