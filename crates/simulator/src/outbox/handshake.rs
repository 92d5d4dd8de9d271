//! The verification handshake: Meta asks the address to repeat a number (cloud-api.md §4.1).

use serde_json::{Value, json};

use crate::meta::Meta;

/// Shakes hands with the configured address, best effort, and remembers how it went.
pub(crate) async fn shake(meta: &Meta) -> Option<Value> {
    let webhook = meta.world().settings.webhook.clone();
    let url = webhook.url?;
    Some(shake_with(meta, &url, &webhook.verify_token).await)
}

/// The same with any address; gives `{url, ok, http_status, error, at}`.
pub(crate) async fn shake_with(meta: &Meta, url: &str, verify_token: &str) -> Value {
    let serial = meta.world().next_serial();
    let challenge = meta.chance.node_id(serial);
    let query = [("hub.mode", "subscribe"), ("hub.challenge", &challenge), ("hub.verify_token", verify_token)];
    let (status, error) = match meta.http.get(url).query(&query).send().await {
        Err(error) => (None, Some(error.without_url().to_string())),
        Ok(response) => {
            let status = response.status().as_u16();
            match response.text().await {
                Ok(text) if status == 200 && text == challenge => (Some(status), None),
                Ok(_) => (Some(status), Some("the challenge was not repeated".to_owned())),
                Err(error) => (Some(status), Some(error.without_url().to_string())),
            }
        }
    };
    let result = json!({"at": meta.now(), "url": url, "ok": error.is_none(), "http_status": status, "error": error});
    meta.world().handshakes.push(result.clone());
    result
}
