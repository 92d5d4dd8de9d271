use recado_domain::{AwayId, NumberId, TeamId, Timestamp};
use recado_engine::away::{Holiday, OpenHours, Opening, WallClock};
use recado_storage::tenant::away::AwayRow;
use serde::Serialize;
use utoipa::ToSchema;

/// An away message, as shown outside.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AwayMessage)]
pub(super) struct AwayView {
    /// `awy_…`
    #[schema(value_type = String)]
    pub(super) id: AwayId,
    /// The number whose conversations it answers: `num_…`
    #[schema(value_type = Option<String>)]
    number_id: Option<NumberId>,
    /// The team whose conversations it answers: `tem_…`; both null: the whole company's.
    #[schema(value_type = Option<String>)]
    team_id: Option<TeamId>,
    /// Whether it answers at all. Switched off it is as if it were not there.
    enabled: bool,
    /// The text, with its variables in double braces.
    text: String,
    /// When the business is open, in the tenant's time zone.
    hours: Vec<OpenHours>,
    /// The days on which it is not.
    holidays: Vec<Holiday>,
    /// Whether these hours say open at this moment. Without any hours it is open always.
    open_now: bool,
    /// When it closes, or opens again; null: never.
    #[schema(value_type = Option<String>, format = DateTime)]
    changes_at: Option<Timestamp>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl AwayView {
    /// As it is at this time on the tenant's wall.
    pub(super) fn at(clock: &WallClock, row: AwayRow) -> Self {
        let Opening { open_now, changes_at } = clock.opening(&row);
        let AwayRow { id, number_id, team_id, is_enabled, body, hours, holidays, created_at, .. } = row;
        Self {
            id,
            number_id,
            team_id,
            enabled: is_enabled,
            text: body,
            // Both are written by this program alone; a newer one's are shown as none.
            hours: serde_json::from_value(hours).unwrap_or_default(),
            holidays: serde_json::from_value(holidays).unwrap_or_default(),
            open_now,
            changes_at,
            created_at,
        }
    }
}
