use recado_domain::{FactorPolicy, TenantId, visibility::AgentSight};
use serde::Serialize;
use utoipa::ToSchema;

/// A tenant as its own people see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TenantSettings)]
pub struct TenantSettingsView {
    /// `ten_…`
    #[schema(value_type = String)]
    pub id: TenantId,
    /// Its name in addresses and headers.
    pub slug: String,
    /// Its name for people.
    pub name: String,
    /// `starter`, `professional` or `enterprise`.
    pub plan: String,
    /// `active`, `suspended` or `cancelled`.
    pub status: String,
    /// The time zone that its people think in, as `America/Sao_Paulo`.
    pub time_zone: String,
    /// The hue of its accent colour, 0 to 359; null: the product's own.
    pub accent: Option<u16>,
    /// Where its logo is, below this server's public address, for its people; null: it has none. Another one has another address.
    pub logo_url: Option<String>,
    /// What agents see: `team` (their own conversations, their teams', and unassigned ones without a team) or `all`.
    #[schema(value_type = String)]
    pub agent_sight: AgentSight,
    /// Who needs a second factor to work in it: `optional` (nobody), `managers` (owners and admins) or `all`.
    #[schema(value_type = String)]
    pub second_factor: FactorPolicy,
    /// After how many idle hours a session ends, by role.
    pub session_idle_hours: IdleHoursView,
}

/// After how many idle hours a session ends, by role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = SessionIdleHours)]
pub struct IdleHoursView {
    /// Owners'.
    pub owner: u64,
    /// Admins'.
    pub admin: u64,
    /// Supervisors'.
    pub supervisor: u64,
    /// Agents'.
    pub agent: u64,
    /// Viewers'.
    pub viewer: u64,
}
