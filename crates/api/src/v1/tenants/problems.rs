use recado_engine::access::{MemberError, TenantError};

use crate::{
    check::Finding,
    problem::{Problem, ProblemKind},
    v1::users::password,
    words::Text,
};

const TAKEN: Text = Text {
    en: "Another tenant has this slug.",
    pt: "Outra empresa já usa este slug.",
    es: "Otra empresa ya usa este slug.",
};

const OWN_FACTOR_FIRST: Text = Text {
    en: "Set up your own second factor first, in your profile.",
    pt: "Ative antes o seu próprio segundo fator, no seu perfil.",
    es: "Active antes su propio segundo factor, en su perfil.",
};

impl From<TenantError> for Problem {
    fn from(error: TenantError) -> Self {
        match error {
            TenantError::SlugTaken => Self::new(ProblemKind::Conflict).detail(TAKEN),
            TenantError::Unknown => ProblemKind::NotFound.into(),
            TenantError::OwnFactorFirst => Self::new(ProblemKind::Conflict).detail(OWN_FACTOR_FIRST),
            TenantError::Sealing(error) => Self::internal(error),
            TenantError::Owner(error) => error.into(),
            TenantError::Storage(error) => error.into(),
        }
    }
}

/// Here the password stands inside the owner.
pub(super) fn owner_password(error: MemberError) -> Problem {
    match error {
        MemberError::Password(fault) => Problem::invalid(vec![Finding::new("/owner/password", password(fault))]),
        other => other.into(),
    }
}
