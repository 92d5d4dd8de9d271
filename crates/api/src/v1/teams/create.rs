use axum::extract::State;
use recado_domain::UserId;
use recado_engine::{access::NewTeam, view::TeamView};
use serde::Deserialize;
use utoipa::ToSchema;

use super::request::{MOST_MEMBERS, example};
use crate::{
    app::App,
    auth::{Can, may::TeamsManage},
    check::{Check, Fault},
    extract::{Answer, Body, IdempotencyKey},
    problem::Problem,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CreateTeam {
    /// The name shown; unique in the tenant, case and accents aside.
    name: String,
    /// Who is in it: `usr_…`, members of the tenant.
    #[schema(value_type = Vec<String>)]
    members: Vec<UserId>,
}

impl CreateTeam {
    fn check(&self) -> Result<(), Problem> {
        let mut check = Check::default();
        check.text(&self.name, "/name", 60);
        check.that(self.members.len() <= MOST_MEMBERS, "/members", Fault::OutOfRange(0, 200));
        check.done()
    }
}

/// Make a team
#[utoipa::path(
    post, path = "/teams", operation_id = "createTeam", tag = "people",
    security(("accessToken" = ["teams:manage"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "The caller's own word for this request.")),
    request_body(content = CreateTeam, example = json!({"name": "Sales", "members": ["usr_01h455vb4pex5vsknk084sn02q"]})),
    responses((status = 201, description = "The team.", body = TeamView, example = example))
)]
pub(super) async fn create_team(
    State(app): State<App>,
    caller: Can<TeamsManage>,
    key: IdempotencyKey,
    body: Body<CreateTeam>,
) -> Result<Answer, Problem> {
    body.value.check()?;
    let members = app.engine.members(caller.tenant(), &body.value.members).await?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    let claim = key.claim(&app, tx.tenant(), "createTeam", &body).await?;
    if let Some(stored) = claim.answered() {
        return stored.given(tx).await;
    }
    let new = NewTeam { name: body.value.name.trim(), members };
    let made = app.engine.make_team(&mut tx, &caller, new).await?;
    let location = format!("/api/v1/teams/{}", made.team.id);
    let answer = Answer::created(location, &made.team);
    claim.keep(&app, tx.tenant(), &answer).await?;
    tx.commit().await?;
    app.engine.announce_members(made.events);
    Ok(answer)
}
