//! The frame around every request: its id, its language, its place in the log; and the words of problems on the way out.

use std::{
    net::IpAddr,
    sync::{Arc, OnceLock},
};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use recado_domain::{Language, RequestId};
use tracing::{Instrument, Span, field::Empty};

use super::client;
use crate::{app::App, problem::Problem};

/// The header that names the request, in every answer.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What is known of a request before anybody looks at it. A handler takes it as `Extension<RequestContext>`.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// `req_…`: in the answer's header, in problems, in the log, in the audit log.
    pub id: RequestId,
    /// The caller's language.
    pub language: Language,
    /// The caller's address, through trusted proxies only.
    pub ip: IpAddr,
    /// Who the caller turned out to be; filled by the auth extractor, read by the log.
    pub caller: Arc<OnceLock<CallerIds>>,
}

/// Who called, in ids only.
#[derive(Debug, Clone)]
pub struct CallerIds {
    /// `ten_…`
    pub tenant: Option<String>,
    /// `usr_…` or `key_…`
    pub actor: String,
}

/// The outermost layer.
pub(crate) async fn frame(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let began = app.engine.clock.monotonic();
    let context = context(&app, &request);
    let method = known(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "unmatched".to_owned(), |path| path.as_str().to_owned());
    request.extensions_mut().insert(context.clone());

    let span = tracing::info_span!("http.request", request_id = %context.id);
    let traced = traced(method, &route, &context);
    let mut response = next.run(request).instrument(traced.clone()).instrument(span.clone()).await;
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response = worded(&problem, &context, &response);
    }
    let id = HeaderValue::try_from(context.id.to_string()).expect("an id is ASCII");
    response.headers_mut().insert(REQUEST_ID, id);

    let took = app.engine.clock.monotonic().saturating_sub(began);
    let status = response.status().as_u16();
    traced.record("http.response.status_code", status);
    let caller = context.caller.get();
    let (tenant, actor) = (caller.and_then(|ids| ids.tenant.as_deref()), caller.map(|ids| ids.actor.as_str()));
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(category = "access", method, route, status, millis, tenant, actor, "request"));
    let labels = [("method", method.to_owned()), ("route", route), ("status", status.to_string())];
    metrics::histogram!("recado_http_request_seconds", &labels).record(took);
    response
}

/// The request in a trace, in the words of OpenTelemetry.
fn traced(method: &str, route: &str, context: &RequestContext) -> Span {
    tracing::debug_span!(
        target: "trace",
        "http.request",
        otel.name = format!("{method} {route}"),
        otel.kind = "server",
        http.request.method = method,
        http.route = route,
        http.response.status_code = Empty,
        request_id = %context.id,
    )
}

/// The method as log and metrics name it. Anybody can make up others: those would be a series each.
fn known(method: &Method) -> &'static str {
    const KNOWN: [&str; 9] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"];
    KNOWN.into_iter().find(|known| *known == method.as_str()).unwrap_or("other")
}

fn context(app: &App, request: &Request) -> RequestContext {
    let headers = request.headers();
    let language = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let peer = client::peer(request.extensions());
    RequestContext {
        id: RequestId::from_uuid(app.engine.ids.v7(app.engine.clock.now())),
        language: language.map_or(Language::En, Language::from_accept_language),
        ip: client::client_ip(peer, headers, &*app.http.is_proxy),
        caller: Arc::default(),
    }
}

/// The problem's document, with the headers that layers and axum (`Allow`) had put on the bare answer.
fn worded(problem: &Problem, context: &RequestContext, bare: &Response) -> Response {
    let mut response = problem.render(context.id, context.language);
    for (name, value) in bare.headers() {
        if name != header::CONTENT_TYPE && name != header::CONTENT_LENGTH {
            response.headers_mut().append(name, value.clone());
        }
    }
    response
}
