//! What others must be reached by, or must reach.

use std::time::Duration;

use recado_engine::access::ProviderPlace;
use recado_graph::probe::answers;
use tokio::{net::TcpStream, time::timeout};

use super::Finding;
use crate::config::Config;

const PATIENCE: Duration = Duration::from_secs(5);

pub(super) async fn all(config: &Config) -> Vec<Finding> {
    let (graph, mail, ourselves, providers) =
        tokio::join!(graph(config), mail_server(config), ourselves(config), providers(config));
    [Some(graph), mail, ourselves].into_iter().flatten().chain(providers).collect()
}

/// Where else people sign in: one finding for each that is set.
async fn providers(config: &Config) -> Vec<Finding> {
    let mut found = Vec::new();
    for provider in config.auth.providers.settings(&config.graph.version) {
        found.push(match provider.place {
            ProviderPlace::OpenId { issuer } => describes_itself(&provider.name, &issuer).await,
            ProviderPlace::Facebook { graph, .. } => reached(&provider.name, &graph).await,
        });
    }
    found
}

const PROVIDERS: &str = "sign-in-providers";

async fn describes_itself(name: &str, issuer: &str) -> Finding {
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    match answers(&address, PATIENCE).await {
        Ok(200) => Finding::ok(PROVIDERS, format!("{name} describes itself at {address}")),
        Ok(status) => {
            let remedy = "check RECADO_AUTH__GOOGLE_ISSUER: it is the provider's own name for itself, to the letter";
            Finding::fault(PROVIDERS, format!("{name}: {address} answers {status}, not 200"), remedy)
        }
        Err(why) => away(name, &address, &why),
    }
}

async fn reached(name: &str, address: &str) -> Finding {
    match answers(address, PATIENCE).await {
        Ok(_) => Finding::ok(PROVIDERS, format!("{name} answers at {address}")),
        Err(why) => away(name, address, &why),
    }
}

fn away(name: &str, address: &str, why: &str) -> Finding {
    let remedy = "let this machine reach it, or take its settings away: its button is on the sign-in page";
    Finding::fault(PROVIDERS, format!("{name}: {address} cannot be reached: {why}"), remedy)
}

async fn graph(config: &Config) -> Finding {
    let url = config.graph.base_url.as_str();
    match answers(url, PATIENCE).await {
        Ok(_) => Finding::ok("graph", format!("{url} answers")),
        Err(why) => {
            let remedy = "let this machine reach it: name server, firewall, system time, certificates";
            Finding::fault("graph", format!("{url} cannot be reached: {why}"), remedy)
        }
    }
}

async fn mail_server(config: &Config) -> Option<Finding> {
    let (host, port) = config.mail.server()?;
    let shown = format!("{host}:{port}");
    let why = match timeout(PATIENCE, TcpStream::connect((host, port))).await {
        Ok(Ok(_)) => return Some(Finding::ok("mail-server", format!("{shown} takes connections"))),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "no answer".to_owned(),
    };
    let remedy = "check host and port in RECADO_MAIL__URL; many hosters close port 25, 587 is usual";
    Some(Finding::fault("mail-server", format!("{shown} cannot be reached: {why}"), remedy))
}

/// From here, which is not from where Meta is: so it is advice.
async fn ourselves(config: &Config) -> Option<Finding> {
    const CHECK: &str = "public-address";
    let url = config.server.public_url.as_ref()?.as_str().to_owned();
    let remedy = "open it in a browser from elsewhere: if that works, this machine only cannot see its own address; else look at DNS, the proxy and its certificate";
    Some(match answers(&format!("{url}/health/live"), PATIENCE).await {
        Ok(200) => Finding::ok(CHECK, format!("{url} leads to Recado")),
        Ok(status) => Finding::advice(CHECK, format!("{url}/health/live answers {status}, not 200"), remedy),
        Err(why) => Finding::advice(CHECK, format!("{url} cannot be reached from here: {why}"), remedy),
    })
}
