use recado_engine::channel::AppError;

use crate::{
    problem::{Problem, ProblemKind},
    words::Text,
};

const SLUG_TAKEN: Text = Text {
    en: "Another app of this server has this slug.",
    pt: "Outro aplicativo deste servidor tem este slug.",
    es: "Otra aplicación de este servidor tiene este slug.",
};
const PLATFORMS: Text = Text {
    en: "This app is the platform's own: only super-admins change it. Register one of your own.",
    pt: "Este aplicativo é da plataforma: só super-administradores o alteram. Cadastre um seu.",
    es: "Esta aplicación es de la plataforma: solo los superadministradores la cambian. Registre una propia.",
};
const CHANGED: Text = Text {
    en: "Somebody else changed the app at the same time. Look at it again and repeat your change.",
    pt: "Outra pessoa alterou o aplicativo ao mesmo tempo. Veja-o de novo e repita a alteração.",
    es: "Otra persona cambió la aplicación al mismo tiempo. Véala de nuevo y repita el cambio.",
};

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::SlugTaken => Self::new(ProblemKind::Conflict).detail(SLUG_TAKEN),
            AppError::Platforms => Self::new(ProblemKind::Forbidden).detail(PLATFORMS),
            AppError::Changed => Self::new(ProblemKind::Conflict).detail(CHANGED),
            AppError::Storage(error) => error.into(),
            error @ AppError::Vault(_) => Self::internal(error),
        }
    }
}
