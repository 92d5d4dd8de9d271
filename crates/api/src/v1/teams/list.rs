use axum::{Json, extract::State};
use recado_domain::{TeamId, UserId};
use recado_engine::view::TeamView;
use recado_storage::tenant::teams::TeamMember;

use crate::{
    app::App,
    auth::{Can, may::TeamsRead},
    extract::Query,
    list::{Page, PageQuery},
    problem::Problem,
};

const LIST: &str = "teams";

/// List the tenant's teams
#[utoipa::path(
    get, path = "/teams", operation_id = "listTeams", tag = "people",
    security(("accessToken" = ["teams:read"])),
    params(PageQuery),
    responses((status = 200, description = "A page of teams.", body = Page<TeamView>, example = json!({
        "data": [{"id": "tem_01h455vb4pex5vsknk084sn02q", "name": "General", "isDefault": true, "members": [],
                  "createdAt": "2026-11-22T04:00:00.000Z"}],
        "nextCursor": null
    })))
)]
pub(super) async fn list_teams(
    State(app): State<App>,
    caller: Can<TeamsRead>,
    Query(query): Query<PageQuery>,
) -> Result<Json<Page<TeamView>>, Problem> {
    let after: Option<TeamId> = app.cursors.open(LIST, query.cursor.as_deref())?;
    let mut read = app.engine.db.read(caller.scope()).await?;
    let rows = read.tenant().teams().list(after, query.limit.with_probe()).await?;
    let page = app.cursors.page(LIST, rows, query.limit, |last| last.id);
    let members = match (page.data.first(), page.data.last()) {
        (Some(first), Some(last)) => read.tenant().teams().members_between(first.id, last.id).await?,
        _ => Vec::new(),
    };
    Ok(Json(page.map(|team| {
        let own = members_of(&members, team.id);
        TeamView::new(team, own)
    })))
}

fn members_of(members: &[TeamMember], team: TeamId) -> Vec<UserId> {
    members.iter().filter(|member| member.team_id == team).map(|member| member.user_id).collect()
}
