//! What this process has counted: for tests that ask whether something was.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};

type Counters = Arc<Mutex<BTreeMap<String, Arc<AtomicU64>>>>;

/// Counters by name and labels, nothing else.
struct Counted(Counters);

/// Begins to count, once per process, and answers the figure of this counter: `name label=value`.
pub fn counted(name: &str) -> u64 {
    static COUNTERS: OnceLock<Counters> = OnceLock::new();
    let counters = COUNTERS.get_or_init(|| {
        let counters = Counters::default();
        let installed = metrics::set_global_recorder(Counted(counters.clone()));
        assert!(installed.is_ok(), "nobody else counts in the tests' process");
        counters
    });
    let counters = counters.lock().unwrap_or_else(PoisonError::into_inner);
    counters.get(name).map_or(0, |counter| counter.load(Ordering::SeqCst))
}

impl Recorder for Counted {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        let mut name = key.name().to_owned();
        for label in key.labels() {
            write!(name, " {}={}", label.key(), label.value()).expect("a string takes everything");
        }
        Counter::from_arc(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(name).or_default().clone())
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}
