use axum::{Json, extract::State};
use recado_domain::{Change, FactorPolicy, Role, visibility::AgentSight, zone::zone_name};
use recado_engine::{access::TenantChange, view::TenantSettingsView};
use serde::Deserialize;
use utoipa::ToSchema;

use super::example;
use crate::{
    app::App,
    auth::{Can, may::TenantManage},
    check::{Check, Fault},
    extract::Body,
    problem::Problem,
    words::Text,
};

/// A session ends after thirty days however busy it was.
const MOST_HOURS: u16 = 30 * 24;
const NO_ZONE: Text = Text {
    en: "This must be a time zone such as America/Sao_Paulo.",
    pt: "Deve ser um fuso horário como America/Sao_Paulo.",
    es: "Debe ser una zona horaria como America/Sao_Paulo.",
};

/// What is to change about the tenant. A field that is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ChangeOwnTenant {
    /// Its name for people.
    name: Option<String>,
    /// The time zone that its people think in, as `America/Sao_Paulo`.
    time_zone: Option<String>,
    /// The hue of its accent colour, 0 to 359; null: the product's own.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    accent: Change<u16>,
    /// What agents see: `team` or `all`.
    #[schema(value_type = Option<String>)]
    agent_sight: Option<AgentSight>,
    /// Who needs a second factor to work in it: `optional`, `managers` or `all`.
    #[schema(value_type = Option<String>)]
    second_factor: Option<FactorPolicy>,
    /// After how many idle hours a session ends, by role.
    session_idle_hours: Option<ChangeIdleHours>,
}

/// After how many idle hours a session ends, 1 to 720; null: the usual ones.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeIdleHours {
    /// Owners'.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    owner: Change<u16>,
    /// Admins'.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    admin: Change<u16>,
    /// Supervisors'.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    supervisor: Change<u16>,
    /// Agents'.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    agent: Change<u16>,
    /// Viewers'.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    viewer: Change<u16>,
}

impl ChangeIdleHours {
    fn by_role(&self) -> Vec<(Role, Change<u16>)> {
        vec![
            (Role::Owner, self.owner),
            (Role::Admin, self.admin),
            (Role::Supervisor, self.supervisor),
            (Role::Agent, self.agent),
            (Role::Viewer, self.viewer),
        ]
    }
}

impl ChangeOwnTenant {
    fn into_change(self) -> Result<TenantChange, Problem> {
        let idle_hours = self.session_idle_hours.as_ref().map(ChangeIdleHours::by_role).unwrap_or_default();
        let mut check = Check::default();
        check.optional_text(self.name.as_deref(), "/name", 100);
        let is_zone = self.time_zone.as_deref().is_none_or(|zone| zone_name(zone).is_some());
        check.that(is_zone, "/timeZone", Fault::Says(NO_ZONE));
        check.that(self.accent.value().is_none_or(|hue| *hue < 360), "/accent", Fault::OutOfRange(0, 359));
        for (role, hours) in &idle_hours {
            let fits = hours.value().is_none_or(|hours| (1..=MOST_HOURS).contains(hours));
            check.that(fits, format!("/sessionIdleHours/{role}"), Fault::OutOfRange(1, MOST_HOURS.into()));
        }
        check.done()?;
        let Self { name, time_zone, accent, agent_sight, second_factor, .. } = self;
        Ok(TenantChange { name, time_zone, accent, agent_sight, factor_policy: second_factor, idle_hours })
    }
}

/// Change the caller's tenant
///
/// Its people hear of it at once. If what agents see changes, they load anew; shorter idle times hold from the next renewal.
/// `secondFactor` takes a step-up, and somebody who has a second factor: else 409. Who lacks one that is asked for is told
/// `second-factor-missing` by everything but `/auth` and `/users/me`, and their sockets close.
#[utoipa::path(
    patch, path = "/tenant", operation_id = "changeOwnTenant", tag = "people",
    security(("accessToken" = ["tenant:manage"])),
    request_body(content = ChangeOwnTenant, example = json!({"name": "Shop", "timeZone": "America/Manaus", "accent": 210})),
    responses((status = 200, description = "The tenant.", body = TenantSettingsView, example = example))
)]
pub(super) async fn change_own_tenant(
    State(app): State<App>,
    caller: Can<TenantManage>,
    Body { value: body, .. }: Body<ChangeOwnTenant>,
) -> Result<Json<TenantSettingsView>, Problem> {
    let change = body.into_change()?;
    if change.factor_policy.is_some() {
        app.engine.require_proof(caller.person()).await?;
    }
    Ok(Json(app.engine.change_tenant(&caller, change).await?))
}
