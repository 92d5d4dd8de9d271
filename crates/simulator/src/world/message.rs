//! The ledger: every send that reached Meta's side, and what is known of the accepted ones.

use recado_domain::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    Accepted,
    Rejected,
}

/// One row of `GET /_sim/messages`, in the contract's words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LedgerEntry {
    pub wamid: Option<String>,
    pub phone_number_id: String,
    /// As the caller wrote it: `to`, else `recipient`.
    pub to: Option<String>,
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The body; text if it was not JSON.
    pub request: Value,
    /// `biz_opaque_callback_data`.
    pub tracker: Option<String>,
    pub received_at: Timestamp,
    pub outcome: Outcome,
    /// Graph's error code of a refusal.
    pub code: Option<i64>,
}

/// What the statuses of an accepted message need.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Sent {
    pub wamid: String,
    pub phone_number_id: String,
    pub kind: String,
    /// Known phone of the recipient; None for somebody without one.
    pub wa_id: Option<String>,
    pub user_id: String,
    /// Whether the caller used the phone or the user id.
    pub by_phone: bool,
    pub tracker: Option<String>,
    /// `pricing.type` and `pricing.category`.
    pub pricing: (String, String),
    /// Whether a status with pricing that means delivery was already planned.
    #[serde(default)]
    pub delivery_priced: bool,
}

/// A read receipt or typing indicator that the business sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Receipt {
    pub phone_number_id: String,
    pub message_id: Option<String>,
    pub typing: bool,
    pub received_at: Timestamp,
    pub outcome: Outcome,
    pub code: Option<i64>,
}
