//! Where we listen, and how others reach us.

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use recado_domain::network::Network;

use super::{
    reader::Section,
    value::{BaseUrl, Contact},
};

/// `[server]`
#[derive(Debug)]
pub struct ServerConfig {
    /// Port 0 takes any free one; the READY line names it.
    pub listen: SocketAddr,
    /// The address in links that we hand out; `https` marks cookies `Secure`. Unset: the address we listen on.
    pub public_url: Option<BaseUrl>,
    /// Peers whose `X-Forwarded-For` names the client. None: the peer is the client.
    pub trusted_proxies: Vec<Network>,
    /// Where people tell of a weakness; unset: `security.txt` is not served.
    pub security_contact: Option<Contact>,
    drain_secs: u32,
}

impl ServerConfig {
    pub(super) fn read(mut from: Section<'_>) -> Self {
        Self {
            listen: from.or("listen", SocketAddr::from((Ipv4Addr::LOCALHOST, 8080))),
            public_url: from.optional("public_url"),
            trusted_proxies: from.optional("trusted_proxies").unwrap_or_default(),
            security_contact: from.optional("security_contact"),
            drain_secs: from.number("drain_secs", 3, 0..=15),
        }
    }

    /// How long a node says that it is about to end before it takes no more connections.
    pub fn drain(&self) -> Duration {
        Duration::from_secs(self.drain_secs.into())
    }
}
