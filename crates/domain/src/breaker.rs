//! The circuit breaker of a number (T-5 of `reliability-security.md`): it bounds how many sends an outage of Meta can
//! leave with an outcome that nobody knows. Pure; the lane asks it. Times are the monotonic clock's.

use std::{collections::VecDeque, time::Duration};

/// So many unknown outcomes …
pub const UNKNOWN: usize = 5;
/// … within this time open the breaker.
pub const WITHIN: Duration = Duration::from_secs(10);
/// The first probe goes so long after it opened, the next ones after twice as long each time …
pub const FIRST_PROBE: Duration = Duration::from_secs(5);
/// … at most this.
pub const LONGEST_PROBE: Duration = Duration::from_mins(1);

/// One number's breaker.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaker {
    /// When the last unknown outcomes came, the newest last.
    unknown: VecDeque<Duration>,
    open: Option<Open>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Open {
    since: Duration,
    next_probe: Duration,
    gap: Duration,
}

impl Breaker {
    /// How many of `want` messages may go now: all, or none, or the one that is a probe.
    pub fn admits(&self, want: u32, now: Duration) -> u32 {
        match self.open {
            None => want,
            Some(open) if now < open.next_probe => 0,
            Some(_) => want.min(1),
        }
    }

    /// How long nothing may go; zero = something may.
    pub fn wait(&self, now: Duration) -> Duration {
        self.open.map_or(Duration::ZERO, |open| open.next_probe.saturating_sub(now))
    }

    /// A message leaves now: while the breaker is open it is a probe.
    pub fn sent(&mut self, now: Duration) {
        if let Some(open) = &mut self.open {
            open.next_probe = now + open.gap;
            open.gap = (open.gap * 2).min(LONGEST_PROBE);
        }
    }

    /// Whether only probes go.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Nobody can know what became of a message.
    pub fn unknown(&mut self, now: Duration) {
        if self.is_open() {
            return;
        }
        self.unknown.push_back(now);
        self.unknown.retain(|at| now.saturating_sub(*at) <= WITHIN);
        if self.unknown.len() >= UNKNOWN {
            self.unknown.clear();
            self.open = Some(Open { since: now, next_probe: now + FIRST_PROBE, gap: FIRST_PROBE });
        }
    }

    /// Meta answered a message that left at `sent_at`. Only one that left after the breaker opened proves that Meta is
    /// back: the others may have been answered before the outage.
    pub fn answered(&mut self, sent_at: Duration) {
        self.open = self.open.filter(|open| sent_at < open.since);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secs(s: u64) -> Duration {
        Duration::from_secs(s)
    }

    fn after(unknown_at: &[u64]) -> Breaker {
        let mut breaker = Breaker::default();
        for second in unknown_at {
            breaker.unknown(secs(*second));
        }
        breaker
    }

    #[test]
    fn five_unknown_within_ten_seconds_open_it() {
        for (unknown_at, opens) in [
            (&[0, 3, 6, 9][..], false),
            (&[0, 3, 6, 9, 10], true),
            (&[0, 3, 6, 9, 11], false),
            (&[0, 3, 6, 9, 14, 17, 20], false),
            (&[5, 5, 5, 5, 5], true),
        ] {
            assert_eq!(after(unknown_at).is_open(), opens, "{unknown_at:?}");
        }
        assert_eq!(after(&[0, 1, 2, 3]).admits(80, secs(4)), 80);
    }

    #[test]
    fn probes_go_after_5_5_10_20_40_60_60_seconds() {
        let mut breaker = after(&[100; 5]);
        let (mut now, mut gaps) = (secs(100), Vec::new());
        for _ in 0..7 {
            let wait = breaker.wait(now);
            assert_eq!(breaker.admits(80, now), 0);
            gaps.push(wait.as_secs());
            now += wait;
            assert_eq!(breaker.admits(80, now), 1);
            breaker.sent(now);
        }
        assert_eq!(gaps, [5, 5, 10, 20, 40, 60, 60]);
    }

    #[test]
    fn only_what_left_after_it_opened_closes_it() {
        let mut breaker = after(&[100; 5]);
        breaker.answered(secs(99));
        assert_eq!(breaker.admits(80, secs(104)), 0);
        breaker.answered(secs(105));
        assert_eq!((breaker.admits(80, secs(105)), breaker.wait(secs(105))), (80, Duration::ZERO));
        breaker.unknown(secs(105));
        assert!(!breaker.is_open(), "what was before it opened is forgotten");
    }

    #[test]
    fn ten_minutes_of_outage_cost_a_dozen_probes() {
        let mut breaker = after(&[0; 5]);
        let probes = (0..600).filter(|second| {
            let goes = breaker.admits(80, secs(*second)) > 0;
            if goes {
                breaker.sent(secs(*second));
                breaker.unknown(secs(*second));
            }
            goes
        });
        assert_eq!(probes.count(), 13);
    }
}
