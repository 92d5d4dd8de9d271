//! A refusal in Graph's error envelope (cloud-api.md §1.4).

use serde_json::{Value, json};

use super::catalogue::describe;

/// Why Graph says no.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub code: i64,
    pub http_status: u16,
    subcode: Option<i64>,
    kind: &'static str,
    /// Replaces `(#code) title`.
    message: Option<String>,
    details: Option<String>,
}

impl Refusal {
    /// A code with its usual status and title.
    pub fn code(code: i64) -> Self {
        let (http_status, _) = describe(code);
        Self { code, http_status, subcode: None, kind: "OAuthException", message: None, details: None }
    }

    /// The same with what exactly is wrong.
    pub fn because(code: i64, details: impl Into<String>) -> Self {
        Self { details: Some(details.into()), ..Self::code(code) }
    }

    /// Graph's own parameter layer: a parameter of the request itself is missing, unknown or malformed.
    pub fn parameter(message: impl Into<String>) -> Self {
        Self { message: Some(format!("(#100) {}", message.into())), ..Self::code(100) }
    }

    /// An id that does not exist, or that this token may not see: Graph does not say which.
    pub fn unknown_object(id: &str, method: &str) -> Self {
        let verb = method.to_lowercase();
        Self {
            subcode: Some(33),
            kind: "GraphMethodException",
            message: Some(format!(
                "Unsupported {verb} request. Object with ID '{id}' does not exist, cannot be loaded due to missing \
                 permissions, or does not support this operation"
            )),
            ..Self::code(100)
        }
    }

    /// The token is missing, wrong or dead.
    pub fn token(message: &str) -> Self {
        Self { message: Some(message.to_owned()), ..Self::code(190) }
    }

    pub fn with_status(self, http_status: Option<u16>) -> Self {
        Self { http_status: http_status.unwrap_or(self.http_status), ..self }
    }

    pub fn envelope(&self, trace_id: &str) -> Value {
        let title = describe(self.code).1;
        let message = self.message.clone().unwrap_or_else(|| format!("(#{}) {title}", self.code));
        let mut error = json!({"message": message, "type": self.kind, "code": self.code, "fbtrace_id": trace_id});
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = json!(subcode);
        }
        if let Some(details) = &self.details {
            error["error_data"] = json!({"messaging_product": "whatsapp", "details": details});
        }
        if matches!(self.code, 1 | 2) {
            error["is_transient"] = json!(true);
        }
        json!({"error": error})
    }
}

/// An error as webhooks carry it.
pub(crate) fn webhook_error(code: i64, details: Option<&str>) -> Value {
    let title = describe(code).1;
    json!({
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": details.unwrap_or(title)},
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    })
}
