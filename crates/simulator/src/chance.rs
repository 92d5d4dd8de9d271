//! Ids and dice. With a seed, both repeat.

use std::hash::{BuildHasher, RandomState};

use base64::{Engine, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD};
use recado_domain::{Jitter, SeededJitter};
use sha2::{Digest, Sha256};

pub(crate) struct Chance {
    seed: u64,
    jitter: SeededJitter,
}

impl Chance {
    pub fn new(seed: Option<u64>) -> Self {
        let seed = seed.unwrap_or_else(|| RandomState::new().hash_one("simulator"));
        Self { seed, jitter: SeededJitter::new(seed) }
    }

    /// For those who keep dice of their own.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// A number in `0.0..1.0`.
    pub fn fraction(&self) -> f64 {
        self.jitter.fraction()
    }

    /// The throw of the die with this number, `0.0..1.0`: the same whatever else was asked meanwhile.
    pub fn throw(&self, number: u64) -> f64 {
        let bits = u32::from_be_bytes(*self.draw("throw", number).first_chunk().expect("32 bytes hold four"));
        f64::from(bits) / (f64::from(u32::MAX) + 1.0)
    }

    /// 32 bytes that depend on the seed, the purpose and the number only.
    pub fn draw(&self, purpose: &str, number: u64) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.seed.to_be_bytes());
        hash.update(purpose);
        hash.update(number.to_be_bytes());
        hash.finalize().into()
    }

    /// A message id as Meta builds them: a prefix, the address, and a tail that is unique.
    pub fn wamid(&self, address: &str, inbound: bool, serial: u64) -> String {
        let tail = hex::encode_upper(&self.draw("wamid", serial)[..9]);
        let length = u8::try_from(address.len()).unwrap_or(u8::MAX);
        let mut bytes = vec![0x1c, 0x18, length];
        bytes.extend(address.as_bytes());
        bytes.extend([0x15, 0x02, 0x00, if inbound { 0x12 } else { 0x11 }, 0x18, 0x12]);
        bytes.extend(tail.as_bytes());
        bytes.push(0x00);
        format!("wamid.{}", STANDARD.encode(bytes))
    }

    /// A numeric Graph id.
    pub fn node_id(&self, serial: u64) -> String {
        let bits = u64::from_be_bytes(*self.draw("node", serial).first_chunk().expect("32 bytes hold eight"));
        format!("{}", 1_000_000_000_000_000 + bits % 9_000_000_000_000_000)
    }

    /// `fbtrace_id` of an answer.
    pub fn trace_id(&self) -> String {
        let bits = self.draw("trace", self.fraction().to_bits());
        format!("A{}", URL_SAFE_NO_PAD.encode(&bits[..16]))
    }

    /// A key that outsiders cannot guess, for links that expire.
    pub fn link_key(&self) -> [u8; 32] {
        self.draw("links", 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_a_serial_does_not() {
        let (one, other) = (Chance::new(Some(7)), Chance::new(Some(7)));
        assert_eq!(one.wamid("5511987654321", false, 1), other.wamid("5511987654321", false, 1));
        assert_ne!(one.wamid("5511987654321", false, 1), one.wamid("5511987654321", false, 2));
        assert!(one.wamid("5511987654321", false, 1).starts_with("wamid.HBgN"));
        assert_eq!(one.fraction().to_bits(), other.fraction().to_bits());
    }
}
