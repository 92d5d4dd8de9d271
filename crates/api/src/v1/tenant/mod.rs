//! The caller's own tenant: its name and its settings.

mod change;
mod get;

use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get::get_tenant, change::change_own_tenant))
}

/// A tenant as its people see it, for the description.
fn example() -> Json {
    json!({
        "id": "ten_01h455vb4pex5vsknk084sn02q", "slug": "shop", "name": "Shop", "plan": "professional", "status": "active",
        "timeZone": "America/Sao_Paulo", "accent": 210, "logoUrl": null, "agentSight": "team",
        "sessionIdleHours": {"owner": 168, "admin": 168, "supervisor": 336, "agent": 336, "viewer": 336}
    })
}
