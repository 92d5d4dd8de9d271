//! What a running Recado tells about itself: log lines on stderr, figures for Prometheus, traces for a collector.
//!
//! All carry ids only: no phone number, name, text, or token (`docs/logging.md` has the rule, `crates/it` greps for
//! breaches). Neither may ever hold up the product: a log that nobody reads is dropped and counted.
//!
//! To log: `tracing::info!(category = "send", message_id = %id, "accepted")` anywhere. To count: the `metrics` macros
//! where the thing happens, then a row in `docs/operator-guide.md`. To trace: a `debug_span!` with `target: "trace"`.

mod lines;
mod listener;
mod log;
mod metrics;
mod process;
mod traces;

pub use self::{
    lines::LogGuard,
    listener::serve_metrics,
    log::{flush_log, start_telemetry},
    metrics::{MetricsPage, install_metrics},
    process::open_files_limit,
    traces::TracesGuard,
};
