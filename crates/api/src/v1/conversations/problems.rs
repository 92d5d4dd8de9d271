use recado_engine::conversations::{ConversationError, TagPlace};

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

const NOT_OPEN: Text = Text {
    en: "Only an open conversation can be marked unread. Open it first.",
    pt: "Só uma conversa aberta pode ser marcada como não lida. Abra-a primeiro.",
    es: "Solo una conversación abierta puede marcarse como no leída. Ábrala primero.",
};

impl From<ConversationError> for Problem {
    fn from(error: ConversationError) -> Self {
        match error {
            ConversationError::Unknown => ProblemKind::NotFound.into(),
            ConversationError::UnknownPerson => Self::invalid(vec![Finding::new("/userId", Fault::NoSuch)]),
            ConversationError::UnknownTeam => Self::invalid(vec![Finding::new("/teamId", Fault::NoSuch)]),
            ConversationError::UnknownTag(TagPlace { list, index }) => {
                Self::invalid(vec![Finding::new(format!("/{list}/{index}"), Fault::NoSuch)])
            }
            ConversationError::NotOpen => Self::new(ProblemKind::Conflict).detail(NOT_OPEN),
            ConversationError::AnotherIsOpen => Self::new(ProblemKind::Conflict).detail(ANOTHER_IS_OPEN),
            ConversationError::Storage(error) => error.into(),
        }
    }
}
