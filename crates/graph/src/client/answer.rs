//! How answers other than a send's are read.

use serde_json::Value;

use crate::lenient::{flag, list, scalar, some, text, time_ms};

/// One page of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    pub data: Vec<Value>,
    /// Opaque, for the next call; absent on the last page. Expires (131059: start anew).
    pub after: Option<String>,
}

impl Page {
    pub(super) fn read(answer: &Value) -> Option<Self> {
        let data = answer.get("data")?.as_array()?.clone();
        let paging = some(answer, "paging").unwrap_or(&Value::Null);
        let more = paging.get("next").is_some();
        let after = some(paging, "cursors").and_then(|cursors| text(cursors, "after"));
        Some(Self { data, after: after.filter(|_| more) })
    }
}

/// What Meta says about a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TokenInfo {
    pub is_valid: bool,
    pub app_id: Option<String>,
    pub kind: Option<String>,
    /// Milliseconds since 1970 UTC; absent or 0 means never.
    pub expires_ms: Option<i64>,
    pub scopes: Vec<String>,
    /// Which accounts each scope covers.
    pub granular_scopes: Vec<GranularScope>,
}

/// One scope and the accounts it was given for; none named means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GranularScope {
    pub scope: String,
    pub target_ids: Vec<String>,
}

impl TokenInfo {
    pub(super) fn read(answer: &Value) -> Option<Self> {
        let data = some(answer, "data")?;
        Some(Self {
            is_valid: flag(data, "is_valid")?,
            app_id: text(data, "app_id"),
            kind: text(data, "type"),
            expires_ms: time_ms(data, "expires_at").filter(|time| *time != 0),
            scopes: list(data, "scopes").iter().filter_map(scalar).collect(),
            granular_scopes: list(data, "granular_scopes").iter().filter_map(GranularScope::read).collect(),
        })
    }
}

impl GranularScope {
    fn read(raw: &Value) -> Option<Self> {
        let target_ids = list(raw, "target_ids").iter().filter_map(scalar).collect();
        Some(Self { scope: text(raw, "scope")?, target_ids })
    }
}

/// An object, as asked for.
pub(super) fn object(answer: &Value) -> Option<Value> {
    (answer.is_object() && answer.get("error").is_none()).then(|| answer.clone())
}

/// The first element of a list: how a business profile is wrapped.
pub(super) fn first(answer: &Value) -> Option<Value> {
    Page::read(answer)?.data.into_iter().next()
}

/// `{"success":true}`.
pub(super) fn success(answer: &Value) -> Option<()> {
    flag(answer, "success").filter(|success| *success).map(drop)
}
