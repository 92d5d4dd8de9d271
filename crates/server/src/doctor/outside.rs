//! What others must be reached by, or must reach.

use std::time::Duration;

use recado_graph::probe::answers;
use tokio::{net::TcpStream, time::timeout};

use super::Finding;
use crate::config::Config;

const PATIENCE: Duration = Duration::from_secs(5);

pub(super) async fn all(config: &Config) -> Vec<Finding> {
    let (graph, mail, ourselves) = tokio::join!(graph(config), mail_server(config), ourselves(config));
    [Some(graph), mail, ourselves].into_iter().flatten().collect()
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
