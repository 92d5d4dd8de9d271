//! The texts of a check: what was found, and what to do about it.

use crate::words::Text;

/// What was found and what to do.
type Pair = (Text, Text);

pub(super) const TOKEN_WORKS: Text =
    Text { en: "Meta takes the token.", pt: "A Meta aceita o token.", es: "Meta acepta el token." };
pub(super) const TOKEN_EXPIRES: Pair = (
    Text {
        en: "Meta takes the token. It expires on {}.",
        pt: "A Meta aceita o token. Ele vence em {}.",
        es: "Meta acepta el token. Vence el {}.",
    },
    Text {
        en: "Save a system user token that does not expire before that day.",
        pt: "Antes desse dia, salve um token de usuário do sistema sem vencimento.",
        es: "Antes de ese día, guarde un token de usuario del sistema sin vencimiento.",
    },
);
pub(super) const TOKEN_MISSING: Pair = (
    Text {
        en: "No token is known: neither the number nor the server (WHATSAPP_TOKEN) has one.",
        pt: "Nenhum token é conhecido: nem o número nem o servidor (WHATSAPP_TOKEN) tem um.",
        es: "No se conoce ningún token: ni el número ni el servidor (WHATSAPP_TOKEN) tiene uno.",
    },
    Text {
        en: "Make a system user token at Meta and save it on the number.",
        pt: "Gere um token de usuário do sistema na Meta e salve-o no número.",
        es: "Genere un token de usuario del sistema en Meta y guárdelo en el número.",
    },
);
pub(super) const TOKEN_UNREADABLE: Pair = (
    Text {
        en: "The stored token cannot be opened: it was changed or moved in the database, or the server has another key.",
        pt: "O token guardado não pode ser aberto: foi alterado ou movido no banco de dados, ou o servidor tem outra chave.",
        es: "El token guardado no puede abrirse: fue alterado o movido en la base de datos, o el servidor tiene otra clave.",
    },
    Text {
        en: "Save the token on the number again. If all numbers say this, give the server its former RECADO_SECRETS__KEY.",
        pt: "Salve o token no número de novo. Se todos os números dizem isto, devolva ao servidor a RECADO_SECRETS__KEY anterior.",
        es: "Guarde el token en el número de nuevo. Si todos los números dicen esto, devuelva al servidor su RECADO_SECRETS__KEY anterior.",
    },
);
pub(super) const TOKEN_MAY_NOT_SEND: Pair = (
    Text {
        en: "Meta takes the token, but it lacks the permission whatsapp_business_messaging.",
        pt: "A Meta aceita o token, mas falta a ele a permissão whatsapp_business_messaging.",
        es: "Meta acepta el token, pero le falta el permiso whatsapp_business_messaging.",
    },
    Text {
        en: "Make a token with whatsapp_business_messaging and whatsapp_business_management and save it on the number.",
        pt: "Gere um token com whatsapp_business_messaging e whatsapp_business_management e salve-o no número.",
        es: "Genere un token con whatsapp_business_messaging y whatsapp_business_management y guárdelo en el número.",
    },
);
pub(super) const NUMBER_WORKS: Text = Text {
    en: "The number belongs to the account {}. Status: {}. Quality: {}.",
    pt: "O número pertence à conta {}. Status: {}. Qualidade: {}.",
    es: "El número pertenece a la cuenta {}. Estado: {}. Calidad: {}.",
};
pub(super) const NUMBER_TROUBLED: Pair = (
    Text {
        en: "The number belongs to the account {}, but Meta says that its status is {}.",
        pt: "O número pertence à conta {}, mas a Meta diz que o status dele é {}.",
        es: "El número pertenece a la cuenta {}, pero Meta dice que su estado es {}.",
    },
    Text {
        en: "See in WhatsApp Manager what Meta asks for this number. A disconnected one must be registered there again.",
        pt: "Veja no Gerenciador do WhatsApp o que a Meta pede para este número. Um desconectado precisa ser registrado lá de novo.",
        es: "Vea en el Administrador de WhatsApp qué pide Meta para este número. Uno desconectado debe registrarse allí de nuevo.",
    },
);
pub(super) const NUMBER_UNKNOWN: Pair = (
    Text {
        en: "Meta shows no number with the id {} to this token: the id is wrong, or the number belongs to somebody else.",
        pt: "A Meta não mostra a este token nenhum número com o id {}: o id está errado, ou o número é de outra empresa.",
        es: "Meta no muestra a este token ningún número con el id {}: el id es incorrecto, o el número es de otra empresa.",
    },
    Text {
        en: "Compare the id with the one in WhatsApp Manager, and assign the account to the system user who owns the token.",
        pt: "Compare o id com o do Gerenciador do WhatsApp, e atribua a conta ao usuário do sistema dono do token.",
        es: "Compare el id con el del Administrador de WhatsApp, y asigne la cuenta al usuario del sistema dueño del token.",
    },
);
pub(super) const NUMBER_ELSEWHERE: Pair = (
    Text {
        en: "The account {} has no number with the id {}: it belongs to another account.",
        pt: "A conta {} não tem nenhum número com o id {}: ele pertence a outra conta.",
        es: "La cuenta {} no tiene ningún número con el id {}: pertenece a otra cuenta.",
    },
    Text {
        en: "Compare the account's id with the one in WhatsApp Manager.",
        pt: "Compare o id da conta com o do Gerenciador do WhatsApp.",
        es: "Compare el id de la cuenta con el del Administrador de WhatsApp.",
    },
);
pub(super) const ACCOUNT_UNKNOWN: Pair = (
    Text {
        en: "Meta does not show the account {} to this token: its id is wrong, or it belongs to somebody else.",
        pt: "A Meta não mostra a este token a conta {}: o id está errado, ou ela é de outra empresa.",
        es: "Meta no muestra a este token la cuenta {}: su id es incorrecto, o es de otra empresa.",
    },
    Text {
        en: "Compare the account's id with the one in WhatsApp Manager, and assign the account to the system user who owns the token.",
        pt: "Compare o id da conta com o do Gerenciador do WhatsApp, e atribua a conta ao usuário do sistema dono do token.",
        es: "Compare el id de la cuenta con el del Administrador de WhatsApp, y asigne la cuenta al usuario del sistema dueño del token.",
    },
);
pub(super) const WEBHOOK_WORKS: Text = Text {
    en: "Meta sends your app what happens on the account {}.",
    pt: "A Meta envia ao seu aplicativo o que acontece na conta {}.",
    es: "Meta envía a su aplicación lo que ocurre en la cuenta {}.",
};
pub(super) const NOT_SUBSCRIBED: Pair = (
    Text {
        en: "No app gets the webhooks of the account {}: nothing of it arrives here.",
        pt: "Nenhum aplicativo recebe os webhooks da conta {}: nada dela chega aqui.",
        es: "Ninguna aplicación recibe los webhooks de la cuenta {}: nada de ella llega aquí.",
    },
    Text {
        en: "Subscribe your app: POST /{}/subscribed_apps at Meta's Graph API with this number's token (app {}).",
        pt: "Inscreva seu aplicativo: POST /{}/subscribed_apps na Graph API da Meta com o token deste número (aplicativo {}).",
        es: "Suscriba su aplicación: POST /{}/subscribed_apps en la Graph API de Meta con el token de este número (aplicación {}).",
    },
);
pub(super) const OTHER_APPS: Pair = (
    Text {
        en: "Other apps get the webhooks of the account {}, yours does not: nothing of it arrives here.",
        pt: "Outros aplicativos recebem os webhooks da conta {}, o seu não: nada dela chega aqui.",
        es: "Otras aplicaciones reciben los webhooks de la cuenta {}, la suya no: nada de ella llega aquí.",
    },
    Text {
        en: "Subscribe your app: POST /{}/subscribed_apps at Meta's Graph API with a token of it; or correct Meta's id of the app {}.",
        pt: "Inscreva seu aplicativo: POST /{}/subscribed_apps na Graph API da Meta com um token dele; ou corrija o id da Meta do aplicativo {}.",
        es: "Suscriba su aplicación: POST /{}/subscribed_apps en la Graph API de Meta con un token de ella; o corrija el id de Meta de la aplicación {}.",
    },
);
pub(super) const ADDRESS: Text = Text {
    en: "Callback address to enter at Meta: {}, with the verify token of the app {}.",
    pt: "URL de callback a informar na Meta: {}, com o token de verificação do aplicativo {}.",
    es: "URL de callback que debe indicar en Meta: {}, con el token de verificación de la aplicación {}.",
};
pub(super) const ADDRESS_PATH: Text = Text {
    en: "Callback address to enter at Meta: the public https address of this server and {}, with the verify token of the app {}.",
    pt: "URL de callback a informar na Meta: o endereço https público deste servidor e {}, com o token de verificação do aplicativo {}.",
    es: "URL de callback que debe indicar en Meta: la dirección https pública de este servidor y {}, con el token de verificación de la aplicación {}.",
};
pub(super) const ADDRESS_UNKNOWN: Text = Text {
    en: "This server does not know its public address: set RECADO_SERVER__PUBLIC_URL.",
    pt: "Este servidor não sabe seu endereço público: defina RECADO_SERVER__PUBLIC_URL.",
    es: "Este servidor no conoce su dirección pública: defina RECADO_SERVER__PUBLIC_URL.",
};
pub(super) const NOT_CHECKED: Pair = (
    Text {
        en: "This is looked at once Meta has taken the token.",
        pt: "Isto é verificado assim que a Meta aceitar o token.",
        es: "Esto se verifica cuando Meta haya aceptado el token.",
    },
    Text {
        en: "Mend what is said about the token, then check again.",
        pt: "Corrija o que se diz do token e verifique de novo.",
        es: "Corrija lo que se dice del token y verifique de nuevo.",
    },
);
pub(super) const REFUSED: Text =
    Text { en: "{} (Meta's code {}).", pt: "{} (código {} da Meta).", es: "{} (código {} de Meta)." };
pub(super) const META_SAYS: Text = Text { en: "Meta says: {}", pt: "A Meta diz: {}", es: "Meta dice: {}" };

const LOOK_AT_NETWORK: Text = Text {
    en: "Check this server's network, name resolution and firewall, and RECADO_GRAPH__BASE_URL; then check again.",
    pt: "Verifique a rede, o DNS e o firewall deste servidor, e RECADO_GRAPH__BASE_URL; depois verifique de novo.",
    es: "Revise la red, el DNS y el cortafuegos de este servidor, y RECADO_GRAPH__BASE_URL; luego verifique de nuevo.",
};
const TRY_LATER: Text = Text {
    en: "Check again in some minutes. If it stays so, see metastatus.com and what lies between this server and Meta.",
    pt: "Verifique de novo em alguns minutos. Se continuar, veja metastatus.com e o que há entre este servidor e a Meta.",
    es: "Verifique de nuevo en unos minutos. Si continúa, vea metastatus.com y lo que hay entre este servidor y Meta.",
};
pub(super) const NO_NAME: Pair = (
    Text {
        en: "Meta was not asked: the name of its server has no address.",
        pt: "A Meta não foi consultada: o nome do servidor dela não tem endereço.",
        es: "No se consultó a Meta: el nombre de su servidor no tiene dirección.",
    },
    LOOK_AT_NETWORK,
);
pub(super) const NO_SECURITY: Pair = (
    Text {
        en: "Meta was not asked: no secure connection could be agreed on.",
        pt: "A Meta não foi consultada: não houve acordo sobre uma conexão segura.",
        es: "No se consultó a Meta: no se acordó una conexión segura.",
    },
    LOOK_AT_NETWORK,
);
pub(super) const NO_CONNECTION: Pair = (
    Text {
        en: "Meta was not asked: this server has no connection to it.",
        pt: "A Meta não foi consultada: este servidor não tem conexão com ela.",
        es: "No se consultó a Meta: este servidor no tiene conexión con ella.",
    },
    LOOK_AT_NETWORK,
);
pub(super) const UNSENDABLE: Pair = (
    Text {
        en: "Meta was not asked: the token or an id holds characters that cannot be sent.",
        pt: "A Meta não foi consultada: o token ou um id tem caracteres que não podem ser enviados.",
        es: "No se consultó a Meta: el token o un id tiene caracteres que no pueden enviarse.",
    },
    Text {
        en: "Copy the token from Meta again and save it on the number.",
        pt: "Copie o token da Meta de novo e salve-o no número.",
        es: "Copie el token de Meta de nuevo y guárdelo en el número.",
    },
);
pub(super) const NO_ANSWER: Pair = (
    Text {
        en: "Meta did not answer in time.", pt: "A Meta não respondeu a tempo.", es: "Meta no respondió a tiempo."
    },
    TRY_LATER,
);
pub(super) const BROKEN_OFF: Pair = (
    Text {
        en: "The connection broke off before Meta had answered.",
        pt: "A conexão caiu antes da resposta da Meta.",
        es: "La conexión se cortó antes de la respuesta de Meta.",
    },
    TRY_LATER,
);
pub(super) const NOT_METAS: Pair = (
    Text {
        en: "Meta has a fault, or something in between answered in its place: the answer cannot be read.",
        pt: "A Meta está com falha, ou algo no caminho respondeu no lugar dela: a resposta não pode ser lida.",
        es: "Meta tiene una falla, o algo intermedio respondió en su lugar: la respuesta no puede leerse.",
    },
    TRY_LATER,
);
