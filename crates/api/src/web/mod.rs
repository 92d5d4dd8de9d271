//! The web app, as the browser gets it: the files of `web/dist`, embedded into release binaries and read from the folder in
//! debug builds. Without them (a plain `cargo build`) nothing is served here.
//!
//! Every page of the app is one `index.html`; its script reads the address. So a path that no file has is answered with that
//! page, but never a path of the API or of a file that is gone: an old chunk must be a 404, not a page that is no script.

mod files;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};

use self::files::{Encoded, content_type, find};
use crate::{
    app::App,
    problem::{Problem, ProblemKind},
};

/// What is never a page of the app.
const NOT_PAGES: [&str; 6] = ["/api", "/webhook", "/socket.io", "/health", "/metrics", "/assets"];
const INDEX: &str = "index.html";
/// Own scripts only. Libraries for menus and dialogs set inline styles; pictures of messages and of what is about to be sent
/// are data and blobs. `'self'` covers the socket.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: \
     blob:; media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; \
     object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// Recording voice messages and copying are the app's; nothing else of the machine is.
const PAGE_PERMISSIONS: &str = "camera=(), geolocation=(), microphone=(self), payment=(), usb=()";
const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_EACH_TIME: &str = "no-cache";

/// Answers whatever no route has taken.
pub(crate) async fn serve(State(app): State<App>, request: Request) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let found = (app.http.serves.web && is_read).then(|| answer(request.uri().path(), request.headers()));
    found.flatten().unwrap_or_else(|| Problem::from(ProblemKind::NotFound).into_response())
}

fn answer(path: &str, headers: &HeaderMap) -> Option<Response> {
    let wanted = path.trim_start_matches('/');
    let name = match wanted {
        "" => INDEX,
        wanted if is_file(wanted) => wanted,
        _ if is_page(path) => INDEX,
        _ => return None,
    };
    let file = find(name, headers)?;
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| names(known, &file.etag)) {
        return Some((StatusCode::NOT_MODIFIED, about(name, &file)).into_response());
    }
    Some((about(name, &file), file.bytes).into_response())
}

/// A last segment with a dot is a file's name. What begins with a dot is nobody's business.
fn is_file(wanted: &str) -> bool {
    let last = wanted.rsplit('/').next().unwrap_or_default();
    last.contains('.') && !wanted.split('/').any(|segment| segment.starts_with('.'))
}

fn is_page(path: &str) -> bool {
    let begins = |with: &&str| path.strip_prefix(*with).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let last = path.rsplit('/').next().unwrap_or_default();
    !last.contains('.') && !NOT_PAGES.iter().any(begins)
}

fn names(known: &HeaderValue, etag: &str) -> bool {
    let known = known.to_str().unwrap_or_default();
    known == "*" || known.split(',').any(|one| one.trim().trim_start_matches("W/") == etag)
}

fn about(name: &str, file: &Encoded) -> HeaderMap {
    let mut about = HeaderMap::new();
    let kept = if name.starts_with("assets/") { FOREVER } else { ASK_EACH_TIME };
    about.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    about.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    about.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    about.insert(header::ETAG, HeaderValue::try_from(&file.etag).expect("hex in quotes"));
    if let Some(encoding) = file.encoding {
        about.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    if name == INDEX {
        about.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAGE_POLICY));
        about.insert("permissions-policy", HeaderValue::from_static(PAGE_PERMISSIONS));
    }
    about
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_what_is_neither_a_file_nor_ours() {
        for page in ["/inbox", "/inbox/cnv_1", "/settings/users", "/apiary", "/", "/inbox/"] {
            assert!(is_page(page), "{page}");
        }
        for other in
            ["/api", "/api/v1/nothing", "/webhook/x", "/socket.io/", "/health", "/metrics/x", "/assets/x", "/a/b.js"]
        {
            assert!(!is_page(other), "{other}");
        }
    }

    #[test]
    fn hidden_files_are_nobodys_business() {
        assert!(is_file("assets/index-1.js") && is_file("favicon.svg"));
        for hidden in [".vite/manifest.json", "assets/.env", "..", "../Cargo.toml", "assets/../../Cargo.toml", "inbox"]
        {
            assert!(!is_file(hidden), "{hidden}");
        }
    }
}
