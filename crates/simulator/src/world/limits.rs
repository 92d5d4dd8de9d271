//! Throughput of a number and of a pair, and the messaging limit of the portfolio, as cloud-api.md §6.1 and §6.2 state them.
//! All numbers here belong to one portfolio.

use std::{collections::HashMap, time::Duration};

use recado_domain::Timestamp;

use super::people::PersonId;

/// One message per six seconds to one person …
const PAIR_INTERVAL_US: i64 = 6_000_000;
/// … with up to 45 borrowed from the future.
const PAIR_BURST: i64 = 45;
/// Somebody who was written to first counts so long.
const COUNTS_FOR: Duration = Duration::from_hours(24);

/// A bucket told as the time at which it will be full again: full when that is past.
#[derive(Debug, Clone, Copy, Default)]
struct Bucket {
    full_at_us: i64,
}

impl Bucket {
    fn has_room(self, now_us: i64, interval_us: i64, burst: i64) -> bool {
        self.full_at_us.max(now_us) - now_us + interval_us <= interval_us * burst
    }

    /// Takes one, also from an empty bucket, but never more than twice its size.
    fn take(&mut self, now_us: i64, interval_us: i64, burst: i64) {
        let full_at = self.full_at_us.max(now_us) + interval_us;
        self.full_at_us = full_at.min(now_us + 2 * burst * interval_us);
    }
}

/// Which limit a message would break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exceeded {
    Throughput,
    Pair,
}

#[derive(Debug, Default)]
pub(crate) struct Limits {
    numbers: HashMap<String, Bucket>,
    pairs: HashMap<(String, PersonId), Bucket>,
    /// When each person was last written to outside the service window, by whatever number.
    written_first: HashMap<PersonId, Timestamp>,
}

impl Limits {
    /// Whether one more message may go now. A number's bucket holds one second of its throughput.
    pub fn check(&self, number: &str, throughput: u32, person: PersonId, now: Timestamp) -> Result<(), Exceeded> {
        let now_us = now.micros();
        let whole = self.numbers.get(number).copied().unwrap_or_default();
        if !whole.has_room(now_us, interval(throughput), i64::from(throughput)) {
            return Err(Exceeded::Throughput);
        }
        let pair = self.pairs.get(&(number.to_owned(), person)).copied().unwrap_or_default();
        if pair.has_room(now_us, PAIR_INTERVAL_US, PAIR_BURST) { Ok(()) } else { Err(Exceeded::Pair) }
    }

    pub fn charge_out(&mut self, number: &str, throughput: u32, person: PersonId, now: Timestamp) {
        self.charge_in(number, throughput, now);
        let pair = self.pairs.entry((number.to_owned(), person)).or_default();
        pair.take(now.micros(), PAIR_INTERVAL_US, PAIR_BURST);
    }

    /// Inbound traffic counts against the number, and cannot be refused.
    pub fn charge_in(&mut self, number: &str, throughput: u32, now: Timestamp) {
        let whole = self.numbers.entry(number.to_owned()).or_default();
        whole.take(now.micros(), interval(throughput), i64::from(throughput));
    }

    /// Whether the portfolio, under a limit of so many people, may write first to this person now.
    pub fn may_write_first(&self, people: u32, person: PersonId, now: Timestamp) -> bool {
        let counts = |at: &Timestamp| now.since(*at) < COUNTS_FOR;
        self.written_first.get(&person).is_some_and(counts)
            || self.written_first.values().filter(|at| counts(at)).count() < people as usize
    }

    pub fn charge_first(&mut self, person: PersonId, now: Timestamp) {
        self.written_first.insert(person, now);
    }

    /// Fills all buckets, for a clock that was moved.
    pub fn clear(&mut self) {
        self.numbers.clear();
        self.pairs.clear();
    }
}

fn interval(throughput: u32) -> i64 {
    i64::try_from((Duration::from_secs(1) / throughput.max(1)).as_micros()).expect("below a second")
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp::from_secs(1_795_320_000);

    fn at(ms: u64) -> Timestamp {
        START.plus(Duration::from_millis(ms))
    }

    #[test]
    fn a_number_gives_one_second_at_once_and_then_its_rate() {
        let mut limits = Limits::default();
        let mut accepted = 0;
        for ms in 0..5_000 {
            // Always somebody new, so that only the number's own limit can bite.
            while limits.check("n", 80, accepted, at(ms)).is_ok() {
                limits.charge_out("n", 80, accepted, at(ms));
                accepted += 1;
            }
        }
        assert!((80 * 6 - 1..=80 * 6).contains(&accepted), "{accepted}");
    }

    #[test]
    fn inbound_takes_from_the_same_bucket() {
        let mut limits = Limits::default();
        for _ in 0..80 {
            limits.charge_in("n", 80, START);
        }
        assert_eq!(limits.check("n", 80, 1, START), Err(Exceeded::Throughput));
        assert_eq!(limits.check("n", 80, 1, at(13)), Ok(()));
    }

    #[test]
    fn a_pair_takes_a_burst_of_45_and_then_one_in_six_seconds() {
        let mut limits = Limits::default();
        for n in 0..45 {
            assert_eq!(limits.check("n", 80, 7, START), Ok(()), "{n}");
            limits.charge_out("n", 80, 7, START);
        }
        assert_eq!(limits.check("n", 80, 7, at(5_999)), Err(Exceeded::Pair));
        assert_eq!(limits.check("n", 80, 8, at(5_999)), Ok(()), "another person is another pair");
        assert_eq!(limits.check("n", 80, 7, at(6_000)), Ok(()));
    }

    #[test]
    fn people_count_for_a_day_and_once() {
        let mut limits = Limits::default();
        for person in [1, 2, 1] {
            assert!(limits.may_write_first(2, person, START), "{person}");
            limits.charge_first(person, START);
        }
        assert!(!limits.may_write_first(2, 3, START));
        assert!(!limits.may_write_first(2, 3, at(86_399_999)));
        assert!(limits.may_write_first(2, 3, at(86_400_000)));
    }
}
