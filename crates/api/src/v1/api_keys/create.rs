use axum::extract::State;
use recado_domain::{KeyId, network::Network};
use recado_engine::access::{KeyError, MadeKey, NewKey, Scopes, UnknownScope};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Sure, may::KeysManage},
    check::{Check, Fault, Finding},
    extract::{Answer, Body, IdempotencyKey},
    problem::{Problem, ProblemKind},
    words::Text,
};

const NO_SCOPE: Text = Text {
    en: "No API key can have this scope; see docs/permissions.md.",
    pt: "Nenhuma chave de API pode ter este escopo; veja docs/permissions.md.",
    es: "Ninguna clave de API puede tener este alcance; vea docs/permissions.md.",
};
const BEYOND: Text = Text {
    en: "A key cannot do more than its maker.",
    pt: "Uma chave não pode fazer mais do que quem a cria.",
    es: "Una clave no puede hacer más que quien la crea.",
};

const NO_NETWORK: Text = Text {
    en: "This is no address or network such as 203.0.113.0/24.",
    pt: "Isto não é um endereço nem uma rede como 203.0.113.0/24.",
    es: "Esto no es una dirección ni una red como 203.0.113.0/24.",
};
const MOST_NETWORKS: usize = 50;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateApiKey {
    /// What it is for.
    name: String,
    /// Names of the permission matrix, or `*`: all that an admin may do.
    scopes: Vec<String>,
    /// From where it may be used: addresses and networks such as `203.0.113.0/24`, at most 50. Everywhere when left out.
    #[serde(default)]
    allowed_networks: Option<Vec<String>>,
}

/// A fresh key: the only time that it is shown.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CreatedApiKey {
    /// `key_…`
    #[schema(value_type = String)]
    id: KeyId,
    /// `rck_…`
    key: String,
}

impl CreateApiKey {
    fn check(&self) -> Result<(Scopes, Vec<Network>), Problem> {
        let mut check = Check::default();
        check.text(&self.name, "/name", 100);
        check.that(!self.scopes.is_empty(), "/scopes", Fault::Empty);
        check.that(self.scopes.len() <= 100, "/scopes", Fault::OutOfRange(1, 100));
        let scopes = Scopes::parse(&self.scopes);
        if let Err(UnknownScope(place)) = &scopes {
            check.that(false, format!("/scopes/{place}"), Fault::Says(NO_SCOPE));
        }
        let networks = self.networks(&mut check);
        check.done()?;
        Ok((scopes.map_err(|_| ProblemKind::ValidationFailed)?, networks))
    }

    fn networks(&self, check: &mut Check) -> Vec<Network> {
        let named = self.allowed_networks.as_deref().unwrap_or_default();
        check.that(named.len() <= MOST_NETWORKS, "/allowedNetworks", Fault::OutOfRange(0, 50));
        let mut networks = Vec::with_capacity(named.len().min(MOST_NETWORKS));
        for (place, text) in named.iter().enumerate().take(MOST_NETWORKS) {
            match text.trim().parse() {
                Ok(network) => networks.push(network),
                Err(_) => check.that(false, format!("/allowedNetworks/{place}"), Fault::Says(NO_NETWORK)),
            }
        }
        networks
    }
}

/// Make an API key
///
/// It is shown once, ends by itself after 365 days, and sees every conversation of the tenant.
#[utoipa::path(
    post, path = "/api-keys", operation_id = "createApiKey", tag = "people",
    security(("accessToken" = ["keys:manage"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this request.")),
    request_body(content = CreateApiKey, example = json!({"name": "Shop system", "scopes": ["messages:send", "contacts:read"]})),
    responses((status = 201, description = "The key, shown once.", body = CreatedApiKey, example = json!(
        {"id": "key_01h455vb4pex5vsknk084sn02q", "key": "rck_Zx3…"}
    )))
)]
pub(super) async fn create_api_key(
    State(app): State<App>,
    caller: Sure<KeysManage>,
    key: IdempotencyKey,
    body: Body<CreateApiKey>,
) -> Result<Answer, Problem> {
    let (scopes, networks) = body.value.check()?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "createApiKey", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let new = NewKey { name: body.value.name.trim(), scopes, networks: &networks };
    let answer = answer(&app.engine.make_key(&mut tx, &caller, new).await?);
    claim.keep(&app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    Ok(answer)
}

fn answer(made: &MadeKey) -> Answer {
    let location = format!("/api/v1/api-keys/{}", made.id);
    Answer::created(location, &CreatedApiKey { id: made.id, key: made.key.expose().to_owned() }).secret()
}

impl From<KeyError> for Problem {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::Beyond => Self::invalid(vec![Finding::new("/scopes", Fault::Says(BEYOND))]),
            KeyError::Unknown => ProblemKind::NotFound.into(),
            KeyError::Storage(error) => error.into(),
        }
    }
}
