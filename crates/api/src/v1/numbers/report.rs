use axum::{Extension, Json, extract::State};
use recado_domain::NumberId;
use serde::Serialize;
use utoipa::ToSchema;

use super::words::{Place, Said};
use crate::{
    app::App,
    auth::{Can, may::NumbersManage},
    extract::Path,
    problem::{Problem, ProblemKind},
    shell::RequestContext,
};

/// What was found about a number.
#[derive(Debug, Serialize, ToSchema)]
pub struct NumberReport {
    /// About the token, the number and webhooks, in this order.
    checks: Vec<NumberCheck>,
}

/// One thing that was checked.
#[derive(Debug, Serialize, ToSchema)]
pub struct NumberCheck {
    /// `token`, `number` or `webhook`.
    name: &'static str,
    /// Whether it is as it must be.
    ok: bool,
    /// What was found, in the reader's language.
    detail: String,
    /// What to do, in the reader's language; null when there is nothing to do.
    remedy: Option<String>,
}

/// Asks Meta, with the number's token, whether the number can send and receive, and explains what stands in the way.
#[utoipa::path(
    post, path = "/numbers/{id}/check", operation_id = "checkNumber", tag = "channel",
    params(("id" = String, Path, description = "`num_…`", example = "num_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["numbers:manage"])),
    responses((status = 200, description = "What was found.", body = NumberReport, example = json!({ "checks": [
        { "name": "token", "ok": true, "detail": "Meta takes the token. It does not expire.", "remedy": null },
        { "name": "number", "ok": true, "detail": "The number belongs to the account 102290129340398. Status: \
            CONNECTED. Quality: GREEN.", "remedy": null },
        { "name": "webhook", "ok": false, "detail": "No app gets the webhooks of the account 102290129340398.",
            "remedy": "Subscribe your app: POST /102290129340398/subscribed_apps at Meta with this number's token." }
    ] })))
)]
pub async fn check_number(
    State(app): State<App>,
    caller: Can<NumbersManage>,
    Extension(context): Extension<RequestContext>,
    Path(id): Path<NumberId>,
) -> Result<Json<NumberReport>, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    let row = read.tenant().phone_numbers().find(id).await?.ok_or(ProblemKind::NotFound)?;
    drop(read);
    let findings = app.engine.check_number(&caller, &row).await?;
    let place = Place { number: &row, public_url: app.http.public_url.as_deref(), language: context.language };
    let said = [
        ("token", place.token(&findings.token)),
        ("number", place.number(&findings.number)),
        ("webhook", place.webhook(&findings.webhook)),
    ];
    let checks = said.map(|(name, Said { ok, detail, remedy })| NumberCheck { name, ok, detail, remedy });
    Ok(Json(NumberReport { checks: checks.into() }))
}
