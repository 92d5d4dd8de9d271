//! Taps and answers to interactive messages.

use serde_json::Value;

use crate::lenient::{flag, scalar, some, text, time_ms};

/// A quick reply of a template. The label is what the customer saw, the payload what was set for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ButtonTap {
    pub payload: Option<String>,
    pub text: Option<String>,
}

impl ButtonTap {
    pub(super) fn read(raw: &Value) -> Self {
        Self { payload: text(raw, "payload"), text: text(raw, "text") }
    }
}

/// An answer to a session message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InteractiveReply {
    Button {
        id: Option<String>,
        title: Option<String>,
    },
    List {
        id: Option<String>,
        title: Option<String>,
        description: Option<String>,
    },
    /// A flow or an address form.
    Form {
        /// `flow` or `address_message`.
        name: Option<String>,
        body: Option<String>,
        /// JSON text as the form gave it: any JSON, usually with a `flow_token`.
        response_json: Option<String>,
    },
    CallPermission {
        /// `accept` or `reject`.
        response: Option<String>,
        is_permanent: bool,
        /// Milliseconds since 1970 UTC.
        expiration_ms: Option<i64>,
        response_source: Option<String>,
    },
    /// A type without a reader.
    Other {
        kind: String,
    },
    /// Meta sent the message without its object; the change carries an error instead.
    Absent,
}

impl InteractiveReply {
    pub(super) fn read(raw: &Value) -> Self {
        let Some(kind) = text(raw, "type") else { return Self::Absent };
        let reply = some(raw, &kind).unwrap_or(&Value::Null);
        match kind.as_str() {
            "button_reply" => Self::Button { id: text(reply, "id"), title: text(reply, "title") },
            "list_reply" => Self::List {
                id: text(reply, "id"),
                title: text(reply, "title"),
                description: text(reply, "description"),
            },
            "nfm_reply" => Self::Form {
                name: text(reply, "name"),
                body: text(reply, "body"),
                response_json: some(reply, "response_json")
                    .map(|json| scalar(json).unwrap_or_else(|| json.to_string())),
            },
            "call_permission_reply" => Self::CallPermission {
                response: text(reply, "response"),
                is_permanent: flag(reply, "is_permanent").unwrap_or(false),
                expiration_ms: time_ms(reply, "expiration_timestamp"),
                response_source: text(reply, "response_source"),
            },
            _ => Self::Other { kind },
        }
    }
}
