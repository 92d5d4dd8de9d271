//! What a running Recado tells about itself: log lines on stderr, figures for Prometheus.
//!
//! Both carry ids only: no phone number, name, text, or token (`docs/logging.md` has the rule, `crates/it` greps for
//! breaches). Neither may ever hold up the product: a log that nobody reads is dropped and counted.
//!
//! To log: `tracing::info!(category = "send", message_id = %id, "accepted")` anywhere. To count: the `metrics` macros
//! where the thing happens, then a row in `docs/operator-guide.md`.

mod lines;
mod listener;
mod log;
mod metrics;
mod process;

pub use self::{
    lines::LogGuard,
    listener::serve_metrics,
    log::{flush_log, start_logging},
    metrics::{MetricsPage, install_metrics},
    process::open_files_limit,
};
