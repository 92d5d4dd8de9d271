use std::collections::BTreeSet;

use recado_domain::hours::{Minute, parse_date};
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
/// Characters of a holiday's name.
const LONGEST_NAME: usize = 60;

const TAKEN: Text = Text {
    en: "There is an away message for this team, this number or the company already.",
    pt: "Já existe uma mensagem de ausência para esta equipe, este número ou a empresa.",
    es: "Ya existe un mensaje de ausencia para este equipo, este número o la empresa.",
};
const NO_TIME: Text = Text {
    en: "This must be a time such as 09:00.",
    pt: "Deve ser um horário como 09:00.",
    es: "Debe ser una hora como 09:00.",
};
const ENDS_EARLY: Text = Text {
    en: "It must close later than it opens. Hours past midnight are two: until 24:00, and from 00:00 of the next day.",
    pt: "Deve fechar depois de abrir. Um horário que passa da meia-noite são dois: até 24:00, e desde 00:00 do dia seguinte.",
    es: "Debe cerrar después de abrir. Un horario que pasa de la medianoche son dos: hasta las 24:00, y desde las 00:00 del día siguiente.",
};
const OVERLAP: Text = Text {
    en: "These hours overlap with others of the same day.",
    pt: "Este horário coincide com outro do mesmo dia.",
    es: "Este horario coincide con otro del mismo día.",
};
const NO_DATE: Text = Text {
    en: "This must be a date such as 2026-12-25.",
    pt: "Deve ser uma data como 2026-12-25.",
    es: "Debe ser una fecha como 2026-12-25.",
};
const TWICE: Text = Text {
    en: "This day is in the list already.",
    pt: "Este dia já está na lista.",
    es: "Este día ya está en la lista.",
};
const NO_HOURS: Text = Text {
    en: "Say when the business is open: without any hours it would be closed for ever.",
    pt: "Informe quando a empresa está aberta: sem nenhum horário ela estaria fechada para sempre.",
    es: "Indique cuándo abre la empresa: sin ningún horario estaría cerrada para siempre.",
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
    check_hours(&mut check, hours.unwrap_or_default());
    check_holidays(&mut check, holidays.unwrap_or_default());
    check.done()
}

fn check_hours(check: &mut Check, hours: &[OpenHours]) {
    check.that(hours.len() <= MOST_HOURS, "/hours", Fault::OutOfRange(0, 50));
    for (n, stretch) in hours.iter().enumerate().take(MOST_HOURS) {
        let (from, to) = (Minute::parse(&stretch.from), Minute::parse(&stretch.to));
        check.that(!stretch.days.is_empty(), format!("/hours/{n}/days"), Fault::Empty);
        check.that(from.is_some(), format!("/hours/{n}/from"), Fault::Says(NO_TIME));
        check.that(to.is_some(), format!("/hours/{n}/to"), Fault::Says(NO_TIME));
        let ends_early = from.zip(to).is_some_and(|(from, to)| to <= from);
        check.that(!ends_early, format!("/hours/{n}/to"), Fault::Says(ENDS_EARLY));
        let earlier = hours[..n].iter().filter_map(OpenHours::stretch);
        let overlaps = stretch.stretch().is_some_and(|this| earlier.into_iter().any(|other| this.overlaps(&other)));
        check.that(!overlaps, format!("/hours/{n}"), Fault::Says(OVERLAP));
    }
}

fn check_holidays(check: &mut Check, holidays: &[Holiday]) {
    check.that(holidays.len() <= MOST_HOLIDAYS, "/holidays", Fault::OutOfRange(0, 200));
    let mut days = BTreeSet::new();
    for (n, holiday) in holidays.iter().enumerate() {
        let date = parse_date(&holiday.date);
        check.that(date.is_some(), format!("/holidays/{n}/date"), Fault::Says(NO_DATE));
        check.that(date.is_none_or(|date| days.insert(date)), format!("/holidays/{n}/date"), Fault::Says(TWICE));
        check.text(&holiday.name, &format!("/holidays/{n}/name"), LONGEST_NAME);
    }
}

impl From<AwayError> for Problem {
    fn from(error: AwayError) -> Self {
        match error {
            AwayError::Unknown => ProblemKind::NotFound.into(),
            AwayError::UnknownNumber => Self::invalid(vec![Finding::new("/numberId", Fault::NoSuch)]),
            AwayError::UnknownTeam => Self::invalid(vec![Finding::new("/teamId", Fault::NoSuch)]),
            AwayError::NoHours => Self::invalid(vec![Finding::new("/hours", Fault::Says(NO_HOURS))]),
            AwayError::PlaceTaken => Self::new(ProblemKind::Conflict).detail(TAKEN),
            AwayError::UnknownVariable => Self::invalid(vec![Finding::new("/text", Fault::Says(VARIABLES))]),
            AwayError::Storage(error) => error.into(),
        }
    }
}
