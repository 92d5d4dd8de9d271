//! Log lines on their way out: handed to a thread of their own, so that a blocked pipe blocks nobody else.

use std::{
    io::Write,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    },
    thread,
    time::Duration,
};

/// Lines that may wait (some 1 MB); further ones are dropped and counted.
const WAITING: usize = 4_096;
/// Lines are written together up to this size.
const CHUNK: usize = 64 * 1024;
/// How long the end of the process waits for the last lines.
const LAST_LINES: Duration = Duration::from_secs(1);

enum Order {
    Write(String),
    /// Answer when everything before is written.
    Flush(SyncSender<()>),
}

/// Where log lines are handed in.
#[derive(Clone)]
pub(super) struct Lines {
    orders: SyncSender<Order>,
    dropped: Arc<AtomicU64>,
}

/// Writes out the last lines when it is dropped, at the end of the process.
#[must_use = "logging ends badly when this is dropped early"]
pub struct LogGuard(Lines);

impl Lines {
    /// Starts the writing thread.
    pub(super) fn to(sink: impl Write + Send + 'static) -> std::io::Result<Self> {
        let (orders, received) = sync_channel(WAITING);
        let dropped = Arc::new(AtomicU64::new(0));
        let unreported = Arc::clone(&dropped);
        thread::Builder::new().name("log".to_owned()).spawn(move || write_lines(&received, sink, &unreported))?;
        Ok(Self { orders, dropped })
    }

    /// Hands in one line without its end. Never waits.
    pub(super) fn send(&self, line: String) {
        if let Err(TrySendError::Full(_)) = self.orders.try_send(Order::Write(line)) {
            self.dropped.fetch_add(1, Ordering::Relaxed);
            metrics::counter!("recado_log_lines_dropped_total").increment(1);
        }
    }

    pub(super) fn guard(&self) -> LogGuard {
        LogGuard(self.clone())
    }

    /// Waits until all lines are out, or until it has taken too long (the pipe is blocked: nobody reads them anyway).
    pub(super) fn flush(&self) {
        let (done, finished) = sync_channel(1);
        if self.orders.try_send(Order::Flush(done)).is_ok() {
            // Whether in time or not, the process ends now.
            let _ = finished.recv_timeout(LAST_LINES);
        }
    }
}

impl Drop for LogGuard {
    fn drop(&mut self) {
        self.0.flush();
    }
}

fn write_lines(received: &Receiver<Order>, mut sink: impl Write, dropped: &AtomicU64) {
    let mut chunk = String::new();
    while let Ok(first) = received.recv() {
        let mut next = Some(first);
        let mut flushed = None;
        while let Some(order) = next {
            match order {
                Order::Write(line) => {
                    chunk.push_str(&line);
                    chunk.push('\n');
                }
                Order::Flush(done) => flushed = Some(done),
            }
            next = if chunk.len() < CHUNK && flushed.is_none() { received.try_recv().ok() } else { None };
        }
        // A log that cannot be written cannot be complained about in the log.
        drop(sink.write_all(chunk.as_bytes()).and_then(|()| sink.flush()));
        chunk.clear();
        if let Some(done) = flushed {
            let _ = done.send(());
        }
        report_dropped(dropped.swap(0, Ordering::Relaxed));
    }
}

fn report_dropped(lines: u64) {
    if lines > 0 {
        tracing::warn!(category = "system", lines, "log lines were dropped: they were not read fast enough");
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io,
        sync::{Condvar, Mutex},
    };

    use super::*;

    /// A pipe that nobody reads until it is opened.
    #[derive(Clone, Default)]
    struct Pipe(Arc<PipeState>);

    #[derive(Default)]
    struct PipeState {
        open_and_taken: Mutex<(bool, Vec<u8>)>,
        opened: Condvar,
    }

    impl Pipe {
        fn open(&self) {
            self.0.open_and_taken.lock().unwrap().0 = true;
            self.0.opened.notify_all();
        }

        fn text(&self) -> String {
            String::from_utf8(self.0.open_and_taken.lock().unwrap().1.clone()).unwrap()
        }
    }

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let guard = self.0.open_and_taken.lock().unwrap();
            let mut guard = self.0.opened.wait_while(guard, |(open, _)| !*open).unwrap();
            guard.1.extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn an_unread_pipe_holds_nobody_up() {
        let pipe = Pipe::default();
        let lines = Lines::to(pipe.clone()).unwrap();
        // One chunk is on its way out, the rest waits, and what is beyond is dropped, without a wait.
        let line = "x".repeat(1_024);
        let on_its_way = CHUNK / line.len() + 1;
        let beyond = 2 * on_its_way;
        for _ in 0..WAITING + beyond {
            lines.send(line.clone());
        }
        let dropped = usize::try_from(lines.dropped.load(Ordering::Relaxed)).unwrap();
        assert!((beyond - on_its_way..=beyond).contains(&dropped), "{dropped} of {beyond}");
        pipe.open();
    }

    #[test]
    fn lines_come_out_whole_and_in_order() {
        let pipe = Pipe::default();
        pipe.open();
        let lines = Lines::to(pipe.clone()).unwrap();
        let guard = lines.guard();
        for number in 0..1_000 {
            lines.send(format!("line {number}"));
        }
        drop(guard);
        assert!(pipe.text().lines().eq((0..1_000).map(|number| format!("line {number}"))), "{}", pipe.text());
    }
}
