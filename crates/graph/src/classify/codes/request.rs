//! The request is wrong: the same again fails again.

use crate::classify::policy::{Policy, TWO};
use crate::classify::table::codes;

codes! {
    100 => Bug, Policy::Final, Developer;
        pt "Parâmetro inválido ou desconhecido", "Veja o detalhe: um campo está errado, ou o id não existe ou não é acessível com este token.";
        en "Invalid or unknown parameter", "See the detail: a field is wrong, or the id does not exist or is out of this token's reach.";
        es "Parámetro inválido o desconocido", "Vea el detalle: un campo es incorrecto, o el id no existe o no es accesible con este token.";
    131008 => Bug, Policy::Final, Developer;
        pt "Falta um campo obrigatório na mensagem", "Complete o campo citado no detalhe e envie de novo.";
        en "The message lacks a required field", "Fill in the field that the detail names and send it again.";
        es "Falta un campo obligatorio en el mensaje", "Complete el campo citado en el detalle y envíe de nuevo.";
    131009 => Bug, Policy::Final, Developer;
        pt "Um valor da mensagem não é válido", "Veja o detalhe: pode ser um limite excedido, um número de outra conta ou uma reação a mensagem antiga.";
        en "A value in the message is not valid", "See the detail: a limit exceeded, a number of another account, or a reaction to an old message.";
        es "Un valor del mensaje no es válido", "Vea el detalle: un límite excedido, un número de otra cuenta o una reacción a un mensaje antiguo.";
    131051 => Bug, Policy::Final, Developer;
        pt "Tipo de mensagem não suportado", "Este tipo de mensagem não passa pela API do WhatsApp. Use outro tipo.";
        en "Unsupported type of message", "This type of message does not pass through WhatsApp's API. Use another type.";
        es "Tipo de mensaje no admitido", "Este tipo de mensaje no pasa por la API de WhatsApp. Use otro tipo.";
    131053 => Bug, Policy::Final, Agent;
        pt "O WhatsApp não aceitou o arquivo", "Confira formato e tamanho: imagem até 5 MB, vídeo e áudio até 16 MB, documento até 100 MB. Se usou um link, ele precisa ser público.";
        en "WhatsApp did not accept the file", "Check format and size: image up to 5 MB, video and audio 16 MB, document 100 MB. A link must be public.";
        es "WhatsApp no aceptó el archivo", "Revise formato y tamaño: imagen hasta 5 MB, video y audio 16 MB, documento 100 MB. Un enlace debe ser público.";
    131055 => Bug, Policy::Final, Developer;
        pt "Operação não permitida para este número", "Confira se o número usa a Cloud API e se a operação existe para ele.";
        en "Operation not allowed for this number", "Check that the number uses the Cloud API and that the operation exists for it.";
        es "Operación no permitida para este número", "Revise que el número use la Cloud API y que la operación exista para él.";
    131061 => Bug, Policy::Final, Marketer;
        pt "Modelo com preço máximo exige a API de marketing", "Envie este modelo como campanha de marketing, ou retire dele o preço máximo.";
        en "A template with a maximum price needs the marketing API", "Send this template as a marketing campaign, or remove its maximum price.";
        es "La plantilla con precio máximo exige la API de marketing", "Envíe esta plantilla como campaña de marketing, o quítele el precio máximo.";
    131063 => Bug, Policy::Final, Marketer;
        pt "Esta conta só envia marketing pela API de marketing", "Ative o envio pela API de mensagens de marketing para esta conta.";
        en "This account sends marketing only through the marketing API", "Switch this account to the Marketing Messages API.";
        es "Esta cuenta solo envía marketing por la API de marketing", "Active el envío por la API de mensajes de marketing para esta cuenta.";
    134011 => Bug, Policy::Final, Admin;
        pt "Os termos de pagamento não foram aceitos", "Aceite os termos de pagamentos do WhatsApp no Gerenciador do WhatsApp.";
        en "The payments terms have not been accepted", "Accept WhatsApp's payments terms in WhatsApp Manager.";
        es "No se aceptaron los términos de pagos", "Acepte los términos de pagos de WhatsApp en el Administrador de WhatsApp.";
    134100 => Bug, Policy::Final, Marketer;
        pt "A API de marketing só aceita modelos de marketing", "Envie este modelo pela API normal, ou escolha um modelo de marketing.";
        en "The marketing API only takes marketing templates", "Send this template through the ordinary API, or choose a marketing template.";
        es "La API de marketing solo acepta plantillas de marketing", "Envíe esta plantilla por la API normal, o elija una de marketing.";
    134102 => Bug, Policy::Final, Marketer;
        pt "Modelo indisponível na API de marketing", "Confira se o modelo está aprovado e se a conta aceitou os termos da API de marketing.";
        en "Template unavailable in the marketing API", "Check that the template is approved and that the account accepted the marketing API's terms.";
        es "Plantilla no disponible en la API de marketing", "Revise que la plantilla esté aprobada y que la cuenta aceptó los términos de la API de marketing.";
    135000 => Bug, Policy::Tries(TWO), Developer;
        pt "A mensagem não pôde ser enviada", "Costuma ser um parâmetro errado. Confira o conteúdo e as variáveis da mensagem.";
        en "The message could not be sent", "It is usually a wrong parameter. Check the message's content and variables.";
        es "No se pudo enviar el mensaje", "Suele ser un parámetro incorrecto. Revise el contenido y las variables del mensaje.";
}
