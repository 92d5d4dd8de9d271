use recado_engine::access::{LinkError, LoginError, RefreshError, RegisterError, StrangerError};

use crate::{
    check::{Fault, Finding},
    problem::{Problem, ProblemKind},
    v1::users::whole_seconds,
    words::Text,
};

const WRONG: Text = Text {
    en: "The e-mail address or the password is wrong.",
    pt: "O e-mail ou a senha está incorreto.",
    es: "El correo electrónico o la contraseña es incorrecto.",
};
const LINK_IS_OVER: Text = Text {
    en: "This link was used or has expired. Ask for a new one.",
    pt: "Este link já foi usado ou expirou. Peça um novo.",
    es: "Este enlace ya se usó o venció. Pida uno nuevo.",
};

const WAY_IS_OVER: Text = Text {
    en: "This sign-in took too long, was finished already or was begun in another browser. Begin it again.",
    pt: "Este acesso demorou demais, já foi concluído ou começou em outro navegador. Comece de novo.",
    es: "Este acceso tardó demasiado, ya se completó o comenzó en otro navegador. Empiece de nuevo.",
};
const TAKEN: Text = Text {
    en: "This account is connected with somebody else here, or you have connected another one. Disconnect that one in your profile first.",
    pt: "Esta conta está conectada a outra pessoa aqui, ou você já conectou outra. Primeiro desconecte aquela no seu perfil.",
    es: "Esta cuenta está conectada con otra persona aquí, o usted ya conectó otra. Primero desconecte aquella en su perfil.",
};

impl From<LoginError> for Problem {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::WrongCredentials => Self::new(ProblemKind::Unauthenticated).detail(WRONG),
            LoginError::TooMany { retry_after } => {
                Self::new(ProblemKind::RateLimited).retry_after(whole_seconds(retry_after))
            }
            LoginError::CodeMissing => ProblemKind::SecondFactorRequired.into(),
            LoginError::WrongCode => ProblemKind::SecondFactorWrong.into(),
            LoginError::Over => Self::new(ProblemKind::NotFound).detail(WAY_IS_OVER),
            LoginError::NotLinked => ProblemKind::ProviderNotConnected.into(),
            LoginError::Taken => Self::new(ProblemKind::Conflict).detail(TAKEN),
            LoginError::Vault(error) => Self::internal(error),
            LoginError::Refused(error) => error.into(),
        }
    }
}

impl From<StrangerError> for Problem {
    fn from(error: StrangerError) -> Self {
        match error {
            StrangerError::TooMany { retry_after } => {
                Self::new(ProblemKind::RateLimited).retry_after(whole_seconds(retry_after))
            }
            StrangerError::Storage(error) => error.into(),
        }
    }
}

impl From<RegisterError> for Problem {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::Closed => ProblemKind::NotFound.into(),
            RegisterError::Stranger(error) => error.into(),
        }
    }
}

impl From<RefreshError> for Problem {
    fn from(error: RefreshError) -> Self {
        match error {
            RefreshError::Invalid => ProblemKind::Unauthenticated.into(),
            RefreshError::Refused(error) => error.into(),
        }
    }
}

impl From<LinkError> for Problem {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::Invalid => Self::new(ProblemKind::NotFound).detail(LINK_IS_OVER),
            LinkError::FirstTenantMissing => {
                let missing = ["/tenant", "/email", "/name"].map(|pointer| Finding::new(pointer, Fault::Required));
                Self::invalid(missing.to_vec())
            }
            LinkError::Stranger(error) => error.into(),
            LinkError::Member(error) => error.into(),
            LinkError::Tenant(error) => error.into(),
        }
    }
}
