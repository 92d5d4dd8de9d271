//! Who they are.

use std::borrow::Cow;

use serde::Serialize;

use super::voices::{self, Voice};
use crate::world::people::user_id_of;

/// Which of the business's numbers they write to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counter {
    Reception,
    Shop,
}

/// What they do beside writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Temper {
    /// Long, courteous messages.
    Polite,
    /// Two or three messages in a row, loud.
    Angry,
    /// Writes a number wrong, then corrects it.
    Corrects,
    /// Answers with an emoji before, or instead of, words.
    Reacts,
    /// Pictures, documents, voice notes.
    SendsFiles,
    /// Places and contact cards.
    SendsPlaces,
    /// Asks for prices, taps what can be tapped.
    Shops,
    /// Many short messages.
    Hurries,
    /// Nothing special.
    Plain,
}

#[derive(Debug)]
pub(super) struct Persona {
    pub name: &'static str,
    /// None for somebody who hides the number. Mobile numbers that begin with 90 are not given out in Brazil.
    pub wa_id: Option<&'static str>,
    /// Only where there is no phone; the others' follows from their phone.
    pub user_id: Option<&'static str>,
    pub username: Option<&'static str>,
    pub counter: Counter,
    pub temper: Temper,
    /// None: read receipts are off.
    pub reads_after_ms: Option<u64>,
    pub voice: &'static Voice,
}

impl Persona {
    pub fn known_as(&self) -> Cow<'static, str> {
        self.user_id.map_or_else(|| user_id_of(self.wa_id.unwrap_or_default()).into(), Cow::Borrowed)
    }
}

const fn somebody(name: &'static str, wa_id: &'static str, counter: Counter, temper: Temper) -> Persona {
    let voice = &voices::CELIA;
    Persona {
        name,
        wa_id: Some(wa_id),
        user_id: None,
        username: None,
        counter,
        temper,
        reads_after_ms: Some(2_500),
        voice,
    }
}

pub(super) const CAST: [Persona; 10] = [
    Persona {
        reads_after_ms: Some(6_000),
        ..somebody("Célia Ramos", "5585900010001", Counter::Reception, Temper::Polite)
    },
    Persona {
        reads_after_ms: Some(900),
        voice: &voices::MARCOS,
        ..somebody("Marcos Vieira", "5562900020002", Counter::Shop, Temper::Angry)
    },
    Persona { voice: &voices::JESSICA, ..somebody("Jéssica Prado", "5527900030003", Counter::Shop, Temper::Corrects) },
    Persona { voice: &voices::TEO, ..somebody("Téo Martins", "5591900040004", Counter::Reception, Temper::Reacts) },
    Persona {
        wa_id: None,
        user_id: Some("BR.7305518842096117"),
        username: Some("lua.norte"),
        voice: &voices::LUA,
        ..somebody("Lua", "", Counter::Reception, Temper::Plain)
    },
    Persona { voice: &voices::RAFAEL, ..somebody("Rafael Nunes", "5584900060006", Counter::Shop, Temper::SendsFiles) },
    Persona {
        voice: &voices::SERGIO, ..somebody("Sérgio Lopes", "5583900070007", Counter::Shop, Temper::SendsPlaces)
    },
    Persona {
        reads_after_ms: Some(1_500),
        voice: &voices::PATRICIA,
        ..somebody("Patrícia Gomes", "5592900080008", Counter::Reception, Temper::Shops)
    },
    Persona { voice: &voices::KAUA, ..somebody("Kauã Silva", "5563900090009", Counter::Shop, Temper::Hurries) },
    Persona {
        reads_after_ms: None,
        voice: &voices::HELENA,
        ..somebody("Helena Castro", "5565900100010", Counter::Reception, Temper::Plain)
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn nobody_shares_a_number_or_a_voice() {
        let phones: HashSet<_> = CAST.iter().map(|persona| (persona.wa_id, persona.user_id)).collect();
        assert_eq!(phones.len(), CAST.len());
        assert!(CAST.iter().all(|persona| persona.wa_id.is_some() != persona.user_id.is_some()));
        let first_words: HashSet<_> = CAST.iter().map(|persona| persona.voice.openings[0]).collect();
        assert_eq!(first_words.len(), CAST.len());
    }
}
