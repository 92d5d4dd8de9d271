//! One HTTP exchange, from the call to the last byte or the deadline.

use std::error::Error;
use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::{Duration, Instant};

use reqwest::header::AUTHORIZATION;
use reqwest::{Client, Method, RequestBuilder, Response, Url};
use serde_json::{Value, json};
use tracing::{Instrument as _, field::Empty};

use super::exchange::{Exchange, Pressure, Reply};
use super::outcome::{NotSent, Outcome, Reach, Unknown};
use super::redact::{hide, redacted_request, redacted_response};
use super::settings::{BuildError, GraphSettings};
use super::token::AccessToken;

/// Longer than anything Meta answers.
const MAX_ANSWER: usize = 1024 * 1024;
/// Shorter than any server keeps an idle connection: writing into one that is being closed leaves a send unknown.
const IDLE: Duration = Duration::from_secs(15);

/// A client for one Graph. Cheap to clone; clones share connections and what the latest call told.
#[derive(Debug, Clone)]
pub struct GraphClient {
    http: Client,
    root: Url,
    timeout: Duration,
    reach: Arc<AtomicU8>,
}

/// A request before it is written.
pub(super) struct Call<'c> {
    pub method: Method,
    pub path: &'c [&'c str],
    pub query: &'c [(&'c str, &'c str)],
    pub body: Option<Value>,
    pub token: &'c AccessToken,
}

/// What was seen.
pub(super) enum Raw {
    NotSent(NotSent),
    Lost(Lost),
    Answered(Answer),
}

/// An exchange without a whole answer.
pub(super) struct Lost {
    pub status: Option<u16>,
    pub reason: Unknown,
    pub pressure: Pressure,
}

/// A whole answer.
pub(super) struct Answer {
    pub status: u16,
    pub bytes: usize,
    pub json: Option<Value>,
    pub pressure: Pressure,
}

impl GraphClient {
    pub fn new(settings: &GraphSettings) -> Result<Self, BuildError> {
        let http = Client::builder()
            .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(settings.connect_timeout.min(settings.timeout / 2))
            .pool_idle_timeout(IDLE)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .no_proxy()
            .referer(false)
            .http1_only()
            .build()
            .map_err(BuildError::Http)?;
        let reach = Arc::new(AtomicU8::new(Reach::Untried as u8));
        Ok(Self { http, root: settings.root()?, timeout: settings.timeout, reach })
    }

    /// What the latest call of all clones told about the way to Meta.
    pub fn reach(&self) -> Reach {
        Reach::from_u8(self.reach.load(Ordering::Relaxed))
    }

    /// Make the call. `read` finds in a 2xx answer what the call is for.
    pub(super) async fn call<A>(&self, call: Call<'_>, read: fn(&Value) -> Option<A>) -> Reply<A> {
        let started = Instant::now();
        let method = call.method.to_string();
        let path = format!("{}/{}", self.root.path(), call.path.join("/"));
        let request = call.body.as_ref().map(redacted_request);
        let token = call.token;
        let span = tracing::debug_span!(
            target: "trace",
            "graph.call",
            otel.name = format!("Graph {method}"),
            otel.kind = "client",
            http.request.method = method,
            url.path = path,
            http.response.status_code = Empty,
        );
        let raw = match self.request(call) {
            Some(request) => exchange(request).instrument(span.clone()).await.without(token),
            None => Raw::NotSent(NotSent::Unsendable),
        };
        let outcome = Outcome::of(&raw, read);
        if let Some(reach) = outcome.reach() {
            self.reach.store(reach as u8, Ordering::Relaxed);
        }
        let duration_ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
        let (status, response, pressure) = raw.into_parts();
        span.record("http.response.status_code", status);
        let exchange = Exchange { method, path, status, duration_ms, outcome: outcome.in_words(), request, response };
        Reply { outcome, exchange, pressure }
    }

    fn request(&self, call: Call<'_>) -> Option<RequestBuilder> {
        let mut url = self.root.clone();
        if !call.path.iter().all(|segment| is_segment(segment)) {
            return None;
        }
        url.path_segments_mut().ok()?.extend(call.path);
        let request = self.http.request(call.method, url).timeout(self.timeout).query(call.query);
        let request = request.header(AUTHORIZATION, call.token.header()?);
        Some(match call.body {
            Some(body) => request.json(&body),
            None => request,
        })
    }
}

/// Ids and edge names only: what came from a database must not become another path.
fn is_segment(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

async fn exchange(request: RequestBuilder) -> Raw {
    match request.send().await {
        Ok(response) => read(response).await,
        Err(error) => not_answered(&error),
    }
}

/// Only an error of the connector proves that no byte left; the request is written after it is done.
fn not_answered(error: &reqwest::Error) -> Raw {
    if error.is_builder() {
        return Raw::NotSent(NotSent::Unsendable);
    }
    if error.is_connect() {
        return Raw::NotSent(not_connected(error));
    }
    Raw::Lost(Lost { status: None, reason: broken(error), pressure: Pressure::default() })
}

fn not_connected(error: &reqwest::Error) -> NotSent {
    if error.is_dns() {
        return NotSent::Dns;
    }
    if error.is_timeout() {
        return NotSent::ConnectTimeout;
    }
    match io_kind(error) {
        Some(ErrorKind::ConnectionRefused) => NotSent::Refused,
        // rustls reports a failed handshake as invalid data, or as an end of file where the peer hung up.
        Some(ErrorKind::InvalidData | ErrorKind::UnexpectedEof) => NotSent::Tls,
        _ => NotSent::Unreachable,
    }
}

/// What the operating system (or TLS, which speaks through it) said at the bottom of the error.
fn io_kind(error: &reqwest::Error) -> Option<ErrorKind> {
    let mut kind = None;
    let mut cause = error.source();
    while let Some(inner) = cause {
        let io = inner.downcast_ref::<std::io::Error>();
        // One inside another is not among the sources.
        let nested = io.and_then(std::io::Error::get_ref).and_then(|inner| inner.downcast_ref::<std::io::Error>());
        kind = nested.or(io).map(std::io::Error::kind).or(kind);
        cause = inner.source();
    }
    kind
}

fn broken(error: &reqwest::Error) -> Unknown {
    if error.is_timeout() { Unknown::TimedOut } else { Unknown::Interrupted }
}

async fn read(mut response: Response) -> Raw {
    let status = response.status().as_u16();
    let pressure = Pressure::read(response.headers());
    let mut body = Vec::new();
    let reason = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= MAX_ANSWER => body.extend_from_slice(&chunk),
            Ok(Some(_)) => break Unknown::TooLong,
            Ok(None) => {
                let json = serde_json::from_slice(&body).ok();
                return Raw::Answered(Answer { status, bytes: body.len(), json, pressure });
            }
            Err(error) => break broken(&error),
        }
    };
    Raw::Lost(Lost { status: Some(status), reason, pressure })
}

impl Raw {
    /// Explanations of errors are shown to people and kept: a token has no place in them.
    fn without(mut self, token: &AccessToken) -> Self {
        if let Self::Answered(Answer { json: Some(json), .. }) = &mut self
            && let Some(error) = json.get_mut("error")
        {
            hide(error, token.expose());
        }
        self
    }

    fn into_parts(self) -> (Option<u16>, Option<Value>, Pressure) {
        match self {
            Self::NotSent(_) => (None, None, Pressure::default()),
            Self::Lost(lost) => (lost.status, None, lost.pressure),
            Self::Answered(answer) => {
                let response = match &answer.json {
                    Some(json) => redacted_response(json),
                    None => json!({ "bytes": answer.bytes }),
                };
                (Some(answer.status), Some(response), answer.pressure)
            }
        }
    }
}

impl<A> Outcome<A> {
    fn in_words(&self) -> String {
        match self {
            Self::NotSent(reason) => format!("not_sent: {}", reason.as_str()),
            Self::Unknown(reason) => format!("unknown: {}", reason.as_str()),
            Self::Accepted(_) | Self::Rejected(_) => self.as_str().to_owned(),
        }
    }
}
