//! Where Prometheus asks.

use std::net::SocketAddr;

use super::reader::Section;

/// `[metrics]`
#[derive(Debug)]
pub struct MetricsConfig {
    /// A port of its own for `/metrics`. Unset: the main port, for loopback peers only.
    pub listen: Option<SocketAddr>,
}

impl MetricsConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self { listen: from.optional("listen") }
    }
}
