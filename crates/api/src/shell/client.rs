//! Who is at the other end: the address, believed only as far as the configured proxies reach, and the user agent.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{Extensions, HeaderMap, header, request::Parts},
};
use recado_engine::access::Origin;

use super::RequestContext;
use crate::problem::{Problem, ProblemKind};

/// The socket's peer. The server gives it with every connection; without one (in-process tests) it is loopback.
pub type ClientAddr = ConnectInfo<SocketAddr>;

/// Somebody who is not known yet: address, user agent and request, for signing in.
#[derive(Debug, Clone)]
pub struct Visitor(Origin);

impl Visitor {
    /// Where the request comes from.
    pub fn into_origin(self) -> Origin {
        self.0
    }
}

const LONGEST_USER_AGENT: usize = 256;

pub(crate) fn peer(extensions: &Extensions) -> IpAddr {
    let peer = extensions.get::<ClientAddr>().map(|ConnectInfo(address)| address.ip());
    peer.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST)).to_canonical()
}

/// The nearest hop that is not one of our proxies: `X-Forwarded-For` is read from its end, as each proxy appends.
pub(crate) fn client_ip(peer: IpAddr, headers: &HeaderMap, is_ours: &dyn Fn(IpAddr) -> bool) -> IpAddr {
    let mut nearest = peer;
    if !is_ours(nearest) {
        return nearest;
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    for hop in hops.into_iter().rev() {
        let Some(address) = address(hop) else { break };
        nearest = address;
        if !is_ours(nearest) {
            break;
        }
    }
    nearest
}

/// `1.2.3.4`, `1.2.3.4:80`, `::1` or `[::1]:80`.
fn address(hop: &str) -> Option<IpAddr> {
    let address = hop.parse::<IpAddr>().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.or_else(|| hop.trim_matches(['[', ']']).parse().ok()).map(|address: IpAddr| address.to_canonical())
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let context = parts.extensions.get::<RequestContext>().ok_or(ProblemKind::Internal)?;
        let user_agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        let user_agent = user_agent.map(|agent| agent.chars().take(LONGEST_USER_AGENT).collect());
        Ok(Self(Origin { ip: context.ip, user_agent, request: context.id }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn forwarded_addresses_are_believed_only_from_our_proxies() {
        let ours = |address: IpAddr| address.to_string().starts_with("10.");
        let table = [
            ("203.0.113.9", &["198.51.100.1"][..], "203.0.113.9"),
            ("10.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            ("10.0.0.1", &["1.1.1.1", "198.51.100.1, 10.2.3.4"], "198.51.100.1"),
            ("10.0.0.1", &["198.51.100.1:4711"], "198.51.100.1"),
            ("10.0.0.1", &["[2001:db8::1]:80"], "2001:db8::1"),
            ("10.0.0.1", &["nonsense"], "10.0.0.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
        ];
        for (peer, lines, found) in table {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            assert_eq!(client_ip(ip(peer), &headers, &ours), ip(found), "{peer} {lines:?}");
            assert_eq!(client_ip(ip(peer), &headers, &|_| false), ip(peer));
        }
    }
}
