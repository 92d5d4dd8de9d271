//! Who may act for what.

use super::refusal::Refusal;
use crate::world::World;

/// Why a bearer was not enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Denied {
    Missing,
    /// Nobody's token.
    Invalid,
    /// The token of another number: Graph then acts as if the object were not there.
    Foreign,
}

impl Denied {
    /// The answer: unknown object for a foreign token, 190 otherwise.
    pub fn unless_foreign(self, id: &str, method: &str) -> Refusal {
        match self {
            Self::Missing => Refusal::token("An access token is required to request this resource."),
            Self::Invalid => Refusal::token("Invalid OAuth access token - Cannot parse access token"),
            Self::Foreign => Refusal::unknown_object(id, method),
        }
    }
}

/// Any bearer will do, unless the object has a token of its own.
pub(crate) fn authorize(world: &World, token: Option<&str>, bearer: Option<&str>) -> Result<(), Denied> {
    let bearer = bearer.filter(|bearer| !bearer.is_empty()).ok_or(Denied::Missing)?;
    match token {
        None => Ok(()),
        Some(token) if token == bearer => Ok(()),
        Some(_) if world.numbers.values().any(|number| number.token.as_deref() == Some(bearer)) => Err(Denied::Foreign),
        Some(_) => Err(Denied::Invalid),
    }
}

/// An account may be read with the token of any of its numbers; with any bearer if one of them takes any.
pub(crate) fn authorize_waba(world: &World, waba_id: &str, bearer: Option<&str>) -> Result<(), Denied> {
    let mut numbers = world.numbers.values().filter(|number| number.waba_id == waba_id).peekable();
    if numbers.peek().is_none() {
        return authorize(world, None, bearer);
    }
    let verdicts: Vec<_> = numbers.map(|number| authorize(world, number.token.as_deref(), bearer)).collect();
    verdicts.iter().find(|verdict| verdict.is_ok()).copied().unwrap_or(verdicts[0])
}
