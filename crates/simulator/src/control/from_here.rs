//! Who may steer: whoever is on this machine, and no page from elsewhere in a browser on it.

use axum::{
    extract::{ConnectInfo, Request},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::Refused;
use crate::wire::Peer;

/// Headers with which a proxy tells that it speaks for somebody else.
const FORWARDED: [&str; 5] = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/// Whoever controls the simulator can make it call any address: that is for the same machine only.
pub(crate) async fn only_from_here(
    ConnectInfo(peer): ConnectInfo<Peer>,
    headers: HeaderMap,
    request: Request,
    next: Next,
) -> Response {
    let direct = FORWARDED.iter().all(|name| !headers.contains_key(*name));
    if direct && peer.addr.ip().to_canonical().is_loopback() && is_own_page(&headers) {
        return next.run(request).await;
    }
    Refused(StatusCode::FORBIDDEN, "control calls are taken from this machine only".to_owned()).into_response()
}

/// A browser says where a call comes from. It must be our own page, under a name that nobody else can point at us.
fn is_own_page(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = text("sec-fetch-site");
    let origin = text(header::ORIGIN.as_str());
    if site.is_none() && origin.is_none() {
        return true;
    }
    let host = text(header::HOST.as_str()).unwrap_or_default();
    let same_origin = origin.is_none_or(|origin| origin.split_once("://").is_some_and(|(_, from)| from == host));
    let expected = site.is_none_or(|site| matches!(site, "same-origin" | "none"));
    same_origin && expected && is_loopback_name(host)
}

fn is_loopback_name(host: &str) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let name = name.map_or(host, |(name, _)| name).trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_taken() {
        for (host, taken) in [
            ("localhost:9090", true),
            ("127.0.0.1", true),
            ("[::1]:9090", true),
            ("evil.example:9090", false),
            ("127.0.0.1.evil.example", false),
            ("", false),
        ] {
            assert_eq!(is_loopback_name(host), taken, "{host}");
        }
    }
}
