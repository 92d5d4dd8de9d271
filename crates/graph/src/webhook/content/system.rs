//! Notes of WhatsApp itself about who the customer is. They come without `contacts[]`.

use serde_json::Value;

use crate::lenient::{flag, some, text, time_ms};
use crate::webhook::identity::{Identity, Slots};

/// A change of identity, with the ids before and after as far as Meta tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SystemNote {
    /// `user_changed_number`, `user_changed_user_id`, `customer_changed_number`, `customer_identity_changed`, …
    pub kind: Option<String>,
    pub body: Option<String>,
    /// Who they were. `previous_*` exist since August 2026; in older payloads the sender stands for them.
    pub previous: Identity,
    /// Who they are now; only ids that are new.
    pub current: Identity,
    /// Of `customer_identity_changed`: the key that changed.
    pub check: Option<IdentityCheck>,
}

/// A changed encryption key: the only early hint that a number was given to somebody else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IdentityCheck {
    pub acknowledged: Option<bool>,
    /// Milliseconds since 1970 UTC.
    pub created_ms: Option<i64>,
    pub hash: Option<String>,
}

const CURRENT: Slots<'_> =
    Slots { phone: &["wa_id", "new_wa_id"], user_id: &["user_id"], parent_user_id: &["parent_user_id"] };
const PREVIOUS: Slots<'_> =
    Slots { phone: &["customer"], user_id: &["previous_user_id"], parent_user_id: &["previous_parent_user_id"] };
const SENDER: Slots<'_> =
    Slots { phone: &["from"], user_id: &["from_user_id"], parent_user_id: &["from_parent_user_id"] };

impl SystemNote {
    pub(super) fn read(message: &Value, raw: &Value) -> Self {
        let sender = Identity::read(message, SENDER);
        let current = Identity::read(raw, CURRENT);
        let named = Identity::read(raw, PREVIOUS);
        Self {
            kind: text(raw, "type"),
            body: text(raw, "body"),
            previous: Identity {
                phone: former(sender.phone.or(named.phone), current.phone.as_ref()),
                user_id: former(named.user_id.or(sender.user_id), current.user_id.as_ref()),
                parent_user_id: former(named.parent_user_id.or(sender.parent_user_id), current.parent_user_id.as_ref()),
            },
            current,
            check: some(message, "identity").or_else(|| some(raw, "identity")).map(IdentityCheck::read),
        }
    }
}

/// The sender's id, unless it is already the new one.
fn former(candidate: Option<String>, current: Option<&String>) -> Option<String> {
    candidate.filter(|id| Some(id) != current)
}

impl IdentityCheck {
    /// The hash alone, as text, in older payloads.
    fn read(raw: &Value) -> Self {
        Self {
            acknowledged: flag(raw, "acknowledged"),
            created_ms: time_ms(raw, "created_timestamp"),
            hash: text(raw, "hash").or_else(|| raw.as_str().map(str::to_owned)),
        }
    }
}
