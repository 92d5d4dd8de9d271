//! `X-Hub-Signature-256`: proof that a webhook came from Meta.
//!
//! The header is `sha256=` and 64 **lower-case** hexadecimal digits: HMAC-SHA256 with the app secret over the exact bytes
//! of the body, before any decoding. Exactly that spelling is taken; Meta sends no other, so a header in upper case, with
//! spaces, or of another algorithm was not made by Meta and is refused.
//!
//! This module must not tell anybody the expected digest: the answer is yes or no, and no error carries bytes.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

const PREFIX: &str = "sha256=";

/// Whether `header` signs `body` with any of `secrets` (two while a secret is being changed).
///
/// The digest is compared in constant time and every secret is tried, so time tells neither how much matched nor which
/// secret did. An empty secret signs nothing: a forgotten setting must not open the door.
pub fn verify<S: AsRef<[u8]>>(secrets: &[S], header: Option<&str>, body: &[u8]) -> bool {
    let Some(claimed) = header.and_then(digest) else { return false };
    secrets.iter().map(AsRef::as_ref).filter(|secret| !secret.is_empty()).fold(false, |matched, secret| {
        let matches = mac(secret, body).verify_slice(&claimed).is_ok();
        matched | matches
    })
}

/// The header value that signs `body` with `secret`.
pub fn sign(secret: impl AsRef<[u8]>, body: &[u8]) -> String {
    let digest = mac(secret.as_ref(), body).finalize().into_bytes();
    format!("{PREFIX}{}", hex::encode(digest))
}

fn digest(header: &str) -> Option<[u8; 32]> {
    let digits = header.strip_prefix(PREFIX)?;
    if digits.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let mut digest = [0; 32];
    hex::decode_to_slice(digits, &mut digest).ok()?;
    Some(digest)
}

fn mac(secret: &[u8], body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes a key of any length");
    mac.update(body);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = br#"{"text":"ol\u00e1 \/ \ud83d\ude00"}"#;

    #[test]
    fn a_known_vector_is_signed_as_rfc_4231_says() {
        let header = sign("Jefe", b"what do ya want for nothing?");
        assert_eq!(header, "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assert!(verify(&["Jefe"], Some(&header), b"what do ya want for nothing?"));
    }

    #[test]
    fn old_and_new_secret_hold_together() {
        let header = sign("new", BODY);
        assert!(verify(&["old", "new"], Some(&header), BODY));
        assert!(verify(&["new", "old"], Some(&header), BODY));
        assert!(!verify(&["old"], Some(&header), BODY));
        assert!(!verify::<&str>(&[], Some(&header), BODY));
    }

    #[test]
    fn wrong_headers_are_refused() {
        let good = sign("secret", BODY);
        let digits = good.trim_start_matches(PREFIX);
        let wrong = [
            String::new(),
            digits.to_owned(),
            format!("sha1={}", "a".repeat(40)),
            format!("sha1={digits}"),
            format!("SHA256={digits}"),
            format!("sha256={}", digits.to_uppercase()),
            format!("sha256= {digits}"),
            format!("{good} "),
            format!("{good}00"),
            format!("{good},{good}"),
            format!("sha256=sha256={digits}"),
            format!("sha256={}", "0".repeat(64)),
            format!("sha256={}", "é".repeat(32)),
        ];
        assert!(!verify(&["secret"], None, BODY));
        for header in wrong {
            assert!(!verify(&["secret"], Some(&header), BODY), "{header}");
        }
    }

    #[test]
    fn every_truncation_is_refused() {
        let good = sign("secret", BODY);
        assert!(verify(&["secret"], Some(&good), BODY));
        for length in 0..good.len() {
            assert!(!verify(&["secret"], Some(&good[..length]), BODY), "{length}");
        }
    }

    #[test]
    fn every_changed_digit_and_every_changed_bit_is_refused() {
        let good = sign("secret", BODY);
        for position in PREFIX.len()..good.len() {
            let mut changed = good.clone().into_bytes();
            changed[position] = if changed[position] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(!verify(&["secret"], Some(&changed), BODY), "{position}");
        }
        for bit in 0..BODY.len() * 8 {
            let mut body = BODY.to_vec();
            body[bit / 8] ^= 1 << (bit % 8);
            assert!(!verify(&["secret"], Some(&good), &body), "{bit}");
        }
    }

    #[test]
    fn an_empty_secret_signs_nothing() {
        let header = sign("", BODY);
        assert!(!verify(&[""], Some(&header), BODY));
    }

    #[test]
    fn the_same_json_written_anew_is_another_body() {
        let header = sign("secret", BODY);
        let value: serde_json::Value = serde_json::from_slice(BODY).unwrap();
        assert!(!verify(&["secret"], Some(&header), &serde_json::to_vec(&value).unwrap()));
    }
}
