//! What a simulator is started with.

use std::{fmt, io, net::SocketAddr, path::PathBuf, sync::Arc};

use recado_domain::{Clock, SystemClock};

/// How to start a simulator. The binary fills it from its command line, a test from nothing.
#[derive(Clone)]
pub struct SimulatorConfig {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Where webhooks go from the start. Later changes come by `PUT /_sim/config`.
    pub webhook: Option<WebhookTarget>,
    /// Certificate and key: the simulator then speaks https.
    pub tls: Option<TlsFiles>,
    /// Makes ids, faults with a probability and personas repeatable. The same seed without the same state gives the
    /// same wamids again, so a product that remembers the first run takes the second for repeats.
    pub seed: Option<u64>,
    /// Folder of the ledger. None keeps everything in memory only.
    pub state: Option<PathBuf>,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
}

impl Default for SimulatorConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 9090)),
            webhook: None,
            tls: None,
            seed: None,
            state: None,
            clock: Arc::new(SystemClock),
        }
    }
}

impl SimulatorConfig {
    /// For tests: a free loopback port, nothing kept.
    pub fn on_free_port() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 0)), ..Self::default() }
    }
}

/// The subscriber of the webhooks.
#[derive(Clone)]
pub struct WebhookTarget {
    /// Called with every event.
    pub url: String,
    /// Key of `X-Hub-Signature-256`.
    pub app_secret: String,
    /// Sent in the verification handshake.
    pub verify_token: String,
}

impl fmt::Debug for WebhookTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookTarget").field("url", &self.url).finish_non_exhaustive()
    }
}

/// PEM files of a certificate chain and its key.
#[derive(Debug, Clone)]
pub struct TlsFiles {
    /// The chain, leaf first.
    pub cert: PathBuf,
    /// The private key.
    pub key: PathBuf,
}

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or not ours.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] io::Error),
    /// The ledger cannot be opened, locked or read back.
    #[error("ledger {path}: {reason}")]
    Ledger {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// Certificate or key cannot be used.
    #[error("TLS: {0}")]
    Tls(String),
    /// The webhook's address is not an http(s) URL.
    #[error("webhook: {0}")]
    Webhook(String),
}
