use recado_engine::access::TeamError;
use serde_json::{Value as Json, json};

use crate::{
    check::{Fault, Finding},
    problem::{Problem, ProblemKind},
    words::Text,
};

/// People that can be in a team.
pub(super) const MOST_MEMBERS: usize = 200;
const TAKEN: Text = Text {
    en: "Another team has this name.",
    pt: "Outra equipe já tem este nome.",
    es: "Otro equipo ya tiene este nombre.",
};
const DEFAULT_STAYS: Text = Text {
    en: "The team that a company begins with stays; it can have another name.",
    pt: "A equipe inicial da empresa permanece; ela pode ter outro nome.",
    es: "El equipo inicial de la empresa permanece; puede tener otro nombre.",
};

impl From<TeamError> for Problem {
    fn from(error: TeamError) -> Self {
        match error {
            TeamError::NameTaken => Self::new(ProblemKind::Conflict).detail(TAKEN),
            TeamError::DefaultStays => Self::new(ProblemKind::Conflict).detail(DEFAULT_STAYS),
            TeamError::Unknown => ProblemKind::NotFound.into(),
            TeamError::UnknownSuccessor => Self::invalid(vec![Finding::new("/moveTo", Fault::NoSuch)]),
            TeamError::UnknownMember(place) => {
                Self::invalid(vec![Finding::new(format!("/members/{place}"), Fault::NoSuch)])
            }
            TeamError::Storage(error) => error.into(),
        }
    }
}

/// A team, for the description.
pub(super) fn example() -> Json {
    json!({
        "id": "tem_01h455vb4pex5vsknk084sn02q", "name": "Sales", "isDefault": false,
        "members": ["usr_01h455vb4pex5vsknk084sn02q"], "createdAt": "2026-11-22T04:00:00.000Z"
    })
}
