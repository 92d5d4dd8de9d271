use std::time::Duration;

use recado_domain::{Language, UserId};
use recado_storage::{
    DbError, Scope,
    platform::{
        one_time_links::{LinkPurpose, OneTimeLink},
        users::{User, email_key},
    },
};
use uuid::Uuid;

use super::{
    Mail,
    letters::{Blanks, Letter, Told, Words},
};
use crate::{
    Engine,
    access::{Registration, RegistrationAnswer},
};

/// A link to be used by who asked for it just now.
pub(crate) const RESET_LIFE: Duration = Duration::from_hours(1);
/// Of people who chose no language.
const LANGUAGE: Language = Language::PtBr;

impl Engine {
    /// The letter that this mail becomes now; none when nobody is to be told.
    pub(super) async fn compose(&self, id: Uuid, mail: Mail) -> Result<Option<Letter>, DbError> {
        match mail {
            Mail::Reset { email } => self.compose_reset(id, &email).await,
            Mail::Registration(new) => self.compose_registration(id, &new).await,
            Mail::Invitation { user, company, link } => {
                let Some(user) = self.person_to_tell(user).await? else { return Ok(None) };
                Ok(Some(told(&INVITATION, id, &user, &company, &link)))
            }
            Mail::Membership { user, company } => {
                let Some(user) = self.person_to_tell(user).await? else { return Ok(None) };
                Ok(Some(told(&MEMBERSHIP, id, &user, &company, &self.settings.public_url)))
            }
        }
    }

    async fn person_to_tell(&self, user: UserId) -> Result<Option<User>, DbError> {
        let user = self.db.read(Scope::System).await?.platform().users().find(user).await?;
        Ok(user.filter(|user| user.is_active))
    }

    /// The link is made here, so that asking for one costs the same for every address.
    async fn compose_reset(&self, id: Uuid, email: &str) -> Result<Option<Letter>, DbError> {
        let mut tx = self.db.write(Scope::System).await?;
        let user = tx.platform().users().find_by_email(&email_key(email)).await?;
        let Some(user) = user.filter(|user| user.is_active) else { return Ok(None) };
        let link = OneTimeLink { purpose: LinkPurpose::ResetPassword, user_id: Some(user.id) };
        let link = self.make_link(&mut tx, &link, RESET_LIFE).await?;
        self.record_reset(&mut tx, user.id).await?;
        tx.commit().await?;
        Ok(Some(told(&RESET, id, &user, "", link.expose())))
    }
}

impl Engine {
    /// Who has an account already is told so, where the mail box is theirs: nobody else learns it.
    async fn compose_registration(&self, id: Uuid, new: &Registration) -> Result<Option<Letter>, DbError> {
        Ok(self.answer_registration(new).await?.map(|answer| match answer {
            RegistrationAnswer::Known(user) => told(&KNOWN, id, &user, "", &self.settings.public_url),
            RegistrationAnswer::Link(link) => {
                let blanks = Blanks { name: &new.name, company: &new.company, link: link.expose() };
                REGISTRATION.letter(id, &new.email, new.language.unwrap_or(LANGUAGE), blanks)
            }
        }))
    }
}

fn told(words: &Told, id: Uuid, user: &User, company: &str, link: &str) -> Letter {
    let blanks = Blanks { name: &user.name, company, link };
    words.letter(id, &user.email, user.language.unwrap_or(LANGUAGE), blanks)
}

const RESET: Told = Told {
    pt: Words {
        subject: "Defina uma nova senha no Recado",
        lines: &["Alguém, provavelmente você, pediu uma nova senha para a sua conta no Recado."],
        button: "Definir nova senha",
        small: "O link vale por 60 minutos e funciona uma vez. Se não foi você, ignore este e-mail: nada muda.",
    },
    en: Words {
        subject: "Set a new password on Recado",
        lines: &["Somebody, probably you, asked for a new password for your Recado account."],
        button: "Set a new password",
        small: "The link holds for 60 minutes and works once. If it was not you, ignore this mail: nothing changes.",
    },
    es: Words {
        subject: "Defina una nueva contraseña en Recado",
        lines: &["Alguien, probablemente usted, pidió una nueva contraseña para su cuenta de Recado."],
        button: "Definir nueva contraseña",
        small: "El enlace vale 60 minutos y funciona una vez. Si no fue usted, ignore este correo: nada cambia.",
    },
};

const REGISTRATION: Told = Told {
    pt: Words {
        subject: "Confirme seu e-mail para criar a conta no Recado",
        lines: &[
            "Você pediu uma conta no Recado para {company}.",
            "Confirme este e-mail e escolha uma senha: a conta da empresa é criada na hora.",
        ],
        button: "Confirmar e criar a conta",
        small: "O link vale por 60 minutos e funciona uma vez. Se não foi você, ignore este e-mail: nada é criado.",
    },
    en: Words {
        subject: "Confirm your e-mail to create your Recado account",
        lines: &[
            "You asked for a Recado account for {company}.",
            "Confirm this address and choose a password: the company's account is made at once.",
        ],
        button: "Confirm and create the account",
        small: "The link holds for 60 minutes and works once. If it was not you, ignore this mail: nothing is made.",
    },
    es: Words {
        subject: "Confirme su correo para crear la cuenta en Recado",
        lines: &[
            "Usted pidió una cuenta de Recado para {company}.",
            "Confirme este correo y elija una contraseña: la cuenta de la empresa se crea al momento.",
        ],
        button: "Confirmar y crear la cuenta",
        small: "El enlace vale 60 minutos y funciona una vez. Si no fue usted, ignore este correo: no se crea nada.",
    },
};

const KNOWN: Told = Told {
    pt: Words {
        subject: "Você já tem uma conta no Recado",
        lines: &[
            "Alguém, provavelmente você, pediu uma conta no Recado com este e-mail.",
            "Você já tem uma: entre com a senha de sempre. Se não lembra dela, escolha \u{201c}Esqueci a senha\u{201d} na página de entrada.",
        ],
        button: "Entrar no Recado",
        small: "Se não foi você, ignore este e-mail: nada muda.",
    },
    en: Words {
        subject: "You have a Recado account already",
        lines: &[
            "Somebody, probably you, asked for a Recado account with this address.",
            "You have one: sign in with your usual password. If you do not remember it, choose \u{201c}Forgot my password\u{201d} where you sign in.",
        ],
        button: "Sign in to Recado",
        small: "If it was not you, ignore this mail: nothing changes.",
    },
    es: Words {
        subject: "Usted ya tiene una cuenta en Recado",
        lines: &[
            "Alguien, probablemente usted, pidió una cuenta de Recado con este correo.",
            "Ya tiene una: entre con su contraseña de siempre. Si no la recuerda, elija \u{201c}Olvidé mi contraseña\u{201d} en la página de entrada.",
        ],
        button: "Entrar en Recado",
        small: "Si no fue usted, ignore este correo: nada cambia.",
    },
};

const INVITATION: Told = Told {
    pt: Words {
        subject: "{company} convidou você para o Recado",
        lines: &["{company} atende seus clientes no Recado e convidou você para a equipe."],
        button: "Definir a senha e entrar",
        small: "O link vale por 7 dias e funciona uma vez. Se você não conhece esta empresa, ignore este e-mail.",
    },
    en: Words {
        subject: "{company} invited you to Recado",
        lines: &["{company} answers its customers on Recado and invited you to the team."],
        button: "Set your password and come in",
        small: "The link holds for 7 days and works once. If you do not know this company, ignore this mail.",
    },
    es: Words {
        subject: "{company} le invitó a Recado",
        lines: &["{company} atiende a sus clientes en Recado y le invitó a su equipo."],
        button: "Definir la contraseña y entrar",
        small: "El enlace vale 7 días y funciona una vez. Si no conoce esta empresa, ignore este correo.",
    },
};

const MEMBERSHIP: Told = Told {
    pt: Words {
        subject: "{company} adicionou você à equipe no Recado",
        lines: &["{company} adicionou a sua conta à equipe no Recado. Entre com o e-mail e a senha de sempre."],
        button: "Abrir o Recado",
        small: "Sua senha e suas outras empresas não mudam. Se você não conhece esta empresa, avise quem administra este Recado.",
    },
    en: Words {
        subject: "{company} added you to its team on Recado",
        lines: &["{company} added your account to its team on Recado. Sign in with your usual address and password."],
        button: "Open Recado",
        small: "Your password and your other companies do not change. If you do not know this company, tell whoever runs this Recado.",
    },
    es: Words {
        subject: "{company} le agregó a su equipo en Recado",
        lines: &[
            "{company} agregó su cuenta a su equipo en Recado. Inicie sesión con su correo y contraseña de siempre.",
        ],
        button: "Abrir Recado",
        small: "Su contraseña y sus otras empresas no cambian. Si no conoce esta empresa, avise a quien administra este Recado.",
    },
};
