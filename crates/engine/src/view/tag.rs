use recado_domain::{TagId, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

/// A tag, as shown outside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Tag)]
pub struct TagView {
    /// `tag_…`
    #[schema(value_type = String)]
    pub id: TagId,
    /// The name shown; unique in the tenant, case and accents aside.
    pub name: String,
    /// Its place on the colour circle, 0 to 359.
    pub hue: i64,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}
