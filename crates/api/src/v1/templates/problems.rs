use recado_engine::{
    channel::check::{Refusal, Silence},
    templates::TemplatesError,
};

use crate::{
    check::{Fault, Finding},
    problem::{Problem, ProblemKind},
    words::{Text, Told},
};

const NAME_A_NUMBER: Text = Text {
    en: "There are several numbers: name the one whose templates are wanted.",
    pt: "Há vários números: informe de qual deles são os modelos.",
    es: "Hay varios números: indique de cuál son las plantillas.",
};
const NO_NUMBER: Text = Text {
    en: "There is no number yet, so there are no templates.",
    pt: "Ainda não há número, portanto não há modelos.",
    es: "Aún no hay número, por lo tanto no hay plantillas.",
};
const NO_TOKEN: Text = Text {
    en: "No access token is known for this number, so Meta cannot be asked for its templates.",
    pt: "Nenhum token de acesso é conhecido para este número; não é possível pedir os modelos à Meta.",
    es: "No se conoce ningún token de acceso para este número; no se pueden pedir las plantillas a Meta.",
};
const SAVE_A_TOKEN: Text = Text {
    en: "Save the number's token in the settings.",
    pt: "Salve o token do número nas configurações.",
    es: "Guarde el token del número en la configuración.",
};
const REFUSED: Text = Text {
    en: "Meta refuses to tell the templates (its code {}). {}",
    pt: "A Meta se recusa a informar os modelos (código {} dela). {}",
    es: "Meta se niega a informar las plantillas (su código {}). {}",
};
const CHECK_IT: Text = Text {
    en: "Check the number: that tells what is wrong and what to do.",
    pt: "Verifique o número: a verificação diz o que há de errado e o que fazer.",
    es: "Verifique el número: la verificación dice qué está mal y qué hacer.",
};
const AWAY: Text = Text {
    en: "Meta does not answer, and no templates are known from before.",
    pt: "A Meta não responde, e nenhum modelo é conhecido de antes.",
    es: "Meta no responde y no se conoce ninguna plantilla de antes.",
};
const UNSENDABLE: Text = Text {
    en: "Meta cannot be asked: the number's token or account id cannot be written into a request.",
    pt: "Não é possível perguntar à Meta: o token do número ou o id da conta não cabe em uma requisição.",
    es: "No se puede preguntar a Meta: el token del número o el id de la cuenta no cabe en una solicitud.",
};

fn at_number(fault: Fault) -> Problem {
    Problem::invalid(vec![Finding::new("/numberId", fault)])
}

fn refused(Refusal { code, words }: Refusal) -> Problem {
    let blanks = vec![code.to_string(), words.unwrap_or_default()];
    let detail = Told::Filled(REFUSED, blanks);
    Problem::new(ProblemKind::Conflict).detail(detail).remedy(CHECK_IT).graph_code(code)
}

impl From<TemplatesError> for Problem {
    fn from(error: TemplatesError) -> Self {
        match error {
            TemplatesError::UnknownNumber => at_number(Fault::NoSuch),
            TemplatesError::NumberNeeded => at_number(Fault::Says(NAME_A_NUMBER)),
            TemplatesError::NoNumber => at_number(Fault::Says(NO_NUMBER)),
            TemplatesError::NoToken => Self::new(ProblemKind::NumberNotActive).detail(NO_TOKEN).remedy(SAVE_A_TOKEN),
            TemplatesError::Refused(refusal) => refused(refusal),
            TemplatesError::Silent(Silence::Unsendable) => {
                Self::new(ProblemKind::Conflict).detail(UNSENDABLE).remedy(SAVE_A_TOKEN)
            }
            TemplatesError::Silent(_) => Self::new(ProblemKind::Unavailable).detail(AWAY),
            TemplatesError::Storage(error) if error.is_transient() => Self::new(ProblemKind::Unavailable),
            TemplatesError::Storage(error) => Self::internal(error),
        }
    }
}
