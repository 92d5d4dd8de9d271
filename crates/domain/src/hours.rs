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

impl Stretch {
    /// Whether both are open at some minute of the week. They may touch.
    pub fn overlaps(&self, other: &Self) -> bool {
        let same_day = self.days.iter().any(|day| other.days.contains(day));
        same_day && self.from < other.to && other.from < self.to
    }
}

/// A day of the calendar, as `2026-12-25`; `None`: there is no such day.
pub fn parse_date(text: &str) -> Option<Date> {
    let is_plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_plain { text.parse().ok() } else { None }
}

/// When a business is open. Without any hours it is open always: what never opens is nothing that could be told.
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
        let local = self.local(at)?;
        let now = Minute(minute_of(local));
        let today = self.of(local.date());
        if today.iter().any(|(from, to)| *from <= now && now < *to) {
            return None;
        }
        let earlier = today.iter().map(|(_, to)| *to).filter(|to| *to <= now).max();
        let closed = earlier.map(|to| (local.date(), to)).or_else(|| self.last_closing_before(local.date()));
        let (date, minute) = closed?;
        self.moment(date, minute)
    }

    /// When it next opens, if it is closed at this moment, or closes; `None`: never.
    pub fn changes_after(&self, at: Timestamp) -> Option<Timestamp> {
        let is_open = self.closed_since(at).is_none();
        let today = self.local(at)?.date();
        let mut days = std::iter::successors(Some(today), |day| day.tomorrow().ok()).take(self.longest_rest());
        let changes = |moment: &Timestamp| *moment > at && self.closed_since(*moment).is_none() != is_open;
        days.find_map(|day| {
            let minutes = self.of(day).iter().flat_map(|(from, to)| [*from, *to]);
            minutes.filter_map(|minute| self.moment(day, minute)).filter(changes).min()
        })
    }

    fn local(&self, at: Timestamp) -> Option<DateTime> {
        Some(jiff::Timestamp::from_microsecond(at.micros()).ok()?.to_zoned(self.zone.clone()).datetime())
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

    /// Days among which there is one that opens, if any does: each holiday takes away one week's.
    fn longest_rest(&self) -> usize {
        7 * (self.holidays.len() + 1) + 1
    }

    fn last_closing_before(&self, date: Date) -> Option<(Date, Minute)> {
        let days = std::iter::successors(date.yesterday().ok(), |day| day.yesterday().ok());
        days.take(self.longest_rest()).find_map(|day| {
            let last = self.of(day).iter().map(|(_, to)| *to).max()?;
            Some((day, last))
        })
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
    use jiff::ToSpan;

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
    fn what_is_open_always_or_has_no_hours_is_never_closed() {
        let always = Hours::new("UTC", &[stretch(Day::ALL, "00:00", "24:00")], []).expect("a zone");
        let none = Hours::new("America/Sao_Paulo", &[], []).expect("a zone");
        for moment in ["2026-11-23T00:00:00Z", "2026-11-23T23:59:59Z", "2026-11-29T12:00:00Z"] {
            assert_eq!((always.closed_since(at(moment)), always.changes_after(at(moment))), (None, None), "{moment}");
            assert_eq!((none.closed_since(at(moment)), none.changes_after(at(moment))), (None, None), "{moment}");
        }
        assert!(Hours::new("Nowhere", &[], []).is_none());
    }

    #[test]
    fn many_holidays_are_one_closed_period() {
        let first = parse_date("2026-11-24").expect("a day");
        let weeks = std::iter::successors(Some(first), |day| day.checked_add(7.days()).ok()).take(20);
        let tuesdays = Hours::new("UTC", &[stretch(&[Day::Tuesday], "09:00", "18:00")], weeks).expect("a zone");
        for moment in ["2026-11-17T18:00:00Z", "2027-02-02T12:00:00Z", "2027-04-13T08:59:59Z"] {
            assert_eq!(tuesdays.closed_since(at(moment)), Some(at("2026-11-17T18:00:00Z")), "{moment}");
            assert_eq!(tuesdays.changes_after(at(moment)), Some(at("2027-04-13T09:00:00Z")), "{moment}");
        }
    }

    #[test]
    fn it_is_known_when_it_next_opens_or_closes() {
        let night = [stretch(&[Day::Friday], "20:00", "24:00"), stretch(&[Day::Saturday], "00:00", "04:00")];
        let bar = Hours::new("UTC", &night, []).expect("a zone");
        for (hours, moment, change) in [
            (&shop(), "2026-11-23T11:59:59Z", "2026-11-23T12:00:00Z"), // about to open
            (&shop(), "2026-11-23T12:00:00Z", "2026-11-23T15:00:00Z"), // until lunch
            (&shop(), "2026-11-27T21:00:00Z", "2026-11-30T12:00:00Z"), // over the weekend
            (&shop(), "2026-12-24T21:00:00Z", "2026-12-28T12:00:00Z"), // over a holiday
            (&bar, "2026-11-27T21:00:00Z", "2026-11-28T04:00:00Z"),    // midnight is no change
            (&bar, "2026-11-28T04:00:00Z", "2026-12-04T20:00:00Z"),
        ] {
            assert_eq!(hours.changes_after(at(moment)), Some(at(change)), "{moment}");
        }
    }

    #[test]
    fn stretches_of_one_day_may_touch_but_not_overlap() {
        let morning = stretch(&[Day::Monday, Day::Tuesday], "09:00", "12:00");
        for (days, from, to, overlaps) in [
            (&[Day::Tuesday][..], "12:00", "18:00", false),
            (&[Day::Tuesday], "11:59", "18:00", true),
            (&[Day::Tuesday, Day::Sunday], "08:00", "09:01", true),
            (&[Day::Monday], "10:00", "11:00", true),
            (&[Day::Sunday], "09:00", "12:00", false),
        ] {
            let other = stretch(days, from, to);
            assert_eq!((morning.overlaps(&other), other.overlaps(&morning)), (overlaps, overlaps), "{from} {to}");
        }
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
