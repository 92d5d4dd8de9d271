use axum::{Extension, Json, extract::State};
use recado_domain::{Change, ConversationId, TeamId, UserId};
use recado_engine::{access::Caller, conversations::Assignment, view::ConversationView};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{commit, example, shown};
use crate::{
    app::App,
    auth::{Can, may::ConversationsManage},
    check::{Check, Fault},
    extract::{Body, Path},
    problem::Problem,
    shell::RequestContext,
};

/// Whose a conversation is to be. A field that is left out stays as it is; null takes it away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AssignRequest {
    /// `usr_…` of a member who works on conversations, or null.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    user_id: Change<UserId>,
    /// `tem_…`, or null.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    team_id: Change<TeamId>,
}

impl AssignRequest {
    async fn into_assignment(self, app: &App, caller: &Caller) -> Result<Assignment, Problem> {
        let mut check = Check::default();
        check.that(!(self.user_id.is_keep() && self.team_id.is_keep()), "/userId", Fault::Required);
        check.done()?;
        let person = match self.user_id {
            Change::Set(user) => Change::Set(app.engine.assignable(caller.tenant(), user).await?),
            Change::Clear => Change::Clear,
            Change::Keep => Change::Keep,
        };
        Ok(Assignment { person, team: self.team_id })
    }
}

/// Assigns a conversation to a person, a team, both, or nobody.
#[utoipa::path(
    post, path = "/conversations/{id}/assign", operation_id = "assignConversation", tag = "conversations",
    params(("id" = String, Path, description = "`cnv_…`", example = "cnv_01h455vb4pex5vsknk084sn02q")),
    security(("accessToken" = ["conversations:manage"])),
    request_body(content = AssignRequest, example = json!({ "userId": "usr_01h455vb4pex5vsknk084sn02q", "teamId": null })),
    responses((status = 200, description = "The conversation.", body = ConversationView, example = example))
)]
pub async fn assign_conversation(
    State(app): State<App>,
    caller: Can<ConversationsManage>,
    Extension(context): Extension<RequestContext>,
    Path(id): Path<ConversationId>,
    Body { value: request, .. }: Body<AssignRequest>,
) -> Result<Json<ConversationView>, Problem> {
    let to = request.into_assignment(&app, &caller).await?;
    let mut tx = app.engine.db.write(caller.scope()).await?;
    app.engine.assign_conversation(&mut tx, &caller, id, to).await?;
    let view = shown(&mut tx, id, context.language).await?;
    commit(&app, tx).await?;
    Ok(Json(view))
}
