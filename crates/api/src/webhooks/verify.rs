//! Verification of the address.

use axum::extract::{RawQuery, State};
use recado_engine::intake::{self, Verification, VerifyRefused};

use crate::{
    app::App,
    extract::Path,
    problem::{Problem, ProblemKind},
};

/// Meta verifies the address of the app `default`
///
/// As `GET /webhook/whatsapp/{key}`, for the app `default`.
#[utoipa::path(
    get, path = "/webhook/whatsapp", operation_id = "verifyWebhookOfDefault", tag = "webhook",
    params(
        ("hub.mode" = String, Query, description = "`subscribe`.", example = "subscribe"),
        ("hub.verify_token" = String, Query, description = "The app's verify token."),
        ("hub.challenge" = String, Query, description = "What is sent back.", example = "1158201444")
    ),
    responses((status = 200, description = "The challenge.", body = String, content_type = "text/plain", example = "1158201444"))
)]
pub(super) async fn verify_webhook_of_default(
    State(app): State<App>,
    RawQuery(query): RawQuery,
) -> Result<String, Problem> {
    verify(&app, "", query.as_deref()).await
}

/// Meta verifies the address
///
/// Meta calls this once when the address or the token is saved there. The challenge is sent back when the token is that
/// of the app that `key` names. 400: the challenge is not one to be sent back; 403: not the app's token.
#[utoipa::path(
    get, path = "/webhook/whatsapp/{key}", operation_id = "verifyWebhook", tag = "webhook",
    params(
        ("key" = String, Path, description = "App slug, `num_…` or Meta's phone_number_id.", example = "default"),
        ("hub.mode" = String, Query, description = "`subscribe`.", example = "subscribe"),
        ("hub.verify_token" = String, Query, description = "The app's verify token."),
        ("hub.challenge" = String, Query, description = "What is sent back.", example = "1158201444")
    ),
    responses((status = 200, description = "The challenge.", body = String, content_type = "text/plain", example = "1158201444"))
)]
pub(super) async fn verify_webhook(
    State(app): State<App>,
    Path(key): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<String, Problem> {
    verify(&app, &key, query.as_deref()).await
}

/// Other parameters than Meta's three are ignored: Meta may add some.
async fn verify(app: &App, key: &str, query: Option<&str>) -> Result<String, Problem> {
    let pairs: Vec<_> = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).collect();
    let value = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_ref());
    let asked =
        Verification { mode: value("hub.mode"), token: value("hub.verify_token"), challenge: value("hub.challenge") };
    Ok(intake::verify(&app.engine, key, asked).await?.to_owned())
}

impl From<VerifyRefused> for Problem {
    fn from(refused: VerifyRefused) -> Self {
        match refused {
            VerifyRefused::Challenge => ProblemKind::Malformed.into(),
            VerifyRefused::Token => ProblemKind::Forbidden.into(),
            VerifyRefused::App(refused) => refused.into(),
        }
    }
}
