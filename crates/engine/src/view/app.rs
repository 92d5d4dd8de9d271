use recado_domain::{AppId, Timestamp};
use recado_storage::platform::apps::AppRow;
use serde::Serialize;
use utoipa::ToSchema;

use crate::intake::DEFAULT_SLUG;

/// One of Meta's apps, as shown outside; nothing secret of it ever is.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = App)]
pub struct AppView {
    /// `app_…`
    #[schema(value_type = String)]
    pub id: AppId,
    /// Its name in webhook paths.
    pub slug: String,
    /// Meta's id of it.
    pub app_id: Option<String>,
    /// Whether it is the platform's own: open to all tenants, changed by super-admins only.
    pub is_platform: bool,
    /// The path that its webhooks come to, below this server's public address.
    pub webhook_path: String,
    /// The whole address to enter at Meta; null: this server was not told its public address.
    pub webhook_url: Option<String>,
    /// Whether signatures with the secret before the last change are still accepted.
    pub accepts_previous: bool,
    /// When it was registered.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl From<AppRow> for AppView {
    fn from(row: AppRow) -> Self {
        Self {
            id: row.id,
            webhook_path: webhook_path(&row.slug),
            webhook_url: None,
            slug: row.slug,
            app_id: row.meta_app_id,
            is_platform: row.tenant_id.is_none(),
            accepts_previous: row.previous_secret.is_some(),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

impl AppView {
    /// As it is told by a server with this public address.
    #[must_use]
    pub fn at(self, public_url: Option<&str>) -> Self {
        let webhook_url = public_url.map(|url| format!("{}{}", url.trim_end_matches('/'), self.webhook_path));
        Self { webhook_url, ..self }
    }
}

/// The path to enter at Meta for the app of this slug.
pub fn webhook_path(slug: &str) -> String {
    if slug == DEFAULT_SLUG { "/webhook/whatsapp".to_owned() } else { format!("/webhook/whatsapp/{slug}") }
}
