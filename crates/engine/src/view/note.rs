use recado_domain::{ConversationId, NoteId, Timestamp, UserId};
use serde::Serialize;
use utoipa::ToSchema;

/// A note that a team wrote to itself, as shown outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Note)]
pub struct NoteView {
    /// `nte_…`
    #[schema(value_type = String)]
    pub id: NoteId,
    /// `cnv_…`
    #[schema(value_type = String)]
    pub conversation_id: ConversationId,
    /// Who wrote it: `usr_…`; null for an API key.
    #[schema(value_type = Option<String>)]
    pub author_id: Option<UserId>,
    /// What it says; empty when it was deleted.
    pub body: String,
    /// Whom it mentions: `usr_…`
    #[schema(value_type = Vec<String>)]
    pub mentions: Vec<UserId>,
    /// When it was written.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last edited.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub edited_at: Option<Timestamp>,
    /// When it was deleted: its place stays, its words are gone.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub deleted_at: Option<Timestamp>,
}
