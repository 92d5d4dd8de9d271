//! The tracker (T-2): what each send carries in `biz_opaque_callback_data` and Meta echoes in its statuses.
//!
//! A version of three characters, then base64url of message id (16 bytes), attempt (1) and a code (8) keyed per tenant
//! over number, message and attempt: 37 of the 512 characters allowed, no personal data. Every app on the WhatsApp
//! Business Account can read it, so one that is copied elsewhere must not match there: the code binds it to its number.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use recado_domain::MessageId;
use sha2::Sha256;
use uuid::Uuid;

/// What a tracker begins with; a later form gets another one.
const VERSION: &str = "r1.";
/// How much of the code is carried.
const CODE_BYTES: usize = 8;

/// A tenant's key for trackers.
#[derive(Clone)]
pub struct TrackerKey([u8; 32]);

/// One attempt of one message, as a tracker names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tracked {
    /// The message.
    pub message: MessageId,
    /// The attempt's number, from 1.
    pub attempt: u8,
}

impl TrackerKey {
    /// The key made of a tenant's own 32 bytes: [`Vault::tracker_key`](crate::vault::Vault::tracker_key).
    pub fn new(key: [u8; 32]) -> Self {
        Self(key)
    }

    /// The text that a send of this attempt from `phone_number_id` carries.
    pub fn write(&self, phone_number_id: &str, tracked: Tracked) -> String {
        let mut bytes = Vec::with_capacity(16 + 1 + CODE_BYTES);
        bytes.extend_from_slice(tracked.message.uuid().as_bytes());
        bytes.push(tracked.attempt);
        bytes.extend_from_slice(&self.code(phone_number_id, tracked).finalize().into_bytes()[..CODE_BYTES]);
        format!("{VERSION}{}", URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The attempt that a text names, if we wrote it for this number.
    pub fn read(&self, phone_number_id: &str, text: &str) -> Option<Tracked> {
        let bytes = URL_SAFE_NO_PAD.decode(text.strip_prefix(VERSION)?).ok()?;
        let (id, rest) = bytes.split_first_chunk::<16>()?;
        let (attempt, code) = rest.split_first()?;
        let tracked = Tracked { message: MessageId::from_uuid(Uuid::from_bytes(*id)), attempt: *attempt };
        let whole = code.len() == CODE_BYTES;
        (whole && self.code(phone_number_id, tracked).verify_truncated_left(code).is_ok()).then_some(tracked)
    }

    fn code(&self, phone_number_id: &str, tracked: Tracked) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        mac.update(tracked.message.uuid().as_bytes());
        mac.update(&[tracked.attempt]);
        mac.update(phone_number_id.as_bytes());
        mac
    }
}

impl std::fmt::Debug for TrackerKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TrackerKey(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NUMBER: &str = "106540352242922";

    const KEY: TrackerKey = TrackerKey([7; 32]);

    fn tracked() -> Tracked {
        Tracked {
            message: MessageId::from_uuid(Uuid::from_u128(0x0189_0a5d_ac96_774b_bcce_b302_099a_8057)),
            attempt: 3,
        }
    }

    #[test]
    fn a_tracker_has_37_characters_and_reads_back() {
        let text = KEY.write(NUMBER, tracked());
        assert_eq!(text.len(), 37, "{text}");
        assert_eq!(KEY.read(NUMBER, &text), Some(tracked()));
    }

    #[test]
    fn a_copied_tracker_matches_neither_another_number_nor_another_tenant() {
        let text = KEY.write(NUMBER, tracked());
        assert_eq!(KEY.read("106540352242923", &text), None);
        assert_eq!(TrackerKey([8; 32]).read(NUMBER, &text), None);
    }

    #[test]
    fn whatever_is_altered_is_refused() {
        let text = KEY.write(NUMBER, tracked());
        for place in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[place] = if bytes[place] == b'A' { b'B' } else { b'A' };
            let altered = String::from_utf8(bytes).unwrap();
            assert_eq!(KEY.read(NUMBER, &altered), None, "{altered}");
        }
        for foreign in ["", "r1.", "r2.AAAA", "order-4711", &text[..36], &format!("{text}A"), "r1.\u{e9}"] {
            assert_eq!(KEY.read(NUMBER, foreign), None, "{foreign}");
        }
    }
}
