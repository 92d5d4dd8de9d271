//! Away messages: what is answered by itself while a business is closed. A team's message goes before its number's, that one
//! before the company's; one that is switched off is as if it were not there.
//!
//! Here they are made and changed; when one answers is decided where messages come in (`inbound::away`).

mod change;
mod text;

pub use change::{AwayError, AwayPatch, NewAway};
pub use text::Told;

use recado_domain::hours::{Day, Hours, Minute, Stretch, parse_date};
use recado_storage::tenant::away::AwayRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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

impl OpenHours {
    /// As the rule reads them; `None` when they are no hours.
    pub fn stretch(&self) -> Option<Stretch> {
        let (from, to) = (Minute::parse(&self.from)?, Minute::parse(&self.to)?);
        (from < to && !self.days.is_empty()).then(|| Stretch { days: self.days.clone(), from, to })
    }
}

/// The hours of a message in this time zone; `None` when what is stored is none of this program's.
pub(crate) fn hours_of(row: &AwayRow, zone: &str) -> Option<Hours> {
    let hours: Vec<OpenHours> = serde_json::from_value(row.hours.clone()).ok()?;
    let holidays: Vec<Holiday> = serde_json::from_value(row.holidays.clone()).ok()?;
    let stretches: Vec<Stretch> = hours.iter().filter_map(OpenHours::stretch).collect();
    Hours::new(zone, &stretches, holidays.iter().filter_map(|holiday| parse_date(&holiday.date)))
}
