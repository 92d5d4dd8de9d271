//! F-23: no limit is ever exceeded, in any window; and it is made use of.

use proptest::prelude::*;

use super::*;

/// Moments and how much is wanted at each: steps of up to `longest` milliseconds.
fn steps(longest: u64) -> impl Strategy<Value = Vec<(Duration, u32)>> {
    prop::collection::vec((0..longest, 0_u32..200), 1..200).prop_map(|steps| {
        let mut now = Duration::ZERO;
        let walk = |(step, want)| {
            now += Duration::from_millis(step);
            (now, want)
        };
        steps.into_iter().map(walk).collect()
    })
}

proptest! {
    #[test]
    fn in_no_window_does_a_bucket_give_more_than_its_rate(rate in 1_u32..1_000, steps in steps(400)) {
        let mut bucket = Bucket::empty(rate, Duration::ZERO);
        let given: Vec<(Duration, u32)> = steps.iter().map(|(now, want)| (*now, bucket.take(*want, *now))).collect();
        let saved = (f64::from(rate) * CATCH_UP.as_secs_f64()).max(1.0);
        for first in 0..given.len() {
            let mut sum = 0;
            for (now, tokens) in &given[first..] {
                sum += tokens;
                let most = f64::from(rate) * (now.saturating_sub(given[first].0)).as_secs_f64() + saved + 1e-6;
                prop_assert!(f64::from(sum) <= most, "{sum} in {:?} at {rate}/s", now.saturating_sub(given[first].0));
            }
        }
    }

    /// A lane asks again when there is a token, and not before `beat` is over.
    #[test]
    fn who_asks_when_told_to_gets_the_rate(rate in 1_u32..1_000, beat in 1_u64..=25) {
        let (mut bucket, mut now, mut given) = (Bucket::empty(rate, Duration::ZERO), Duration::ZERO, 0);
        for _ in 0..400 {
            now += bucket.wait().max(Duration::from_millis(beat));
            given += bucket.take(u32::MAX, now);
        }
        prop_assert!(f64::from(given) >= f64::from(rate) * now.as_secs_f64() * 0.95 - 1.0, "{given} in {now:?} at {rate}/s");
    }

    #[test]
    fn what_came_in_is_not_sent_on_top(rate in 1_u32..1_000, came in 0_u32..500) {
        let mut bucket = Bucket::empty(rate, Duration::ZERO);
        bucket.charge(came);
        let sent: u32 = (1..=100).map(|n| bucket.take(u32::MAX, Duration::from_millis(50 * n))).sum();
        let counted = f64::from(came.min(rate));
        prop_assert!(f64::from(sent) + counted <= f64::from(rate) * 5.0 + 1e-6, "{sent} and {came} in 5 s at {rate}/s");
    }

    #[test]
    fn in_no_window_does_a_pair_get_more_than_its_burst_and_pace(steps in steps(60_000)) {
        let (mut pair, mut sent) = (Pair::default(), Vec::new());
        for (now, want) in steps {
            for _ in 0..want {
                if pair.wait(now) > Duration::ZERO {
                    break;
                }
                pair.sent(now);
                sent.push(now);
            }
        }
        for first in 0..sent.len() {
            for (count, now) in (1_u32..).zip(&sent[first..]) {
                let paced = now.saturating_sub(sent[first]).as_millis() / PAIR_INTERVAL.as_millis();
                prop_assert!(u128::from(count) <= u128::from(PAIR_BURST) + paced + 1, "{count} in {:?}", now.saturating_sub(sent[first]));
            }
        }
    }

    #[test]
    fn a_throttled_rate_stays_in_its_bounds_and_comes_back(limit in 1_u32..1_000, steps in steps(3_000)) {
        let (mut throttle, mut last) = (Throttle::new(limit, Duration::ZERO), Duration::ZERO);
        for (now, want) in steps {
            last = now;
            if want % 3 == 0 {
                throttle.refused(now, Duration::from_secs(1));
            }
            prop_assert!((1..=limit).contains(&throttle.rate(now)));
        }
        let later = throttle.rate(last + throttle.wait(last) + Duration::from_secs(30));
        prop_assert!(later * 10 >= limit * 9, "{later} of {limit} half a minute later");
    }

    #[test]
    fn no_back_off_is_longer_than_the_longest(attempts in 0_u32..1_000, fraction in 0.0..1.0_f64) {
        let most = Duration::from_mins(10);
        let wait = back_off(Duration::from_secs(1), attempts, most, fraction);
        prop_assert!(wait <= most.mul_f64(1.2) && wait >= Duration::from_millis(800));
    }
}
