//! One request to Graph, read: `/vNN.N/node/edge?query`, bearer, body.

use std::collections::HashMap;

use axum::{
    body::to_bytes,
    extract::{Query, Request},
    http::{HeaderMap, Method, header},
};
use bytes::Bytes;

use super::refusal::Refusal;
use crate::wire::Peer;

/// The largest upload Meta takes is a document of 100 MB; some room for the form around it.
const MAX_BODY: usize = 105 * 1024 * 1024;

pub(crate) struct Call {
    pub method: Method,
    /// First part of the path after the version.
    pub node: String,
    /// What follows; empty for the node itself.
    pub edge: String,
    pub query: HashMap<String, String>,
    pub bearer: Option<String>,
    pub content_type: String,
    pub body: Bytes,
    /// `http://host:port` as the caller reached us.
    pub origin: String,
}

impl Call {
    pub async fn read(request: Request, peer: &Peer) -> Result<Self, Refusal> {
        let (parts, body) = request.into_parts();
        let query: HashMap<String, String> = Query::try_from_uri(&parts.uri)
            .map(|Query(query)| query)
            .map_err(|_| Refusal::parameter("Invalid query."))?;
        let (node, edge) = split_path(parts.uri.path());
        let body = to_bytes(body, MAX_BODY).await.map_err(|_| Refusal::parameter("The request body is too large."))?;
        Ok(Self {
            bearer: bearer_of(&parts.headers).or_else(|| query.get("access_token").cloned()),
            content_type: header_text(&parts.headers, header::CONTENT_TYPE).to_owned(),
            origin: origin_of(&parts.headers, peer),
            method: parts.method,
            node,
            edge,
            query,
            body,
        })
    }

    pub fn unknown_object(&self) -> Refusal {
        Refusal::unknown_object(&self.node, self.method.as_str())
    }
}

/// Node and edge, without the version.
fn split_path(path: &str) -> (String, String) {
    let mut segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    if segments.first().is_some_and(|segment| is_version(segment)) {
        segments.remove(0);
    }
    let (node, edge) = segments.split_first().map_or(("", &[][..]), |(node, edge)| (*node, edge));
    (node.to_owned(), edge.join("/"))
}

/// `v25.0` and its like.
fn is_version(segment: &str) -> bool {
    let numbers = segment.strip_prefix('v').and_then(|rest| rest.split_once('.'));
    numbers.is_some_and(|(major, minor)| {
        [major, minor].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

fn header_text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn bearer_of(headers: &HeaderMap) -> Option<String> {
    let (scheme, token) = header_text(headers, header::AUTHORIZATION).split_once(' ')?;
    let known = scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("oauth");
    known.then(|| token.trim().to_owned()).filter(|token| !token.is_empty())
}

fn origin_of(headers: &HeaderMap, peer: &Peer) -> String {
    let scheme = if peer.tls { "https" } else { "http" };
    format!("{scheme}://{}", header_text(headers, header::HOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_told_from_ids() {
        assert!(is_version("v25.0") && is_version("v9.12"));
        assert!(!is_version("v25") && !is_version("25.0") && !is_version("v.0") && !is_version("1234"));
    }
}
