//! What a tenant uses: messages by day and number, what is stored, what waits.
//!
//! `count` counts whole hours in the background; [`Engine::usage`] adds the hours since, within bounds.

mod count;

use std::{collections::BTreeMap, time::Duration};

use recado_domain::{NumberId, TenantId, Timestamp, calendar::Calendar};
use recado_storage::{
    DbResult, Scope,
    tenant::{
        phone_numbers::NumberRow,
        usage::{HourRow, Mark, Waiting},
    },
};

pub(crate) use count::count_all;

use crate::Engine;

/// The unit of counting.
const HOUR: Duration = Duration::from_hours(1);
/// Days that are shown.
const DAYS: usize = 30;
/// How far back a page counts by itself where nobody did in the background.
const LIVE: Duration = Duration::from_hours(26);
/// Messages of one hour that a page counts.
const MOST_OF_AN_HOUR: u32 = 20_000;
/// Contacts that a page counts.
pub const MOST_CONTACTS: u32 = 100_000;
/// Waiting messages that a page counts.
pub const MOST_WAITING: u32 = 10_000;

/// Messages in and out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Messages that came in.
    pub inbound: i64,
    /// Messages that were written to go out.
    pub outbound: i64,
}

impl Traffic {
    fn add(&mut self, hour: &HourRow) {
        self.inbound += hour.inbound;
        self.outbound += hour.outbound;
    }
}

/// What is stored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stored {
    /// Messages.
    pub messages: i64,
    /// What their content takes.
    pub message_bytes: i64,
    /// What the tenant's part of the log of webhooks takes.
    pub log_bytes: i64,
    /// Contacts, up to [`MOST_CONTACTS`].
    pub contacts: i64,
}

/// What a tenant uses.
#[derive(Debug)]
pub struct Usage {
    /// The zone of its days.
    pub time_zone: String,
    /// Each day, oldest first, as `2026-11-23`.
    pub days: Vec<(String, Traffic)>,
    /// The first day of this month.
    pub month_from: String,
    /// This month.
    pub month: Traffic,
    /// This month by number, the oldest number first.
    pub numbers: Vec<(NumberRow, Traffic)>,
    /// What is stored.
    pub stored: Stored,
    /// What waits to be sent.
    pub waiting: Waiting,
    /// Members.
    pub people: i64,
    /// From when on something may be missing, because it was not counted in time.
    pub missing_from: Option<Timestamp>,
}

/// What was read to tell it.
struct Found {
    hours: Vec<HourRow>,
    stored: Stored,
    missing_from: Option<Timestamp>,
}

impl Engine {
    /// What a tenant uses. Bounded work, however much it is.
    pub async fn usage(&self, tenant: TenantId) -> DbResult<Usage> {
        let time_zone = self.time_zone_of(tenant).await?;
        let (calendar, now) = (Calendar::of(&time_zone), self.now());
        let (days, month) = (calendar.last_days(now, DAYS), calendar.month(now));
        let first = days.first().copied().unwrap_or(month).min(month);
        let Found { hours, stored, missing_from } = self.find_usage(tenant, calendar.begin(first), now).await?;
        let mut read = self.db.read(Scope::Tenant(tenant)).await?;
        let numbers = read.tenant().phone_numbers().list().await?;
        let waiting = read.tenant().usage().waiting(MOST_WAITING).await?;
        drop(read);
        let people = self.db.read(Scope::System).await?.platform().tenants().count_members(tenant).await?;
        let (mut by_day, mut by_number) = (BTreeMap::new(), BTreeMap::new());
        let mut whole = Traffic::default();
        for hour in &hours {
            let day = calendar.day(hour.hour);
            by_day.entry(day).or_insert_with(Traffic::default).add(hour);
            if day >= month {
                whole.add(hour);
                by_number.entry(hour.number_id).or_insert_with(Traffic::default).add(hour);
            }
        }
        let of_day = |day| by_day.get(&day).copied().unwrap_or_default();
        let of_number = |id: NumberId| by_number.get(&id).copied().unwrap_or_default();
        Ok(Usage {
            time_zone,
            days: days.into_iter().map(|day| (day.to_string(), of_day(day))).collect(),
            month_from: month.to_string(),
            month: whole,
            numbers: numbers
                .into_iter()
                .map(|row| {
                    let found = of_number(row.id);
                    (row, found)
                })
                .collect(),
            stored,
            waiting,
            people,
            missing_from,
        })
    }

    /// Counted hours from `since` on, and those after them that a page may count by itself.
    async fn find_usage(&self, tenant: TenantId, since: Timestamp, now: Timestamp) -> DbResult<Found> {
        let mut read = self.db.read(Scope::Tenant(tenant)).await?;
        let mut tenant = read.tenant();
        let mark = tenant.usage().mark().await?;
        let earliest = hour_of(now.minus(LIVE));
        let through = mark.map_or(earliest, |mark| mark.through);
        let missing_from = (through < earliest).then_some(through);
        let mut hours = tenant.usage().since(since).await?;
        hours.retain(|hour| hour.hour < through);
        let mut stored = mark.map(stored).unwrap_or_default();
        let mut hour = through.max(earliest);
        while hour <= now {
            let next = hour.plus(HOUR);
            for found in tenant.usage().count(hour, next, MOST_OF_AN_HOUR).await? {
                stored.messages += found.inbound + found.outbound;
                stored.message_bytes += found.message_bytes;
                stored.log_bytes += found.log_bytes;
                let (number_id, inbound, outbound) = (found.number_id, found.inbound, found.outbound);
                hours.push(HourRow { hour, number_id, inbound, outbound });
            }
            hour = next;
        }
        stored.contacts = tenant.usage().contacts(MOST_CONTACTS).await?;
        Ok(Found { hours, stored, missing_from })
    }
}

fn stored(mark: Mark) -> Stored {
    let Mark { messages, message_bytes, log_bytes, .. } = mark;
    Stored { messages, message_bytes, log_bytes, contacts: 0 }
}

/// The beginning of a moment's hour.
fn hour_of(at: Timestamp) -> Timestamp {
    Timestamp::from_secs(at.secs() - at.secs().rem_euclid(3_600))
}
