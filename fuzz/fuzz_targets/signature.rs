//! F-02: a header is taken if and only if it is the one spelling of the digest. The input: a header, a zero byte, a body.
#![no_main]

use hmac::{Hmac, KeyInit, Mac};
use libfuzzer_sys::fuzz_target;
use recado_graph::signature::{sign, verify};
use sha2::Sha256;

const SECRETS: [&str; 2] = ["the secret of today", "the secret of yesterday"];

fn reference(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
    mac.update(body);
    let digest: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={digest}")
}

fuzz_target!(|input: &[u8]| {
    let mut parts = input.splitn(2, |byte| *byte == 0);
    let (header, body) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let Ok(header) = std::str::from_utf8(header) else { return };
    let expected = SECRETS.iter().any(|secret| reference(secret, body) == header);
    assert_eq!(verify(&SECRETS, Some(header), body), expected);
    for secret in SECRETS {
        let good = sign(secret, body);
        assert_eq!(good, reference(secret, body));
        assert!(verify(&SECRETS, Some(&good), body));
        // One bit less, and one more.
        assert!(!verify(&SECRETS, Some(&good[..good.len() - 1]), body));
        assert!(!verify(&SECRETS, Some(&format!("{good}{header}")), body) || header.is_empty());
        assert!(!verify(&["another secret"], Some(&good), body));
    }
    assert!(!verify(&[""], Some(&sign("", body)), body), "an empty secret signs nothing");
});
