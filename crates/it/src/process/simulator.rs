//! `recado simulator --state` as a process: Meta's side, with its ledger of truth.

use std::process::Child;

use serde_json::{Value, json};

use super::{
    product::{APP_SECRET, Product, VERIFY_TOKEN},
    ready, recado,
};

pub const NUMBERS: [&str; 2] = ["900000000000001", "900000000000002"];
pub const WABA: &str = "800000000000001";
/// Messages a second of a number, unless Meta raised it.
pub const USUAL_THROUGHPUT: u32 = 80;

pub struct Simulator {
    process: Child,
    url: String,
    http: reqwest::Client,
}

impl Simulator {
    /// Starts it, pointed at the product's webhook.
    pub async fn start(product: &Product) -> Self {
        let log = std::fs::File::create(product.folder().join("simulator.log")).expect("a log file");
        let mut command = recado(["simulator", "--listen", "127.0.0.1:0", "--seed", "7"]);
        command
            .args(["--webhook-url", &product.url("/webhook/whatsapp")])
            .args(["--app-secret", APP_SECRET, "--verify-token", VERIFY_TOKEN])
            .arg("--state")
            .arg(product.folder().join("simulator"))
            .stderr(log);
        let (process, url) = tokio::task::spawn_blocking(move || ready(&mut command)).await.expect("READY");
        let simulator = Self { process, url, http: product.http().clone() };
        for (n, number) in NUMBERS.iter().enumerate() {
            simulator.add_number(number, &format!("+55 11 3000-000{n}"), USUAL_THROUGHPUT).await;
        }
        simulator.put("/_sim/config", &json!({"webhook": {"retry_ms": [200, 500, 1000, 1000, 1000]}})).await;
        simulator
    }

    pub fn url(&self) -> &str {
        &self.url
    }

    /// Another number of the account, with so many messages a second.
    pub async fn add_number(&self, phone_number_id: &str, display: &str, throughput: u32) {
        let body = json!({
            "waba_id": WABA, "phone_number_id": phone_number_id, "display_phone_number": display, "throughput": throughput,
        });
        self.post("/_sim/numbers", &body).await;
    }

    /// A customer writes, through the simulator: its window opens on both sides.
    pub async fn inbound(&self, number: &str, from: &str, text: &str) {
        let message = json!({"type": "text", "text": {"body": text}});
        self.post("/_sim/inbound", &json!({"phone_number_id": number, "from": {"wa_id": from}, "message": message}))
            .await;
    }

    /// From now on accepted messages get no status by themselves.
    pub async fn without_statuses(&self) {
        self.put("/_sim/config", &json!({"statuses": {"auto": false}})).await;
    }

    pub async fn faults(&self, faults: &[&str], probability: f64) {
        for fault in faults {
            self.post("/_sim/faults", &json!({"on": "send", "fault": fault, "probability": probability})).await;
        }
    }

    pub async fn no_faults(&self) {
        let answer = self.http.delete(format!("{}/_sim/faults", self.url)).send().await.expect("the simulator is up");
        assert!(answer.status().is_success());
    }

    /// The ledger of truth: everything that was asked of Meta.
    pub async fn ledger(&self) -> Vec<Value> {
        let mut entries = Vec::new();
        for number in NUMBERS {
            let url = format!("{}/_sim/messages?phone_number_id={number}", self.url);
            let page: Value = self.http.get(url).send().await.expect("up").json().await.expect("JSON");
            entries.extend(page["data"].as_array().expect("a ledger").iter().cloned());
        }
        entries
    }

    async fn post(&self, path: &str, body: &Value) {
        let answer = self.http.post(format!("{}{path}", self.url)).json(body).send().await.expect("up");
        assert!(
            answer.status().is_success(),
            "{path}: {} {}",
            answer.status(),
            answer.text().await.unwrap_or_default()
        );
    }

    async fn put(&self, path: &str, body: &Value) {
        let answer = self.http.put(format!("{}{path}", self.url)).json(body).send().await.expect("up");
        assert!(
            answer.status().is_success(),
            "{path}: {} {}",
            answer.status(),
            answer.text().await.unwrap_or_default()
        );
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}
