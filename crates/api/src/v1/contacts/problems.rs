use recado_engine::{contacts::ContactError, conversations::TagPlace};

use crate::{
    check::{Fault, Finding},
    problem::{Problem, ProblemKind},
    words::Text,
};

const PHONE_TAKEN: Text = Text {
    en: "This phone number belongs to another contact.",
    pt: "Este número de telefone pertence a outro contato.",
    es: "Este número de teléfono pertenece a otro contacto.",
};

const BEING_SENT: Text = Text {
    en: "A message to this contact is being sent at this moment: try again in a few seconds.",
    pt: "Uma mensagem para este contato está sendo enviada neste momento: tente de novo em alguns segundos.",
    es: "En este momento se está enviando un mensaje a este contacto: inténtelo de nuevo en unos segundos.",
};

/// What is said of a text that is no phone number.
pub(super) const NOT_A_PHONE: Text = Text {
    en: "A phone number has 7 to 15 digits with its country code, for example +5511998765432.",
    pt: "Um telefone tem de 7 a 15 dígitos com o código do país, por exemplo +5511998765432.",
    es: "Un teléfono tiene de 7 a 15 dígitos con el código del país, por ejemplo +5511998765432.",
};

impl From<ContactError> for Problem {
    fn from(error: ContactError) -> Self {
        match error {
            ContactError::Unknown => ProblemKind::NotFound.into(),
            ContactError::PhoneTaken => Self::new(ProblemKind::Conflict).detail(PHONE_TAKEN),
            ContactError::BeingSent => Self::new(ProblemKind::Conflict).detail(BEING_SENT),
            ContactError::UnknownTag(TagPlace { list, index }) => {
                Self::invalid(vec![Finding::new(format!("/{list}/{index}"), Fault::NoSuch)])
            }
            ContactError::Storage(error) => error.into(),
        }
    }
}
