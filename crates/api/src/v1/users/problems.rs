use std::time::Duration;

use recado_engine::access::{LONGEST_PASSWORD, MemberError, PasswordChangeError, PasswordFault, SHORTEST_PASSWORD};

use crate::{
    check::{Fault, Finding},
    problem::{Problem, ProblemKind},
    words::Text,
};

const ALREADY: Text =
    Text {
        en: "This person is a member already.", pt: "Esta pessoa já é membro.", es: "Esta persona ya es miembro."
    };
const LAST_OWNER: Text = Text {
    en: "A tenant keeps at least one owner: make another one first.",
    pt: "Uma empresa mantém ao menos um proprietário: nomeie outro antes.",
    es: "Una empresa conserva al menos un propietario: nombre otro antes.",
};
const OWNERS_ONLY: Text = Text {
    en: "Only an owner makes, changes or removes owners.",
    pt: "Só um proprietário cria, altera ou remove proprietários.",
    es: "Solo un propietario crea, cambia o quita propietarios.",
};
const NOT_INVITED: Text = Text {
    en: "This person has set a password already, or belongs to other companies too.",
    pt: "Esta pessoa já definiu uma senha ou também pertence a outras empresas.",
    es: "Esta persona ya definió una contraseña o también pertenece a otras empresas.",
};
const NOT_OURS_ALONE: Text = Text {
    en: "This person belongs to other companies too: who runs the installation can help them.",
    pt: "Esta pessoa também pertence a outras empresas: quem opera a instalação pode ajudá-la.",
    es: "Esta persona también pertenece a otras empresas: quien opera la instalación puede ayudarla.",
};
const GUESSABLE: Text = Text {
    en: "This password is easily guessed. Several unrelated words make a good one.",
    pt: "Esta senha é fácil de adivinhar. Várias palavras sem relação formam uma boa senha.",
    es: "Esta contraseña es fácil de adivinar. Varias palabras sin relación forman una buena.",
};

const WRONG_CURRENT: Text = Text {
    en: "This is not your current password.",
    pt: "Esta não é a sua senha atual.",
    es: "Esta no es su contraseña actual.",
};

impl From<PasswordChangeError> for Problem {
    fn from(error: PasswordChangeError) -> Self {
        match error {
            PasswordChangeError::WrongCurrent => {
                Self::invalid(vec![Finding::new("/currentPassword", Fault::Says(WRONG_CURRENT))])
            }
            PasswordChangeError::TooMany { retry_after } => {
                Self::new(ProblemKind::RateLimited).retry_after(whole_seconds(retry_after))
            }
            PasswordChangeError::Member(error) => error.into(),
        }
    }
}

/// Whole seconds, rounded up: waiting them is always enough.
pub(in crate::v1) fn whole_seconds(wait: Duration) -> u32 {
    u32::try_from(wait.as_millis().div_ceil(1_000)).unwrap_or(u32::MAX).max(1)
}

impl From<MemberError> for Problem {
    fn from(error: MemberError) -> Self {
        match error {
            MemberError::AlreadyMember => Self::new(ProblemKind::Conflict).detail(ALREADY),
            MemberError::Unknown => ProblemKind::NotFound.into(),
            MemberError::OwnersOnly => Self::new(ProblemKind::Forbidden).detail(OWNERS_ONLY),
            MemberError::LastOwner => Self::new(ProblemKind::Conflict).detail(LAST_OWNER),
            MemberError::NotInvited => Self::new(ProblemKind::Conflict).detail(NOT_INVITED),
            MemberError::NotOursAlone => Self::new(ProblemKind::Conflict).detail(NOT_OURS_ALONE),
            MemberError::UnknownSuccessor => Self::invalid(vec![Finding::new("/reassignTo", Fault::NoSuch)]),
            MemberError::Password(fault) => Self::invalid(vec![Finding::new("/password", password(fault))]),
            MemberError::Busy => ProblemKind::RateLimited.into(),
            MemberError::Storage(error) => error.into(),
        }
    }
}

/// Why a password is not taken, in the words of a check.
pub(in crate::v1) fn password(fault: PasswordFault) -> Fault {
    match fault {
        PasswordFault::TooShort => Fault::TooShort(SHORTEST_PASSWORD),
        PasswordFault::TooLong => Fault::TooLong(LONGEST_PASSWORD),
        PasswordFault::Guessable => Fault::Says(GUESSABLE),
    }
}
