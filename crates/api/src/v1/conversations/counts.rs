use axum::{Json, extract::State};
use recado_engine::conversations::ViewCounts;

use crate::{
    app::App,
    auth::{Can, may::ConversationsRead},
    problem::Problem,
};

/// Counts the views
///
/// Open and pending conversations of each view as its list would show them to the caller, and those of them with something
/// unread. Exact to 999, then `capped`. Ask again when an event tells that a conversation changed, at most once a second.
#[utoipa::path(
    get, path = "/conversations/counts", operation_id = "countConversations", tag = "conversations",
    security(("accessToken" = ["conversations:read"])),
    responses((status = 200, description = "The views.", body = ViewCounts, example = json!({
        "mine": { "open": { "count": 7, "capped": false }, "unread": { "count": 2, "capped": false } },
        "team": { "open": { "count": 31, "capped": false }, "unread": { "count": 4, "capped": false } },
        "unassigned": { "open": { "count": 12, "capped": false }, "unread": { "count": 12, "capped": false } },
        "all": { "open": { "count": 999, "capped": true }, "unread": { "count": 88, "capped": false } }
    })))
)]
pub async fn count_conversations(
    State(app): State<App>,
    caller: Can<ConversationsRead>,
) -> Result<Json<ViewCounts>, Problem> {
    let mut read = app.engine.db.read(caller.scope()).await?;
    Ok(Json(app.engine.count_views(&mut read, &caller).await?))
}
