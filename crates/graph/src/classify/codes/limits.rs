//! Too fast, or Meta is not well: it passes.

use std::time::Duration;

use crate::classify::policy::{Policy, Scope, THREE};
use crate::classify::table::codes;

const ACCOUNT: Policy = Policy::SlowDown { scope: Scope::Account };
const NUMBER: Policy = Policy::SlowDown { scope: Scope::Number };
const AFTER_TEN_MINUTES: Policy = Policy::NotBefore(Duration::from_mins(10));

codes! {
    1 => Retry, Policy::Tries(THREE), Nobody;
        pt "Falha desconhecida no WhatsApp", "Tentamos de novo automaticamente. Se continuar, confira a situação da plataforma da Meta.";
        en "Unknown failure at WhatsApp", "We try again by ourselves. If it goes on, check the status of Meta's platform.";
        es "Falla desconocida en WhatsApp", "Reintentamos automáticamente. Si continúa, consulte el estado de la plataforma de Meta.";
    2 => Retry, Policy::Tries(THREE), Nobody;
        pt "O WhatsApp está temporariamente fora do ar", "Tentamos de novo automaticamente. Não é preciso fazer nada.";
        en "WhatsApp is temporarily down", "We try again by ourselves. Nothing needs to be done.";
        es "WhatsApp está temporalmente fuera de servicio", "Reintentamos automáticamente. No es necesario hacer nada.";
    4 => ThrottleAccount, ACCOUNT, Nobody;
        pt "O aplicativo chamou o WhatsApp vezes demais", "Reduzimos o ritmo e enviamos em seguida. Se for frequente, distribua os envios ao longo do dia.";
        en "The app called WhatsApp too often", "We slow down and send it shortly. If this is frequent, spread sending over the day.";
        es "La aplicación llamó a WhatsApp demasiadas veces", "Bajamos el ritmo y lo enviamos enseguida. Si es frecuente, distribuya los envíos durante el día.";
    613 => ThrottleAccount, ACCOUNT, Nobody;
        pt "Consultas demais sobre permissão de chamada", "Reduzimos o ritmo e consultamos de novo em instantes.";
        en "Too many look-ups of call permission", "We slow down and look again shortly.";
        es "Demasiadas consultas de permiso de llamada", "Bajamos el ritmo y consultamos de nuevo en breve.";
    80007 => ThrottleAccount, ACCOUNT, Nobody;
        pt "A conta do WhatsApp atingiu o limite de chamadas", "Reduzimos o ritmo da conta e enviamos em seguida.";
        en "The WhatsApp account has reached its call limit", "We slow the account down and send it shortly.";
        es "La cuenta de WhatsApp alcanzó el límite de llamadas", "Bajamos el ritmo de la cuenta y lo enviamos enseguida.";
    130429 => ThrottleNumber, NUMBER, Nobody;
        pt "O número está enviando rápido demais", "Reduzimos o ritmo do número e enviamos em seguida.";
        en "The number is sending too fast", "We slow the number down and send it shortly.";
        es "El número está enviando demasiado rápido", "Bajamos el ritmo del número y lo enviamos enseguida.";
    131000 => Retry, Policy::Tries(THREE), Nobody;
        pt "Algo deu errado no WhatsApp", "Tentamos de novo automaticamente. Se falhar de vez, envie outra vez mais tarde.";
        en "Something went wrong at WhatsApp", "We try again by ourselves. If it fails for good, send it again later.";
        es "Algo salió mal en WhatsApp", "Reintentamos automáticamente. Si falla definitivamente, envíelo más tarde.";
    131016 => Retry, Policy::Tries(THREE), Nobody;
        pt "Serviço do WhatsApp indisponível", "Tentamos de novo automaticamente. Não é preciso fazer nada.";
        en "WhatsApp's service is unavailable", "We try again by ourselves. Nothing needs to be done.";
        es "Servicio de WhatsApp no disponible", "Reintentamos automáticamente. No es necesario hacer nada.";
    131056 => ThrottlePair, Policy::PairBackoff, Nobody;
        pt "Mensagens demais para a mesma pessoa em pouco tempo", "Esperamos um pouco e enviamos. Prefira juntar várias mensagens curtas em uma só.";
        en "Too many messages to the same person in a short time", "We wait a little and send it. Prefer one message to many short ones.";
        es "Demasiados mensajes a la misma persona en poco tiempo", "Esperamos un poco y lo enviamos. Prefiera un solo mensaje a varios cortos.";
    131057 => Retry, NUMBER, Nobody;
        pt "O número está em manutenção na Meta", "Costuma durar um minuto, por exemplo quando a velocidade do número aumenta. Enviamos em seguida.";
        en "The number is under maintenance at Meta", "It usually takes a minute, for example while its speed is raised. We send it afterwards.";
        es "El número está en mantenimiento en Meta", "Suele durar un minuto, por ejemplo cuando aumenta la velocidad del número. Lo enviamos después.";
    131059 => Retry, Policy::Final, Nobody;
        pt "A lista expirou enquanto era lida", "Abra a lista de novo; a leitura recomeça do início.";
        en "The list expired while it was read", "Open the list again; reading starts over.";
        es "La lista expiró durante la lectura", "Abra la lista de nuevo; la lectura vuelve a empezar.";
    134101 => Retry, AFTER_TEN_MINUTES, Nobody;
        pt "O modelo ainda não está pronto para mensagens de marketing", "A Meta leva até 10 minutos para sincronizar modelos novos. Enviamos depois disso.";
        en "The template is not ready for marketing messages yet", "Meta takes up to 10 minutes to synchronise new templates. We send it after that.";
        es "La plantilla aún no está lista para mensajes de marketing", "Meta tarda hasta 10 minutos en sincronizar plantillas nuevas. Lo enviamos después.";
}
