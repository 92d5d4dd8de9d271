//! One request to the product in this process, and its answer.

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, HeaderName, Request, StatusCode, header},
};
use http_body_util::BodyExt as _;
use serde_json::Value as Json;
use std::net::SocketAddr;
use tower::ServiceExt as _;

use crate::described;

/// A request that is being put together; awaiting [`Call::send`] sends it.
#[must_use = "a call does nothing until it is sent"]
pub struct Call {
    router: Router,
    request: axum::http::request::Builder,
    body: Body,
}

impl Call {
    /// A request to a router of the test's own.
    pub fn to(router: Router, method: &str, path: &str) -> Self {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8080");
        Self { router, request, body: Body::empty() }
    }

    /// Sets a header.
    pub fn header(mut self, name: impl TryInto<HeaderName>, value: &str) -> Self {
        let name = name.try_into().ok().expect("a header's name");
        self.request = self.request.header(name, value);
        self
    }

    /// Authenticates with an access token or API key.
    pub fn bearer(self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// Comes from this address.
    pub fn from_address(mut self, address: &str) -> Self {
        let address: SocketAddr = address.parse().expect("an address with a port");
        self.request = self.request.extension(ConnectInfo(address));
        self
    }

    /// Sends JSON.
    pub fn json(self, body: &Json) -> Self {
        self.bytes("application/json", body.to_string())
    }

    /// Sends these bytes.
    pub fn bytes(mut self, content_type: &str, bytes: impl Into<Body>) -> Self {
        self = self.header("content-type", content_type);
        self.body = bytes.into();
        self
    }

    /// Sends these bytes and says nothing of what they are.
    pub fn body(mut self, bytes: impl Into<Body>) -> Self {
        self.body = bytes.into();
        self
    }

    /// Sends it and waits for the whole answer.
    pub async fn send(self) -> Answer {
        let request = self.request.body(self.body).expect("a request");
        let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
        let told = format!("{} {}", request.method(), request.uri());
        let response = self.router.oneshot(request).await.expect("the router answers");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a whole body").to_bytes().to_vec();
        let fault = described::fault(&method, &path, parts.status.as_u16(), &bytes);
        assert_eq!(fault, None, "{told}: {} {}", parts.status, String::from_utf8_lossy(&bytes));
        Answer { told, status: parts.status, headers: parts.headers, bytes }
    }
}

/// A whole answer.
#[derive(Debug, Clone)]
pub struct Answer {
    told: String,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null when there is none.
    pub fn json(&self) -> Json {
        if self.bytes.is_empty() { Json::Null } else { serde_json::from_slice(&self.bytes).expect("a JSON body") }
    }

    /// Requires this status.
    #[track_caller]
    pub fn is(&self, status: u16) {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.told, String::from_utf8_lossy(&self.bytes));
    }

    /// The body as JSON, if the status is this one.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Json {
        self.is(status);
        self.json()
    }

    /// Requires a problem document of this status and slug; answers it.
    #[track_caller]
    pub fn refused(&self, status: u16, slug: &str) -> Json {
        let problem = self.expect(status);
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.told);
        assert_eq!(problem["type"], format!("/problems/{slug}"), "{}: {problem}", self.told);
        assert_eq!(problem["instance"].as_str(), self.header("x-request-id"), "{}", self.told);
        problem
    }

    /// The pointers of a 422.
    #[track_caller]
    pub fn pointers(&self) -> Vec<String> {
        let problem = self.refused(422, "validation-failed");
        let errors = problem["errors"].as_array().expect("errors are listed");
        errors.iter().map(|error| error["pointer"].as_str().expect("a pointer").to_owned()).collect()
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().expect("text"))
    }
}
