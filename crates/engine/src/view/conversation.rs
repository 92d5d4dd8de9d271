use recado_domain::{
    ConversationId, NumberId, TagId, TeamId, Timestamp, UserId,
    conversation::{ConversationPriority, ConversationStatus},
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{ContactView, MessageView};

/// A conversation, as shown outside.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Conversation)]
pub struct ConversationView {
    /// `cnv_…`
    #[schema(value_type = String)]
    pub id: ConversationId,
    /// Whom it is with.
    pub contact: ContactView,
    /// Our number: `num_…`
    #[schema(value_type = String)]
    pub number_id: NumberId,
    /// `open`, `pending`, `snoozed`, `closed` or `archived`.
    #[schema(value_type = String)]
    pub status: ConversationStatus,
    /// The person it is assigned to: `usr_…`
    #[schema(value_type = Option<String>)]
    pub assignee_id: Option<UserId>,
    /// The team it is assigned to: `tem_…`
    #[schema(value_type = Option<String>)]
    pub team_id: Option<TeamId>,
    /// `none`, `low`, `medium`, `high` or `urgent`.
    #[schema(value_type = String)]
    pub priority: ConversationPriority,
    /// The tags on it: `tag_…`
    #[schema(value_type = Vec<String>)]
    pub tag_ids: Vec<TagId>,
    /// When it wakes, if it is snoozed.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub snoozed_until: Option<Timestamp>,
    /// Inbound messages since it was last marked read; 1 if somebody marked it unread since.
    pub unread_count: i64,
    /// The newest message.
    pub last_message: Option<MessageView>,
    /// When something was last said.
    #[schema(value_type = String, format = DateTime)]
    pub last_activity_at: Timestamp,
    /// When the 24-hour service window ends or ended; null when it never opened.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub window_expires_at: Option<Timestamp>,
}
