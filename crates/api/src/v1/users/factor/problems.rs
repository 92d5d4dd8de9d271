use recado_engine::access::{CodeError, FactorError};

use crate::{
    check::{Fault, Finding},
    problem::{Problem, ProblemKind},
    v1::users::whole_seconds,
    words::Text,
};

const WRONG: Text = Text {
    en: "This code is wrong, has run out or was used already.",
    pt: "Este código está incorreto, expirou ou já foi usado.",
    es: "Este código es incorrecto, venció o ya se usó.",
};
const NOTHING_PENDING: Text = Text {
    en: "There is nothing to confirm any more. Begin anew.",
    pt: "Não há mais nada a confirmar. Comece de novo.",
    es: "Ya no hay nada que confirmar. Comience de nuevo.",
};
const NONE: Text = Text {
    en: "You have no second factor.",
    pt: "Você não tem um segundo fator.",
    es: "Usted no tiene un segundo factor.",
};
const REQUIRED: Text = Text {
    en: "A company of yours asks for a second factor. You can set it up anew, but not go without.",
    pt: "Uma empresa sua exige o segundo fator. Você pode configurá-lo de novo, mas não ficar sem ele.",
    es: "Una empresa suya exige el segundo factor. Puede configurarlo de nuevo, pero no quedarse sin él.",
};

/// A code of somebody who is signed in.
pub(in crate::v1) fn wrong_code() -> Problem {
    Problem::invalid(vec![Finding::new("/code", Fault::Says(WRONG))])
}

impl From<CodeError> for Problem {
    fn from(error: CodeError) -> Self {
        match error {
            CodeError::Wrong => wrong_code(),
            CodeError::TooMany { retry_after } => {
                Self::new(ProblemKind::RateLimited).retry_after(whole_seconds(retry_after))
            }
            CodeError::Vault(error) => Self::internal(error),
            CodeError::Storage(error) => error.into(),
        }
    }
}

impl From<FactorError> for Problem {
    fn from(error: FactorError) -> Self {
        let conflict = |why: Text| Self::new(ProblemKind::Conflict).detail(why);
        match error {
            FactorError::Code(error) => error.into(),
            FactorError::NothingPending => conflict(NOTHING_PENDING),
            FactorError::None => conflict(NONE),
            FactorError::Required => conflict(REQUIRED),
        }
    }
}
