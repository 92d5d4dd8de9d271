//! `contacts[]`: what Meta tells about the people in a change.

use serde_json::Value;

use super::identity::{Identity, Slots};
use crate::lenient::{some, text};

/// One person. Name and username are for display only: people change both at will.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    pub identity: Identity,
    pub name: Option<String>,
    /// Without the leading `@`, which Meta sometimes prints.
    pub username: Option<String>,
    pub identity_key_hash: Option<String>,
}

impl Contact {
    pub(super) fn read(raw: &Value) -> Self {
        let profile = some(raw, "profile").unwrap_or(&Value::Null);
        let slots = Slots { phone: &["wa_id"], user_id: &["user_id"], parent_user_id: &["parent_user_id"] };
        Self {
            identity: Identity::read(raw, slots),
            name: text(profile, "name"),
            username: text(profile, "username").map(|name| name.trim_start_matches('@').to_owned()),
            identity_key_hash: text(raw, "identity_key_hash"),
        }
    }
}
