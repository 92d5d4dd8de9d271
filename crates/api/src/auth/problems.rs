use recado_engine::access::AuthError;

use crate::problem::{Problem, ProblemKind};

impl From<AuthError> for Problem {
    fn from(error: AuthError) -> Self {
        match error {
            AuthError::Unauthenticated => ProblemKind::Unauthenticated.into(),
            AuthError::TenantRequired => ProblemKind::TenantRequired.into(),
            AuthError::UnknownTenant => ProblemKind::NotFound.into(),
            AuthError::TenantSuspended => ProblemKind::TenantSuspended.into(),
            AuthError::FactorMissing => ProblemKind::SecondFactorMissing.into(),
            AuthError::StepUpRequired => ProblemKind::StepUpRequired.into(),
            AuthError::Forbidden => ProblemKind::Forbidden.into(),
            AuthError::Storage(error) => error.into(),
        }
    }
}
