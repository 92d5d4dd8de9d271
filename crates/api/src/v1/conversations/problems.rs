use recado_engine::conversations::ConversationError;

use crate::{
    check::{Fault, Finding},
    problem::{Problem, ProblemKind},
    words::Text,
};

const ANOTHER_IS_OPEN: Text = Text {
    en: "The contact has another open conversation with this number. Close that one first, or go on there.",
    pt: "O contato já tem outra conversa aberta com este número. Feche-a primeiro ou continue nela.",
    es: "El contacto ya tiene otra conversación abierta con este número. Ciérrela primero o continúe en ella.",
};

impl From<ConversationError> for Problem {
    fn from(error: ConversationError) -> Self {
        match error {
            ConversationError::Unknown => ProblemKind::NotFound.into(),
            ConversationError::UnknownPerson => Self::invalid(vec![Finding::new("/userId", Fault::NoSuch)]),
            ConversationError::UnknownTeam => Self::invalid(vec![Finding::new("/teamId", Fault::NoSuch)]),
            ConversationError::AnotherIsOpen => Self::new(ProblemKind::Conflict).detail(ANOTHER_IS_OPEN),
            ConversationError::Storage(error) => error.into(),
        }
    }
}
