//! The caller's own tenant: its name, its settings, its logo.

mod change;
mod delete_logo;
mod get;
mod get_logo;
mod onboarding;
mod put_logo;
mod usage;

use serde_json::{Value as Json, json};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::app::App;

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get::get_tenant, change::change_own_tenant))
        .routes(routes!(usage::get_usage))
        .routes(routes!(onboarding::get_onboarding, onboarding::change_onboarding))
        .routes(routes!(get_logo::get_logo, put_logo::put_logo, delete_logo::delete_logo))
}

/// Bytes of a picture, for the description.
const PICTURE: &str = "(the bytes of the picture)";

/// A tenant as its people see it, for the description.
fn example() -> Json {
    json!({
        "id": "ten_01h455vb4pex5vsknk084sn02q", "slug": "shop", "name": "Shop", "plan": "professional", "status": "active",
        "timeZone": "America/Sao_Paulo", "accent": 210, "logoUrl": "/api/v1/tenant/logo?v=9f86d081884c7d659a2feaa0c55ad015", "agentSight": "team", "secondFactor": "optional",
        "sessionIdleHours": {"owner": 168, "admin": 168, "supervisor": 336, "agent": 336, "viewer": 336}
    })
}
