//! Checking what a caller sent: all findings at once, each with the place it is about.
//!
//! Shapes are checked by the types of a body; what is left (lengths, ranges, references) is checked here. To add a
//! reason that can be told in three languages: one variant of [`Fault`].

use recado_domain::{Language, is_slug};

use crate::{
    problem::{Problem, ProblemError},
    words::{Text, Told},
};

/// Why a value is not acceptable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It must be there.
    Required,
    /// The body has no such field.
    UnknownField,
    /// It must not be empty.
    Empty,
    /// It has more characters than this.
    TooLong(usize),
    /// It has fewer characters than this.
    TooShort(usize),
    /// It lies outside of these bounds, which are included.
    OutOfRange(i64, i64),
    /// It is none of these words.
    NotOneOf(String),
    /// It is not an e-mail address.
    NotAnEmail,
    /// It names something that does not exist here.
    NoSuch,
    /// The kind is legal but not built yet.
    NotYet,
    /// It says what another of our texts says.
    Says(Text),
    /// It says it in its own words.
    Plain(String),
}

impl Fault {
    /// The words.
    fn told(&self) -> Told {
        let filled = |text: Text, blanks: &[&dyn ToString]| {
            Told::Filled(text, blanks.iter().map(|blank| blank.to_string()).collect())
        };
        match self {
            Self::Required => REQUIRED.into(),
            Self::UnknownField => UNKNOWN_FIELD.into(),
            Self::Empty => EMPTY.into(),
            Self::TooLong(most) => filled(TOO_LONG, &[most]),
            Self::TooShort(least) => filled(TOO_SHORT, &[least]),
            Self::OutOfRange(low, high) => filled(OUT_OF_RANGE, &[low, high]),
            Self::NotOneOf(words) => filled(NOT_ONE_OF, &[words]),
            Self::NotAnEmail => NOT_AN_EMAIL.into(),
            Self::NoSuch => NO_SUCH.into(),
            Self::NotYet => NOT_YET.into(),
            Self::Says(text) => (*text).into(),
            Self::Plain(words) => words.as_str().into(),
        }
    }
}

const REQUIRED: Text = Text { en: "This is required.", pt: "É obrigatório.", es: "Es obligatorio." };
const UNKNOWN_FIELD: Text =
    Text { en: "There is no such field.", pt: "Este campo não existe.", es: "Este campo no existe." };
const EMPTY: Text = Text { en: "This must not be empty.", pt: "Não pode ficar vazio.", es: "No puede quedar vacío." };
const TOO_LONG: Text = Text {
    en: "At most {} characters are taken.",
    pt: "São aceitos no máximo {} caracteres.",
    es: "Se aceptan como máximo {} caracteres.",
};
const TOO_SHORT: Text = Text {
    en: "At least {} characters are needed.",
    pt: "São necessários ao menos {} caracteres.",
    es: "Se necesitan al menos {} caracteres.",
};
const OUT_OF_RANGE: Text =
    Text { en: "This must be between {} and {}.", pt: "Deve estar entre {} e {}.", es: "Debe estar entre {} y {}." };
const NOT_ONE_OF: Text =
    Text { en: "This must be one of {}.", pt: "Deve ser um destes: {}.", es: "Debe ser uno de estos: {}." };
const NOT_AN_EMAIL: Text = Text {
    en: "This is not an e-mail address.",
    pt: "Não é um endereço de e-mail.",
    es: "No es una dirección de correo electrónico.",
};
const NO_SUCH: Text = Text { en: "There is no such thing here.", pt: "Não existe aqui.", es: "No existe aquí." };
const NOT_YET: Text = Text {
    en: "This kind is not delivered yet.",
    pt: "Este tipo ainda não é entregue.",
    es: "Este tipo aún no se entrega.",
};

/// One unacceptable value and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// JSON pointer into the body, or `/` and the name of a query parameter.
    pub pointer: String,
    /// Why.
    pub fault: Fault,
}

impl Finding {
    /// A finding about this place.
    pub fn new(pointer: impl Into<String>, fault: Fault) -> Self {
        Self { pointer: pointer.into(), fault }
    }

    pub(crate) fn told(&self, language: Language) -> ProblemError {
        ProblemError { pointer: self.pointer.clone(), detail: self.fault.told().in_language(language) }
    }
}

/// Collects findings, so that a caller learns of all of them at once.
#[derive(Debug, Default)]
#[must_use = "a check says nothing until it is done()"]
pub struct Check(Vec<Finding>);

impl Check {
    /// Notes a fault unless `holds`.
    pub fn that(&mut self, holds: bool, pointer: impl Into<String>, fault: Fault) {
        if !holds {
            self.0.push(Finding::new(pointer, fault));
        }
    }

    /// A text of 1 to `most` characters that is not only blanks.
    pub fn text(&mut self, value: &str, pointer: &str, most: usize) {
        self.that(!value.trim().is_empty(), pointer, Fault::Empty);
        self.that(value.chars().count() <= most, pointer, Fault::TooLong(most));
        let printable = !value.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
        self.that(printable, pointer, Fault::Says(NO_CONTROL));
    }

    /// An e-mail address, as far as that can be told without writing to it.
    pub fn email(&mut self, value: &str, pointer: &str) {
        let is_one = value.trim().split_once('@').is_some_and(|(local, domain)| {
            !local.is_empty() && domain.len() >= 2 && !domain.contains('@') && !domain.starts_with(['.', '-'])
        });
        let clean =
            !value.trim().contains(|c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c));
        self.that(is_one && clean && value.len() <= 254, pointer, Fault::NotAnEmail);
    }

    /// A slug of a tenant or an app.
    pub fn slug(&mut self, value: &str, pointer: &str) {
        self.that(is_slug(value), pointer, Fault::Says(NOT_A_SLUG));
    }

    /// A text as [`Check::text`] takes it, when it is given.
    pub fn optional_text(&mut self, value: Option<&str>, pointer: &str, most: usize) {
        if let Some(value) = value {
            self.text(value, pointer, most);
        }
    }

    /// The refusal, if there is anything to refuse.
    pub fn done(self) -> Result<(), Problem> {
        if self.0.is_empty() { Ok(()) } else { Err(Problem::invalid(self.0)) }
    }
}

const NOT_A_SLUG: Text = Text {
    en: "This must be 2 to 40 of a-z, 0-9 and -, beginning with a letter.",
    pt: "Use de 2 a 40 caracteres entre a-z, 0-9 e -, começando com uma letra.",
    es: "Use de 2 a 40 caracteres entre a-z, 0-9 y -, comenzando con una letra.",
};
const NO_CONTROL: Text = Text {
    en: "Control characters are not taken.",
    pt: "Caracteres de controle não são aceitos.",
    es: "No se aceptan caracteres de control.",
};
