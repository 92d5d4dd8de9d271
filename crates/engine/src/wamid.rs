//! The key under which a message of Meta's is found: 16 bytes, where the wamid itself would make a wide index.

use recado_domain::NumberId;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The key of `wamid` at `number`: the first 16 bytes of a SHA-256 over both. It is `messages.dedupe_key`,
/// `message_attempts.wamid_key` and `message_statuses.wamid_key`.
pub fn wamid_key(number: NumberId, wamid: &str) -> Uuid {
    let digest = Sha256::new().chain_update(number.uuid()).chain_update(wamid).finalize();
    Uuid::from_bytes(*digest.first_chunk().expect("SHA-256 has 32 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_depends_on_number_and_wamid() {
        let number = |n| NumberId::from_uuid(Uuid::from_u128(n));
        let key = wamid_key(number(1), "wamid.A");
        assert_eq!(key, wamid_key(number(1), "wamid.A"));
        assert_ne!(key, wamid_key(number(2), "wamid.A"));
        assert_ne!(key, wamid_key(number(1), "wamid.B"));
    }
}
