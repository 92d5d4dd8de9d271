//! How long things are kept.

use std::time::Duration;

use super::reader::Section;

/// `[retention]`
#[derive(Debug)]
pub struct RetentionConfig {
    /// Days that what Meta sent is kept as it came, once it had its effects.
    raw_days: u32,
}

impl RetentionConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self { raw_days: from.number("raw_days", 365, 14..=730) }
    }

    /// How long what Meta sent is kept.
    pub fn raw(&self) -> Duration {
        Duration::from_hours(u64::from(self.raw_days) * 24)
    }
}
