//! What is remembered of a transaction until it ends: who holds it, since when, and what would be lost.

use std::{
    panic::Location,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use recado_domain::Clock;

/// A write that was held for longer than this is logged with its caller: on SQLite everybody else waited.
const LONG_HOLD: Duration = Duration::from_millis(50);

/// What is remembered of a transaction until it ends.
pub(crate) struct Held {
    caller: &'static Location<'static>,
    since: Instant,
    /// Whether all statements so far have answered well.
    pub(crate) sound: bool,
    /// Whether this is a write that would be lost if it were dropped now.
    pub(crate) unsaved: bool,
    dropped_writes: Arc<AtomicU64>,
    kind: TxKind,
}

/// Reads hold nobody up, so only writes are timed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum TxKind {
    Read,
    Write,
}

/// Where a transaction came from.
pub(crate) struct Origin {
    pub(crate) caller: &'static Location<'static>,
    pub(crate) kind: TxKind,
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) dropped_writes: Arc<AtomicU64>,
}

impl Held {
    pub(crate) fn new(origin: Origin) -> Self {
        let Origin { caller, kind, dropped_writes, .. } = origin;
        Self { caller, since: Instant::now(), sound: true, unsaved: false, dropped_writes, kind }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.kind == TxKind::Read {
            return;
        }
        let held = self.since.elapsed();
        metrics::histogram!("recado_db_hold_seconds").record(held);
        if held > LONG_HOLD {
            let millis = u64::try_from(held.as_millis()).unwrap_or(u64::MAX);
            tracing::warn!(category = "system", caller = %self.caller, millis, "a write was held for long");
        }
        if self.sound && self.unsaved {
            self.dropped_writes.fetch_add(1, Ordering::Relaxed);
            metrics::counter!("recado_db_dropped_writes_total").increment(1);
            tracing::debug!(category = "system", caller = %self.caller, "a sound write was dropped");
        }
    }
}
