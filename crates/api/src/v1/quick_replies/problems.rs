use recado_domain::reply::Variable;
use recado_engine::replies::{RenderError, ReplyError};

use crate::{
    check::{Check, Fault, Finding},
    problem::{Problem, ProblemKind},
    words::Text,
};

/// Characters of a shortcut.
const LONGEST_SHORTCUT: usize = 40;
/// Characters of a text: what WhatsApp takes.
const LONGEST_BODY: usize = 4_096;

const TAKEN: Text = Text {
    en: "Another quick reply has this shortcut.",
    pt: "Outra resposta rápida já tem este atalho.",
    es: "Otra respuesta rápida ya tiene este atajo.",
};
const NO_BLANKS: Text =
    Text { en: "A shortcut is one word.", pt: "Um atalho é uma só palavra.", es: "Un atajo es una sola palabra." };

/// Notes what is wrong with a shortcut and a text.
pub(super) fn check(shortcut: Option<&str>, body: Option<&str>) -> Result<(), Problem> {
    let mut check = Check::default();
    check.optional_text(shortcut, "/shortcut", LONGEST_SHORTCUT);
    let is_word = |shortcut: &str| !shortcut.trim().contains(char::is_whitespace);
    check.that(shortcut.is_none_or(is_word), "/shortcut", Fault::Says(NO_BLANKS));
    check.optional_text(body, "/body", LONGEST_BODY);
    check.done()
}

impl From<ReplyError> for Problem {
    fn from(error: ReplyError) -> Self {
        match error {
            ReplyError::Unknown => ProblemKind::NotFound.into(),
            ReplyError::ShortcutTaken => Self::new(ProblemKind::Conflict).detail(TAKEN),
            ReplyError::UnknownTeam => Self::invalid(vec![Finding::new("/teamId", Fault::NoSuch)]),
            ReplyError::UnknownVariables(_) => {
                let known: Vec<String> = Variable::ALL.iter().map(|one| format!("{{{{{one}}}}}")).collect();
                Self::invalid(vec![Finding::new("/body", Fault::NotOneOf(known.join(", ")))])
            }
            ReplyError::Storage(error) => error.into(),
        }
    }
}

impl From<RenderError> for Problem {
    fn from(error: RenderError) -> Self {
        match error {
            RenderError::UnknownReply => ProblemKind::NotFound.into(),
            RenderError::UnknownConversation => Self::invalid(vec![Finding::new("/conversationId", Fault::NoSuch)]),
            RenderError::Storage(error) => error.into(),
        }
    }
}
