//! What became of a load.

use std::{collections::BTreeMap, io, time::Duration};

use super::Answer;

/// What became of a load.
#[derive(Debug, Default)]
pub struct Outcome {
    /// How long was measured.
    pub measured: Duration,
    /// Times of the answers in the measured part, by their status.
    times: BTreeMap<u16, Vec<Duration>>,
    /// Answers by status, those of the warm-up included.
    all: BTreeMap<u16, u64>,
    /// Answers other than 2xx that did not say when to come again.
    pub without_retry_after: u64,
    /// Requests that were never answered.
    pub lost: u64,
}

/// How long each of some things took.
#[derive(Debug, Default)]
pub struct Times(Vec<Duration>);

impl Outcome {
    /// Nothing yet, of a load that is measured so long.
    pub(super) fn measured_for(measured: Duration) -> Self {
        Self { measured, ..Self::default() }
    }

    pub(super) fn add(&mut self, answer: io::Result<Answer>, took: Duration, is_measured: bool) {
        let Ok(answer) = answer else {
            self.lost += 1;
            return;
        };
        *self.all.entry(answer.status).or_default() += 1;
        if answer.status >= 300 && !answer.has_retry_after {
            self.without_retry_after += 1;
        }
        if is_measured {
            self.times.entry(answer.status).or_default().push(took);
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (status, times) in other.times {
            self.times.entry(status).or_default().extend(times);
        }
        for (status, count) in other.all {
            *self.all.entry(status).or_default() += count;
        }
        self.without_retry_after += other.without_retry_after;
        self.lost += other.lost;
    }

    /// Answers of this status in the whole run.
    pub fn answered(&self, status: u16) -> u64 {
        self.all.get(&status).copied().unwrap_or_default()
    }

    /// Answers of other statuses in the whole run.
    pub fn answered_otherwise(&self, status: u16) -> u64 {
        self.all.iter().filter(|(other, _)| **other != status).map(|(_, count)| count).sum()
    }

    /// Answers of any status in the whole run, and requests that were never answered.
    pub fn asked(&self) -> u64 {
        self.all.values().sum::<u64>() + self.lost
    }

    /// Answers of this status in each second of the measured part.
    pub fn rate(&self, status: u16) -> f64 {
        count(self.times.get(&status).map_or(0, Vec::len)) / self.measured.as_secs_f64()
    }

    /// The times of the answers of this status in the measured part.
    pub fn times(&self, status: u16) -> Times {
        Times::of(self.times.get(&status).cloned().unwrap_or_default())
    }
}

impl Times {
    /// These times, in whatever order.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// The time that so many percent did not exceed, in milliseconds; the longest at 100. Nothing measured is endless.
    pub fn ms(&self, percent: f64) -> f64 {
        let Some(last) = self.0.len().checked_sub(1) else { return f64::INFINITY };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between zero and the last index")]
        let index = (count(last) * percent / 100.0).ceil() as usize;
        self.0[index].as_secs_f64() * 1_000.0
    }
}

/// A count as a figure.
#[expect(clippy::cast_precision_loss, reason = "far fewer than 2^52")]
pub fn count(n: usize) -> f64 {
    n as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_time_that_was_measured() {
        let times = Times::of((1..=100).rev().map(Duration::from_millis).collect());
        let rounded = |percent| format!("{:.1}", times.ms(percent));
        assert_eq!([0.0, 50.0, 99.0, 100.0].map(rounded), ["1.0", "51.0", "100.0", "100.0"]);
        assert!(Times::default().ms(99.0).is_infinite());
    }

    #[test]
    fn answers_of_the_warm_up_count_but_have_no_times() {
        let answer = |status| Ok(Answer { status, has_retry_after: status == 503, body: Vec::new() });
        let mut outcome = Outcome::measured_for(Duration::from_secs(2));
        outcome.add(answer(200), Duration::from_millis(1), false);
        outcome.add(answer(200), Duration::from_millis(3), true);
        outcome.add(answer(503), Duration::from_millis(1), true);
        outcome.add(answer(500), Duration::from_millis(1), true);
        outcome.add(Err(io::ErrorKind::BrokenPipe.into()), Duration::ZERO, true);
        assert_eq!((outcome.answered(200), outcome.answered_otherwise(200), outcome.lost), (2, 2, 1));
        assert_eq!(format!("{} {}", outcome.rate(200), outcome.times(200).ms(50.0)), "0.5 3");
        assert_eq!(outcome.without_retry_after, 1);
    }
}
