//! The shape of the table.

use super::policy::{Class, Policy};

/// Who has to do something. A closed set: each word names a role that every business has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// It settles by itself.
    Nobody,
    /// Whoever wrote the message.
    Agent,
    /// Whoever runs campaigns and templates.
    Marketer,
    /// Whoever runs the account: numbers, tokens, payment, review at Meta.
    Admin,
    /// Whoever made the request or the integration.
    Developer,
    /// Only Meta can.
    Meta,
    /// The person on the other side.
    Customer,
}

impl Who {
    pub const ALL: [Self; 7] =
        [Self::Nobody, Self::Agent, Self::Marketer, Self::Admin, Self::Developer, Self::Meta, Self::Customer];

    /// One word, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Agent => "agent",
            Self::Marketer => "marketer",
            Self::Admin => "admin",
            Self::Developer => "developer",
            Self::Meta => "meta",
            Self::Customer => "customer",
        }
    }
}

/// The languages in which codes are explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lang {
    /// Portuguese as written in Brazil.
    Pt,
    En,
    Es,
}

/// A code in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// What happened, without a full stop.
    pub title: &'static str,
    pub who: Who,
    /// What to do about it, in sentences.
    pub remedy: &'static str,
}

/// Title and remedy.
pub(super) type Words = (&'static str, &'static str);

/// One row: a code, or a range of codes that mean the same.
pub(super) struct Entry {
    pub first: i64,
    pub last: i64,
    pub class: Class,
    pub policy: Policy,
    pub who: Who,
    pub pt: Words,
    pub en: Words,
    pub es: Words,
}

impl Entry {
    pub(super) fn explain(&self, lang: Lang) -> Explanation {
        let (title, remedy) = match lang {
            Lang::Pt => self.pt,
            Lang::En => self.en,
            Lang::Es => self.es,
        };
        Explanation { title, who: self.who, remedy }
    }
}

/// Codes that are in no file.
pub(super) const ANY_OTHER: Entry = Entry {
    first: 0,
    last: 0,
    class: Class::Bug,
    policy: Policy::Final,
    who: Who::Developer,
    pt: ("O WhatsApp recusou o pedido", "Veja o detalhe enviado pela Meta e procure o código na documentação dela."),
    en: ("WhatsApp refused the request", "See the detail that Meta sent and look the code up in its documentation."),
    es: ("WhatsApp rechazó la solicitud", "Vea el detalle enviado por Meta y busque el código en su documentación."),
};

/// Rows, four lines each: `code => class, policy, who;` (or `first..=last`), then title and remedy in three languages.
macro_rules! codes {
    ($($first:literal $(..= $last:literal)? => $class:ident, $policy:expr, $who:ident;
        pt $pt_title:literal, $pt_remedy:literal;
        en $en_title:literal, $en_remedy:literal;
        es $es_title:literal, $es_remedy:literal;)*) => {
        #[expect(clippy::unreadable_literal, reason = "codes are written as Meta prints them, so a search finds them")]
        pub(in crate::classify) const CODES: &[crate::classify::table::Entry] = &[$(crate::classify::table::Entry {
            first: $first,
            last: *[$first $(, $last)?].last().expect("a row has a code"),
            class: crate::classify::policy::Class::$class,
            policy: $policy,
            who: crate::classify::table::Who::$who,
            pt: ($pt_title, $pt_remedy),
            en: ($en_title, $en_remedy),
            es: ($es_title, $es_remedy),
        }),*];
    };
}
pub(super) use codes;
