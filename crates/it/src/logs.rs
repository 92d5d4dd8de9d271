//! Everything that is logged while tests run, so that it can be searched for what must not be in it.

use std::{
    io,
    sync::{Mutex, OnceLock, PoisonError},
};

use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

/// The log lines of this process.
struct Captured(Mutex<Vec<u8>>);

struct Line(&'static Captured);

impl io::Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for &'static Captured {
    type Writer = Line;
    fn make_writer(&'a self) -> Line {
        Line(self)
    }
}

static CAPTURED: OnceLock<Captured> = OnceLock::new();

/// Begins to capture, once per process: all levels of our own crates.
pub fn capture() {
    CAPTURED.get_or_init(|| Captured(Mutex::default()));
    let Some(captured) = CAPTURED.get() else { unreachable!("just set") };
    let filter = EnvFilter::new(
        "info,recado_domain=trace,recado_storage=trace,recado_engine=trace,recado_api=trace,recado_graph=trace",
    );
    let subscriber = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(captured).finish();
    // A second test of the same process finds the first one's subscriber in place: the same one.
    drop(tracing::subscriber::set_global_default(subscriber));
}

/// All lines so far.
pub fn lines() -> String {
    let bytes = CAPTURED.get().map(|captured| captured.0.lock().unwrap_or_else(PoisonError::into_inner).clone());
    String::from_utf8(bytes.unwrap_or_default()).expect("log lines are UTF-8")
}
