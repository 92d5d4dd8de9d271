use axum::{Json, extract::State, http::StatusCode};
use recado_domain::{SessionId, Timestamp};
use recado_storage::platform::sessions::{Session, SessionEnd};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, may::ProfileManage},
    extract::Path,
    list::Page,
    problem::{Problem, ProblemKind},
};

/// A place where the caller is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Session)]
pub(super) struct SessionView {
    /// `ses_…`
    #[schema(value_type = String)]
    id: SessionId,
    /// The program that signed in.
    user_agent: Option<String>,
    /// The address that signed in.
    ip: Option<String>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    /// When it was last refreshed.
    #[schema(value_type = String, format = DateTime)]
    last_used_at: Timestamp,
    /// When it ends by itself.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// Whether it is the one that asks.
    current: bool,
}

impl SessionView {
    fn of(session: Session, current: SessionId) -> Self {
        let Session { id, user_agent, ip, created_at, last_used_at, expires_at, .. } = session;
        Self { id, user_agent, ip, created_at, last_used_at, expires_at, current: id == current }
    }
}

/// List one's sessions
///
/// At most 20, the newest first: one page.
#[utoipa::path(
    get, path = "/auth/sessions", operation_id = "listSessions", tag = "auth",
    security(("accessToken" = ["profile:manage"])),
    responses((status = 200, description = "The caller's sessions.", body = Page<SessionView>, example = json!({
        "data": [{"id": "ses_01h455vb4pex5vsknk084sn02q", "userAgent": "Firefox", "ip": "203.0.113.9",
                  "createdAt": "2026-11-22T04:00:00.000Z", "lastUsedAt": "2026-11-22T04:00:00.000Z",
                  "expiresAt": "2026-12-22T04:00:00.000Z", "current": true}],
        "nextCursor": null
    })))
)]
pub(super) async fn list_sessions(
    State(app): State<App>,
    caller: Can<ProfileManage>,
) -> Result<Json<Page<SessionView>>, Problem> {
    let person = caller.person().ok_or(ProblemKind::Forbidden)?;
    let sessions = app.engine.sessions_of(person.user).await?;
    let data = sessions.into_iter().map(|session| SessionView::of(session, person.session)).collect();
    Ok(Json(Page { data, next_cursor: None }))
}

/// End one of one's sessions
///
/// Its access token and its sockets are dead at once here, within five seconds everywhere.
#[utoipa::path(
    delete, path = "/auth/sessions/{id}", operation_id = "endSession", tag = "auth",
    security(("accessToken" = ["profile:manage"])),
    params(("id" = String, Path, description = "`ses_…`", example = "ses_01h455vb4pex5vsknk084sn02q")),
    responses((status = 204, description = "It has ended."))
)]
pub(super) async fn end_session(
    State(app): State<App>,
    caller: Can<ProfileManage>,
    Path(id): Path<SessionId>,
) -> Result<StatusCode, Problem> {
    let user = caller.user().ok_or(ProblemKind::Forbidden)?;
    let ended = app.engine.end_session(user, id, SessionEnd::Revoked, caller.by()).await?;
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(ProblemKind::NotFound.into()) }
}
