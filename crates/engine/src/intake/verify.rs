//! Meta's verification of a webhook address: a GET with the token that both sides know and a challenge to send back.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::IntakeRefused;
use crate::Engine;

/// Longest challenge that is sent back, in characters. Meta's have ten digits.
const LONGEST_CHALLENGE: usize = 256;

/// What Meta asks.
#[derive(Debug, Clone, Copy)]
pub struct Verification<'q> {
    /// `hub.mode`
    pub mode: Option<&'q str>,
    /// `hub.verify_token`
    pub token: Option<&'q str>,
    /// `hub.challenge`
    pub challenge: Option<&'q str>,
}

/// Why the challenge is not sent back.
#[derive(Debug, thiserror::Error)]
pub enum VerifyRefused {
    /// No challenge of letters, digits, `_`, `.` and `-`: anything else could be used to make us say things.
    #[error("the challenge is missing or has characters that are not sent back")]
    Challenge,
    /// Not a subscription, or not the app's token.
    #[error("the verify token is missing or wrong")]
    Token,
    /// The app could not be looked up.
    #[error(transparent)]
    App(#[from] IntakeRefused),
}

/// The challenge, if the token is the app's.
pub async fn verify<'q>(engine: &Engine, key: &str, asked: Verification<'q>) -> Result<&'q str, VerifyRefused> {
    let app = engine.intake().apps.find(engine, key).await?;
    let challenge = asked.challenge.filter(|text| is_plain(text)).ok_or(VerifyRefused::Challenge)?;
    let token = asked.token.filter(|_| asked.mode == Some("subscribe")).ok_or(VerifyRefused::Token)?;
    if same_secret(app.verify_token.expose(), token) { Ok(challenge) } else { Err(VerifyRefused::Token) }
}

fn is_plain(challenge: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    (1..=LONGEST_CHALLENGE).contains(&challenge.len()) && challenge.bytes().all(plain)
}

/// Compares in a time that tells nothing about either text: by the codes that each makes of the same words.
fn same_secret(known: &str, given: &str) -> bool {
    let code = |key: &str| {
        let mut code = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
        code.update(b"recado verify token");
        code
    };
    !known.is_empty() && code(known).verify(&code(given).finalize().into_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_challenges_are_sent_back() {
        for plain in ["1158201444", "a", "A_b.c-9", &"x".repeat(256)] {
            assert!(is_plain(plain), "{plain}");
        }
        for other in ["", "<script>", "a b", "é", "a\n", &"x".repeat(257), "a%00", "a+b"] {
            assert!(!is_plain(other), "{other}");
        }
    }

    #[test]
    fn tokens_are_the_same_only_when_they_are() {
        assert!(same_secret("12345", "12345"));
        for other in ["", "1234", "123456", "12346", "12345 ", "é"] {
            assert!(!same_secret("12345", other), "{other}");
        }
        assert!(!same_secret("", ""), "no token opens nothing");
    }
}
