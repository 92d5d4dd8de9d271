use recado_domain::TagId;
use recado_engine::{conversations::Retag, tags::TagError};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{
    check::{Check, Fault},
    problem::{Problem, ProblemKind},
    words::Text,
};

/// Characters of a tag's name.
pub(super) const LONGEST_NAME: usize = 40;
/// Tags that are put on something or taken off it at once.
const MOST_TAGS: usize = 50;
/// The greatest hue.
const LAST_HUE: i64 = 359;

const TAKEN: Text = Text {
    en: "Another tag has this name.",
    pt: "Outra etiqueta já tem este nome.",
    es: "Otra etiqueta ya tiene este nombre.",
};

/// Tags to be put on something and taken off it. A tag in both lists is taken off.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetagRequest {
    /// `tag_…`
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    add: Vec<TagId>,
    /// `tag_…`
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    remove: Vec<TagId>,
}

impl RetagRequest {
    /// What is asked for, if it asks for something.
    pub fn into_retag(self) -> Result<Retag, Problem> {
        let mut check = Check::default();
        check.that(!(self.add.is_empty() && self.remove.is_empty()), "/add", Fault::Required);
        check.that(self.add.len() <= MOST_TAGS, "/add", Fault::OutOfRange(0, 50));
        check.that(self.remove.len() <= MOST_TAGS, "/remove", Fault::OutOfRange(0, 50));
        check.done()?;
        let mut add: Vec<TagId> = self.add.into_iter().filter(|tag| !self.remove.contains(tag)).collect();
        add.dedup();
        Ok(Retag { add, remove: self.remove })
    }
}

/// Notes what is wrong with a name and a hue.
pub(super) fn check(name: Option<&str>, hue: Option<i64>) -> Result<(), Problem> {
    let mut check = Check::default();
    check.optional_text(name, "/name", LONGEST_NAME);
    check.that(hue.is_none_or(|hue| (0..=LAST_HUE).contains(&hue)), "/hue", Fault::OutOfRange(0, LAST_HUE));
    check.done()
}

impl From<TagError> for Problem {
    fn from(error: TagError) -> Self {
        match error {
            TagError::Unknown => ProblemKind::NotFound.into(),
            TagError::NameTaken => Self::new(ProblemKind::Conflict).detail(TAKEN),
            TagError::Storage(error) => error.into(),
        }
    }
}
