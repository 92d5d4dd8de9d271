use axum::{
    extract::{FromRequest, Request, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::{faults, objects};
use crate::problem::{Problem, ProblemKind};

/// How deep JSON may nest. Deeper bodies are refused before they are parsed.
const DEEPEST: usize = 64;

/// A JSON body. Unknown fields are refused by the type (`#[serde(deny_unknown_fields)]`).
#[derive(Debug)]
pub struct Body<T> {
    /// What was sent.
    pub value: T,
    /// SHA-256 of the bytes as they came: what an Idempotency-Key is compared by.
    pub digest: [u8; 32],
}

impl Body<()> {
    /// Of an operation that takes none.
    pub const NONE: Self = Self { value: (), digest: [0; 32] };
}

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        require_json(request.headers())?;
        let bytes = Bytes::from_request(request, state).await.map_err(unread)?;
        Ok(Self { value: parse(&bytes)?, digest: Sha256::digest(&bytes).into() })
    }
}

/// A JSON body that may be left out: then it is the type's default.
#[derive(Debug)]
pub struct OptionalBody<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for OptionalBody<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let headers = request.headers().clone();
        let bytes = Bytes::from_request(request, state).await.map_err(unread)?;
        if bytes.is_empty() {
            return Ok(Self(T::default()));
        }
        require_json(&headers)?;
        parse(&bytes).map(Self)
    }
}

/// `application/json`, in UTF-8, not compressed; everything else is 415.
fn require_json(headers: &HeaderMap) -> Result<(), Problem> {
    let refused = || Problem::from(ProblemKind::UnsupportedMediaType);
    let plain = headers.get(header::CONTENT_ENCODING).is_none_or(|encoding| encoding == "identity");
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).ok_or_else(refused)?;
    let mut parts = kind.split(';').map(|part| part.trim().to_ascii_lowercase());
    let is_json = parts.next().as_deref() == Some("application/json");
    let is_utf8 = parts.all(|part| match part.split_once('=') {
        Some(("charset", charset)) => matches!(charset.trim_matches('"'), "utf-8" | "utf8"),
        _ => true,
    });
    if plain && is_json && is_utf8 { Ok(()) } else { Err(refused()) }
}

fn unread(rejection: BytesRejection) -> Problem {
    use axum::response::IntoResponse;
    match rejection.into_response().status() {
        StatusCode::PAYLOAD_TOO_LARGE => ProblemKind::BodyTooLarge.into(),
        _ => ProblemKind::Malformed.into(),
    }
}

/// Bytes to a value: 400 when they are not JSON, 422 with pointers when they are not what is wanted.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    if nests_deeper_than(DEEPEST, bytes) {
        return Err(Problem::new(ProblemKind::Malformed).detail("the JSON nests deeper than 64 levels"));
    }
    if holds_zero(bytes) {
        return Err(faults::zero_character());
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let found = error.inner();
        if found.is_data() {
            Problem::invalid(vec![faults::finding(error.path(), &found.to_string())])
        } else {
            Problem::new(ProblemKind::Malformed).detail(format!("not JSON: {found}"))
        }
    })?;
    let rest = json.end().map_err(|error| Problem::new(ProblemKind::Malformed).detail(format!("not JSON: {error}")));
    rest?;
    objects::require::<T>(bytes)?;
    Ok(value)
}

/// Whether a text in it says `\u0000`, by which JSON can write what no database keeps.
fn holds_zero(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escape = &rest[at + 1..];
        if escape.starts_with(b"u0000") {
            return true;
        }
        // What is escaped is passed over: it may be a backslash itself.
        rest = escape.get(1..).unwrap_or_default();
    }
    false
}

/// Counts brackets outside of strings, without parsing.
fn nests_deeper_than(most: usize, bytes: &[u8]) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > most {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use recado_domain::{ContactId, Language, RequestId, Role};
    use serde::Deserialize;

    use super::*;

    #[test]
    fn a_zero_character_is_found_and_its_spelling_in_words_is_not() {
        for (json, holds) in [
            (r#"{"a":"\u0000"}"#, true),
            (r#"{"a":"x\\\u0000"}"#, true),
            (r#"{"a":"\\u0000"}"#, false),
            (r#"{"a":"\n\u0001"}"#, false),
            (r#"{"a":"\"#, false),
        ] {
            assert_eq!(holds_zero(json.as_bytes()), holds, "{json}");
        }
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Wanted {
        #[expect(dead_code, reason = "only its parsing is tested")]
        role: Role,
        #[expect(dead_code, reason = "only its parsing is tested")]
        inner: Inner,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields, rename_all = "camelCase")]
    struct Inner {
        #[expect(dead_code, reason = "only its parsing is tested")]
        contact_ids: Vec<ContactId>,
    }

    fn refusal(body: &str) -> (u16, Vec<(String, String)>) {
        let problem = parse::<Wanted>(body.as_bytes()).unwrap_err();
        let request = RequestId::from_uuid(uuid::Uuid::nil());
        let document = problem.document(request, Language::En);
        let errors = document.errors.unwrap_or_default();
        (document.status, errors.into_iter().map(|error| (error.pointer, error.detail)).collect())
    }

    #[test]
    fn every_fault_is_found_at_its_place() {
        let table = [
            (r#"{"role":"king","inner":{"contactIds":[]}}"#, "/role", "This must be one of owner, admin"),
            (r#"{"role":"agent"}"#, "/inner", "This is required."),
            (r#"{"role":"agent","inner":{}}"#, "/inner/contactIds", "This is required."),
            (r#"{"role":"agent","inner":{"contactIds":[],"x":1}}"#, "/inner/x", "There is no such field."),
            (
                r#"{"role":"agent","inner":{"contactIds":["msg_1"]}}"#,
                "/inner/contactIds/0",
                "expected an id that begins",
            ),
            (r#"{"role":7,"inner":{"contactIds":[]}}"#, "/role", "invalid type: integer"),
        ];
        for (body, pointer, detail) in table {
            let (status, errors) = refusal(body);
            assert_eq!((status, errors.len()), (422, 1), "{body}");
            assert_eq!(errors[0].0, pointer, "{body}");
            assert!(errors[0].1.starts_with(detail), "{body}: {}", errors[0].1);
        }
    }

    #[test]
    fn what_is_not_json_is_malformed() {
        let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
        let table = [
            "",
            "{",
            "nonsense",
            r#"{"role":"agent","inner":{"contactIds":[]}} x"#,
            "\u{feff}{}",
            deep.as_str(),
            "[\"\\ud800\"]",
        ];
        for body in table {
            assert_eq!(refusal(body).0, 400, "{}", &body[..body.len().min(40)]);
        }
        assert_eq!(parse::<Wanted>(b"{\"role\":\"\xff\"}").unwrap_err().kind(), ProblemKind::Malformed);
    }

    #[test]
    fn brackets_inside_strings_do_not_nest() {
        let flat = format!("[\"{}\\\"[\"]", "[{".repeat(200));
        assert!(!nests_deeper_than(DEEPEST, flat.as_bytes()));
        assert!(nests_deeper_than(DEEPEST, "[".repeat(65).as_bytes()));
        assert!(!nests_deeper_than(DEEPEST, "[".repeat(64).as_bytes()));
    }
}
