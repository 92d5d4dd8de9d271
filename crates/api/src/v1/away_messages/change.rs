use axum::{Json, extract::State, http::StatusCode};
use recado_domain::AwayId;
use recado_engine::away::{AwayPatch, Holiday, OpenHours};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{example, request::check, view::AwayView};
use crate::{
    app::App,
    auth::{Can, may::DeskManage},
    extract::{Body, Path},
    problem::Problem,
};

/// What is to change about an away message. A field that is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeAwayMessage {
    /// Whether it answers at all.
    enabled: Option<bool>,
    /// The text, with its variables.
    text: Option<String>,
    /// When the business is open, in the tenant's time zone.
    hours: Option<Vec<OpenHours>>,
    /// The days on which it is not.
    holidays: Option<Vec<Holiday>>,
}

/// Change an away message
///
/// Its place stays.
#[utoipa::path(
    patch, path = "/away-messages/{id}", operation_id = "changeAwayMessage", tag = "desk",
    security(("accessToken" = ["desk:manage"])),
    params(("id" = String, Path, description = "`awy_…`", example = "awy_01h455vb4pex5vsknk084sn02q")),
    request_body(content = ChangeAwayMessage, example = json!({ "enabled": false })),
    responses((status = 200, description = "The away message.", body = AwayView, example = example))
)]
pub(super) async fn change_away_message(
    State(app): State<App>,
    caller: Can<DeskManage>,
    Path(id): Path<AwayId>,
    Body { value: ChangeAwayMessage { enabled, text, hours, holidays }, .. }: Body<ChangeAwayMessage>,
) -> Result<Json<AwayView>, Problem> {
    check(text.as_deref(), hours.as_deref(), holidays.as_deref())?;
    let patch = AwayPatch { enabled, text, hours, holidays };
    let clock = app.engine.wall_clock(caller.tenant()).await?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let changed = app.engine.change_away(&mut tx, &caller, id, patch).await?;
    tx.commit().await?;
    Ok(Json(AwayView::at(&clock, changed)))
}

/// Delete an away message
#[utoipa::path(
    delete, path = "/away-messages/{id}", operation_id = "deleteAwayMessage", tag = "desk",
    security(("accessToken" = ["desk:manage"])),
    params(("id" = String, Path, description = "`awy_…`", example = "awy_01h455vb4pex5vsknk084sn02q")),
    responses((status = 204, description = "It is gone."))
)]
pub(super) async fn delete_away_message(
    State(app): State<App>,
    caller: Can<DeskManage>,
    Path(id): Path<AwayId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.delete_away(&mut tx, &caller, id).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
