//! `recado serve` as a process that can be killed and started again on the same data.

use std::{
    net::TcpListener,
    process::{Child, Command},
    time::Duration,
};

use recado_storage::testing::{Kind, TestDatabase};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::{ready, recado, signal};

pub const APP_SECRET: &str = "crash-app-secret";
pub const VERIFY_TOKEN: &str = "crash-verify-token";
pub const EMAIL: &str = "owner@crash.test";
pub const PASSWORD: &str = "correct-Horse-battery-91";

/// The product: its data stays, its process comes and goes.
pub struct Product {
    folder: TempDir,
    database: TestDatabase,
    port: u16,
    process: Option<Child>,
    /// Variables of its environment beside its settings.
    pub surroundings: Vec<(&'static str, String)>,
    http: reqwest::Client,
    token: tokio::sync::Mutex<Option<String>>,
}

/// A port that is free now; the product takes it again after each restart.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").expect("loopback").local_addr().expect("bound").port()
}

/// Lets time pass: for the moments at which an outside force strikes, never to wait for an effect.
#[expect(clippy::disallowed_methods, reason = "the strike's moment is the test's subject")]
pub async fn pause(time: Duration) {
    tokio::time::sleep(time).await;
}

impl Product {
    /// A product on an empty database of this engine; it migrates it itself.
    pub async fn on(kind: Kind) -> Self {
        Self::with(TestDatabase::empty(kind).await)
    }

    /// A product on this empty database.
    pub fn with(database: TestDatabase) -> Self {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(10)).build().expect("a client");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let (surroundings, token) = (Vec::new(), tokio::sync::Mutex::default());
        Self { folder, database, port: free_port(), process: None, surroundings, http, token }
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub fn http(&self) -> &reqwest::Client {
        &self.http
    }

    /// Starts it and waits for READY.
    pub async fn start(&mut self, graph: &str) {
        self.start_as(&[], graph).await;
    }

    /// The same with arguments behind `serve`.
    pub async fn start_as(&mut self, arguments: &[&str], graph: &str) {
        let arguments = ["serve"].into_iter().chain(arguments.iter().copied());
        let mut command = self.command(arguments, "data", self.port, graph);
        let (child, _) = tokio::task::spawn_blocking(move || ready(&mut command)).await.expect("READY");
        self.process = Some(child);
    }

    /// A process of the product on this database, with a data folder of this name.
    pub fn command<'a>(
        &self,
        arguments: impl IntoIterator<Item = &'a str>,
        data: &str,
        port: u16,
        graph: &str,
    ) -> Command {
        let log = std::fs::OpenOptions::new().create(true).append(true).open(self.folder().join("serve.log"));
        let mut command = recado(arguments);
        command
            .env("DATABASE_URL", &self.database.url)
            .env("RECADO_DATA__DIR", self.folder().join(data))
            .env("RECADO_SERVER__LISTEN", format!("127.0.0.1:{port}"))
            .env("RECADO_GRAPH__BASE_URL", graph)
            .env("RECADO_GRAPH__TIMEOUT_MS", "3000")
            .env("RECADO_SENDING__EVIDENCE_AFTER_SECS", "5")
            .env("RECADO_LEASE__SECS", "5")
            .env("RECADO_AUTH__ACCESS_SECS", "86400") // many rounds outlive the usual quarter of an hour
            .env("WHATSAPP_APP_SECRET", APP_SECRET)
            .env("WHATSAPP_VERIFY_TOKEN", VERIFY_TOKEN)
            .env("WHATSAPP_TOKEN", "crash-token")
            .env("RECADO_BOOTSTRAP__TENANT", "crash")
            .env("RECADO_BOOTSTRAP__EMAIL", EMAIL)
            .env("RECADO_BOOTSTRAP__PASSWORD", PASSWORD)
            .envs(self.surroundings.iter().map(|(name, value)| (name, value)))
            .stderr(log.expect("a log file"));
        command
    }

    /// Its database.
    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// The one whole number that SQL of a test answers.
    pub async fn number(&self, sql: &str) -> i64 {
        self.database.number(sql).await
    }

    /// Runs SQL of a test, past the product.
    pub async fn run(&self, sql: &str) {
        self.database.run(sql).await;
    }

    /// The port that it has, or that somebody in front of its nodes takes.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The id of its process.
    pub fn pid(&self) -> u32 {
        self.process.as_ref().expect("running").id()
    }

    /// Ends it as an operator would.
    pub fn stop(&mut self) {
        self.signal("TERM");
        self.process.take().expect("running").wait().expect("it ends");
    }

    pub fn kill(&mut self) {
        let mut child = self.process.take().expect("running");
        child.kill().expect("SIGKILL");
        child.wait().expect("it is dead");
    }

    /// Whether its process still runs.
    pub fn is_running(&mut self) -> bool {
        self.process.as_mut().is_some_and(|process| process.try_wait().is_ok_and(|ended| ended.is_none()))
    }

    /// Sends a signal by name, such as `STOP`.
    pub fn signal(&self, name: &str) {
        signal(self.process.as_ref().expect("running"), name);
    }

    /// An access token; it outlives all rounds.
    pub async fn token(&self) -> String {
        let mut token = self.token.lock().await;
        if let Some(token) = &*token {
            return token.clone();
        }
        loop {
            let body = json!({"email": EMAIL, "password": PASSWORD});
            let answer = self.http.post(self.url("/api/v1/auth/login")).json(&body).send().await;
            if let Ok(answer) = answer
                && let Ok(answer) = answer.error_for_status()
                && let Ok(answer) = answer.json::<Value>().await
            {
                return token.insert(answer["accessToken"].as_str().expect("a token").to_owned()).clone();
            }
            pause(Duration::from_millis(200)).await;
        }
    }

    /// A GET that must succeed while the product is up.
    pub async fn get(&self, path: &str) -> Value {
        let answer = self.http.get(self.url(path)).bearer_auth(self.token().await).send().await.expect("up");
        let (status, body) = (answer.status(), answer.text().await.expect("a body"));
        assert!(status.is_success(), "{path}: {status} {body}");
        serde_json::from_str(&body).expect("JSON")
    }

    /// All rows of a list.
    pub async fn list(&self, path: &str) -> Vec<Value> {
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let separator = if path.contains('?') { '&' } else { '?' };
            let page = self.get(&format!("{path}{separator}limit=200{cursor}")).await;
            rows.extend(page["data"].as_array().expect("a page").iter().cloned());
            match page["nextCursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => return rows,
            }
        }
    }
}

impl Drop for Product {
    fn drop(&mut self) {
        if let Some(mut child) = self.process.take() {
            child.kill().ok();
            child.wait().ok();
        }
        if std::thread::panicking() {
            let log = std::fs::read_to_string(self.folder().join("serve.log")).unwrap_or_default();
            let tail: Vec<&str> = log.lines().rev().take(40).collect();
            eprintln!("the end of the product's log:\n{}", tail.into_iter().rev().collect::<Vec<_>>().join("\n"));
        }
    }
}
