use recado_engine::channel::NumberError;

use crate::{
    check::{Fault, Finding},
    problem::{Problem, ProblemKind},
    words::Text,
};

const TAKEN: Text = Text {
    en: "This number is registered on this server already.",
    pt: "Este número já está cadastrado neste servidor.",
    es: "Este número ya está registrado en este servidor.",
};
const UNKNOWN_APP: Text = Text {
    en: "There is no such app here: name one of yours by its slug, or \"default\".",
    pt: "Este aplicativo não existe aqui: indique um seu pelo slug, ou \"default\".",
    es: "Esta aplicación no existe aquí: indique una suya por su slug, o \"default\".",
};
const NO_TOKEN: Text = Text {
    en: "No token is known for this number, so it cannot be active: give one.",
    pt: "Nenhum token é conhecido para este número, então ele não pode ficar ativo: informe um.",
    es: "No se conoce ningún token para este número, así que no puede estar activo: indique uno.",
};

impl From<NumberError> for Problem {
    fn from(error: NumberError) -> Self {
        let about = |pointer: &str, text| Self::invalid(vec![Finding::new(pointer, Fault::Says(text))]);
        match error {
            NumberError::UnknownApp => about("/app", UNKNOWN_APP),
            NumberError::NoToken => about("/accessToken", NO_TOKEN),
            NumberError::Taken => Self::new(ProblemKind::Conflict).detail(TAKEN),
            NumberError::Storage(error) => error.into(),
            error @ NumberError::Vault(_) => Self::internal(error),
        }
    }
}
