use axum::http::StatusCode;

use crate::words::Text;

/// What the registry says of one kind of problem.
#[derive(Debug)]
pub struct Entry {
    /// The last part of the problem's `type`. Part of the outside contract.
    pub slug: &'static str,
    /// The HTTP status.
    pub status: StatusCode,
    /// The short name.
    pub title: Text,
    /// What is said when the place that refuses has nothing more exact to say.
    pub detail: Text,
}

macro_rules! kinds {
    ($($kind:ident $status:ident $slug:literal
        [$en:literal, $pt:literal, $es:literal]
        [$den:literal, $dpt:literal, $des:literal])+) => {
        /// The kinds of problems. This list is the only one; renaming a slug breaks programs outside.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum ProblemKind {
            $(#[doc = $den] $kind),+
        }

        impl ProblemKind {
            /// Every kind, in the order of the registry.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// What the registry says of it.
            pub fn entry(self) -> &'static Entry {
                match self {
                    $(Self::$kind => {
                        static ENTRY: Entry = Entry {
                            slug: $slug,
                            status: StatusCode::$status,
                            title: Text { en: $en, pt: $pt, es: $es },
                            detail: Text { en: $den, pt: $dpt, es: $des },
                        };
                        &ENTRY
                    })+
                }
            }
        }
    };
}

kinds! {
    Malformed BAD_REQUEST "malformed"
        ["Malformed request", "Requisição malformada", "Solicitud mal formada"]
        ["The request cannot be read.", "A requisição não pôde ser lida.", "No se pudo leer la solicitud."]
    TenantRequired BAD_REQUEST "tenant-required"
        ["Choose a tenant", "Escolha uma empresa", "Elija una empresa"]
        ["You belong to several tenants or to none: name one in the header X-Tenant-Id.",
         "Você pertence a várias empresas ou a nenhuma: indique uma no cabeçalho X-Tenant-Id.",
         "Usted pertenece a varias empresas o a ninguna: indique una en la cabecera X-Tenant-Id."]
    Unauthenticated UNAUTHORIZED "unauthenticated"
        ["Not signed in", "Não autenticado", "Sin autenticar"]
        ["Sign in, or send a valid access token or API key.",
         "Entre na conta ou envie um token de acesso ou uma chave de API válida.",
         "Inicie sesión o envíe un token de acceso o una clave de API válida."]
    SecondFactorRequired UNAUTHORIZED "second-factor-required"
        ["Second factor needed", "Segundo fator necessário", "Se necesita el segundo factor"]
        ["The password is right. Send it again with code: six digits of your authenticator app, or a recovery code.",
         "A senha está certa. Envie-a de novo com code: seis dígitos do seu aplicativo autenticador ou um código de recuperação.",
         "La contraseña es correcta. Envíela de nuevo con code: seis dígitos de su aplicación de autenticación o un código de recuperación."]
    SecondFactorWrong UNAUTHORIZED "second-factor-wrong"
        ["Wrong code", "Código incorreto", "Código incorrecto"]
        ["This code is wrong, has run out or was used already.",
         "Este código está incorreto, expirou ou já foi usado.",
         "Este código es incorrecto, venció o ya se usó."]
    ProviderNotConnected UNAUTHORIZED "provider-not-connected"
        ["Account not connected", "Conta não conectada", "Cuenta no conectada"]
        ["This account is not connected with anybody here yet. Sign in once with your e-mail address and password to connect it; if you were invited, open the link in the invitation.",
         "Esta conta ainda não está conectada a ninguém aqui. Entre uma vez com seu e-mail e sua senha para conectá-la; se você foi convidado, abra o link do convite.",
         "Esta cuenta todavía no está conectada con nadie aquí. Entre una vez con su correo y su contraseña para conectarla; si lo invitaron, abra el enlace de la invitación."]
    SecondFactorMissing FORBIDDEN "second-factor-missing"
        ["Set up a second factor", "Ative o segundo fator", "Active el segundo factor"]
        ["This tenant asks its people for a second factor: set it up in your profile.",
         "Esta empresa exige um segundo fator: ative-o no seu perfil.",
         "Esta empresa exige un segundo factor: actívelo en su perfil."]
    StepUpRequired FORBIDDEN "step-up-required"
        ["Confirm that it is you", "Confirme que é você", "Confirme que es usted"]
        ["Your last sign-in was a while ago. Confirm that it is you, then try again.",
         "Seu último acesso foi há algum tempo. Confirme que é você e tente de novo.",
         "Su último acceso fue hace un rato. Confirme que es usted e inténtelo de nuevo."]
    Forbidden FORBIDDEN "forbidden"
        ["Not allowed", "Não permitido", "No permitido"]
        ["Your role or key does not allow this.", "Seu papel ou sua chave não permite isto.", "Su rol o su clave no permite esto."]
    TenantSuspended FORBIDDEN "tenant-suspended"
        ["Tenant suspended", "Empresa suspensa", "Empresa suspendida"]
        ["This tenant is suspended. Its data is kept.",
         "Esta empresa está suspensa. Os dados dela são mantidos.",
         "Esta empresa está suspendida. Sus datos se conservan."]
    NotFound NOT_FOUND "not-found"
        ["Not found", "Não encontrado", "No encontrado"]
        ["There is no such thing here, or you may not see it.",
         "Isto não existe aqui, ou você não pode vê-lo.",
         "Esto no existe aquí, o usted no puede verlo."]
    MethodNotAllowed METHOD_NOT_ALLOWED "method-not-allowed"
        ["Method not allowed", "Método não permitido", "Método no permitido"]
        ["This path exists, but not with this method; see the header Allow.",
         "Este caminho existe, mas não com este método; veja o cabeçalho Allow.",
         "Esta ruta existe, pero no con este método; vea la cabecera Allow."]
    Conflict CONFLICT "conflict"
        ["Conflict", "Conflito", "Conflicto"]
        ["This cannot be done in the present state.",
         "Isto não pode ser feito no estado atual.",
         "Esto no se puede hacer en el estado actual."]
    IdempotencyInProgress CONFLICT "idempotency-in-progress"
        ["Still being worked on", "Ainda em andamento", "Aún en curso"]
        ["The first request with this Idempotency-Key is not finished: repeat this one shortly.",
         "A primeira requisição com esta Idempotency-Key não terminou: repita em instantes.",
         "La primera solicitud con esta Idempotency-Key no ha terminado: repita en unos instantes."]
    ServiceWindowClosed CONFLICT "service-window-closed"
        ["Service window closed", "Janela de atendimento fechada", "Ventana de atención cerrada"]
        ["More than 24 hours have passed since the customer last wrote.",
         "Mais de 24 horas se passaram desde a última mensagem do cliente.",
         "Han pasado más de 24 horas desde el último mensaje del cliente."]
    NumberNotActive CONFLICT "number-not-active"
        ["Number not active", "Número inativo", "Número inactivo"]
        ["This phone number cannot send now.", "Este número não pode enviar agora.", "Este número no puede enviar ahora."]
    ContactBlocked CONFLICT "contact-blocked"
        ["Contact blocked", "Contato bloqueado", "Contacto bloqueado"]
        ["Nothing is sent to this contact: somebody blocked them.",
         "Nada é enviado a este contato: alguém o bloqueou.",
         "No se envía nada a este contacto: alguien lo bloqueó."]
    EventsExpired GONE "events-expired"
        ["Events expired", "Eventos expirados", "Eventos vencidos"]
        ["Events after this number are gone: load the present state instead.",
         "Eventos após este número já foram apagados: carregue o estado atual.",
         "Los eventos posteriores a este número ya no existen: cargue el estado actual."]
    PreconditionFailed PRECONDITION_FAILED "precondition-failed"
        ["Changed meanwhile", "Alterado nesse meio-tempo", "Cambió mientras tanto"]
        ["Somebody changed this since you read it: read it again.",
         "Alguém alterou isto desde que você leu: leia de novo.",
         "Alguien cambió esto desde que usted lo leyó: léalo de nuevo."]
    BodyTooLarge PAYLOAD_TOO_LARGE "body-too-large"
        ["Body too large", "Corpo grande demais", "Cuerpo demasiado grande"]
        ["The body is larger than this path takes.",
         "O corpo é maior do que este caminho aceita.",
         "El cuerpo es mayor de lo que acepta esta ruta."]
    UnsupportedMediaType UNSUPPORTED_MEDIA_TYPE "unsupported-media-type"
        ["Unsupported media type", "Tipo de conteúdo não aceito", "Tipo de contenido no admitido"]
        ["This path takes application/json in UTF-8, not compressed.",
         "Este caminho aceita application/json em UTF-8, sem compressão.",
         "Esta ruta acepta application/json en UTF-8, sin comprimir."]
    ValidationFailed UNPROCESSABLE_ENTITY "validation-failed"
        ["Not valid", "Inválido", "No válido"]
        ["Some values are not acceptable; see errors.",
         "Alguns valores não são aceitos; veja errors.",
         "Algunos valores no se aceptan; vea errors."]
    IdempotencyKeyReused UNPROCESSABLE_ENTITY "idempotency-key-reused"
        ["Idempotency-Key reused", "Idempotency-Key reutilizada", "Idempotency-Key reutilizada"]
        ["This Idempotency-Key was used for another request: take a fresh key.",
         "Esta Idempotency-Key foi usada em outra requisição: use uma chave nova.",
         "Esta Idempotency-Key se usó en otra solicitud: use una clave nueva."]
    RateLimited TOO_MANY_REQUESTS "rate-limited"
        ["Too many requests", "Requisições demais", "Demasiadas solicitudes"]
        ["Wait as long as Retry-After says, then try again.",
         "Espere o tempo indicado em Retry-After e tente de novo.",
         "Espere lo que indica Retry-After e inténtelo de nuevo."]
    HeadersTooLarge REQUEST_HEADER_FIELDS_TOO_LARGE "headers-too-large"
        ["Headers too large", "Cabeçalhos grandes demais", "Cabeceras demasiado grandes"]
        ["At most 100 headers and 16 KiB of them are taken.",
         "São aceitos no máximo 100 cabeçalhos e 16 KiB deles.",
         "Se aceptan como máximo 100 cabeceras y 16 KiB de ellas."]
    Internal INTERNAL_SERVER_ERROR "internal"
        ["Our fault", "Falha nossa", "Fallo nuestro"]
        ["Something went wrong on our side. The instance names the entry in our log.",
         "Algo deu errado do nosso lado. O campo instance aponta o registro em nosso log.",
         "Algo salió mal de nuestro lado. El campo instance señala el registro en nuestro log."]
    Unavailable SERVICE_UNAVAILABLE "unavailable"
        ["Unavailable for a moment", "Indisponível no momento", "No disponible por el momento"]
        ["This could not be done in time. Try again when Retry-After has passed.",
         "Não foi possível concluir a tempo. Tente de novo após Retry-After.",
         "No se pudo hacer a tiempo. Inténtelo de nuevo tras Retry-After."]
}
