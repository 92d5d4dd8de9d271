//! Pacing arithmetic: token buckets that never catch up, and the pair limiter. Pure; the lane asks it.
//!
//! Meta's limits (`cloud-api.md` §6.1): a number's messages per second, in and out together, and one message per 6 s to
//! one person with a burst of 45 borrowed from the future.

use std::time::Duration;

/// At most this much time's tokens are saved up: a lane that stalled does not burst.
pub const CATCH_UP: Duration = Duration::from_millis(50);

/// An inbound message counts against its number's pace for a second; Meta tells its time in whole seconds, so it may be
/// one older than it seems. What is learnt of later, after an outage say, slows nothing down.
pub const INBOUND_COUNTS_FOR: Duration = Duration::from_secs(2);

/// Seconds between messages to one person, sustained.
pub const PAIR_INTERVAL: Duration = Duration::from_secs(6);

/// Messages to one person that may go at once before the interval applies.
pub const PAIR_BURST: u32 = 45;

/// A number's tokens. Time is the monotonic clock's.
#[derive(Debug, Clone)]
pub struct Bucket {
    per_second: f64,
    tokens: f64,
    at: Duration,
}

impl Bucket {
    /// An empty bucket: a new lane does not know what the one before it sent.
    pub fn empty(per_second: u32, now: Duration) -> Self {
        Self { per_second: f64::from(per_second), tokens: 0.0, at: now }
    }

    /// A changed limit; the tokens at hand stay.
    pub fn set_rate(&mut self, per_second: u32) {
        self.per_second = f64::from(per_second);
    }

    /// Brings the bucket up to `now` and takes up to `want` tokens; how many it got.
    pub fn take(&mut self, want: u32, now: Duration) -> u32 {
        self.refill(now);
        let mut taken = 0;
        while taken < want && self.tokens >= 1.0 {
            self.tokens -= 1.0;
            taken += 1;
        }
        taken
    }

    /// Gives back tokens that were taken but not used.
    pub fn give_back(&mut self, unused: u32) {
        self.tokens += f64::from(unused);
    }

    /// Charges for what passed elsewhere (inbound messages count at Meta too); the bucket may go into debt of up to
    /// one second's tokens.
    pub fn charge(&mut self, n: u32) {
        self.tokens = (self.tokens - f64::from(n)).max(-self.per_second);
    }

    /// How long until one token is there; a little more, for a token that is all but whole is none.
    pub fn wait(&self) -> Duration {
        if self.tokens >= 1.0 {
            return Duration::ZERO;
        }
        Duration::from_secs_f64((1.0 - self.tokens) / self.per_second) + Duration::from_micros(1)
    }

    fn refill(&mut self, now: Duration) {
        let passed = now.saturating_sub(self.at).as_secs_f64();
        let most = (self.per_second * CATCH_UP.as_secs_f64()).max(1.0);
        self.tokens = (self.tokens + passed * self.per_second).min(most);
        self.at = now;
    }
}

/// One pair's state: the theoretical time at which all that was sent would have been sent at the sustained pace.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pair {
    /// Monotonic time at which the borrowed burst is paid back.
    debt_until: Duration,
    /// Nothing before this: Meta said 131056.
    not_before: Duration,
    /// Refusals in a row.
    refusals: u32,
}

impl Pair {
    /// When the next message to this person may go: zero = now.
    pub fn wait(&self, now: Duration) -> Duration {
        let allowed = PAIR_INTERVAL * (PAIR_BURST - 1);
        self.debt_until.saturating_sub(allowed).max(self.not_before).saturating_sub(now)
    }

    /// A message leaves now.
    pub fn sent(&mut self, now: Duration) {
        self.debt_until = self.debt_until.max(now) + PAIR_INTERVAL;
    }

    /// A message got through: refusals are forgotten.
    pub fn accepted(&mut self) {
        self.refusals = 0;
    }

    /// Meta refused with 131056: wait 1, 4, 16, 64 s … (4^X), at most an hour. Answers the wait, before jitter.
    pub fn refused(&mut self, now: Duration) -> Duration {
        let wait = Duration::from_secs(4_u64.saturating_pow(self.refusals.min(6))).min(Duration::from_hours(1));
        self.refusals += 1;
        self.not_before = now + wait;
        wait
    }

    /// Whether nothing is remembered any more, so that the entry can be dropped.
    pub fn is_idle(&self, now: Duration) -> bool {
        self.debt_until <= now && self.not_before <= now && self.refusals == 0
    }
}

/// What refusals for speed do to a number's rate: halved at once, then a twentieth of the limit more each second, so
/// that nine tenths are back within 30 s.
#[derive(Debug, Clone)]
pub struct Throttle {
    limit: u32,
    /// Messages per 1,000 seconds.
    rate: u128,
    at: Duration,
    /// Nothing before this: Meta said that we are too fast, or nobody could be reached.
    not_before: Duration,
}

impl Throttle {
    /// A number that may go at its limit.
    pub fn new(limit: u32, now: Duration) -> Self {
        Self { limit, rate: thousandfold(limit), at: now, not_before: Duration::ZERO }
    }

    /// A changed limit: at most that from now on.
    pub fn set_limit(&mut self, limit: u32) {
        if limit != self.limit {
            self.rate = thousandfold(limit);
            self.limit = limit;
        }
    }

    /// The rate to go at now, at least one a second.
    pub fn rate(&mut self, now: Duration) -> u32 {
        let passed = now.saturating_sub(self.at.max(self.not_before)).as_millis();
        self.at = self.at.max(now);
        let most = thousandfold(self.limit);
        self.rate = (self.rate + passed * u128::from(self.limit) / 20).min(most).max(1_000);
        u32::try_from(self.rate / 1_000).expect("at most the limit, or one")
    }

    /// How long nothing may be sent.
    pub fn wait(&self, now: Duration) -> Duration {
        self.not_before.saturating_sub(now)
    }

    /// Meta refused for speed: half the rate, and nothing for `pause`. The other refusals of the same moment, while it
    /// pauses, change nothing more.
    pub fn refused(&mut self, now: Duration, pause: Duration) {
        if self.wait(now) == Duration::ZERO {
            self.rate = (self.rate / 2).max(1_000);
            self.pause(now, pause);
        }
    }

    /// Nothing for `pause`, at the same rate afterwards.
    pub fn pause(&mut self, now: Duration, pause: Duration) {
        self.not_before = self.not_before.max(now + pause);
    }
}

fn thousandfold(rate: u32) -> u128 {
    u128::from(rate) * 1_000
}

/// Exponential back-off with ±20 % jitter: `base`, doubled per attempt already made, at most `most`.
pub fn back_off(base: Duration, attempts: u32, most: Duration, fraction: f64) -> Duration {
    let grown = base.saturating_mul(2_u32.saturating_pow(attempts.min(20))).min(most);
    grown.mul_f64(0.8 + 0.4 * fraction.clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secs(s: f64) -> Duration {
        Duration::from_secs_f64(s)
    }

    #[test]
    fn a_bucket_gives_its_rate_and_never_catches_up() {
        let mut bucket = Bucket::empty(80, secs(0.0));
        assert_eq!(bucket.take(100, secs(0.0)), 0);
        let steady: u32 = (1..=20).map(|n| bucket.take(100, secs(f64::from(n) * 0.05))).sum();
        assert_eq!(steady, 80);
        assert_eq!(bucket.take(100, secs(61.0)), 4, "a minute's stall gives 50 ms of tokens");
    }

    #[test]
    fn inbound_traffic_is_charged() {
        let mut bucket = Bucket::empty(80, secs(0.0));
        bucket.charge(40);
        let sent: u32 = (1..=20).map(|n| bucket.take(100, secs(f64::from(n) * 0.05))).sum();
        assert_eq!(sent, 40);
        bucket.charge(1_000_000);
        assert!(bucket.wait() <= secs(1.1));
    }

    #[test]
    fn a_slow_number_still_gets_its_token() {
        let mut bucket = Bucket::empty(1, secs(0.0));
        assert_eq!(bucket.take(9, secs(0.9)), 0);
        assert_eq!(bucket.take(9, secs(1.1)), 1);
    }

    #[test]
    fn a_pair_gets_its_burst_then_one_per_six_seconds() {
        let mut pair = Pair::default();
        for _ in 0..PAIR_BURST {
            assert_eq!(pair.wait(secs(10.0)), Duration::ZERO);
            pair.sent(secs(10.0));
        }
        assert_eq!(pair.wait(secs(10.0)), PAIR_INTERVAL);
        assert_eq!(pair.wait(secs(16.0)), Duration::ZERO);
        assert!(pair.is_idle(secs(281.0)));
    }

    #[test]
    fn refusals_wait_longer_each_time() {
        let mut pair = Pair::default();
        let waits: Vec<u64> = (0..4).map(|_| pair.refused(secs(0.0)).as_secs()).collect();
        assert_eq!(waits, [1, 4, 16, 64]);
        pair.accepted();
        assert_eq!(pair.refused(secs(0.0)).as_secs(), 1);
    }

    #[test]
    fn a_refusal_halves_the_rate_once_and_it_comes_back_within_half_a_minute() {
        let mut throttle = Throttle::new(80, secs(0.0));
        throttle.refused(secs(1.0), secs(1.0));
        throttle.refused(secs(1.5), secs(1.0));
        assert_eq!((throttle.wait(secs(1.5)), throttle.wait(secs(2.0))), (secs(0.5), Duration::ZERO));
        assert_eq!(throttle.rate(secs(2.0)), 40);
        assert_eq!(throttle.rate(secs(3.0)), 44);
        assert_eq!(throttle.rate(secs(11.0)), 76);
        assert_eq!(throttle.rate(secs(30.0)), 80);
    }

    #[test]
    fn a_rate_never_falls_below_one() {
        let mut throttle = Throttle::new(2, secs(0.0));
        for second in 0..9 {
            throttle.refused(secs(f64::from(second)), secs(1.0));
        }
        assert_eq!(throttle.rate(secs(9.0)), 1);
        throttle.set_limit(20);
        assert_eq!(throttle.rate(secs(9.0)), 20);
    }

    #[test]
    fn back_off_grows_and_keeps_its_jitter() {
        let at = |attempts, fraction| back_off(secs(1.0), attempts, secs(60.0), fraction).as_secs_f64();
        assert!((at(0, 0.0) - 0.8).abs() < 1e-9 && (at(0, 1.0) - 1.2).abs() < 1e-9);
        assert!((at(3, 0.5) - 8.0).abs() < 1e-9);
        assert!((at(30, 0.5) - 60.0).abs() < 1e-9);
    }
}

#[cfg(test)]
mod properties;
