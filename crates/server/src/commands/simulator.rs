//! `recado simulator`

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::Context as _;
use clap::Args;
use recado_domain::SystemClock;
use recado_simulator::{Simulator, SimulatorConfig, SimulatorHandle, StartError, TlsFiles, WebhookTarget};

use crate::{
    config::{Config, ConfigProblems},
    failure::Failure,
    ready::Ready,
    shutdown::{Ending, Signals, run_until_signal},
    telemetry::start_telemetry,
};

/// What `recado simulator` can be told.
#[derive(Debug, Args)]
pub struct SimulatorArgs {
    /// Where to listen; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:9090")]
    listen: SocketAddr,
    /// Where webhooks go, until `PUT /_sim/config` says otherwise.
    #[arg(long, value_name = "URL", requires_all = ["app_secret", "verify_token"])]
    webhook_url: Option<String>,
    /// Signs the webhooks.
    #[arg(long, value_name = "SECRET", requires = "webhook_url")]
    app_secret: Option<String>,
    /// Sent when the webhook is verified.
    #[arg(long, value_name = "TOKEN", requires = "webhook_url")]
    verify_token: Option<String>,
    /// A certificate chain in PEM: the simulator then speaks https.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The certificate's private key in PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Makes ids and chances repeatable.
    #[arg(long)]
    seed: Option<u64>,
    /// The folder of the ledger, which then survives a restart.
    #[arg(long, value_name = "FOLDER")]
    state: Option<PathBuf>,
}

/// Plays Meta until a signal.
pub async fn run(args: SimulatorArgs) -> Result<(), Failure> {
    let config = Config::load(None)?;
    let _telemetry = start_telemetry(&config.log, &config.traces, Arc::new(SystemClock))?;
    let simulator = start(args.into_config()).await?;
    let signals = Signals::new()?;
    Ready::at(simulator.url()).announce();
    let ending = Ending::default();
    run_until_signal(signals, ending.clone(), async {
        ending.stop.cancelled().await;
        simulator.shutdown().await;
        Ok(())
    })
    .await
}

/// A running simulator; what the command line got wrong is a wrong configuration.
async fn start(config: SimulatorConfig) -> Result<SimulatorHandle, Failure> {
    match Simulator::start(config).await {
        Err(StartError::Webhook(detail)) => Err(ConfigProblems::one("--webhook-url", detail).into()),
        Err(StartError::Tls(detail)) => Err(ConfigProblems::one("--tls-cert, --tls-key", detail).into()),
        started => Ok(started.context("the simulator")?),
    }
}

impl SimulatorArgs {
    fn into_config(self) -> SimulatorConfig {
        let webhook = match (self.webhook_url, self.app_secret, self.verify_token) {
            (Some(url), Some(app_secret), Some(verify_token)) => Some(WebhookTarget { url, app_secret, verify_token }),
            _ => None,
        };
        let tls = self.tls_cert.zip(self.tls_key).map(|(cert, key)| TlsFiles { cert, key });
        let (seed, state) = (self.seed, self.state);
        SimulatorConfig { listen: self.listen, webhook, tls, seed, state, ..SimulatorConfig::default() }
    }
}
