//! Traces: where they go, and how many.

use super::{reader::Section, value::BaseUrl};

/// `[traces]`
#[derive(Debug)]
pub struct TracesConfig {
    /// An OpenTelemetry collector that takes OTLP over HTTP. Unset: no traces.
    pub collector: Option<BaseUrl>,
    /// How many of a hundred requests and messages are traced.
    pub percent: u32,
}

impl TracesConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self { collector: from.optional("collector"), percent: from.number("percent", 10, 1..=100) }
    }
}
