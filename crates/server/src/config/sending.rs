//! Sending: what is ours to choose. The pace itself belongs to each number.

use std::time::Duration;

use super::reader::Section;

/// `[sending]`
#[derive(Debug)]
pub struct SendingConfig {
    /// Seconds that a send with an unknown outcome waits for a status that proves it; then a person decides.
    evidence_after_secs: u32,
    /// Messages of one tenant that may wait in its queue before programs are refused with 429.
    pub queue_limit: u32,
}

impl SendingConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self {
            evidence_after_secs: from.number("evidence_after_secs", 600, 1..=86_400),
            queue_limit: from.number("queue_limit", 100_000, 100..=10_000_000),
        }
    }

    /// How long to wait for evidence.
    pub fn evidence_after(&self) -> Duration {
        Duration::from_secs(self.evidence_after_secs.into())
    }
}
