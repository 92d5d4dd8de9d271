use axum::{extract::State, http::StatusCode};
use recado_domain::TeamId;
use serde::Deserialize;

use crate::{
    app::App,
    auth::{Can, may::TeamsManage},
    extract::{Path, Query},
    problem::Problem,
};

/// What becomes of a team's conversations.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct DeleteTeam {
    /// `tem_…`: the team that gets them. Left out: they stand in no team.
    move_to: Option<TeamId>,
}

/// Delete a team
///
/// Its conversations go to the team that is named, or to none; whoever has one keeps it. Its quick replies go with it. The
/// team that a tenant begins with stays: 409.
#[utoipa::path(
    delete, path = "/teams/{id}", operation_id = "deleteTeam", tag = "people",
    security(("accessToken" = ["teams:manage"])),
    params(
        ("id" = String, Path, description = "`tem_…`", example = "tem_01h455vb4pex5vsknk084sn02q"),
        ("moveTo" = Option<String>, Query, description = "`tem_…`: the team that gets its conversations; else none does.")
    ),
    responses((status = 204, description = "It is gone."))
)]
pub(super) async fn delete_team(
    State(app): State<App>,
    caller: Can<TeamsManage>,
    Path(id): Path<TeamId>,
    Query(DeleteTeam { move_to }): Query<DeleteTeam>,
) -> Result<StatusCode, Problem> {
    app.engine.delete_team(&caller, id, move_to).await?;
    Ok(StatusCode::NO_CONTENT)
}
