//! How the process stops: a signal cancels one token, everything finishes what it has begun, and after a while we go
//! whether it has or not. Nothing is lost then: what is not committed was not acknowledged.

use std::{future::Future, pin::pin, time::Duration};

use anyhow::Context as _;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;

/// Supervisors kill after 30 s or so; the promise is 25 s, and closing the runtime takes its part of it.
const DRAIN: Duration = Duration::from_secs(20);

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

/// Runs the work until it ends by itself or a signal comes. The signal cancels `stop`; the work then has 20 seconds
/// (a second signal: none) to end.
pub async fn run_until_signal<E>(
    mut signals: Signals,
    stop: CancellationToken,
    work: impl Future<Output = Result<(), E>>,
) -> Result<(), E> {
    run_until(stop, work, async || signals.next().await, DRAIN).await
}

async fn run_until<E>(
    stop: CancellationToken,
    work: impl Future<Output = Result<(), E>>,
    mut signalled: impl AsyncFnMut(),
    drain: Duration,
) -> Result<(), E> {
    let mut work = pin!(work);
    tokio::select! {
        ended = &mut work => return ended,
        () = signalled() => {}
    }
    tracing::info!(category = "system", "stopping: finishing what has begun");
    stop.cancel();
    tokio::select! {
        ended = &mut work => ended,
        () = tokio::time::sleep(drain) => {
            tracing::warn!(category = "system", "not everything finished in time; stopping all the same");
            Ok(())
        }
        () = signalled() => {
            tracing::warn!(category = "system", "a second signal: stopping at once");
            Ok(())
        }
    }
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

    #[tokio::test]
    async fn a_signal_lets_the_work_finish() {
        let stop = CancellationToken::new();
        let mut first = true;
        let signalled = async || {
            if !std::mem::take(&mut first) {
                pending::<()>().await;
            }
        };
        assert_eq!(run_until(stop.clone(), work_until(stop), signalled, LONG).await, Err("ended after the token"));
    }

    #[tokio::test]
    async fn work_that_ends_by_itself_is_not_waited_for() {
        let stop = CancellationToken::new();
        let failed = async { Err("the listener is gone") };
        assert_eq!(run_until(stop.clone(), failed, async || pending().await, LONG).await, Err("the listener is gone"));
        assert!(!stop.is_cancelled());
    }

    #[tokio::test]
    async fn a_second_signal_ends_at_once() {
        let stop = CancellationToken::new();
        let stuck = pending::<Result<(), &str>>();
        assert_eq!(run_until(stop.clone(), stuck, async || {}, LONG).await, Ok(()));
        assert!(stop.is_cancelled());
    }

    #[tokio::test]
    async fn work_that_does_not_finish_is_left() {
        let mut first = true;
        let signalled = async || {
            if !std::mem::take(&mut first) {
                pending::<()>().await;
            }
        };
        let stuck = pending::<Result<(), &str>>();
        assert_eq!(run_until(CancellationToken::new(), stuck, signalled, Duration::from_millis(1)).await, Ok(()));
    }
}
