//! How the process stops: a signal first makes it say so to whoever sends traffic here, then everything finishes what it
//! has begun, and after a while we go whether it has or not. Nothing is lost then: what is not committed was not
//! acknowledged.

use std::{future::Future, pin::pin, time::Duration};

use anyhow::Context as _;
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    time::{Instant, sleep, sleep_until},
};
use tokio_util::sync::CancellationToken;

/// From the signal on. Supervisors kill after 30 s or so; the promise is 25 s, and closing the runtime takes its part.
pub const DRAIN: Duration = Duration::from_secs(20);

/// The two steps of the end, as the parts of the process see them. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Ending {
    /// We say that we are about to end, and take all that comes nevertheless.
    pub announced: CancellationToken,
    /// Nothing new is taken; what has begun is finished.
    pub stop: CancellationToken,
    /// How long it is said before it happens: a load balancer needs it to look the other way.
    pub notice: Duration,
}

impl Ending {
    /// With this much time between the two steps.
    pub fn after(notice: Duration) -> Self {
        Self { notice, ..Self::default() }
    }
}

/// SIGTERM of supervisors and SIGINT of Ctrl-C.
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Listens from here on: before the READY line, since whoever reads that may send one at once.
    pub fn new() -> anyhow::Result<Self> {
        let listen = |kind| signal(kind).context("listening for signals");
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Runs the work until it ends by itself or a signal comes. The signal announces the end, then stops the work; from the
/// signal on it has 20 seconds (from a second signal: none).
pub async fn run_until_signal<E>(
    mut signals: Signals,
    ending: Ending,
    work: impl Future<Output = Result<(), E>>,
) -> Result<(), E> {
    run_until(ending, work, async || signals.next().await, DRAIN).await
}

async fn run_until<E>(
    ending: Ending,
    work: impl Future<Output = Result<(), E>>,
    mut signalled: impl AsyncFnMut(),
    drain: Duration,
) -> Result<(), E> {
    let mut work = pin!(work);
    tokio::select! {
        ended = &mut work => return ended,
        () = signalled() => {}
    }
    let last = Instant::now() + drain;
    tracing::info!(category = "system", "stopping: finishing what has begun");
    ending.announced.cancel();
    let mut again = pin!(signalled());
    tokio::select! {
        ended = &mut work => return ended,
        () = sleep(ending.notice) => ending.stop.cancel(),
        () = &mut again => {
            note_second_signal();
            return Ok(());
        }
    }
    tokio::select! {
        ended = &mut work => ended,
        () = &mut again => {
            note_second_signal();
            Ok(())
        }
        () = sleep_until(last) => {
            tracing::warn!(category = "system", "not everything finished in time; stopping all the same");
            Ok(())
        }
    }
}

fn note_second_signal() {
    tracing::warn!(category = "system", "a second signal: stopping at once");
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    const LONG: Duration = Duration::from_hours(1);

    async fn work_until(stop: CancellationToken) -> Result<(), &'static str> {
        stop.cancelled().await;
        Err("ended after the token")
    }

    fn once() -> impl AsyncFnMut() {
        let mut first = true;
        async move || {
            if !std::mem::take(&mut first) {
                pending::<()>().await;
            }
        }
    }

    #[tokio::test]
    async fn a_signal_lets_the_work_finish() {
        let ending = Ending::default();
        let work = work_until(ending.stop.clone());
        assert_eq!(run_until(ending, work, once(), LONG).await, Err("ended after the token"));
    }

    #[tokio::test]
    async fn the_end_is_announced_before_it_begins() {
        let ending = Ending::after(LONG);
        let (announced, stop) = (ending.announced.clone(), ending.stop.clone());
        let work = async {
            announced.cancelled().await;
            if stop.is_cancelled() { Err("stopped already") } else { Ok(()) }
        };
        assert_eq!(run_until(ending, work, once(), LONG).await, Ok(()));
    }

    #[tokio::test]
    async fn work_that_ends_by_itself_is_not_waited_for() {
        let ending = Ending::default();
        let failed = async { Err("the listener is gone") };
        let ended = run_until(ending.clone(), failed, async || pending().await, LONG).await;
        assert_eq!(ended, Err("the listener is gone"));
        assert!(!ending.stop.is_cancelled());
    }

    #[tokio::test]
    async fn a_second_signal_ends_at_once() {
        let ending = Ending::after(LONG);
        let stuck = pending::<Result<(), &str>>();
        assert_eq!(run_until(ending.clone(), stuck, async || {}, LONG).await, Ok(()));
        assert!(ending.announced.is_cancelled());
    }

    #[tokio::test]
    async fn work_that_does_not_finish_is_left() {
        let stuck = pending::<Result<(), &str>>();
        assert_eq!(run_until(Ending::default(), stuck, once(), Duration::from_millis(1)).await, Ok(()));
    }
}
