//! Figures for Prometheus. The names are in `docs/operator-guide.md`.

use std::{sync::OnceLock, time::Duration};

use anyhow::Context as _;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use recado_domain::{Clock, Timestamp};
use tokio_util::sync::CancellationToken;

use super::process;

/// From a statement on a warm page to the longest wait for Meta.
const SECONDS: [f64; 15] =
    [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];
/// Coarser, since each statement has a row of these.
const STATEMENT_SECONDS: [f64; 6] = [0.001, 0.005, 0.025, 0.1, 0.5, 5.0];
/// Members of a batch.
const COUNTS: [f64; 10] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];
/// Between two clean-ups. Without them, and without a scrape, histograms would keep every sample.
const UPKEEP: Duration = Duration::from_secs(5);

/// What `GET /metrics` answers.
#[derive(Clone, Debug)]
pub struct MetricsPage(PrometheusHandle);

/// Collects the process's figures from here on; asked again, it gives the same page.
pub fn install_metrics(clock: &dyn Clock) -> anyhow::Result<MetricsPage> {
    static INSTALLED: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(handle) = INSTALLED.get() {
        return Ok(MetricsPage(handle.clone()));
    }
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)?
        .set_buckets_for_metric(Matcher::Full("recado_db_statement_seconds".to_owned()), &STATEMENT_SECONDS)?
        .set_buckets_for_metric(Matcher::Suffix("_size".to_owned()), &COUNTS)?;
    let handle = builder.install_recorder().context("the metrics recorder")?;
    metrics::gauge!("recado_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1);
    metrics::gauge!("process_start_time_seconds").set(clock.now().since(Timestamp::default()));
    metrics::counter!("recado_log_lines_dropped_total").absolute(0);
    Ok(MetricsPage(INSTALLED.get_or_init(|| handle).clone()))
}

impl MetricsPage {
    /// The page in Prometheus' text format, the process measured now.
    pub fn render(&self) -> String {
        process::measure();
        self.0.render()
    }

    /// Keeps memory bounded while nobody scrapes; ends with the token.
    pub async fn keep_up(self, until: CancellationToken) {
        let mut ticks = tokio::time::interval(UPKEEP);
        while until.run_until_cancelled(ticks.tick()).await.is_some() {
            self.0.run_upkeep();
        }
    }
}

#[cfg(test)]
mod tests {
    use recado_domain::ManualClock;

    use super::*;

    #[test]
    fn the_page_names_what_the_guide_promises() {
        let page = install_metrics(&ManualClock::at(Timestamp::from_secs(7))).unwrap();
        let again = install_metrics(&ManualClock::at(Timestamp::from_secs(8))).unwrap();
        metrics::histogram!("recado_example_seconds").record(0.003);
        let text = again.render();
        assert!(!text.contains("process_start_time_seconds 8"), "the first clock counts:\n{text}");
        assert_eq!(page.render().lines().count(), text.lines().count());
        for name in
            ["recado_build_info{version=", "process_open_fds ", "process_resident_memory_bytes ", "process_max_fds "]
        {
            assert!(text.contains(name), "{name} is missing:\n{text}");
        }
        assert!(text.contains("recado_log_lines_dropped_total 0"), "{text}");
        assert!(text.contains("recado_example_seconds_bucket{le=\"0.005\"} 1"), "{text}");
    }
}
