use axum::{Json, extract::State, http::StatusCode};
use recado_domain::{TeamId, UserId};
use recado_engine::access::Caller;
use recado_engine::conversations::{ConversationError, Successor};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, Sure, may::UsersManage},
    check::{Fault, Finding},
    extract::{Path, Query},
    problem::Problem,
    words::Text,
};

const ONE_OF: Text = Text {
    en: "Name one of conversations, reassignTo and teamId.",
    pt: "Informe apenas um entre conversations, reassignTo e teamId.",
    es: "Indique solo uno entre conversations, reassignTo y teamId.",
};

/// What becomes of the open conversations of a member who is removed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RemoveUser {
    /// `unassign`: they are nobody's. So it is when nothing is named.
    conversations: Option<Unassign>,
    /// `usr_…`: they go to this member.
    reassign_to: Option<UserId>,
    /// `tem_…`: they go to this team.
    team_id: Option<TeamId>,
}

/// The one word there is.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Unassign {
    Unassign,
}

impl RemoveUser {
    async fn successor(self, app: &App, caller: &Caller) -> Result<Successor, Problem> {
        match (self.conversations, self.reassign_to, self.team_id) {
            (_, None, None) => Ok(Successor::Nobody),
            (None, Some(user), None) => match app.engine.assignable(caller.tenant(), user).await {
                Ok(person) => Ok(Successor::Person(person)),
                Err(ConversationError::UnknownPerson) => {
                    Err(Problem::invalid(vec![Finding::new("/reassignTo", Fault::NoSuch)]))
                }
                Err(error) => Err(error.into()),
            },
            (None, None, Some(team)) => Ok(Successor::Team(team)),
            _ => Err(Problem::invalid(vec![Finding::new("/reassignTo", Fault::Says(ONE_OF))])),
        }
    }
}

/// Remove a member
///
/// At once: their sessions end, unless they belong to other tenants, and their open conversations go to whom the query
/// names. The person and their other tenants stay. The last owner cannot be removed.
#[utoipa::path(
    delete, path = "/users/{id}", operation_id = "removeUser", tag = "people",
    security(("accessToken" = ["users:manage"])),
    params(
        ("id" = String, Path, description = "`usr_…`", example = "usr_01h455vb4pex5vsknk084sn02q"),
        ("conversations" = Option<String>, Query, description = "`unassign`: their open conversations are nobody's. The usual."),
        ("reassignTo" = Option<String>, Query, description = "`usr_…`: the member who gets them."),
        ("teamId" = Option<String>, Query, description = "`tem_…`: the team that gets them.")
    ),
    responses((status = 204, description = "Not a member any more."))
)]
pub(super) async fn remove_user(
    State(app): State<App>,
    caller: Sure<UsersManage>,
    Path(id): Path<UserId>,
    Query(query): Query<RemoveUser>,
) -> Result<StatusCode, Problem> {
    let to = query.successor(&app, &caller).await?;
    app.engine.remove_member(&caller, id, to).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How many conversations somebody has open.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OpenConversations {
    /// Open, pending and snoozed ones.
    count: i64,
}

/// Count a member's open conversations
///
/// What their removal gives to somebody else.
#[utoipa::path(
    get, path = "/users/{id}/open-conversations", operation_id = "countOpenConversations", tag = "people",
    security(("accessToken" = ["users:manage"])),
    params(("id" = String, Path, description = "`usr_…`", example = "usr_01h455vb4pex5vsknk084sn02q")),
    responses((status = 200, description = "How many.", body = OpenConversations, example = json!({"count": 12})))
)]
pub(super) async fn count_open_conversations(
    State(app): State<App>,
    caller: Can<UsersManage>,
    Path(id): Path<UserId>,
) -> Result<Json<OpenConversations>, Problem> {
    let count = app.engine.open_conversations_of(&caller, id).await?;
    Ok(Json(OpenConversations { count }))
}
