//! Fresh ids and jitter: the two kinds of chance, both injected.

use std::sync::atomic::{AtomicU64, Ordering};

use uuid::Uuid;

use crate::time::Timestamp;

/// The source of fresh ids.
pub trait Ids: Send + Sync + 'static {
    /// A UUIDv7 that carries the time `at`; ids of one source made for the same moment still rise.
    fn v7(&self, at: Timestamp) -> Uuid;
}

/// The source of jitter.
pub trait Jitter: Send + Sync + 'static {
    /// A number in `0.0..1.0`, evenly spread.
    fn fraction(&self) -> f64;
}

/// Milliseconds, then the rest of the microseconds and a counter, then `tail`: ids of one moment rise, also when that
/// moment lies in the past (an inbound message's id carries Meta's time).
fn compose(at: Timestamp, counter: u64, tail: [u8; 5]) -> Uuid {
    let micros = at.micros().max(0).unsigned_abs();
    let [_, _, _, _, _, c2, c1, c0] = counter.to_be_bytes();
    let within = u16::try_from(micros % 1_000).expect("below a thousand").to_be_bytes();
    let [t4, t3, t2, t1, t0] = tail;
    // The top bits of bytes 0 and 2 give way to version and variant: 12 bits of microseconds, 22 of counter.
    let bytes = [within[0], within[1], c2 & 0x3f, c1, c0, t4, t3, t2, t1, t0];
    uuid::Builder::from_unix_timestamp_millis(micros / 1_000, &bytes).into_uuid()
}

/// Ids for production: random beyond their time and counter.
#[derive(Debug, Default)]
pub struct SystemIds(AtomicU64);

impl Ids for SystemIds {
    #[expect(clippy::disallowed_methods, reason = "the one place where random ids are made")]
    fn v7(&self, at: Timestamp) -> Uuid {
        let random = Uuid::new_v4().into_bytes();
        let tail = *random.first_chunk().expect("sixteen bytes hold five");
        compose(at, self.0.fetch_add(1, Ordering::SeqCst), tail)
    }
}

/// Ids for tests: the time, then a counter.
#[derive(Debug, Default)]
pub struct SeededIds(AtomicU64);

impl Ids for SeededIds {
    fn v7(&self, at: Timestamp) -> Uuid {
        compose(at, self.0.fetch_add(1, Ordering::SeqCst), [0; 5])
    }
}

/// Jitter for production: a sequence whose seed the standard library draws at start.
#[derive(Debug)]
pub struct SystemJitter(SeededJitter);

impl Default for SystemJitter {
    fn default() -> Self {
        use std::hash::{BuildHasher, RandomState};
        Self(SeededJitter::new(RandomState::new().hash_one(0_u8)))
    }
}

impl Jitter for SystemJitter {
    fn fraction(&self) -> f64 {
        self.0.fraction()
    }
}

/// Repeatable jitter: `SplitMix64` over a seed.
#[derive(Debug)]
pub struct SeededJitter(AtomicU64);

impl SeededJitter {
    /// The sequence of this seed.
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Jitter for SeededJitter {
    fn fraction(&self) -> f64 {
        let mut z = self.0.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::Relaxed).wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let top = u32::try_from((z ^ (z >> 31)) >> 32).expect("32 bits");
        f64::from(top) / (f64::from(u32::MAX) + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_moment_rise() {
        for ids in [&SystemIds::default() as &dyn Ids, &SeededIds::default()] {
            let made: Vec<Uuid> = (0..1_000).map(|_| ids.v7(Timestamp::from_secs(1_795_320_197))).collect();
            assert!(made.is_sorted(), "{made:?}");
            assert_eq!(made[0].get_version_num(), 7);
        }
    }

    #[test]
    fn jitter_stays_in_its_range() {
        let jitter = SeededJitter::new(7);
        let drawn: Vec<f64> = (0..1_000).map(|_| jitter.fraction()).collect();
        assert!(drawn.iter().all(|x| (0.0..1.0).contains(x)));
        let mean = drawn.iter().sum::<f64>() / 1_000.0;
        assert!((0.45..0.55).contains(&mean), "{mean}");
    }
}
