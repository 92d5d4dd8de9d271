use axum::{Json, extract::State};
use recado_domain::NumberId;
use recado_engine::channel::health::{Asker, HealthView};
use serde_json::{Value, json};

use crate::{
    app::App,
    auth::{
        Can,
        may::{NumbersManage, NumbersRead},
    },
    extract::Path,
    problem::{Problem, ProblemKind},
};

/// How a number stands at Meta, as it last told (it is asked about every active number once an hour), and whether the
/// number's webhooks come. Nobody is asked by this.
#[utoipa::path(
    get, path = "/numbers/{id}/health", operation_id = "getNumberHealth", tag = "channel",
    params(("id" = String, Path, description = "`num_…`", example = "num_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["numbers:read"])),
    responses((status = 200, description = "How it stands.", body = HealthView, example = example))
)]
pub async fn get_number_health(
    State(app): State<App>,
    caller: Can<NumbersRead>,
    Path(id): Path<NumberId>,
) -> Result<Json<HealthView>, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    let row = read.tenant().phone_numbers().find(id).await?.ok_or(ProblemKind::NotFound)?;
    Ok(Json(app.engine.health(&mut read, &row).await?))
}

/// Asks Meta now how a number stands. When it does not tell, what it told before is answered, with why in `failure`.
#[utoipa::path(
    post, path = "/numbers/{id}/health/refresh", operation_id = "refreshNumberHealth", tag = "channel",
    params(("id" = String, Path, description = "`num_…`", example = "num_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["numbers:manage"])),
    responses((status = 200, description = "How it stands.", body = HealthView, example = example))
)]
pub async fn refresh_number_health(
    State(app): State<App>,
    caller: Can<NumbersManage>,
    Path(id): Path<NumberId>,
) -> Result<Json<HealthView>, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    let row = read.tenant().phone_numbers().find(id).await?.ok_or(ProblemKind::NotFound)?;
    drop(read);
    Ok(Json(app.engine.refresh_health(caller.tenant(), &row, Asker::Somebody(caller.by())).await?))
}

/// An answer.
fn example() -> Value {
    json!({
        "state": "attention", "checkedAt": "2026-01-15T12:00:00.000Z", "failure": null, "silentSince": null,
        "messagingLimitUse": { "people": 1240, "limit": 2000, "moreAt": null },
        "facts": [
            { "name": "status", "value": "CONNECTED", "state": "ok" },
            { "name": "sending", "value": "AVAILABLE", "state": "ok" },
            { "name": "quality", "value": "YELLOW", "state": "attention" },
            { "name": "messagingLimit", "value": "TIER_2K", "state": "ok" },
            { "name": "throughput", "value": "STANDARD", "state": "ok" },
            { "name": "displayName", "value": "APPROVED", "state": "ok" },
            { "name": "codeVerification", "value": "VERIFIED", "state": "ok" },
            { "name": "accountReview", "value": "APPROVED", "state": "ok" },
            { "name": "businessVerification", "value": "verified", "state": "ok" }
        ]
    })
}
