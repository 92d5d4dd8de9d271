//! Refusals of this resource, as problems.

use recado_engine::messages::{EnqueueError, MessageError, Quoted, ResendError};

use crate::{
    check::{Fault, Finding},
    problem::{Problem, ProblemKind},
    v1::users::whole_seconds,
    words::Text,
};

const SEND_A_TEMPLATE: Text = Text {
    en: "Send an approved template, or wait until the customer writes.",
    pt: "Envie um modelo aprovado ou espere o cliente escrever.",
    es: "Envíe una plantilla aprobada o espere a que el cliente escriba.",
};
const ACTIVATE_IT: Text = Text {
    en: "Check the number's state and token in the settings and activate it, or send from another number.",
    pt: "Verifique o estado e o token do número nas configurações e ative-o, ou envie por outro número.",
    es: "Revise el estado y el token del número en la configuración y actívelo, o envíe desde otro número.",
};
const UNBLOCK: Text = Text {
    en: "Unblock the contact to write to them again.",
    pt: "Desbloqueie o contato para voltar a escrever para ele.",
    es: "Desbloquee el contacto para volver a escribirle.",
};
const QUEUE_FULL: Text = Text {
    en: "Too many of your messages wait to be sent already. This one was not queued.",
    pt: "Já há mensagens demais da sua empresa esperando para serem enviadas. Esta não entrou na fila.",
    es: "Ya hay demasiados mensajes de su empresa esperando para enviarse. Este no entró en la cola.",
};
const NEITHER: Text = Text {
    en: "This must be a phone number with its country code, or a business-scoped user id.",
    pt: "Deve ser um telefone com o código do país ou um identificador de usuário da empresa.",
    es: "Debe ser un teléfono con el código del país o un identificador de usuario de la empresa.",
};
const OTHER_NUMBER: Text = Text {
    en: "The conversation is with another number.",
    pt: "A conversa é com outro número.",
    es: "La conversación es con otro número.",
};
const NAME_A_NUMBER: Text = Text {
    en: "There are several numbers: name the one to send from.",
    pt: "Há vários números: informe por qual enviar.",
    es: "Hay varios números: indique desde cuál enviar.",
};
const NO_NUMBER: Text = Text {
    en: "There is no number to send from yet.",
    pt: "Ainda não há número para enviar.",
    es: "Aún no hay número desde el cual enviar.",
};
const NO_SUCH_MESSAGE: Text = Text {
    en: "There is no such message with this contact and number.",
    pt: "Não existe essa mensagem com este contato e número.",
    es: "No existe ese mensaje con este contacto y número.",
};
const NOT_AT_META: Text = Text {
    en: "WhatsApp does not have that message yet: it cannot be answered or reacted to.",
    pt: "O WhatsApp ainda não tem essa mensagem: não é possível responder nem reagir a ela.",
    es: "WhatsApp aún no tiene ese mensaje: no se puede responder ni reaccionar a él.",
};
const NOT_QUEUED: Text = Text {
    en: "Only a queued message can be cancelled.",
    pt: "Só uma mensagem na fila pode ser cancelada.",
    es: "Solo se puede cancelar un mensaje en cola.",
};
const NOT_LOST: Text = Text {
    en: "Only a failed or unconfirmed message can be sent again.",
    pt: "Só uma mensagem com falha ou não confirmada pode ser reenviada.",
    es: "Solo se puede reenviar un mensaje fallido o no confirmado.",
};
const SENT_AGAIN: Text = Text {
    en: "This message was sent again already.",
    pt: "Esta mensagem já foi reenviada.",
    es: "Este mensaje ya se volvió a enviar.",
};
const NOT_UNCONFIRMED: Text = Text {
    en: "Only an unconfirmed message can be left as it is.",
    pt: "Só uma mensagem não confirmada pode ser deixada como está.",
    es: "Solo se puede dejar como está un mensaje no confirmado.",
};

fn at(pointer: &str, fault: Fault) -> Problem {
    Problem::invalid(vec![Finding::new(pointer, fault)])
}

impl From<EnqueueError> for Problem {
    fn from(error: EnqueueError) -> Self {
        match error {
            EnqueueError::UnknownConversation | EnqueueError::HiddenConversation | EnqueueError::UnknownContact => {
                ProblemKind::NotFound.into()
            }
            EnqueueError::BadAddress => at("/to", Fault::Says(NEITHER)),
            EnqueueError::UnknownNumber => at("/numberId", Fault::NoSuch),
            EnqueueError::OtherNumber => at("/numberId", Fault::Says(OTHER_NUMBER)),
            EnqueueError::NumberNeeded => at("/numberId", Fault::Says(NAME_A_NUMBER)),
            EnqueueError::NoNumber => at("/numberId", Fault::Says(NO_NUMBER)),
            EnqueueError::NumberNotActive => Self::new(ProblemKind::NumberNotActive).remedy(ACTIVATE_IT),
            EnqueueError::ContactBlocked => Self::new(ProblemKind::ContactBlocked).remedy(UNBLOCK),
            EnqueueError::NotDelivered => at("/type", Fault::NotYet),
            EnqueueError::Invalid(found) => {
                let told = found.into_iter().map(|one| Finding::new(one.pointer, Fault::Plain(one.detail)));
                Self::invalid(told.collect())
            }
            EnqueueError::UnknownQuoted(Quoted::ReplyTo) => at("/replyTo", Fault::Says(NO_SUCH_MESSAGE)),
            EnqueueError::UnknownQuoted(Quoted::Reaction) => at("/reaction/messageId", Fault::Says(NO_SUCH_MESSAGE)),
            EnqueueError::QuotedNotSent => Self::new(ProblemKind::Conflict).detail(NOT_AT_META),
            EnqueueError::WindowClosed { .. } => Self::new(ProblemKind::ServiceWindowClosed).remedy(SEND_A_TEMPLATE),
            EnqueueError::QueueFull { limit, retry_after } => Self::new(ProblemKind::RateLimited)
                .detail(QUEUE_FULL)
                .retry_after(whole_seconds(retry_after))
                .spent("queue", limit),
            EnqueueError::Storage(error) => error.into(),
        }
    }
}

impl From<MessageError> for Problem {
    fn from(error: MessageError) -> Self {
        let conflict = |detail: Text| Self::new(ProblemKind::Conflict).detail(detail);
        match error {
            MessageError::Unknown => ProblemKind::NotFound.into(),
            MessageError::NotQueued => conflict(NOT_QUEUED),
            MessageError::NotLost => conflict(NOT_LOST),
            MessageError::SentAgain => conflict(SENT_AGAIN),
            MessageError::NotUnconfirmed => conflict(NOT_UNCONFIRMED),
            MessageError::Storage(error) => error.into(),
        }
    }
}

impl From<ResendError> for Problem {
    fn from(error: ResendError) -> Self {
        match error {
            ResendError::Message(error) => error.into(),
            ResendError::Refused(error) => error.into(),
        }
    }
}
