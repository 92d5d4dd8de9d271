use axum::{Json, extract::State};
use recado_domain::{TenantId, Timestamp};
use recado_storage::{Scope, platform::tenants::ListedTenant};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    app::App,
    auth::{CanPlatform, may::TenantsManage},
    extract::Query,
    list::{Page, PageQuery},
    problem::Problem,
};

const LIST: &str = "tenants";

/// A tenant, as super-admins see it in their list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ListedTenant)]
pub(super) struct ListedTenantView {
    /// `ten_…`
    #[schema(value_type = String)]
    id: TenantId,
    /// Its name in addresses and headers.
    slug: String,
    /// Its name for people.
    name: String,
    /// `starter`, `professional` or `enterprise`.
    plan: String,
    /// `active`, `suspended` or `cancelled`.
    status: String,
    /// How many members it has.
    users: i64,
    /// How many phone numbers it has.
    numbers: i64,
    /// Messages in and out of this month in its time zone, counted every hour.
    month_messages: i64,
    /// Bytes of its messages' content and of its part of the log, counted every hour. Indexes and the like come on top.
    stored_bytes: i64,
    /// How far these were counted; null: not yet.
    #[schema(value_type = Option<String>, format = DateTime)]
    counted_through: Option<Timestamp>,
    /// Messages that wait to be sent, up to 10,000.
    queued: i64,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<ListedTenant> for ListedTenantView {
    fn from(tenant: ListedTenant) -> Self {
        Self {
            id: tenant.id,
            slug: tenant.slug,
            name: tenant.name,
            plan: tenant.plan.to_string(),
            status: tenant.status.to_string(),
            users: tenant.users,
            numbers: tenant.numbers,
            month_messages: tenant.month_messages,
            stored_bytes: tenant.stored_bytes,
            counted_through: tenant.counted_through,
            queued: tenant.queued,
            created_at: tenant.created_at,
        }
    }
}

/// List all tenants
///
/// For super-admins, the oldest first.
#[utoipa::path(
    get, path = "/tenants", operation_id = "listTenants", tag = "people",
    security(("accessToken" = ["tenants:manage"])),
    params(PageQuery),
    responses((status = 200, description = "A page of tenants.", body = Page<ListedTenantView>, example = json!({
        "data": [{"id": "ten_01h455vb4pex5vsknk084sn02q", "slug": "shop", "name": "Shop", "plan": "professional",
                  "status": "active", "users": 12, "numbers": 2, "monthMessages": 41250,
                  "storedBytes": 73_400_320, "countedThrough": "2026-11-23T10:00:00.000Z", "queued": 0,
                  "createdAt": "2026-11-22T04:00:00.000Z"}],
        "nextCursor": null
    })))
)]
pub(super) async fn list_tenants(
    State(app): State<App>,
    _caller: CanPlatform<TenantsManage>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<ListedTenantView>>, Problem> {
    let after: Option<Uuid> = app.cursors.open(LIST, query.cursor.as_deref())?;
    let mut read = app.engine.db.read(Scope::System).await?;
    let rows = read.platform().tenants().list(after.unwrap_or(Uuid::nil()), query.limit.with_probe()).await?;
    Ok(Json(app.cursors.page(LIST, rows, query.limit, |last| last.id.uuid()).map(ListedTenantView::from)))
}
