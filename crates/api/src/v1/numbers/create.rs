use axum::extract::State;
use recado_engine::{Secret, channel::NewNumber, intake::DEFAULT_SLUG, view::NumberView};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{check, example};
use crate::{
    app::App,
    auth::{Can, may::NumbersManage},
    check::Check,
    extract::{Answer, Body, IdempotencyKey},
    problem::Problem,
};

/// A number to be registered.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateNumber {
    /// Meta's id of the WhatsApp Business Account: digits.
    waba_id: String,
    /// Meta's id of the number: digits, unique on the server.
    phone_number_id: String,
    /// The number as people read it.
    display_phone_number: String,
    /// Your name for it.
    name: Option<String>,
    /// Its own access token, never shown again. Without one the server's `WHATSAPP_TOKEN` is used.
    #[schema(value_type = Option<String>, write_only)]
    access_token: Option<Secret>,
    /// The slug of the app whose webhooks name it.
    #[serde(default = "default_app")]
    #[schema(default = default_app)]
    app: String,
    /// Messages per second, in and out together: 1 to 1000.
    #[serde(default = "default_throughput")]
    #[schema(default = default_throughput, minimum = 1, maximum = 1000)]
    throughput: i64,
}

fn default_app() -> String {
    DEFAULT_SLUG.to_owned()
}

/// What Meta gives a number at first.
fn default_throughput() -> i64 {
    80
}

impl CreateNumber {
    fn into_number(self) -> Result<NewNumber, Problem> {
        let mut findings = Check::default();
        check::digits(&mut findings, &self.waba_id, "/wabaId");
        check::digits(&mut findings, &self.phone_number_id, "/phoneNumberId");
        check::display(&mut findings, &self.display_phone_number);
        check::name(&mut findings, self.name.as_deref());
        check::token(&mut findings, self.access_token.as_ref());
        check::throughput(&mut findings, Some(self.throughput));
        findings.done()?;
        Ok(NewNumber {
            waba_id: self.waba_id,
            phone_number_id: self.phone_number_id,
            display_phone_number: self.display_phone_number,
            name: self.name,
            access_token: self.access_token,
            app: self.app,
            throughput: self.throughput,
        })
    }
}

/// Registers a number without asking Meta: active at once if a token is known, else pending. 409 when Meta's id of it is
/// registered on this server already. Under an app of the platform Meta is asked right afterwards whether it is yours.
#[utoipa::path(
    post, path = "/numbers", operation_id = "createNumber", tag = "channel",
    params(("Idempotency-Key" = Option<String>, Header, description = "A word of yours for this request.")),
    security(("accessToken" = ["numbers:manage"])),
    request_body(content = CreateNumber, example = json!({ "wabaId": "102290129340398",
        "phoneNumberId": "106540352242922", "displayPhoneNumber": "+55 11 4000-1234", "name": "Loja",
        "accessToken": "EAAGm0PX4ZCpsBO", "app": "default", "throughput": 80 })),
    responses((status = 201, description = "The number.", body = NumberView, example = example))
)]
pub async fn create_number(
    State(app): State<App>,
    caller: Can<NumbersManage>,
    key: IdempotencyKey,
    body: Body<CreateNumber>,
) -> Result<Answer, Problem> {
    if body.value.access_token.is_some() {
        app.engine.require_proof(caller.person()).await?;
    }
    let new = app.engine.seal_number(&caller, body.value.clone().into_number()?).await?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "createNumber", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let made = app.engine.register_number(&mut tx, &caller, new).await?;
    let answer = Answer::created(format!("/api/v1/numbers/{}", made.id), &made);
    claim.keep(&app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    app.engine.number_changed();
    Ok(answer)
}
