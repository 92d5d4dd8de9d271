//! `recado serve`

use std::sync::Arc;

use clap::Args;
use recado_domain::SystemClock;
use recado_storage::LoginCheck;

use crate::{
    cli::ConfigFile,
    config::Config,
    failure::Failure,
    node::Node,
    ready::Ready,
    roles::{Role, Roles},
    shutdown::{Ending, Signals, run_until_signal},
    telemetry::start_telemetry,
};

/// What `recado serve` can be told.
#[derive(Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    file: ConfigFile,
    /// What this node does, separated by commas; everything when left out.
    #[arg(long, value_delimiter = ',', value_name = "ROLES")]
    roles: Vec<Role>,
    /// Serve the API without the web app.
    #[arg(long)]
    no_web: bool,
}

/// Serves until a signal.
pub async fn run(args: ServeArgs) -> Result<(), Failure> {
    let config = Config::load(args.file.path.as_deref())?;
    let _telemetry = start_telemetry(&config.log, &config.traces, Arc::new(SystemClock))?;
    let roles = Roles::of(args.roles);
    let roles = if args.no_web { roles.without_web() } else { roles };
    let node = Node::build(&config, roles, LoginCheck::Restricted).await?;
    let signals = Signals::new()?;
    Ready::at(node.url()).announce();
    let ending = Ending::after(config.server.drain());
    run_until_signal(signals, ending.clone(), node.run(ending)).await
}
