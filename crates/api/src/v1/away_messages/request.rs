use recado_domain::hours::parse_date;
use recado_engine::away::{AwayError, Holiday, OpenHours};

use crate::{
    check::{Check, Fault, Finding},
    problem::{Problem, ProblemKind},
    words::Text,
};

/// Characters of a text: what WhatsApp takes.
const LONGEST_TEXT: usize = 4_096;
/// Stretches of a week, and holidays.
const MOST_HOURS: usize = 50;
const MOST_HOLIDAYS: usize = 200;

const TAKEN: Text = Text {
    en: "There is an away message for this team, this number or the company already.",
    pt: "Já existe uma mensagem de ausência para esta equipe, este número ou a empresa.",
    es: "Ya existe un mensaje de ausencia para este equipo, este número o la empresa.",
};
const NO_HOURS: Text = Text {
    en: "Name days, and times as 09:00, the second later than the first; 24:00 ends a day.",
    pt: "Informe dias e horários como 09:00, o segundo depois do primeiro; 24:00 encerra o dia.",
    es: "Indique días y horas como 09:00, la segunda después de la primera; 24:00 termina el día.",
};
const NO_DATE: Text = Text {
    en: "This must be a date such as 2026-12-25.",
    pt: "Deve ser uma data como 2026-12-25.",
    es: "Debe ser una fecha como 2026-12-25.",
};
const VARIABLES: Text = Text {
    en: "An away message knows {{contact.name}}, {{contact.firstName}}, {{contact.phone}}, {{contact.email}}, {{contact.company}}, {{tenant.name}} and {{number.phone}}.",
    pt: "Uma mensagem de ausência conhece {{contact.name}}, {{contact.firstName}}, {{contact.phone}}, {{contact.email}}, {{contact.company}}, {{tenant.name}} e {{number.phone}}.",
    es: "Un mensaje de ausencia conoce {{contact.name}}, {{contact.firstName}}, {{contact.phone}}, {{contact.email}}, {{contact.company}}, {{tenant.name}} y {{number.phone}}.",
};

/// Notes what is wrong with a text, hours and holidays.
pub(super) fn check(
    text: Option<&str>,
    hours: Option<&[OpenHours]>,
    holidays: Option<&[Holiday]>,
) -> Result<(), Problem> {
    let mut check = Check::default();
    check.optional_text(text, "/text", LONGEST_TEXT);
    let (hours, holidays) = (hours.unwrap_or_default(), holidays.unwrap_or_default());
    check.that(hours.len() <= MOST_HOURS, "/hours", Fault::OutOfRange(0, 50));
    check.that(holidays.len() <= MOST_HOLIDAYS, "/holidays", Fault::OutOfRange(0, 200));
    for (n, stretch) in hours.iter().enumerate() {
        check.that(stretch.stretch().is_some(), format!("/hours/{n}"), Fault::Says(NO_HOURS));
    }
    for (n, holiday) in holidays.iter().enumerate() {
        check.that(parse_date(&holiday.date).is_some(), format!("/holidays/{n}/date"), Fault::Says(NO_DATE));
        check.text(&holiday.name, &format!("/holidays/{n}/name"), 60);
    }
    check.done()
}

impl From<AwayError> for Problem {
    fn from(error: AwayError) -> Self {
        match error {
            AwayError::Unknown => ProblemKind::NotFound.into(),
            AwayError::UnknownNumber => Self::invalid(vec![Finding::new("/numberId", Fault::NoSuch)]),
            AwayError::UnknownTeam => Self::invalid(vec![Finding::new("/teamId", Fault::NoSuch)]),
            AwayError::PlaceTaken => Self::new(ProblemKind::Conflict).detail(TAKEN),
            AwayError::UnknownVariable => Self::invalid(vec![Finding::new("/text", Fault::Says(VARIABLES))]),
            AwayError::Storage(error) => error.into(),
        }
    }
}
