use axum::{Json, extract::State};
use recado_domain::{TeamId, UserId};
use recado_engine::{access::TeamPatch, view::TeamView};
use serde::Deserialize;
use utoipa::ToSchema;

use super::request::{MOST_MEMBERS, example};
use crate::{
    app::App,
    auth::{Can, may::TeamsManage},
    check::{Check, Fault},
    extract::{Body, Path},
    problem::Problem,
};

/// What is to change about a team. A field that is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ChangeTeam {
    /// The name shown; unique in the tenant, case and accents aside.
    name: Option<String>,
    /// Who is in it from now on: `usr_…`, members of the tenant.
    #[schema(value_type = Option<Vec<String>>)]
    members: Option<Vec<UserId>>,
}

impl ChangeTeam {
    fn check(&self) -> Result<(), Problem> {
        let mut check = Check::default();
        check.optional_text(self.name.as_deref(), "/name", 60);
        let few = self.members.as_ref().is_none_or(|members| members.len() <= MOST_MEMBERS);
        check.that(few, "/members", Fault::OutOfRange(0, 200));
        check.done()
    }
}

/// Change a team
///
/// Who comes or goes sees more or fewer conversations at once.
#[utoipa::path(
    patch, path = "/teams/{id}", operation_id = "changeTeam", tag = "people",
    security(("accessToken" = ["teams:manage"])),
    params(("id" = String, Path, description = "`tem_…`", example = "tem_01h455vb4pex5vsknk084sn02q")),
    request_body(content = ChangeTeam, example = json!({"name": "Sales", "members": ["usr_01h455vb4pex5vsknk084sn02q"]})),
    responses((status = 200, description = "The team.", body = TeamView, example = example))
)]
pub(super) async fn change_team(
    State(app): State<App>,
    caller: Can<TeamsManage>,
    Path(id): Path<TeamId>,
    Body { value: body, .. }: Body<ChangeTeam>,
) -> Result<Json<TeamView>, Problem> {
    body.check()?;
    let members = match &body.members {
        Some(named) => Some(app.engine.members(caller.tenant(), named).await?),
        None => None,
    };
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let patch = TeamPatch { name: body.name.as_deref().map(str::trim), members };
    let made = app.engine.change_team(&mut tx, &caller, id, patch).await?;
    tx.commit().await?;
    app.engine.announce_members(made.events);
    Ok(Json(made.team))
}
