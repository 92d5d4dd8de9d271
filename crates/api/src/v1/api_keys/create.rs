use axum::extract::State;
use recado_domain::KeyId;
use recado_engine::access::{KeyError, MadeKey, NewKey, Scopes, UnknownScope};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, may::KeysManage},
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

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateApiKey {
    /// What it is for.
    name: String,
    /// Names of the permission matrix, or `*`: all that an admin may do.
    scopes: Vec<String>,
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
    fn check(&self) -> Result<Scopes, Problem> {
        let mut check = Check::default();
        check.text(&self.name, "/name", 100);
        check.that(!self.scopes.is_empty(), "/scopes", Fault::Empty);
        check.that(self.scopes.len() <= 100, "/scopes", Fault::OutOfRange(1, 100));
        let scopes = Scopes::parse(&self.scopes);
        if let Err(UnknownScope(place)) = &scopes {
            check.that(false, format!("/scopes/{place}"), Fault::Says(NO_SCOPE));
        }
        check.done()?;
        scopes.map_err(|_| ProblemKind::ValidationFailed.into())
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
    caller: Can<KeysManage>,
    key: IdempotencyKey,
    body: Body<CreateApiKey>,
) -> Result<Answer, Problem> {
    let scopes = body.value.check()?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "createApiKey", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let new = NewKey { name: body.value.name.trim(), scopes };
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
