use axum::{Json, extract::State};
use recado_domain::{KeyId, Timestamp, UserId};
use recado_storage::tenant::api_keys::ApiKey;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, may::KeysManage},
    extract::Query,
    list::{Page, PageQuery},
    problem::Problem,
};

const LIST: &str = "api_keys";

/// An API key, without the key itself.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ApiKey)]
pub(super) struct ApiKeyView {
    /// `key_…`
    #[schema(value_type = String)]
    id: KeyId,
    /// What it is for.
    name: String,
    /// What it may do.
    scopes: Vec<String>,
    /// From where it may be used; everywhere when there is none.
    allowed_networks: Vec<String>,
    /// Who made it: `usr_…`; null when another key did.
    #[schema(value_type = Option<String>)]
    created_by: Option<UserId>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it ends by itself.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// When it was last used, to the minute or so.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used_at: Option<Timestamp>,
    /// When it was revoked.
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Timestamp>,
}

impl From<ApiKey> for ApiKeyView {
    fn from(key: ApiKey) -> Self {
        let ApiKey { id, name, scopes, networks, created_by, created_at, expires_at, last_used_at, revoked_at } = key;
        let (scopes, allowed_networks) = (texts(&scopes), texts(&networks));
        Self { id, name, scopes, allowed_networks, created_by, created_at, expires_at, last_used_at, revoked_at }
    }
}

fn texts(stored: &serde_json::Value) -> Vec<String> {
    stored.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str).map(str::to_owned).collect()
}

/// List the tenant's API keys
///
/// Revoked and expired ones too; never the keys themselves.
#[utoipa::path(
    get, path = "/api-keys", operation_id = "listApiKeys", tag = "people",
    security(("accessToken" = ["keys:manage"])),
    params(PageQuery),
    responses((status = 200, description = "A page of keys.", body = Page<ApiKeyView>, example = json!({
        "data": [{"id": "key_01h455vb4pex5vsknk084sn02q", "name": "Shop system", "scopes": ["messages:send"], "allowedNetworks": [],
                  "createdBy": "usr_01h455vb4pex5vsknk084sn02q", "createdAt": "2026-11-22T04:00:00.000Z",
                  "expiresAt": "2027-11-22T04:00:00.000Z", "lastUsedAt": null, "revokedAt": null}],
        "nextCursor": null
    })))
)]
pub(super) async fn list_api_keys(
    State(app): State<App>,
    caller: Can<KeysManage>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ApiKeyView>>, Problem> {
    let after: Option<KeyId> = app.cursors.open(LIST, query.cursor.as_deref())?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().api_keys().list(after, query.limit.with_probe()).await?;
    Ok(Json(app.cursors.page(LIST, rows, query.limit, |last| last.id).map(ApiKeyView::from)))
}
