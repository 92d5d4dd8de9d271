//! What is measured: the built product on an empty database, with Meta's side beside it.

use std::net::SocketAddr;

use recado_it::process::{
    product::{PASSWORD, Product},
    simulator::{Simulator, USUAL_THROUGHPUT, WABA},
};
use recado_storage::testing::{Kind, TestDatabase};
use serde_json::{Value, json};

/// The company that every product has from the start.
pub const FIRST_COMPANY: &str = "crash";

/// The product and the simulator, with numbers registered at both.
pub struct Setting {
    /// The product.
    pub product: Product,
    /// Meta's side.
    pub simulator: Simulator,
    /// Meta's ids of the numbers.
    pub numbers: Vec<String>,
    /// The product's ids of the numbers, in the same order.
    pub ids: Vec<String>,
}

impl Setting {
    /// A product with every role and so many numbers, with the settings that it comes with.
    pub async fn with_numbers(kind: Kind, count: u32) -> Self {
        let mut setting = Self::empty(kind).await;
        for _ in 0..count {
            setting.add_number(USUAL_THROUGHPUT).await;
        }
        setting
    }

    /// The same without a number.
    pub async fn empty(kind: Kind) -> Self {
        let mut product = Product::with(TestDatabase::empty(kind).await);
        product.surroundings = vec![
            ("RECADO_LEASE__SECS", "15".to_owned()),
            ("RECADO_GRAPH__TIMEOUT_MS", "30000".to_owned()),
            ("RECADO_SENDING__EVIDENCE_AFTER_SECS", "60".to_owned()),
            ("RECADO_AUTH__ACCESS_SECS", "86400".to_owned()),
        ];
        let simulator = Simulator::start(&product).await;
        product.start(simulator.url()).await;
        let setting = Self { product, simulator, numbers: Vec::new(), ids: Vec::new() };
        setting.tell_durability();
        setting
    }

    /// Where the product listens.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from(([127, 0, 0, 1], self.product.port()))
    }

    /// Ends the product and starts it with these arguments behind `serve`.
    pub async fn restart(&mut self, arguments: &[&str]) {
        self.product.stop();
        self.product.start_as(arguments, self.simulator.url()).await;
    }

    /// The same with this level of its log.
    pub async fn restart_at_level(&mut self, level: &str, arguments: &[&str]) {
        self.product.surroundings.push(("RECADO_LOG__LEVEL", level.to_owned()));
        self.restart(arguments).await;
        self.product.surroundings.pop();
    }

    /// Another number with so many messages a second, of the first company.
    pub async fn add_number(&mut self, throughput: u32) {
        let token = self.product.token().await;
        self.add_number_of(&token, FIRST_COMPANY, throughput).await;
    }

    /// Another number of this company, by somebody with this access token.
    pub async fn add_number_of(&mut self, token: &str, company: &str, throughput: u32) {
        let n = self.numbers.len();
        let (phone_number_id, display) = (format!("9100000000{n:05}"), format!("+55 11 3100-{n:04}"));
        self.simulator.add_number(&phone_number_id, &display, throughput).await;
        let body = json!({
            "wabaId": WABA, "phoneNumberId": phone_number_id, "displayPhoneNumber": display, "throughput": throughput,
        });
        let number = self.call(token, company, "/api/v1/numbers", &body).await;
        assert_eq!(number["status"], "active", "{number}");
        self.ids.push(number["id"].as_str().expect("an id").to_owned());
        self.numbers.push(phone_number_id);
    }

    /// Another company.
    pub async fn add_company(&self, slug: &str) {
        let owner = json!({ "email": email(slug), "name": "Ana", "password": PASSWORD });
        let company = json!({ "slug": slug, "name": slug, "owner": owner });
        self.call(&self.product.token().await, FIRST_COMPANY, "/api/v1/tenants", &company).await;
    }

    /// An access token of the owner of a company that was added.
    pub async fn token_of(&self, slug: &str) -> String {
        let login = json!({ "email": email(slug), "password": PASSWORD });
        let answer = self.product.http().post(self.product.url("/api/v1/auth/login")).json(&login).send().await;
        let signed_in: Value = answer.expect("the product answers").json().await.expect("JSON");
        signed_in["accessToken"].as_str().expect("a token").to_owned()
    }

    /// What autovacuum would have done by and by with rows that were made past the product; SQLite's part the product does by
    /// itself when it starts.
    pub async fn learn(&self) {
        if self.product.database().kind() == Kind::Postgres {
            self.product.run("VACUUM (ANALYZE)").await;
        }
    }

    /// A POST for a company that must succeed; it waits until what it sends is with Meta.
    pub async fn call(&self, token: &str, company: &str, path: &str, body: &Value) -> Value {
        let request = self.product.http().post(self.product.url(path)).bearer_auth(token);
        let request = request.header("x-tenant-id", company).header("prefer", "wait=20");
        let answer = request.json(body).send().await.expect("the product answers");
        let status = answer.status();
        let answer: Value = answer.json().await.expect("JSON");
        assert!(status.is_success(), "{path}: {status} {answer}");
        answer
    }

    /// Says what the product itself read back from its database: nothing here is faster because it is less safe.
    fn tell_durability(&self) {
        let log = std::fs::read_to_string(self.product.folder().join("serve.log")).expect("the product logs");
        let line = log.lines().rfind(|line| line.contains("the database commits with these settings"));
        let line: Value = serde_json::from_str(line.expect("the product says how it commits")).expect("JSON");
        println!("  read back by the product: {}", line["settings"].as_str().expect("settings"));
    }
}

fn email(company: &str) -> String {
    format!("owner@{company}.test")
}
