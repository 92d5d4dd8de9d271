use axum::extract::State;
use recado_engine::{Secret, channel::NewApp, view::AppView};
use recado_storage::Scope;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{check, example};
use crate::{
    app::App,
    auth::{Sure, may::AppsManage},
    check::Check,
    extract::{Answer, Body, IdempotencyKey},
    problem::Problem,
};

/// An app to be registered.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateApp {
    /// Its name in webhook paths, unique on the server: `[a-z][a-z0-9-]{1,39}`.
    slug: String,
    /// Meta's id of it: digits.
    app_id: Option<String>,
    /// Signs its webhooks. Never shown again.
    #[schema(value_type = String, write_only)]
    app_secret: Secret,
    /// The token that you enter at Meta beside the webhook address. Never shown again.
    #[schema(value_type = String, write_only)]
    verify_token: Secret,
}

impl CreateApp {
    fn into_app(self) -> Result<NewApp, Problem> {
        let mut findings = Check::default();
        findings.slug(&self.slug, "/slug");
        check::app_id(&mut findings, self.app_id.as_deref());
        check::secret(&mut findings, Some(&self.app_secret), "/appSecret");
        check::secret(&mut findings, Some(&self.verify_token), "/verifyToken");
        findings.done()?;
        let Self { slug, app_id, app_secret, verify_token } = self;
        Ok(NewApp { slug, meta_app_id: app_id, secret: app_secret, verify_token })
    }
}

/// Registers an app for the tenant. 409 when the slug is taken.
#[utoipa::path(
    post, path = "/apps", operation_id = "createApp", tag = "channel",
    params(("Idempotency-Key" = Option<String>, Header, description = "A word of yours for this request.")),
    security(("accessToken" = ["apps:manage"])),
    request_body(content = CreateApp, example = json!({ "slug": "padaria", "appId": "1120394857261540",
        "appSecret": "…", "verifyToken": "…" })),
    responses((status = 201, description = "The app.", body = AppView, example = example))
)]
#[expect(
    clippy::disallowed_methods,
    reason = "slugs of apps are unique across tenants; the key is kept in the caller's tenant"
)]
pub async fn create_app(
    State(app): State<App>,
    caller: Sure<AppsManage>,
    key: IdempotencyKey,
    body: Body<CreateApp>,
) -> Result<Answer, Problem> {
    let new = app.engine.seal_app(&caller, &body.value.clone().into_app()?).await?;
    let mut tx = app.engine.db.write(Scope::System).await?;
    let claim = key.claim(&app, tx.system().tenant(caller.tenant()), "createApp", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let made = app.engine.register_app(&mut tx, &caller, new).await?.at(app.http.public_url.as_deref());
    let answer = Answer::created(format!("/api/v1/apps/{}", made.id), &made);
    claim.keep(&app, tx.system().tenant(caller.tenant()), &answer).await?;
    tx.commit().await?;
    app.engine.apps_changed();
    Ok(answer)
}
