//! This person cannot be reached, or not now, or not this way.

use std::time::Duration;

use crate::classify::policy::Policy;
use crate::classify::table::codes;

const AFTER_A_DAY: Policy = Policy::NotBefore(Duration::from_hours(24));

codes! {
    130472 => Drop, Policy::Final, Nobody;
        pt "A pessoa participa de um experimento da Meta", "Mensagens de marketing não são entregues a ela por enquanto, e não são cobradas. Fale por outro canal.";
        en "The person is part of an experiment of Meta's", "Marketing messages do not reach them for now and are not charged. Use another channel.";
        es "La persona participa en un experimento de Meta", "Por ahora no recibe mensajes de marketing y no se cobran. Use otro canal.";
    130497 => Drop, Policy::Final, Marketer;
        pt "A empresa não pode enviar mensagens a esse país", "Retire esse país do público. A restrição depende do ramo da empresa e do país.";
        en "The business may not message that country", "Take that country out of the audience. The restriction depends on the trade and the country.";
        es "La empresa no puede enviar mensajes a ese país", "Quite ese país del público. La restricción depende del rubro y del país.";
    131021 => Drop, Policy::Final, Agent;
        pt "O destinatário é o próprio número da empresa", "Escolha outro destinatário.";
        en "The recipient is the business's own number", "Choose another recipient.";
        es "El destinatario es el propio número de la empresa", "Elija otro destinatario.";
    131026 => Drop, Policy::Final, Agent;
        pt "Não foi possível entregar a mensagem", "O número pode não ter WhatsApp, usar uma versão antiga, não ter aceitado os termos ou ter bloqueado a empresa. Confira-o ou use outro canal.";
        en "The message could not be delivered", "The number may not be on WhatsApp, use an old version, not have accepted the terms, or have blocked you. Check it or use another channel.";
        es "No se pudo entregar el mensaje", "El número quizá no tenga WhatsApp, use una versión antigua, no aceptó los términos o bloqueó a la empresa. Revíselo o use otro canal.";
    131030 => Drop, Policy::Final, Developer;
        pt "O número de teste só envia a números autorizados", "Adicione o destinatário à lista do número de teste no painel de desenvolvedores, ou use um número de produção.";
        en "The test number only sends to allowed numbers", "Add the recipient to the test number's list in the developer dashboard, or use a production number.";
        es "El número de prueba solo envía a números autorizados", "Agregue al destinatario a la lista del número de prueba en el panel de desarrolladores, o use un número de producción.";
    131047 => Drop, Policy::Final, Agent;
        pt "A janela de 24 horas está fechada", "Envie um modelo aprovado; quando a pessoa responder, você pode escrever livremente por 24 horas.";
        en "The 24-hour window is closed", "Send an approved template; once the person answers you can write freely for 24 hours.";
        es "La ventana de 24 horas está cerrada", "Envíe una plantilla aprobada; cuando la persona responda podrá escribir libremente por 24 horas.";
    131049 => DropForNow, AFTER_A_DAY, Marketer;
        pt "A Meta limitou o marketing para esta pessoa", "Ela já recebeu muitas mensagens de empresas. Não insista antes de 24 horas e aumente o intervalo.";
        en "Meta has limited marketing to this person", "They already got many messages from businesses. Do not insist within 24 hours, and leave longer gaps.";
        es "Meta limitó el marketing para esta persona", "Ya recibió muchos mensajes de empresas. No insista antes de 24 horas y aumente el intervalo.";
    131050 => Drop, Policy::Suppress, Customer;
        pt "A pessoa parou de receber seu marketing", "Ela não receberá mais campanhas. Só ela pode voltar atrás, nas opções da conversa.";
        en "The person has stopped your marketing", "They get no more campaigns. Only they can undo it, in the options of the chat.";
        es "La persona dejó de recibir su marketing", "No recibirá más campañas. Solo ella puede revertirlo, en las opciones del chat.";
    131052 => Feature, Policy::Final, Customer;
        pt "O arquivo recebido não pôde ser baixado", "Pode ter mais de 100 MB ou ter expirado. Peça que a pessoa envie de novo.";
        en "The received file could not be fetched", "It may be larger than 100 MB or have expired. Ask the person to send it again.";
        es "No se pudo descargar el archivo recibido", "Puede superar los 100 MB o haber expirado. Pida que lo envíen de nuevo.";
    131062 => Drop, Policy::Final, Agent;
        pt "Esta mensagem exige o telefone da pessoa", "Ela só é conhecida pelo nome de usuário. Peça o telefone com um pedido de contato e envie de novo.";
        en "This message needs the person's phone number", "They are known by username only. Ask for the number with a contact request and send it again.";
        es "Este mensaje exige el teléfono de la persona", "Solo se la conoce por su nombre de usuario. Pida el teléfono con una solicitud de contacto y envíe de nuevo.";
    137000 => Drop, Policy::Final, Agent;
        pt "A identidade da pessoa mudou", "Ela pode ter trocado de aparelho, ou o número é de outra pessoa. Confirme com quem fala antes de continuar.";
        en "The person's identity has changed", "They may have a new phone, or the number belongs to somebody else. Confirm who it is before going on.";
        es "La identidad de la persona cambió", "Puede haber cambiado de teléfono, o el número es de otra persona. Confirme con quién habla antes de seguir.";
}
