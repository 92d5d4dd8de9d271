//! Time zones, by their names in the IANA database.

use std::ops::Range;

use jiff::{ToSpan as _, tz::TimeZone};

use crate::Timestamp;

/// The zone's name as the database spells it; `None` when it knows none of this name.
pub fn zone_name(text: &str) -> Option<String> {
    let zone = TimeZone::get(text).ok().filter(|zone| !zone.is_unknown())?;
    zone.iana_name().map(str::to_owned)
}

/// The day of a moment in the zone of this name, from its midnight to the next; of UTC's where nobody knows the name.
pub fn day_of(zone: &str, at: Timestamp) -> Range<Timestamp> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let moment = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or_default().to_zoned(zone);
    let start = moment.start_of_day();
    let next = start.as_ref().ok().and_then(|start| start.checked_add(1.day()).ok()).map(|next| next.start_of_day());
    let of = |day: jiff::Zoned| Timestamp::from_micros(day.timestamp().as_microsecond());
    match (start, next) {
        (Ok(start), Some(Ok(next))) => of(start)..of(next),
        // At the end of time there is no other day.
        _ => at..at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(day_of(zone, at(moment)), at(start)..at(end), "{zone} {moment}");
        }
    }

    #[test]
    fn zones_are_known_by_name_however_it_is_written() {
        for (text, name) in [
            ("America/Sao_Paulo", Some("America/Sao_Paulo")),
            ("america/sao_paulo", Some("America/Sao_Paulo")),
            ("UTC", Some("UTC")),
            ("Brasilia", None),
            ("-03:00", None),
            ("../etc/passwd", None),
            ("", None),
        ] {
            assert_eq!(zone_name(text).as_deref(), name, "{text:?}");
        }
    }
}
