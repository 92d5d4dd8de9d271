use std::time::Duration;

use recado_domain::{Change, FactorPolicy, Role, TenantId, visibility::AgentSight, zone::zone_name};
use recado_storage::{DbResult, Scope, platform::tenants::Tenant};
use serde_json::{Value as Json, json};

use super::{
    AccessEvent,
    audit::{self, Deed},
    caller::Caller,
    onboarding, rows_of,
    tenants::TenantError,
};
use crate::{
    Engine,
    events::{self, Event},
    view::{IdleHoursView, TenantSettingsView},
};

/// Of a tenant that chose none.
const TIME_ZONE: &str = "America/Sao_Paulo";

/// What a tenant's people change about it; what is not named stays.
#[derive(Debug, Clone, Default)]
pub struct TenantChange {
    /// Its name for people.
    pub name: Option<String>,
    /// A time zone that [`zone_name`] knows.
    pub time_zone: Option<String>,
    /// The hue of its accent colour, 0 to 359.
    pub accent: Change<u16>,
    /// What agents see.
    pub agent_sight: Option<AgentSight>,
    /// Who needs a second factor; only somebody who has one may say so.
    pub factor_policy: Option<FactorPolicy>,
    /// After how many idle hours a session ends; cleared: the usual ones.
    pub idle_hours: Vec<(Role, Change<u16>)>,
}

/// The tenant's setting `agentSight`.
pub(super) fn sight(settings: &Json) -> AgentSight {
    settings["agentSight"].as_str().and_then(|word| word.parse().ok()).unwrap_or(AgentSight::Team)
}

/// The tenant's setting `secondFactor`.
pub(super) fn factor_policy(settings: &Json) -> FactorPolicy {
    settings["secondFactor"].as_str().and_then(|word| word.parse().ok()).unwrap_or(FactorPolicy::Optional)
}

/// The tenant's setting `timeZone`.
pub(super) fn time_zone(settings: &Json) -> &str {
    settings["timeZone"].as_str().unwrap_or(TIME_ZONE)
}

/// The time zone of a tenant whose settings are still text.
pub(crate) fn tenant_time_zone(settings: &str) -> String {
    let settings: Json = serde_json::from_str(settings).unwrap_or_default();
    time_zone(&settings).to_owned()
}

/// The tenant's setting `accent`.
pub(super) fn accent(settings: &Json) -> Option<u16> {
    settings["accent"].as_u64().and_then(|hue| u16::try_from(hue).ok())
}

/// Where the tenant's logo is, by its setting `logo`: another one has another address.
pub(super) fn logo_url(settings: &Json) -> Option<String> {
    settings["logo"].as_str().map(|digest| format!("/api/v1/tenant/logo?v={digest}"))
}

/// The tenant's setting `sessionIdleHours`, hours by role.
pub(super) fn idle_limit(settings: &Json, role: Role) -> Duration {
    Duration::from_hours(idle_hours(settings, role))
}

/// Unless the tenant says otherwise a week for those who manage people and keys, and two for the others.
fn idle_hours(settings: &Json, role: Role) -> u64 {
    let usual = if matches!(role, Role::Owner | Role::Admin) { 7 * 24 } else { 14 * 24 };
    settings["sessionIdleHours"][role.as_str()].as_u64().unwrap_or(usual).max(1)
}

/// The tenant as its people see it.
pub(super) fn view(tenant: &Tenant) -> TenantSettingsView {
    let settings = &tenant.settings;
    let hours = |role| idle_hours(settings, role);
    TenantSettingsView {
        id: tenant.id,
        slug: tenant.slug.clone(),
        name: tenant.name.clone(),
        plan: tenant.plan.to_string(),
        status: tenant.status.to_string(),
        time_zone: time_zone(settings).to_owned(),
        accent: accent(settings),
        logo_url: logo_url(settings),
        agent_sight: sight(settings),
        second_factor: factor_policy(settings),
        session_idle_hours: IdleHoursView {
            owner: hours(Role::Owner),
            admin: hours(Role::Admin),
            supervisor: hours(Role::Supervisor),
            agent: hours(Role::Agent),
            viewer: hours(Role::Viewer),
        },
    }
}

/// Writes the change into the settings; answers the names of what was changed.
fn apply(tenant: &mut Tenant, change: TenantChange) -> Vec<&'static str> {
    let mut changed = Vec::new();
    if let Some(name) = change.name {
        name.trim().clone_into(&mut tenant.name);
        changed.push("name");
    }
    if let Some(zone) = change.time_zone.as_deref().and_then(zone_name) {
        tenant.settings["timeZone"] = json!(zone);
        changed.push("timeZone");
    }
    if !change.accent.is_keep() {
        tenant.settings["accent"] = json!(change.accent.value());
        changed.push("accent");
    }
    if let Some(sight) = change.agent_sight {
        tenant.settings["agentSight"] = json!(sight);
        changed.push("agentSight");
    }
    if let Some(policy) = change.factor_policy {
        tenant.settings["secondFactor"] = json!(policy);
        changed.push("secondFactor");
    }
    for (role, hours) in change.idle_hours.iter().filter(|(_, hours)| !hours.is_keep()) {
        tenant.settings["sessionIdleHours"][role.as_str()] = json!(hours.value());
        changed.push("sessionIdleHours");
    }
    changed.dedup();
    changed
}

impl Engine {
    /// The name of a tenant's time zone; UTC where there is no such tenant.
    pub(crate) async fn time_zone_of(&self, tenant: TenantId) -> DbResult<String> {
        let found = self.db.read(Scope::System).await?.platform().tenants().find(tenant).await?;
        Ok(found.map_or_else(|| "UTC".to_owned(), |found| view(&found).time_zone))
    }

    /// The tenant as its people see it.
    pub async fn tenant_settings(&self, tenant: TenantId) -> Result<TenantSettingsView, TenantError> {
        let mut read = self.db.read(Scope::System).await?;
        let found = read.platform().tenants().find(tenant).await?.ok_or(TenantError::Unknown)?;
        Ok(view(&found))
    }

    /// Changes the caller's tenant. Who sees more or less by it is told to reload.
    pub async fn change_tenant(
        &self,
        caller: &Caller,
        change: TenantChange,
    ) -> Result<TenantSettingsView, TenantError> {
        let (id, at) = (caller.tenant(), self.now());
        let asks = change.factor_policy.is_some_and(|policy| policy != FactorPolicy::Optional);
        if asks && caller.person().is_some_and(|person| !person.has_factor) {
            return Err(TenantError::OwnFactorFirst);
        }
        let mut tx = self.db.write(Scope::System).await?;
        let mut tenant = tx.platform().tenants().lock(id, at).await?.ok_or(TenantError::Unknown)?;
        let told_apart = |settings: &Json| (sight(settings), factor_policy(settings));
        let before = told_apart(&tenant.settings);
        let changed = apply(&mut tenant, change);
        onboarding::settings_saved(&mut tenant.settings);
        let is_seen_anew = before != told_apart(&tenant.settings);
        tx.platform().tenants().save(&tenant).await?;
        let view = view(&tenant);
        let mut told = vec![Event::tenant_updated(&view)];
        told.extend(is_seen_anew.then(|| Event::access_changed(None)));
        events::emit(self, &mut rows_of(&mut tx, id), told).await?;
        let deed = Deed::new("tenant.changed", "tenant").of(id).with(json!({ "changed": changed })).sensitive();
        audit::record(rows_of(&mut tx, id), self, caller.by(), deed).await?;
        tx.commit().await?;
        self.access_changed(is_seen_anew.then_some(AccessEvent::SightChanged { tenant: id }));
        self.wake.events();
        Ok(view)
    }
}
