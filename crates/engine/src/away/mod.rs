//! Away messages: what is answered by itself while a business is closed. A team's message goes before its number's, that one
//! before the company's; one that is switched off is as if it were not there.
//!
//! Here they are made and changed; when one answers is decided where messages come in (`inbound::away`).

mod change;

pub use change::{AwayError, AwayPatch, NewAway};

use recado_domain::{
    TenantId, Timestamp,
    hours::{Day, Hours, Minute, Stretch, parse_date},
};
use recado_storage::tenant::away::AwayRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    Engine,
    access::{TenantError, tenant_time_zone},
};

/// Hours of some weekdays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenHours {
    /// `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`.
    #[schema(value_type = Vec<String>)]
    pub days: Vec<Day>,
    /// When it opens: `09:00`.
    pub from: String,
    /// When it closes, later on the same day: `18:00`, at most `24:00`.
    pub to: String,
}

/// A day on which it does not open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// `2026-12-25`
    pub date: String,
    /// What people call it.
    pub name: String,
}

/// Whether a business is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// It is.
    pub open_now: bool,
    /// When it closes, or opens again; `None`: it never does.
    pub changes_at: Option<Timestamp>,
}

/// The clock on a tenant's wall.
#[derive(Debug, Clone)]
pub struct WallClock {
    zone: String,
    now: Timestamp,
}

impl OpenHours {
    /// As the rule reads them; `None` when they are no hours.
    pub fn stretch(&self) -> Option<Stretch> {
        let (from, to) = (Minute::parse(&self.from)?, Minute::parse(&self.to)?);
        (from < to && !self.days.is_empty()).then(|| Stretch { days: self.days.clone(), from, to })
    }
}

impl Engine {
    /// The clock on the wall of this tenant.
    pub async fn wall_clock(&self, tenant: TenantId) -> Result<WallClock, TenantError> {
        Ok(WallClock { zone: self.tenant_settings(tenant).await?.time_zone, now: self.now() })
    }
}

impl WallClock {
    /// The same where the tenant's settings are at hand.
    pub(crate) fn of_settings(settings: &str, now: Timestamp) -> Self {
        Self { zone: tenant_time_zone(settings), now }
    }

    /// Whether the hours of this message say open.
    pub fn opening(&self, row: &AwayRow) -> Opening {
        let hours = self.hours(row);
        let closed_since = hours.as_ref().and_then(|hours| hours.closed_since(self.now));
        let changes_at = hours.as_ref().and_then(|hours| hours.changes_after(self.now));
        Opening { open_now: closed_since.is_none(), changes_at }
    }

    /// When the closed period began in which it is now and was at this moment; `None`: it is open, or was.
    pub(crate) fn closed_since(&self, row: &AwayRow, then: Timestamp) -> Option<Timestamp> {
        let hours = self.hours(row)?;
        let since = hours.closed_since(self.now)?;
        (hours.closed_since(then) == Some(since)).then_some(since)
    }

    /// `None` when what is stored is none of this program's.
    fn hours(&self, row: &AwayRow) -> Option<Hours> {
        let hours: Vec<OpenHours> = serde_json::from_value(row.hours.clone()).ok()?;
        let holidays: Vec<Holiday> = serde_json::from_value(row.holidays.clone()).ok()?;
        let stretches: Vec<Stretch> = hours.iter().filter_map(OpenHours::stretch).collect();
        Hours::new(&self.zone, &stretches, holidays.iter().filter_map(|holiday| parse_date(&holiday.date)))
    }
}
