use recado_domain::{TenantId, Timestamp};
use recado_storage::platform::tenants::Tenant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::v1::users::UserView;

/// A tenant, as super-admins see it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Tenant)]
pub(super) struct TenantView {
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
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<Tenant> for TenantView {
    fn from(tenant: Tenant) -> Self {
        let Tenant { id, slug, name, plan, status, created_at, .. } = tenant;
        Self { id, slug, name, plan: plan.to_string(), status: status.to_string(), created_at }
    }
}

/// A tenant that was made, with its owner.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreatedTenant {
    #[serde(flatten)]
    pub(super) tenant: TenantView,
    /// Its first owner.
    pub(super) owner: UserView,
}
