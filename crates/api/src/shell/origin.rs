//! No writes from foreign pages: a browser says where a request comes from, and only our own pages may change anything.
//!
//! Programs send neither `Origin` nor `Sec-Fetch-Site` and are not touched. There is no CORS: no header is ever echoed.

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{
    app::App,
    problem::{Problem, ProblemKind},
};

/// Refuses unsafe methods that a browser sends for a page of another origin.
pub(crate) async fn refuse_foreign_pages(State(app): State<App>, request: Request, next: Next) -> Response {
    if !request.method().is_safe() && comes_from_a_foreign_page(&app, request.headers()) {
        return Problem::from(ProblemKind::Forbidden).into_response();
    }
    next.run(request).await
}

/// Whether a browser sends this for a page of another origin.
pub(crate) fn comes_from_a_foreign_page(app: &App, headers: &HeaderMap) -> bool {
    if headers.contains_key(header::ORIGIN) {
        return !is_same_origin(app.http.public_url.as_deref(), headers);
    }
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    site.is_some_and(|site| site != b"same-origin" && site != b"none")
}

/// Whether `Origin` is ours: the public address, or the `Host` that was asked.
pub(crate) fn is_same_origin(public_url: Option<&str>, headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()) else { return false };
    let is_public = public_url.is_some_and(|url| url.trim_end_matches('/').eq_ignore_ascii_case(origin));
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let is_host = origin.parse::<Uri>().ok().as_ref().and_then(Uri::authority).is_some_and(|authority| {
        let scheme_fits = public_url.is_none_or(|url| !url.starts_with("https://") || origin.starts_with("https://"));
        scheme_fits && host.is_some_and(|host| host.eq_ignore_ascii_case(authority.as_str()))
    });
    is_public || is_host
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_address_and_the_asked_host_are_ours() {
        let table = [
            (None, "http://127.0.0.1:8080", "127.0.0.1:8080", true),
            (None, "http://127.0.0.1:9090", "127.0.0.1:8080", false),
            (None, "null", "127.0.0.1:8080", false),
            (None, "https://evil.example", "127.0.0.1:8080", false),
            (Some("https://recado.example"), "https://recado.example", "10.0.0.7:8080", true),
            (Some("https://recado.example"), "https://recado.example.evil.example", "10.0.0.7:8080", false),
            (Some("https://recado.example"), "http://recado.example", "recado.example", false),
        ];
        for (public, origin, host, ours) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::ORIGIN, origin.parse().unwrap());
            headers.insert(header::HOST, host.parse().unwrap());
            assert_eq!(is_same_origin(public, &headers), ours, "{public:?} {origin} {host}");
        }
        assert!(!is_same_origin(None, &HeaderMap::new()));
    }
}
