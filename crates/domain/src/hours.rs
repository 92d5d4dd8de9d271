//! When a business is open: hours by weekday in a time zone, and holidays.
//!
//! A closed period is named by the moment it began, which is when the business last closed: every moment of one night gives
//! the same name, however often it is asked.

use std::collections::BTreeSet;

use jiff::{
    civil::{Date, DateTime, Weekday},
    tz::TimeZone,
};

use crate::time::Timestamp;

crate::words! {
    /// A day of the week.
    Day {
        /// Monday.
        Monday = "mon",
        /// Tuesday.
        Tuesday = "tue",
        /// Wednesday.
        Wednesday = "wed",
        /// Thursday.
        Thursday = "thu",
        /// Friday.
        Friday = "fri",
        /// Saturday.
        Saturday = "sat",
        /// Sunday.
        Sunday = "sun",
    }
}

/// Minutes of a day.
const WHOLE_DAY: u16 = 24 * 60;
/// How far back a closing is looked for. A business that was not open for so long is closed day by day.
const LOOK_BACK_DAYS: usize = 60;

/// A minute of the day: `00:00` to `24:00`, which is its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Minute(u16);

impl Minute {
    /// Two digits, a colon, two digits.
    pub fn parse(text: &str) -> Option<Self> {
        let (hours, minutes) = text.split_once(':')?;
        let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(hours) || !digits(minutes) {
            return None;
        }
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        let minute = hours * 60 + minutes;
        (minutes < 60 && minute <= WHOLE_DAY).then_some(Self(minute))
    }
}

/// A stretch of some weekdays: open from the first minute, closed at the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The days.
    pub days: Vec<Day>,
    /// When it opens.
    pub from: Minute,
    /// When it closes, later than it opens.
    pub to: Minute,
}

/// A day of the calendar, as `2026-12-25`; `None`: there is no such day.
pub fn parse_date(text: &str) -> Option<Date> {
    let is_plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_plain { text.parse().ok() } else { None }
}

/// When a business is open.
#[derive(Debug, Clone)]
pub struct Hours {
    zone: TimeZone,
    week: [Vec<(Minute, Minute)>; 7],
    holidays: BTreeSet<Date>,
}

impl Hours {
    /// Hours in this zone; `None` when there is no such zone.
    pub fn new(zone: &str, stretches: &[Stretch], holidays: impl IntoIterator<Item = Date>) -> Option<Self> {
        let zone = TimeZone::get(zone).ok()?;
        let mut week: [Vec<(Minute, Minute)>; 7] = Default::default();
        for Stretch { days, from, to } in stretches {
            for day in days {
                week[*day as usize].push((*from, *to));
            }
        }
        Some(Self { zone, week, holidays: holidays.into_iter().collect() })
    }

    /// When the closed period began that this moment lies in; `None`: it is open.
    pub fn closed_since(&self, at: Timestamp) -> Option<Timestamp> {
        let local = jiff::Timestamp::from_microsecond(at.micros()).ok()?.to_zoned(self.zone.clone()).datetime();
        let now = Minute(minute_of(local));
        let today = self.of(local.date());
        if today.iter().any(|(from, to)| *from <= now && now < *to) {
            return None;
        }
        let earlier = today.iter().map(|(_, to)| *to).filter(|to| *to <= now).max();
        let closed = earlier.map(|to| (local.date(), to)).or_else(|| self.last_closing_before(local.date()));
        let (date, minute) = closed.unwrap_or((local.date(), Minute(0)));
        self.moment(date, minute)
    }

    /// The stretches of a day; none on a holiday.
    fn of(&self, date: Date) -> &[(Minute, Minute)] {
        let place = match date.weekday() {
            Weekday::Monday => Day::Monday,
            Weekday::Tuesday => Day::Tuesday,
            Weekday::Wednesday => Day::Wednesday,
            Weekday::Thursday => Day::Thursday,
            Weekday::Friday => Day::Friday,
            Weekday::Saturday => Day::Saturday,
            Weekday::Sunday => Day::Sunday,
        };
        if self.holidays.contains(&date) { &[] } else { &self.week[place as usize] }
    }

    fn last_closing_before(&self, date: Date) -> Option<(Date, Minute)> {
        let days = std::iter::successors(date.yesterday().ok(), |day| day.yesterday().ok());
        let mut closings = days.take(LOOK_BACK_DAYS).filter_map(|day| {
            let last = self.of(day).iter().map(|(_, to)| *to).max()?;
            Some((day, last))
        });
        closings.next()
    }

    fn moment(&self, date: Date, Minute(minute): Minute) -> Option<Timestamp> {
        let day = if minute == WHOLE_DAY { date.tomorrow().ok()? } else { date };
        let minute = minute % WHOLE_DAY;
        let (hour, minute) = (i8::try_from(minute / 60).ok()?, i8::try_from(minute % 60).ok()?);
        let zoned = self.zone.to_zoned(day.at(hour, minute, 0, 0)).ok()?;
        Some(Timestamp::from_micros(zoned.timestamp().as_microsecond()))
    }
}

fn minute_of(local: DateTime) -> u16 {
    u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WEEKDAYS: [Day; 5] = [Day::Monday, Day::Tuesday, Day::Wednesday, Day::Thursday, Day::Friday];

    fn stretch(days: &[Day], from: &str, to: &str) -> Stretch {
        let minute = |text| Minute::parse(text).expect("a minute");
        Stretch { days: days.to_vec(), from: minute(from), to: minute(to) }
    }

    fn at(text: &str) -> Timestamp {
        Timestamp::from_rfc3339(text).expect("a time")
    }

    /// Nine to noon and one to six on weekdays in São Paulo, which is three hours behind; Friday the 25th is a holiday.
    fn shop() -> Hours {
        let stretches = [stretch(&WEEKDAYS, "09:00", "12:00"), stretch(&WEEKDAYS, "13:00", "18:00")];
        let holiday = parse_date("2026-12-25").expect("a day");
        Hours::new("America/Sao_Paulo", &stretches, [holiday]).expect("a zone")
    }

    #[test]
    fn every_moment_of_a_closed_period_names_when_it_began() {
        for (moment, since) in [
            ("2026-11-23T12:00:00Z", None),                         // Monday, nine sharp
            ("2026-11-23T14:59:59Z", None),                         // a second before noon
            ("2026-11-23T15:00:00Z", Some("2026-11-23T15:00:00Z")), // noon
            ("2026-11-23T15:59:59Z", Some("2026-11-23T15:00:00Z")), // lunch
            ("2026-11-23T16:00:00Z", None),
            ("2026-11-23T21:00:00Z", Some("2026-11-23T21:00:00Z")), // six
            ("2026-11-24T11:59:59Z", Some("2026-11-23T21:00:00Z")), // the next morning
            ("2026-11-28T15:00:00Z", Some("2026-11-27T21:00:00Z")), // Saturday
            ("2026-11-30T03:00:00Z", Some("2026-11-27T21:00:00Z")), // Sunday night: the whole weekend is one
            ("2026-12-25T15:00:00Z", Some("2026-12-24T21:00:00Z")), // a holiday goes on into the weekend
            ("2026-12-28T11:00:00Z", Some("2026-12-24T21:00:00Z")),
            ("2026-12-28T12:00:00Z", None),
        ] {
            assert_eq!(shop().closed_since(at(moment)), since.map(at), "{moment}");
        }
    }

    #[test]
    fn daylight_saving_moves_the_hours_with_the_wall_clock() {
        let berlin = Hours::new("Europe/Berlin", &[stretch(Day::ALL, "09:00", "18:00")], []).expect("a zone");
        for (moment, since) in [
            ("2026-03-28T08:00:00Z", None),                         // winter: nine is eight UTC
            ("2026-03-29T06:59:00Z", Some("2026-03-28T17:00:00Z")), // clocks went ahead in the night
            ("2026-03-29T07:00:00Z", None),                         // nine is seven UTC
            ("2026-10-25T07:30:00Z", Some("2026-10-24T16:00:00Z")), // and back
            ("2026-10-25T08:00:00Z", None),
        ] {
            assert_eq!(berlin.closed_since(at(moment)), since.map(at), "{moment}");
        }
        // The hour from two to three does not exist that night: closing at half past two is closing at half past three.
        let bar = Hours::new("Europe/Berlin", &[stretch(Day::ALL, "00:00", "02:30")], []).expect("a zone");
        assert_eq!(bar.closed_since(at("2026-03-29T12:00:00Z")), Some(at("2026-03-29T01:30:00Z")));
    }

    #[test]
    fn what_is_open_over_midnight_does_not_close_there() {
        let night = [stretch(&[Day::Friday], "20:00", "24:00"), stretch(&[Day::Saturday], "00:00", "04:00")];
        let bar = Hours::new("UTC", &night, []).expect("a zone");
        assert_eq!(bar.closed_since(at("2026-11-27T23:59:59Z")), None);
        assert_eq!(bar.closed_since(at("2026-11-28T00:00:00Z")), None);
        assert_eq!(bar.closed_since(at("2026-11-28T04:00:00Z")), Some(at("2026-11-28T04:00:00Z")));
        let late = Hours::new("UTC", &[stretch(&[Day::Friday], "20:00", "24:00")], []).expect("a zone");
        assert_eq!(late.closed_since(at("2026-11-28T10:00:00Z")), Some(at("2026-11-28T00:00:00Z")));
    }

    #[test]
    fn a_business_that_never_opens_is_closed_day_by_day() {
        let never = Hours::new("America/Sao_Paulo", &[], []).expect("a zone");
        assert_eq!(never.closed_since(at("2026-11-23T02:59:59Z")), Some(at("2026-11-22T03:00:00Z")));
        assert_eq!(never.closed_since(at("2026-11-23T03:00:00Z")), Some(at("2026-11-23T03:00:00Z")));
        assert!(Hours::new("Nowhere", &[], []).is_none());
    }

    #[test]
    fn minutes_and_days_are_written_in_one_way() {
        for (text, minute) in [("00:00", Some(0)), ("09:05", Some(545)), ("24:00", Some(1440)), ("24:01", None)] {
            assert_eq!(Minute::parse(text).map(|Minute(minute)| minute), minute, "{text}");
        }
        for text in ["9:00", "09:60", "0900", "09:00:00", "+9:00", "", "a1:00"] {
            assert_eq!(Minute::parse(text), None, "{text}");
        }
        for (text, is_day) in [("2026-12-25", true), ("2028-02-29", true), ("2026-02-29", false), ("25.12.2026", false)]
        {
            assert_eq!(parse_date(text).is_some(), is_day, "{text}");
        }
    }
}
