use recado_domain::{ContactId, TagId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// A contact, as shown outside.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Contact)]
pub struct ContactView {
    /// `con_…`
    #[schema(value_type = String)]
    pub id: ContactId,
    /// The name shown.
    pub name: String,
    /// `+` and digits; null when the person shares none.
    pub phone: Option<String>,
    /// WhatsApp username, for display only.
    pub username: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Company.
    pub company: Option<String>,
    /// The tags on them: `tag_…`
    #[schema(value_type = Vec<String>)]
    pub tag_ids: Vec<TagId>,
    /// The living identities.
    pub identities: Vec<IdentityView>,
    /// Since when nothing is sent to them; null: not blocked.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub blocked_at: Option<Timestamp>,
    /// When the contact was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When the person last wrote, to ten minutes; null: never.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_activity_at: Option<Timestamp>,
}

/// One identity of a contact.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Identity)]
pub struct IdentityView {
    /// `phone`, `bsuid` or `parent_bsuid`.
    pub kind: String,
    /// The value, as Meta last wrote it; phones with a leading `+`.
    pub value: String,
}
