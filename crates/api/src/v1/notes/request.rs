use recado_domain::UserId;
use recado_engine::{
    access::Caller,
    notes::{NewNote, NoteError},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    check::{Check, Fault, Finding},
    problem::{Problem, ProblemKind},
    words::Text,
};

/// Characters of a note.
const LONGEST: usize = 4_000;
/// People whom one note mentions.
const MOST_MENTIONS: usize = 20;

const CANNOT_SEE: Text = Text {
    en: "This person does not see the conversation.",
    pt: "Esta pessoa não vê a conversa.",
    es: "Esta persona no ve la conversación.",
};
const NOT_YOURS: Text = Text {
    en: "Only who wrote a note changes or deletes it.",
    pt: "Só quem escreveu a nota pode alterá-la ou excluí-la.",
    es: "Solo quien escribió la nota puede cambiarla o borrarla.",
};

/// What a note is to say.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NoteRequest {
    /// At most 4,000 characters.
    body: String,
    /// Whom it mentions: `usr_…` of people who see the conversation. They are told.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    mentions: Vec<UserId>,
}

impl NoteRequest {
    pub(super) async fn into_note(self, app: &App, caller: &Caller) -> Result<NewNote, Problem> {
        let mut check = Check::default();
        check.text(&self.body, "/body", LONGEST);
        check.that(self.mentions.len() <= MOST_MENTIONS, "/mentions", Fault::OutOfRange(0, 20));
        check.done()?;
        let mentions = app.engine.mentionable(caller.tenant(), &self.mentions).await?;
        Ok(NewNote { body: self.body, mentions })
    }
}

impl From<NoteError> for Problem {
    fn from(error: NoteError) -> Self {
        match error {
            NoteError::Unknown => ProblemKind::NotFound.into(),
            NoteError::CannotSee(place) => {
                Self::invalid(vec![Finding::new(format!("/mentions/{place}"), Fault::Says(CANNOT_SEE))])
            }
            NoteError::NotTheAuthor => Self::new(ProblemKind::Forbidden).detail(NOT_YOURS),
            NoteError::Storage(error) => error.into(),
        }
    }
}
