//! Leases: how soon another node takes over from a dead one.

use std::time::Duration;

use super::reader::Section;

/// `[lease]`
#[derive(Debug)]
pub struct LeaseConfig {
    /// Seconds a lease lasts without a heartbeat; the heartbeat comes after a third of it.
    secs: u32,
}

impl LeaseConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self { secs: from.number("secs", 15, 1..=300) }
    }

    /// How long a lease lasts.
    pub fn duration(&self) -> Duration {
        Duration::from_secs(self.secs.into())
    }
}
