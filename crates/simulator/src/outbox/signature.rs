//! `X-Hub-Signature-256` and the bytes it covers, as Meta writes them (cloud-api.md §4.1).

use std::fmt::Write;

use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;

/// `sha256=` and the HMAC of the bytes.
pub(crate) fn sign(secret: &str, bytes: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(bytes);
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}

/// JSON with everything beyond ASCII as lower-case `\uXXXX` (pairs for emoji) and `/` as `\/`.
pub(crate) fn meta_json(value: &Value) -> String {
    let plain = value.to_string();
    let mut escaped = String::with_capacity(plain.len() + plain.len() / 8);
    for c in plain.chars() {
        match c {
            '/' => escaped.push_str("\\/"),
            c if c.is_ascii() => escaped.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(escaped, "\\u{unit:04x}").expect("writing to a string");
                }
            }
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn bytes_look_like_metas() {
        let value = json!({"body": "Olá/😀"});
        let wire = meta_json(&value);
        assert_eq!(wire, r#"{"body":"Ol\u00e1\/\ud83d\ude00"}"#);
        assert_eq!(serde_json::from_str::<Value>(&wire).unwrap(), value);
    }

    #[test]
    fn the_signature_is_hmac_sha256() {
        // RFC 4231, test case 2.
        let signed = sign("Jefe", b"what do ya want for nothing?");
        assert_eq!(signed, "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }
}
