//! Days and months as people in a time zone count them.

use std::ops::Range;

use jiff::{Zoned, civil::Date, tz::TimeZone};

use crate::Timestamp;

/// The calendar of a zone.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
}

impl Calendar {
    /// The calendar of the zone of this name; of UTC where there is none.
    pub fn of(zone: &str) -> Self {
        Self { zone: TimeZone::get(zone).unwrap_or(TimeZone::UTC) }
    }

    /// The day that a moment lies in.
    pub fn day(&self, at: Timestamp) -> Date {
        self.zoned(at).date()
    }

    /// The day of a moment from its midnight to the next.
    pub fn whole_day(&self, at: Timestamp) -> Range<Timestamp> {
        let day = self.day(at);
        // At the end of time there is no other day.
        self.begin(day)..day.tomorrow().map_or(at, |next| self.begin(next))
    }

    /// The last `count` days up to the one of this moment, oldest first.
    pub fn last_days(&self, at: Timestamp, count: usize) -> Vec<Date> {
        let mut days: Vec<Date> =
            std::iter::successors(Some(self.day(at)), |day| day.yesterday().ok()).take(count).collect();
        days.reverse();
        days
    }

    /// The first day of a moment's month.
    pub fn month(&self, at: Timestamp) -> Date {
        self.day(at).first_of_month()
    }

    /// When a day begins.
    pub fn begin(&self, day: Date) -> Timestamp {
        let begin = day.to_zoned(self.zone.clone()).map(|zoned| zoned.timestamp().as_microsecond());
        Timestamp::from_micros(begin.unwrap_or_default())
    }

    fn zoned(&self, at: Timestamp) -> Zoned {
        jiff::Timestamp::from_microsecond(at.micros()).unwrap_or_default().to_zoned(self.zone.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_the_zone() {
        let at = Timestamp::from_rfc3339("2026-12-01T01:30:00Z").expect("a time");
        let (here, utc) = (Calendar::of("America/Sao_Paulo"), Calendar::of("Nowhere/Else"));
        assert_eq!((here.day(at).to_string(), utc.day(at).to_string()), ("2026-11-30".into(), "2026-12-01".into()));
        assert_eq!((here.month(at).to_string(), utc.month(at).to_string()), ("2026-11-01".into(), "2026-12-01".into()));
        assert_eq!(here.begin(here.day(at)).to_rfc3339(), "2026-11-30T03:00:00.000Z");
        let days: Vec<String> = here.last_days(at, 3).iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2026-11-28", "2026-11-29", "2026-11-30"]);
    }

    #[test]
    fn a_day_is_of_its_zone_also_where_the_clock_is_changed() {
        let at = |text: &str| Timestamp::from_rfc3339(text).unwrap();
        for (zone, moment, start, end) in [
            ("America/Sao_Paulo", "2026-11-22T02:59:59Z", "2026-11-21T03:00:00Z", "2026-11-22T03:00:00Z"),
            ("America/Sao_Paulo", "2026-11-22T03:00:00Z", "2026-11-22T03:00:00Z", "2026-11-23T03:00:00Z"),
            ("America/New_York", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z"),
            ("America/New_York", "2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z"),
            ("nowhere", "2026-11-22T03:00:00Z", "2026-11-22T00:00:00Z", "2026-11-23T00:00:00Z"),
        ] {
            assert_eq!(Calendar::of(zone).whole_day(at(moment)), at(start)..at(end), "{zone} {moment}");
        }
    }
}
