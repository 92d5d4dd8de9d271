use recado_engine::relay::CatchUpError;

use crate::problem::{Problem, ProblemKind};

impl From<CatchUpError> for Problem {
    fn from(error: CatchUpError) -> Self {
        match error {
            CatchUpError::Expired => ProblemKind::EventsExpired.into(),
            CatchUpError::Storage(error) => error.into(),
        }
    }
}
