//! The 24-hour customer service window of a contact and a number.
//!
//! It opens with each inbound message and lasts 24 h from Meta's time of the last one (`cloud-api.md` §9.1). A bare
//! reaction is assumed not to open it. Times that lie in the future are clamped to the time of receipt.

use std::time::Duration;

use crate::time::Timestamp;

/// How long the window stays open after the customer's last message.
pub const LENGTH: Duration = Duration::from_hours(24);

/// How long before its end the window counts as closed for new sends: a queued message must still get through.
pub const MARGIN: Duration = Duration::from_mins(1);

/// A service window, by the time of the last message that opened it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServiceWindow {
    /// Meta's time of the customer's last message, if there was one.
    pub last_inbound: Option<Timestamp>,
}

impl ServiceWindow {
    /// When it ends (or ended); `None` when it never opened.
    pub fn expires_at(self) -> Option<Timestamp> {
        self.last_inbound.map(|at| at.plus(LENGTH))
    }

    /// Whether free-form messages may be accepted now.
    pub fn is_open(self, now: Timestamp) -> bool {
        self.expires_at().is_some_and(|end| now < end.minus(MARGIN))
    }
}

/// The time of an inbound message for window purposes: Meta's, but never later than when we received it.
pub fn clamp(meta: Timestamp, received: Timestamp) -> Timestamp {
    meta.min(received)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_lasts_a_day_less_the_margin() {
        let opened = Timestamp::from_secs(1_000_000);
        let window = ServiceWindow { last_inbound: Some(opened) };
        assert!(window.is_open(opened));
        assert!(window.is_open(opened.plus(LENGTH).minus(Duration::from_secs(61))));
        assert!(!window.is_open(opened.plus(LENGTH).minus(Duration::from_mins(1))));
        assert!(!ServiceWindow { last_inbound: None }.is_open(opened));
    }

    #[test]
    fn a_time_in_the_future_is_clamped() {
        assert_eq!(clamp(Timestamp::from_secs(9), Timestamp::from_secs(5)), Timestamp::from_secs(5));
        assert_eq!(clamp(Timestamp::from_secs(3), Timestamp::from_secs(5)), Timestamp::from_secs(3));
    }
}
