//! `recado demo`

use std::{
    ffi::OsString,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context as _;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use clap::Args;
use recado_domain::SystemClock;
use recado_simulator::{Simulator, SimulatorConfig, SimulatorHandle, WebhookTarget};
use recado_storage::LoginCheck;
use serde_json::json;

use crate::{
    config::Config,
    demo::{
        client::Client,
        file::DemoFile,
        seed::{OWNER, Seed, TENANT},
    },
    failure::Failure,
    node::Node,
    ready::Ready,
    roles::Roles,
    shutdown::{DRAIN, Ending, Signals, run_until_signal},
    telemetry::start_telemetry,
};

/// How many ports are tried behind the one asked for.
const PORTS: u16 = 100;

/// What `recado demo` can be told.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Everything of the demo lies in this folder.
    #[arg(long, value_name = "DIR", default_value = "demo-data")]
    data: PathBuf,
    /// Where to listen; the next free port if it is taken.
    #[arg(long, default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where Meta's side listens; the next free port if it is taken.
    #[arg(long, default_value = "127.0.0.1:9090")]
    simulator_listen: SocketAddr,
    /// Nobody writes by himself.
    #[arg(long)]
    no_personas: bool,
}

/// What a fresh demo has to agree on with itself, and an old one remembers.
struct Agreed {
    app_secret: String,
    verify_token: String,
    owner_password: String,
}

/// Runs the demo until a signal.
pub async fn run(args: DemoArgs) -> Result<(), Failure> {
    let path = args.data.join("demo.json");
    let known = DemoFile::read(&path)?;
    let is_fresh = known.is_none();
    let agreed = Agreed::from(known.as_ref())?;
    let listen = free(args.listen)?;
    let config = config(&args, &agreed, listen)?;
    let _telemetry = start_telemetry(&config.log, &config.traces, Arc::new(SystemClock))?;
    config.data.make_folder()?;
    let simulator = simulator(&args, &agreed, listen).await?;
    let config = with_simulator(config_variables(&args, &agreed, listen), simulator.url())?;
    let node = Node::build(&config, Roles::of(Vec::new()), LoginCheck::Any).await?;
    let (product, url) = (Client::new(node.router()), node.url().to_owned());
    let signals = Signals::new()?;
    let ending = Ending::default();
    let mut serving = Box::pin(node.run(ending.clone()));
    run_until_signal(signals, ending, async move {
        let prepared = prepare(known, &product, &simulator, &agreed, &url);
        let file = tokio::select! {
            ended = &mut serving => return ended,
            file = prepared => file?,
        };
        file.write(&path)?;
        let personas = json!({"personas": !args.no_personas});
        Client::new(simulator.control()).put("/_sim/config", &personas).await?;
        welcome(&file, &path, is_fresh);
        Ready::at(&url).with_demo_file(&path).announce();
        let ended = serving.await;
        drop(tokio::time::timeout(DRAIN, simulator.shutdown()).await);
        ended
    })
    .await
}

/// The seeded demo's file: made on the first start, with the present addresses on every one.
async fn prepare(
    known: Option<DemoFile>,
    product: &Client,
    simulator: &SimulatorHandle,
    agreed: &Agreed,
    url: &str,
) -> anyhow::Result<DemoFile> {
    let mut file = if let Some(file) = known {
        file
    } else {
        let meta = Client::new(simulator.control());
        let (owner_password, app_secret) = (agreed.owner_password.as_str(), agreed.app_secret.as_str());
        let seed = Seed { product, meta: &meta, owner_password, new_password: &random_text, app_secret };
        seed.fill().await.context("filling the demo (remove its folder to begin anew)")?
    };
    url.clone_into(&mut file.url);
    simulator.url().clone_into(&mut file.simulator_url);
    file.phone_url = format!("{}/phone", simulator.url());
    file.webhook_url = format!("{url}/webhook/whatsapp");
    file.verify_token.clone_from(&agreed.verify_token);
    Ok(file)
}

impl Agreed {
    fn from(known: Option<&DemoFile>) -> anyhow::Result<Self> {
        if let Some(file) = known {
            let owner = file.users.first().context("demo.json names no owner")?;
            let (app_secret, verify_token) = (file.app_secret.clone(), file.verify_token.clone());
            return Ok(Self { app_secret, verify_token, owner_password: owner.password.clone() });
        }
        Ok(Self { app_secret: random_text()?, verify_token: random_text()?, owner_password: random_text()? })
    }
}

/// 144 random bits as text.
fn random_text() -> anyhow::Result<String> {
    let mut bytes = [0; 18];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("no randomness: {error}"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// The address, or the next one whose port is free.
fn free(wanted: SocketAddr) -> anyhow::Result<SocketAddr> {
    let mut last = None;
    for step in 0..=PORTS {
        let address =
            SocketAddr::new(wanted.ip(), wanted.port().saturating_add(if wanted.port() == 0 { 0 } else { step }));
        match TcpListener::bind(address).and_then(|listener| listener.local_addr()) {
            Ok(address) => return Ok(address),
            Err(error) => last = Some(error),
        }
    }
    Err(last.map_or_else(|| anyhow::anyhow!("no port"), Into::into)).with_context(|| format!("listening on {wanted}"))
}

/// What the demo decides. Of the environment it takes how to log and nothing else: whoever has a server's settings in
/// their shell means that server, and the demo must not touch its database or its keys.
fn config_variables(args: &DemoArgs, agreed: &Agreed, listen: SocketAddr) -> Vec<(OsString, OsString)> {
    let own = [
        ("RECADO_DATA__DIR", args.data.display().to_string()),
        ("RECADO_SERVER__LISTEN", listen.to_string()),
        ("WHATSAPP_APP_SECRET", agreed.app_secret.clone()),
        ("WHATSAPP_VERIFY_TOKEN", agreed.verify_token.clone()),
        ("WHATSAPP_TOKEN", "demo-token".to_owned()),
        ("RECADO_AUTH__REGISTRATION", "true".to_owned()),
        ("RECADO_BOOTSTRAP__TENANT", TENANT.to_owned()),
        ("RECADO_BOOTSTRAP__EMAIL", OWNER.to_owned()),
        ("RECADO_BOOTSTRAP__PASSWORD", agreed.owner_password.clone()),
    ];
    let level = ("RECADO_LOG__LEVEL".into(), "warn".into());
    let inherited = std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("RECADO_LOG__"));
    let own = own.map(|(name, value)| (name.into(), value.into()));
    [level].into_iter().chain(inherited).chain(own).collect()
}

fn config(args: &DemoArgs, agreed: &Agreed, listen: SocketAddr) -> Result<Config, Failure> {
    Ok(Config::read(config_variables(args, agreed, listen), None)?)
}

fn with_simulator(mut variables: Vec<(OsString, OsString)>, simulator: &str) -> Result<Config, Failure> {
    variables.push(("RECADO_GRAPH__BASE_URL".into(), simulator.into()));
    Ok(Config::read(variables, None)?)
}

async fn simulator(args: &DemoArgs, agreed: &Agreed, product: SocketAddr) -> anyhow::Result<SimulatorHandle> {
    let (app_secret, verify_token) = (agreed.app_secret.clone(), agreed.verify_token.clone());
    let webhook = Some(WebhookTarget { url: format!("http://{product}/webhook/whatsapp"), app_secret, verify_token });
    let (listen, state) = (free(args.simulator_listen)?, Some(args.data.join("simulator")));
    Simulator::start(SimulatorConfig { listen, webhook, state, ..SimulatorConfig::default() })
        .await
        .context("the simulator")
}

/// Says, on stderr, how to get in: the passwords are shown once, then they are in the file only.
fn welcome(file: &DemoFile, path: &Path, is_fresh: bool) {
    eprintln!("\nRecado demo: {}   (Meta is played by {})", file.url, file.simulator_url);
    eprintln!("Be a customer yourself: {}", file.phone_url);
    for user in file.users.iter().filter(|_| is_fresh) {
        eprintln!("  {:<12} {:<24} {}", user.role, user.email, user.password);
    }
    eprintln!("API description: {}/api/docs   all of this: {}   Ctrl-C ends it\n", file.url, path.display());
}
