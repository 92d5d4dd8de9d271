use recado_domain::{SavedViewId, Timestamp};
use recado_engine::conversations::ConversationQuery;
use recado_storage::tenant::saved_views::SavedView;
use serde::Serialize;
use utoipa::ToSchema;

/// A saved view, as shown outside.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SavedView)]
pub(super) struct SavedViewView {
    /// `viw_…`
    #[schema(value_type = String)]
    pub(super) id: SavedViewId,
    /// The name shown.
    name: String,
    /// The filters, as the list of conversations takes them.
    query: ConversationQuery,
    /// Whether it is everybody's; else the caller's own.
    shared: bool,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<SavedView> for SavedViewView {
    fn from(row: SavedView) -> Self {
        let SavedView { id, name, owner_id, query, created_at, .. } = row;
        let query = serde_json::from_str(&query).unwrap_or_default();
        Self { id, name, query, shared: owner_id.is_none(), created_at }
    }
}
