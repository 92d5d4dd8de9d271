//! One lane's pace: the number's tokens, the pairs, and what Meta's refusals did to both. In memory; a new lane reads
//! from the attempts what it has to know of the pairs.

use std::{collections::HashMap, time::Duration};

use recado_domain::{
    ContactId,
    breaker::Breaker,
    pacing::{Bucket, PAIR_BURST, PAIR_INTERVAL, Pair, Throttle, back_off},
};

/// Longest wait between two tries to reach Meta at all: sending goes on at most so long after a repair.
const LONGEST_OFFLINE: Duration = Duration::from_secs(8);
/// How far back a pair's messages still count.
pub(crate) const PAIR_MEMORY: Duration = Duration::from_secs(PAIR_INTERVAL.as_secs() * PAIR_BURST as u64);

/// The pace of one lane. Times are the monotonic clock's.
#[derive(Debug)]
pub(crate) struct Pace {
    bucket: Bucket,
    throttle: Throttle,
    pairs: HashMap<ContactId, Pair>,
    /// When the last message that was put off for its pair may go: the next one comes after it.
    tails: HashMap<ContactId, Duration>,
    /// Messages that had come in when we last looked; `None`: not looked yet.
    inbound: Option<i64>,
    /// Failures in a row to reach Meta.
    unreachable: u32,
    /// What an outage of Meta may cost.
    breaker: Breaker,
}

impl Pace {
    pub(crate) fn new(throughput: u32, now: Duration) -> Self {
        Self {
            bucket: Bucket::empty(throughput, now),
            throttle: Throttle::new(throughput, now),
            pairs: HashMap::new(),
            tails: HashMap::new(),
            inbound: None,
            unreachable: 0,
            breaker: Breaker::default(),
        }
    }

    /// A message went to this contact so long before `now`, from a lane before this one.
    pub(crate) fn remember(&mut self, contact: ContactId, ago: Duration, now: Duration) {
        self.pairs.entry(contact).or_default().sent(now.saturating_sub(ago));
    }

    /// What the number is like now. What came in since the last look has used tokens, as at Meta.
    pub(crate) fn look(&mut self, throughput: u32, inbound: i64) {
        self.throttle.set_limit(throughput);
        let came = inbound - self.inbound.replace(inbound).unwrap_or(inbound);
        self.bucket.charge(u32::try_from(came).unwrap_or(0));
    }

    /// How many messages may go now, at most `want`. While Meta cannot be reached it is one: a probe.
    pub(crate) fn take(&mut self, want: u32, now: Duration) -> u32 {
        if self.throttle.wait(now) > Duration::ZERO {
            return 0;
        }
        self.bucket.set_rate(self.throttle.rate(now));
        let want = if self.unreachable > 0 { want.min(1) } else { want };
        self.bucket.take(self.breaker.admits(want, now), now)
    }

    pub(crate) fn give_back(&mut self, unused: u32) {
        self.bucket.give_back(unused);
    }

    /// How long until a token may be there.
    pub(crate) fn wait(&self, now: Duration) -> Duration {
        self.throttle.wait(now).max(self.breaker.wait(now)).max(self.bucket.wait())
    }

    /// How long a message to this contact must wait behind those that went and those that wait; zero = it may go now.
    pub(crate) fn pair_wait(&mut self, contact: ContactId, now: Duration) -> Duration {
        let wait = self.pairs.get(&contact).map_or(Duration::ZERO, |pair| pair.wait(now));
        if wait == Duration::ZERO {
            return wait;
        }
        let behind = self.tails.get(&contact).map_or(Duration::ZERO, |tail| *tail + PAIR_INTERVAL);
        let slot = (now + wait).max(behind);
        self.tails.insert(contact, slot);
        slot.saturating_sub(now)
    }

    pub(crate) fn sent(&mut self, contact: ContactId, now: Duration) {
        self.pairs.entry(contact).or_default().sent(now);
        self.breaker.sent(now);
    }

    /// Meta took a message of this pair.
    pub(crate) fn accepted(&mut self, contact: ContactId) {
        if let Some(pair) = self.pairs.get_mut(&contact) {
            pair.accepted();
        }
    }

    /// Meta answered a message that left at `sent_at`.
    pub(crate) fn answered(&mut self, sent_at: Duration) {
        self.unreachable = 0;
        self.breaker.answered(sent_at);
    }

    /// Nobody can know what became of a message.
    pub(crate) fn unknown(&mut self, now: Duration) {
        self.breaker.unknown(now);
    }

    /// Whether so much is unknown that only probes go.
    pub(crate) fn is_probing(&self) -> bool {
        self.breaker.is_open()
    }

    /// Meta refused this pair with 131056; how long it waits now.
    pub(crate) fn pair_refused(&mut self, contact: ContactId, now: Duration) -> Duration {
        self.pairs.entry(contact).or_default().refused(now)
    }

    /// Meta refused for speed.
    pub(crate) fn throttled(&mut self, pause: Duration, now: Duration) {
        self.throttle.refused(now, pause);
    }

    /// Meta could not be reached; how long the lane waits now.
    pub(crate) fn unreachable(&mut self, now: Duration, fraction: f64) -> Duration {
        if self.throttle.wait(now) == Duration::ZERO {
            let wait = back_off(Duration::from_secs(1), self.unreachable, LONGEST_OFFLINE, fraction);
            self.unreachable += 1;
            self.throttle.pause(now, wait);
        }
        self.throttle.wait(now)
    }

    /// Forgets pairs of which nothing is remembered any more.
    pub(crate) fn forget_idle(&mut self, now: Duration) {
        self.pairs.retain(|_, pair| !pair.is_idle(now));
        self.tails.retain(|_, tail| *tail > now);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn ana() -> ContactId {
        ContactId::from_uuid(Uuid::from_u128(1))
    }

    #[test]
    fn inbound_messages_use_tokens_but_not_those_before_the_first_look() {
        let mut pace = Pace::new(80, Duration::ZERO);
        pace.look(80, 1_000_000);
        assert_eq!(pace.take(80, SECOND), 4);
        pace.look(80, 1_000_002);
        assert_eq!(pace.take(80, SECOND + SECOND / 20), 2);
    }

    #[test]
    fn a_lane_that_reaches_nobody_probes_with_one_message() {
        let mut pace = Pace::new(80, Duration::ZERO);
        assert_eq!(pace.unreachable(SECOND, 0.5), SECOND);
        assert_eq!(pace.unreachable(SECOND, 0.5), SECOND, "the others of the same moment change nothing");
        assert_eq!(pace.take(80, SECOND), 0);
        assert_eq!(pace.take(80, SECOND * 2), 1);
        assert_eq!(pace.unreachable(SECOND * 2, 0.5), SECOND * 2);
        pace.answered(SECOND * 2);
        assert_eq!(pace.take(80, SECOND * 4), 4);
    }

    #[test]
    fn messages_of_one_pair_wait_in_their_order() {
        let (mut pace, now) = (Pace::new(80, Duration::ZERO), SECOND * 500);
        for _ in 0..PAIR_BURST {
            assert_eq!(pace.pair_wait(ana(), now), Duration::ZERO);
            pace.sent(ana(), now);
        }
        let waits: Vec<_> = (0..3).map(|_| pace.pair_wait(ana(), now).as_secs()).collect();
        assert_eq!(waits, [6, 12, 18]);
        assert_eq!(pace.pair_wait(ana(), now + SECOND * 6), Duration::ZERO, "the first of them goes at its time");
    }

    #[test]
    fn a_new_lane_knows_the_burst_of_the_one_before() {
        let (mut pace, now) = (Pace::new(80, Duration::ZERO), SECOND * 500);
        for _ in 0..PAIR_BURST {
            pace.remember(ana(), SECOND * 2, now);
        }
        pace.forget_idle(now);
        assert_eq!(pace.pair_wait(ana(), now), SECOND * 4);
    }
}
