use recado_domain::{ReplyId, TeamId, Timestamp};
use recado_storage::tenant::quick_replies::QuickReply;
use serde::Serialize;
use utoipa::ToSchema;

/// A quick reply, as shown outside.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = QuickReply)]
pub(super) struct QuickReplyView {
    /// `qrp_…`
    #[schema(value_type = String)]
    pub(super) id: ReplyId,
    /// What is typed behind the slash; unique in the tenant, case and accents aside.
    shortcut: String,
    /// The text, with its variables in double braces.
    body: String,
    /// The team that it belongs to: `tem_…`; null: everybody's.
    #[schema(value_type = Option<String>)]
    team_id: Option<TeamId>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<QuickReply> for QuickReplyView {
    fn from(row: QuickReply) -> Self {
        let QuickReply { id, shortcut, body, team_id, created_at, .. } = row;
        Self { id, shortcut, body, team_id, created_at }
    }
}
