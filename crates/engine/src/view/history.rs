use recado_domain::{ConversationId, HistoryId, Timestamp, conversation::HistoryKind};
use serde::Serialize;
use serde_json::Value as Json;
use utoipa::ToSchema;

/// What was done to a conversation, as shown outside: a thin line of its thread.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HistoryEntry)]
pub struct HistoryView {
    /// `cev_…`
    #[schema(value_type = String)]
    pub id: HistoryId,
    /// `cnv_…`
    #[schema(value_type = String)]
    pub conversation_id: ConversationId,
    /// `assigned`, `transferred`, `closed`, `archived`, `reopened`, `parked` (pending), `resumed`, `snoozed`, `woken`,
    /// `tagged`, `untagged` or `prioritized`; further words will come.
    #[schema(value_type = String)]
    pub kind: HistoryKind,
    /// Who did it: `usr_…` or `key_…`; null: it happened by itself.
    pub by: Option<String>,
    /// assigned and transferred: `{"from":{"userId","teamId"},"to":{"userId","teamId"},"note"?}`; statuses:
    /// `{"from","to","until"?,"cause"?}`; tagged and untagged: `{"tags":[{"id","name"}]}`; prioritized: `{"from","to"}`.
    #[schema(value_type = Object)]
    pub data: Json,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
}
