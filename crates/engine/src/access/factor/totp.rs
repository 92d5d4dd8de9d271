use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use recado_domain::Timestamp;
use sha1::Sha1;

use crate::Secret;

/// Seconds that a code is shown.
const STEP: i64 = 30;
const DIGITS: usize = 6;
/// Bytes of a secret: as many as the hash has, as RFC 4226 recommends.
const SECRET: usize = 20;

/// What the person's app and we share, as people can type it.
pub(super) fn fresh_secret() -> Secret {
    let mut bytes = [0; SECRET];
    getrandom::fill(&mut bytes).expect("the machine has randomness");
    Secret::new(BASE32_NOPAD.encode(&bytes))
}

/// The step whose code this is: the present one, the one before or the one after. Nothing for another code.
pub(super) fn step_of(secret: &Secret, code: &str, now: Timestamp) -> Option<i64> {
    let key = BASE32_NOPAD.decode(secret.expose().as_bytes()).ok()?;
    let present = now.micros() / 1_000_000 / STEP;
    [present, present - 1, present + 1].into_iter().find(|step| is_same(&code_of(&key, *step), code))
}

/// RFC 6238 with SHA-1, the one kind that every app knows.
fn code_of(key: &[u8], step: i64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("a key of any length will do");
    mac.update(&step.to_be_bytes());
    let digest: [u8; SECRET] = mac.finalize().into_bytes().into();
    let from = usize::from(digest[SECRET - 1] & 0xf);
    let four = [digest[from] & 0x7f, digest[from + 1], digest[from + 2], digest[from + 3]];
    format!("{:0DIGITS$}", u32::from_be_bytes(four) % 1_000_000)
}

/// Compares all of it, wherever it differs.
fn is_same(one: &str, other: &str) -> bool {
    let differing = one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    one.len() == other.len() && differing == 0
}

/// The digits of a code, if it looks like one.
pub(super) fn digits(code: &str) -> Option<String> {
    let digits: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    (digits.len() == DIGITS && digits.bytes().all(|digit| digit.is_ascii_digit())).then_some(digits)
}

/// What a picture for the person's app says.
pub(super) fn uri(secret: &Secret, email: &str) -> Secret {
    let (label, secret) = (percent(email), secret.expose());
    let query = format!("secret={secret}&issuer=Recado&algorithm=SHA1&digits={DIGITS}&period={STEP}");
    Secret::new(format!("otpauth://totp/Recado:{label}?{query}"))
}

fn percent(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, with six digits.
    const VECTORS: [(i64, &str); 5] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];

    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = Secret::new(BASE32_NOPAD.encode(b"12345678901234567890"));
        for (seconds, code) in VECTORS {
            assert_eq!(step_of(&secret, code, Timestamp::from_secs(seconds)), Some(seconds / STEP), "{seconds}");
        }
    }

    #[test]
    fn a_code_holds_one_step_before_and_after_its_own() {
        let secret = Secret::new(BASE32_NOPAD.encode(b"12345678901234567890"));
        let at = |seconds| step_of(&secret, "081804", Timestamp::from_secs(seconds));
        let step = 1_111_111_109 / STEP;
        let held = [-2, -1, 0, 1, 2].map(|steps| at((step + steps) * STEP));
        assert_eq!(held, [None, Some(step), Some(step), Some(step), None]);
        assert_eq!(step_of(&secret, "08180", Timestamp::from_secs(step * STEP)), None);
    }

    #[test]
    fn six_digits_are_a_code_however_they_are_grouped() {
        assert_eq!(digits(" 081 804 ").as_deref(), Some("081804"));
        for other in ["08180", "0818045", "08180a", "０８１８０４"] {
            assert_eq!(digits(other), None, "{other}");
        }
    }

    #[test]
    fn an_address_of_any_kind_fits_into_the_picture() {
        let uri = uri(&Secret::new("ABC"), "ana+x@exämple.com");
        let expected =
            "otpauth://totp/Recado:ana%2Bx@ex%C3%A4mple.com?secret=ABC&issuer=Recado&algorithm=SHA1&digits=6&period=30";
        assert_eq!(uri.expose(), expected);
    }

    #[test]
    fn secrets_differ() {
        let (one, other) = (fresh_secret(), fresh_secret());
        assert_eq!(one.expose().len(), 32);
        assert_ne!(one.expose(), other.expose());
    }
}
