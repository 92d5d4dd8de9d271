//! `statuses[]`: what became of messages that were sent.

use serde_json::Value;

use super::contact::Contact;
use super::error_object::ErrorObject;
use super::identity::{Identity, Slots};
use crate::lenient::{flag, list, some, text, time_ms};

/// Meta's status words; new ones are kept as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeliveryStatus {
    Sent,
    Delivered,
    Read,
    /// A voice note was played.
    Played,
    Failed,
    /// Legacy.
    Deleted,
    /// Legacy.
    Warning,
    Other(String),
}

impl DeliveryStatus {
    pub fn as_str(&self) -> &str {
        match self {
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Played => "played",
            Self::Failed => "failed",
            Self::Deleted => "deleted",
            Self::Warning => "warning",
            Self::Other(word) => word,
        }
    }
}

impl From<&str> for DeliveryStatus {
    /// History sync writes the words in upper case.
    fn from(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "sent" => Self::Sent,
            "delivered" => Self::Delivered,
            "read" => Self::Read,
            "played" => Self::Played,
            "failed" => Self::Failed,
            "deleted" => Self::Deleted,
            "warning" => Self::Warning,
            _ => Self::Other(word.to_owned()),
        }
    }
}

/// One status of one message. Correlate by `id` only; recipient ids come and go.
#[derive(Debug, Clone)]
pub struct StatusUpdate {
    /// The wamid that the send was answered with.
    pub id: String,
    pub status: DeliveryStatus,
    /// Milliseconds since 1970 UTC, by Meta's clock.
    pub timestamp_ms: Option<i64>,
    pub recipient: Identity,
    /// The group, when the message went to one.
    pub group_id: Option<String>,
    /// The member of the group whom this status is about; absent when aggregated.
    pub participant: Identity,
    /// What the send carried; ours is the tracker of the attempt.
    pub biz_opaque_callback_data: Option<String>,
    pub recipient_identity_key_hash: Option<String>,
    pub conversation: Option<Conversation>,
    pub pricing: Option<Pricing>,
    pub errors: Vec<ErrorObject>,
    /// People named at the status itself (usernames on delivered and read).
    pub contacts: Vec<Contact>,
    /// The status as sent, NUL characters replaced.
    pub raw: Value,
}

/// From v24 on only for free entry point windows, before on everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conversation {
    pub id: Option<String>,
    pub origin: Option<String>,
    /// Milliseconds since 1970 UTC; on `sent` only.
    pub expiration_ms: Option<i64>,
}

/// Why a message costs, never how much.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pricing {
    /// On its way out at Meta: prefer `kind` and `category`.
    pub billable: Option<bool>,
    pub model: Option<String>,
    /// `pricing.type`: regular, `free_customer_service`, `free_entry_point`.
    pub kind: Option<String>,
    /// Hyphens become underscores: Meta prints both.
    pub category: Option<String>,
}

impl StatusUpdate {
    /// Needs an id and a status word; everything else may be missing.
    pub(super) fn read(raw: Value) -> Result<Self, Value> {
        let (Some(id), Some(word)) = (text(&raw, "id"), text(&raw, "status")) else { return Err(raw) };
        let participant = Identity::read(&raw, PARTICIPANT);
        // Only groups have participants, whether or not the status says that it is a group's.
        let to_group = text(&raw, "recipient_type").as_deref() == Some("group") || !participant.is_empty();
        Ok(Self {
            id,
            status: DeliveryStatus::from(word.as_str()),
            timestamp_ms: time_ms(&raw, "timestamp"),
            recipient: Identity::read(&raw, recipient_slots(to_group)),
            group_id: text(&raw, "group_id").or_else(|| text(&raw, "recipient_id").filter(|_| to_group)),
            participant,
            biz_opaque_callback_data: text(&raw, "biz_opaque_callback_data"),
            recipient_identity_key_hash: text(&raw, "recipient_identity_key_hash"),
            conversation: some(&raw, "conversation").map(Conversation::read),
            pricing: some(&raw, "pricing").map(Pricing::read),
            errors: ErrorObject::read_all(&raw),
            contacts: list(&raw, "contacts").iter().map(Contact::read).collect(),
            raw,
        })
    }
}

/// The phone's name was the other way round in early drafts, and some still send that.
const PARTICIPANT: Slots<'_> = Slots {
    phone: &["recipient_participant_id", "participant_recipient_id"],
    user_id: &["recipient_participant_user_id"],
    parent_user_id: &["recipient_participant_parent_user_id"],
};

/// The parent's id was spelt the other way round in early drafts, and some still send that.
fn recipient_slots(to_group: bool) -> Slots<'static> {
    Slots {
        phone: if to_group { &[] } else { &["recipient_id"] },
        user_id: &["recipient_user_id"],
        parent_user_id: &["recipient_parent_user_id", "parent_recipient_user_id"],
    }
}

impl Conversation {
    fn read(raw: &Value) -> Self {
        Self {
            id: text(raw, "id"),
            origin: some(raw, "origin").and_then(|origin| text(origin, "type")),
            expiration_ms: time_ms(raw, "expiration_timestamp"),
        }
    }
}

impl Pricing {
    fn read(raw: &Value) -> Self {
        Self {
            billable: flag(raw, "billable"),
            model: text(raw, "pricing_model"),
            kind: text(raw, "type"),
            category: text(raw, "category").map(|category| category.replace('-', "_")),
        }
    }
}
