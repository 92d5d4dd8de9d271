use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
};
use recado_domain::{SessionId, UserId};
use recado_engine::{
    Secret,
    access::{Actor, Credential, Identity},
};
use recado_storage::platform::sessions::SessionEnd;
use serde::Deserialize;
use utoipa::ToSchema;

use super::refresh::{RefreshRequest, presented};
use crate::{
    app::App,
    auth::{Cookie, Cookies, Jar, bearer_of},
    extract::OptionalBody,
    problem::{Problem, ProblemKind},
    shell::Visitor,
};

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct LogoutRequest {
    /// The refresh token; without it the cookie's is taken, from our own pages only.
    #[schema(value_type = Option<String>)]
    refresh_token: Option<Secret>,
    /// `true`: ends every session of the person, on all devices.
    #[serde(default)]
    everywhere: bool,
}

/// Sign out
///
/// Ends the session of the access token, else of the refresh token in the body or cookie, or with it all others of the
/// person. Its sockets are told and closed.
/// A session that has ended already is signed out of all the same; only who shows no token at all is refused.
#[utoipa::path(
    post, path = "/auth/logout", operation_id = "logout", tag = "auth",
    request_body(content = Option<LogoutRequest>, example = json!({"everywhere": false})),
    responses((status = 204, description = "Signed out."))
)]
pub(super) async fn logout(
    State(app): State<App>,
    visitor: Visitor,
    cookies: Cookies,
    headers: HeaderMap,
    OptionalBody(body): OptionalBody<LogoutRequest>,
) -> Result<(StatusCode, HeaderMap), Problem> {
    let mut jar = Jar::new(&app);
    if cookies.refresh.is_some() {
        jar.forget(Cookie::Refresh);
    }
    let (everywhere, token) = (body.everywhere, RefreshRequest { refresh_token: body.refresh_token });
    let (bearer, presented) = (bearer_of(&headers), presented(&app, &headers, token, cookies)?);
    if bearer.is_none() && presented.is_none() {
        return Err(ProblemKind::Unauthenticated.into());
    }
    if let Some((user, session)) = session(&app, bearer, presented.map(|(token, _)| token)).await? {
        let by = visitor.into_origin().by(Actor::User(user));
        if everywhere {
            app.engine.end_every_session(user, &by).await?;
        } else {
            app.engine.end_session(user, session, SessionEnd::SignedOut, &by).await?;
        }
    }
    Ok((StatusCode::NO_CONTENT, jar.into_headers()))
}

/// The living session that either token names.
async fn session(
    app: &App,
    bearer: Option<&str>,
    refresh: Option<Secret>,
) -> Result<Option<(UserId, SessionId)>, Problem> {
    if let Some(token) = bearer
        && let Ok(identified) = app.engine.identify(Credential::AccessToken(token)).await
        && let Identity::Person(person) = identified.identity
    {
        return Ok(Some((person.user, person.session)));
    }
    let Some(token) = refresh else { return Ok(None) };
    let session = app.engine.session_of_token(&token).await?;
    Ok(session.map(|session| (session.user_id, session.id)))
}
