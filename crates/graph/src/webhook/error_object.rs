//! Error objects inside webhooks.

use serde_json::Value;

use crate::lenient::{integer, list, some, text};

/// One element of an `errors[]` list: of a value, a message or a status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ErrorObject {
    /// Decide on this, never on the texts.
    pub code: Option<i64>,
    pub title: Option<String>,
    /// Code and title again; titles change.
    pub message: Option<String>,
    /// `error_data.details`, or `error_data` itself where Meta sends text: the part worth showing.
    pub details: Option<String>,
    pub href: Option<String>,
}

impl ErrorObject {
    /// The list under `errors`; absent or misshapen gives none.
    pub(super) fn read_all(object: &Value) -> Vec<Self> {
        list(object, "errors").iter().map(Self::read).collect()
    }

    fn read(raw: &Value) -> Self {
        Self {
            code: integer(raw, "code"),
            title: text(raw, "title"),
            message: text(raw, "message"),
            details: details(raw),
            href: text(raw, "href"),
        }
    }
}

/// `error_data` is an object with details on messaging calls, plain text on some management calls.
pub(crate) fn details(error: &Value) -> Option<String> {
    text(error, "error_data").or_else(|| some(error, "error_data").and_then(|data| text(data, "details")))
}
