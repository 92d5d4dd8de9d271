use std::{borrow::Cow, fmt::Write as _};

use axum::http::{HeaderMap, header};
use rust_embed::{EmbeddedFile, RustEmbed};

/// What Vite built, with `.br` and `.gz` beside what is worth compressing.
#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

/// A file as it goes out.
pub(super) struct Encoded {
    pub(super) bytes: Cow<'static, [u8]>,
    pub(super) encoding: Option<&'static str>,
    pub(super) etag: String,
}

/// The file, in the smallest form that the caller takes.
pub(super) fn find(name: &str, headers: &HeaderMap) -> Option<Encoded> {
    if matches!(name.rsplit('.').next(), Some("br" | "gz")) {
        return None;
    }
    let forms = [("br", ".br"), ("gzip", ".gz")];
    let smaller = forms
        .into_iter()
        .filter(|(encoding, _)| takes(headers, encoding))
        .find_map(|(encoding, ending)| Dist::get(&format!("{name}{ending}")).map(|file| encoded(file, Some(encoding))));
    smaller.or_else(|| Dist::get(name).map(|file| encoded(file, None)))
}

fn encoded(file: EmbeddedFile, encoding: Option<&'static str>) -> Encoded {
    let hash = file.metadata.sha256_hash();
    let mut etag = String::from("\"");
    for byte in &hash[..16] {
        write!(etag, "{byte:02x}").expect("strings take everything");
    }
    etag.push('"');
    Encoded { bytes: file.data, encoding, etag }
}

/// Whether the caller takes the encoding: named, and not with a weight of nothing.
fn takes(headers: &HeaderMap, encoding: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|part| {
        let (name, weight) = part.split_once(";q=").unwrap_or((part, "1"));
        name.trim().eq_ignore_ascii_case(encoding) && weight.trim().parse::<f32>().is_ok_and(|weight| weight > 0.0)
    })
}

pub(super) fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("mp3") => "audio/mpeg",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_taken_when_it_is_named_with_weight() {
        let table = [
            ("gzip, deflate, br", true),
            ("br;q=0.5", true),
            ("br;q=0, gzip", false),
            ("gzip", false),
            ("brotli", false),
            ("", false),
        ];
        for (header_line, taken) in table {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, header_line.parse().expect("a header"));
            assert_eq!(takes(&headers, "br"), taken, "{header_line}");
        }
    }
}
