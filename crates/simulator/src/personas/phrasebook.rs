//! Puts sentences together from pieces, and never the same one twice within an hour.

use std::{collections::HashMap, time::Duration};

use recado_domain::{Jitter, SeededJitter, Timestamp};

/// No text repeats within this time.
const MEMORY: Duration = Duration::from_hours(1);
/// Texts remembered before old ones are cleared away.
const TEXTS: usize = 10_000;
/// Throws before a text is made different by force.
const THROWS: usize = 40;

/// What stands for a changing detail, and what it can be.
const DETAILS: [(&str, &[&str]); 5] = [
    ("{dia}", &["segunda", "terça", "quarta", "quinta", "sexta", "sábado", "amanhã", "depois de amanhã"]),
    ("{hora}", &["9h", "9h30", "10h15", "11h", "13h30", "14h", "15h45", "16h20", "17h", "18h10", "19h"]),
    // All masculine, so that "do" and "no" fit.
    ("{bairro}", &["Centro", "Jardim América", "Umarizal", "Tirol", "Setor Bueno", "Farol", "Bosque", "Alto da Serra"]),
    (
        "{produto}",
        &[
            "o sérum de vitamina C",
            "o kit hidratação",
            "o protetor com cor",
            "a máscara noturna",
            "o óleo de rosa mosqueta",
            "o sabonete de enxofre",
            "o creme para as mãos",
            "a água micelar",
        ],
    ),
    (
        "{serviço}",
        &[
            "a limpeza de pele",
            "a drenagem linfática",
            "o peeling",
            "a depilação a laser",
            "o microagulhamento",
            "a massagem modeladora",
            "a avaliação",
            "o design de sobrancelha",
        ],
    ),
];

/// Memory and dice of the whole troupe.
pub(super) struct Phrasebook {
    dice: SeededJitter,
    said: HashMap<String, Timestamp>,
    forced: u32,
}

impl Phrasebook {
    pub fn new(seed: u64) -> Self {
        Self { dice: SeededJitter::new(seed), said: HashMap::new(), forced: 0 }
    }

    /// One of these, by chance.
    pub fn pick<'t, T: ?Sized>(&self, from: &[&'t T]) -> &'t T {
        from[self.below(from.len())]
    }

    /// A number in `0..below`.
    pub fn below(&self, below: usize) -> usize {
        // The fraction's own bits, so that no float has to be rounded.
        let mantissa = (1.0 + self.dice.fraction()).to_bits() & 0x000f_ffff_ffff_ffff;
        let sides = u64::try_from(below).expect("few sides");
        usize::try_from(((mantissa >> 20) * sides) >> 32).expect("below a usize")
    }

    /// Whether something that happens this often happens now.
    pub fn chance(&self, probability: f64) -> bool {
        self.dice.fraction() < probability
    }

    /// A number between these two.
    pub fn between(&self, from: u64, to: u64) -> u64 {
        let width = usize::try_from(to - from).expect("a short span");
        from + u64::try_from(self.below(width)).expect("a short span")
    }

    /// One piece of each list, details filled in, not said within the last hour.
    pub fn say(&mut self, now: Timestamp, parts: &[&[&str]]) -> String {
        for _ in 0..THROWS {
            let words: Vec<&str> = parts.iter().map(|part| self.pick(part)).filter(|piece| !piece.is_empty()).collect();
            let text = self.fill(&words.join(" "));
            if self.remember(now, &text) {
                return text;
            }
        }
        self.forced += 1;
        let text = format!("{} (mensagem {})", self.fill(self.pick(parts[0])), self.forced);
        self.remember(now, &text);
        text
    }

    /// Notes a text; false, and nothing noted, if it was said within the last hour.
    pub fn remember(&mut self, now: Timestamp, text: &str) -> bool {
        let recent = |at: &Timestamp| now.since(*at) < MEMORY;
        if self.said.get(text).is_some_and(recent) {
            return false;
        }
        if self.said.len() >= TEXTS {
            self.said.retain(|_, at| recent(at));
        }
        self.said.insert(text.to_owned(), now);
        true
    }

    fn fill(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        for (name, values) in DETAILS {
            if filled.contains(name) {
                filled = filled.replace(name, self.pick(values));
            }
        }
        if filled.contains("{pedido}") {
            filled = filled.replace("{pedido}", &self.between(40_000, 99_999).to_string());
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_back_after_an_hour_at_the_earliest() {
        let mut book = Phrasebook::new(1);
        let start = Timestamp::from_secs(1_795_320_000);
        let said: Vec<String> = (0..5).map(|_| book.say(start, &[&["a", "b"]])).collect();
        let different: std::collections::HashSet<_> = said.iter().collect();
        assert_eq!(different.len(), 5, "{said:?}");
        let later = start.plus(Duration::from_hours(1));
        assert!(["a", "b"].contains(&book.say(later, &[&["a", "b"]]).as_str()));
    }

    #[test]
    fn details_are_filled_in() {
        let mut book = Phrasebook::new(1);
        let said = book.say(Timestamp::from_secs(0), &[&["{dia} {hora} {bairro} {produto} {serviço} {pedido}"]]);
        assert!(!said.contains('{'), "{said}");
    }

    #[test]
    fn every_side_of_a_die_comes_up() {
        let book = Phrasebook::new(3);
        let seen: std::collections::HashSet<_> = (0..200).map(|_| book.below(6)).collect();
        assert_eq!(seen.len(), 6);
    }
}
