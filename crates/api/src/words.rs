//! Texts that a person reads, in the three languages.

use recado_domain::Language;

/// One text in the three languages. `{}` is a blank that [`Told::Filled`] fills, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Brazilian Portuguese.
    pub pt: &'static str,
    /// Spanish.
    pub es: &'static str,
}

impl Text {
    /// The text in one language.
    pub const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::PtBr => self.pt,
            Language::Es => self.es,
        }
    }
}

/// A text that is chosen or made while a request is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// One of ours, as it is.
    Fixed(Text),
    /// One of ours with its blanks filled.
    Filled(Text, Vec<String>),
    /// Somebody else's words, in whatever language they came.
    Plain(String),
}

impl Told {
    /// The words in one language.
    pub fn in_language(&self, language: Language) -> String {
        match self {
            Self::Fixed(text) => text.in_language(language).to_owned(),
            Self::Filled(text, blanks) => {
                let mut told = text.in_language(language).to_owned();
                for blank in blanks {
                    told = told.replacen("{}", blank, 1);
                }
                told
            }
            Self::Plain(words) => words.clone(),
        }
    }
}

impl From<Text> for Told {
    fn from(text: Text) -> Self {
        Self::Fixed(text)
    }
}

impl From<String> for Told {
    fn from(words: String) -> Self {
        Self::Plain(words)
    }
}

impl From<&str> for Told {
    fn from(words: &str) -> Self {
        Self::Plain(words.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_filled_in_order() {
        let text = Text { en: "{} to {}", pt: "de {} a {}", es: "de {} a {}" };
        let told = Told::Filled(text, vec!["1".into(), "200".into()]);
        assert_eq!(told.in_language(Language::En), "1 to 200");
        assert_eq!(told.in_language(Language::PtBr), "de 1 a 200");
    }
}
