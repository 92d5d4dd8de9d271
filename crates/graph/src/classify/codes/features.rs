//! Features beside messages: calls, groups, blocking.

use crate::classify::policy::{Policy, THREE};
use crate::classify::table::codes;

codes! {
    131020 => Feature, Policy::Final, Admin;
        pt "O grupo não está disponível", "Veja o detalhe: o grupo pode estar suspenso ou o número não pode usar grupos.";
        en "The group is not available", "See the detail: the group may be suspended, or the number may not use groups.";
        es "El grupo no está disponible", "Vea el detalle: el grupo puede estar suspendido o el número no puede usar grupos.";
    131041 => Feature, Policy::Final, Admin;
        pt "O número não pode usar grupos", "Grupos exigem conta comercial oficial e limite de 100 mil contatos.";
        en "The number may not use groups", "Groups need an Official Business Account and the tier of 100,000 contacts.";
        es "El número no puede usar grupos", "Los grupos exigen cuenta oficial y el límite de 100.000 contactos.";
    131200..=131299 => Feature, Policy::Final, Agent;
        pt "A operação no grupo falhou ou foi parcial", "Veja o detalhe: participantes repetidos, mais de 8 pessoas ou grupo suspenso.";
        en "The operation on the group failed or was partial", "See the detail: participants named twice, more than 8 people, or a suspended group.";
        es "La operación en el grupo falló o fue parcial", "Vea el detalle: participantes repetidos, más de 8 personas o grupo suspendido.";
    138000..=138018 => Feature, Policy::Final, Agent;
        pt "A chamada não pôde ser feita", "Veja o detalhe: falta a permissão da pessoa, as chamadas estão desativadas ou o limite de pedidos foi atingido.";
        en "The call could not be made", "See the detail: the person's permission is missing, calling is switched off, or the limit of requests is reached.";
        es "No se pudo hacer la llamada", "Vea el detalle: falta el permiso de la persona, las llamadas están desactivadas o se alcanzó el límite de pedidos.";
    139100 => Feature, Policy::Final, Agent;
        pt "Nem todos puderam ser bloqueados", "Só quem escreveu nas últimas 24 horas pode ser bloqueado. Veja quem falhou no detalhe.";
        en "Not everybody could be blocked", "Only people who wrote within 24 hours can be blocked. See in the detail who failed.";
        es "No se pudo bloquear a todos", "Solo se puede bloquear a quien escribió en las últimas 24 horas. Vea en el detalle quién falló.";
    139101 => Feature, Policy::Final, Admin;
        pt "A lista de bloqueados está cheia", "Desbloqueie pessoas antigas: cabem 64 mil.";
        en "The block list is full", "Unblock people of long ago: it holds 64,000.";
        es "La lista de bloqueados está llena", "Desbloquee a personas antiguas: caben 64.000.";
    139102..=139103 => Feature, Policy::Tries(THREE), Nobody;
        pt "A lista de bloqueados está sendo alterada", "Tente de novo em instantes.";
        en "The block list is being changed", "Try again in a moment.";
        es "La lista de bloqueados se está modificando", "Intente de nuevo en un momento.";
}
