//! Webhooks as Meta posts them: one text message each, signed.

use std::net::SocketAddr;

use hmac::{Hmac, KeyInit as _, Mac as _};
use recado_domain::{Clock as _, SystemClock};
use recado_it::process::{product::APP_SECRET, simulator::WABA};
use sha2::Sha256;

/// Bytes of a body, as `design.md` §10 has them.
const LENGTH: usize = 1_024;
/// Where webhooks go.
const PATH: &str = "/webhook/whatsapp";

/// Webhooks of customers who write to some numbers, one message each.
#[derive(Debug, Clone)]
pub struct Deliveries {
    /// Meta's ids of the numbers, in turn.
    numbers: Vec<String>,
    /// How many customers there are; they write in turn.
    customers: u64,
    /// When they write, in seconds since 1970.
    at: i64,
}

impl Deliveries {
    /// Of so many customers, to these numbers.
    pub fn to(numbers: &[impl AsRef<str>], customers: u64) -> Self {
        let numbers = numbers.iter().map(|number| number.as_ref().to_owned()).collect();
        Self { numbers, customers, at: SystemClock.now().micros() / 1_000_000 }
    }

    /// The body of the delivery with this number, about a kibibyte. Its text says the number, `#n#`.
    pub fn body(&self, n: u64) -> Vec<u8> {
        let customer = format!("5511{:09}", 900_000_000 + n % self.customers);
        let number = &self.numbers[usize::try_from(n).expect("fits") % self.numbers.len()];
        let at = self.at;
        let head = format!(
            r#"{{"object":"whatsapp_business_account","entry":[{{"id":"{WABA}","changes":[{{"value":{{"messaging_product":"whatsapp","metadata":{{"display_phone_number":"551130000000","phone_number_id":"{number}"}},"contacts":[{{"profile":{{"name":"Cliente {customer}"}},"wa_id":"{customer}"}}],"messages":[{{"from":"{customer}","id":"wamid.BENCH{n:020}","timestamp":"{at}","text":{{"body":"Bom dia #{n}#"#
        );
        let tail = r#""},"type":"text"}]},"field":"messages"}]}]}"#;
        let mut body = head.into_bytes();
        let words = b" quero saber do meu pedido, por favor";
        let room = LENGTH.saturating_sub(body.len() + tail.len());
        body.extend(words.iter().cycle().take(room));
        body.extend_from_slice(tail.as_bytes());
        body
    }

    /// The bytes of a whole request, as Meta would send them.
    pub fn signed(&self, address: SocketAddr, n: u64) -> Vec<u8> {
        let body = self.body(n);
        let signature = signature(&body);
        request(address, &signature, &body)
    }

    /// The same with a signature that is checked and found wrong: everything is done but storing.
    pub fn forged(&self, address: SocketAddr, n: u64) -> Vec<u8> {
        let body = self.body(n);
        let mut signature = signature(&body).into_bytes();
        let last = signature.last_mut().expect("a signature has digits");
        *last = if *last == b'0' { b'1' } else { b'0' };
        request(address, std::str::from_utf8(&signature).expect("ASCII"), &body)
    }
}

/// The number that a text says, `#n#`.
pub fn number_in(text: &str) -> Option<u64> {
    let (_, rest) = text.split_once("Bom dia #")?;
    rest.split_once('#')?.0.parse().ok()
}

fn signature(body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(APP_SECRET.as_bytes()).expect("any key length");
    mac.update(body);
    hex::encode(mac.finalize().into_bytes())
}

fn request(address: SocketAddr, signature: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\nx-hub-signature-256: sha256={signature}\r\n\
         content-length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_a_kibibyte_of_json_and_says_its_number() {
        let body = Deliveries::to(&["900000000000001"], 10).body(123_456);
        assert_eq!(body.len(), LENGTH);
        serde_json::from_slice::<serde_json::Value>(&body).unwrap();
        assert_eq!(number_in(std::str::from_utf8(&body).unwrap()), Some(123_456));
    }
}
