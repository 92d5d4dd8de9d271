use axum::{extract::State, http::HeaderMap, response::Response};
use recado_engine::Secret;
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{SignedInView, Transport, signed_in};
use crate::{
    app::App,
    auth::{Cookies, named_tenant},
    extract::OptionalBody,
    problem::{Problem, ProblemKind},
    shell::{Visitor, is_same_origin},
};

#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RefreshRequest {
    /// The refresh token; without it the cookie's is taken, from our own pages only.
    #[schema(value_type = Option<String>)]
    pub(super) refresh_token: Option<Secret>,
}

/// The refresh token of a request and how it came: in the body, else in the cookie, which is believed only from our own
/// pages.
pub(super) fn presented(
    app: &App,
    headers: &HeaderMap,
    body: RefreshRequest,
    cookies: Cookies,
) -> Result<Option<(Secret, Transport)>, Problem> {
    match (body.refresh_token, cookies.refresh) {
        (Some(token), _) => Ok(Some((token, Transport::Body))),
        (None, Some(token)) if is_same_origin(app.http.public_url.as_deref(), headers) => {
            Ok(Some((token, Transport::Cookie)))
        }
        (None, Some(_)) => Err(ProblemKind::Forbidden.into()),
        (None, None) => Ok(None),
    }
}

/// Exchange a refresh token
///
/// Each token is used once for the next. Within 30 seconds of its first use the same token gives the same next one, so
/// that two tabs may refresh at once; later it is taken for stolen and the session ends.
#[utoipa::path(
    post, path = "/auth/refresh", operation_id = "refresh", tag = "auth",
    request_body(content = RefreshRequest, example = json!({"refreshToken": "h0G…"})),
    responses((status = 200, description = "A fresh access token and the next refresh token.", body = SignedInView, example = json!({
        "accessToken": "eyJ…", "expiresIn": 900, "refreshToken": "k3W…",
        "user": {"id": "usr_01h455vb4pex5vsknk084sn02q", "name": "Ana", "email": "ana@example.com", "company": null, "role": "owner", "isSuperAdmin": false, "invited": false, "secondFactor": false,
                 "language": "pt-BR", "availability": "available"},
        "tenants": [{"id": "ten_01h455vb4pex5vsknk084sn02q", "slug": "shop", "name": "Shop", "role": "owner",
                     "timeZone": "America/Sao_Paulo", "accent": null, "logoUrl": null}]
    })))
)]
pub(super) async fn refresh(
    State(app): State<App>,
    visitor: Visitor,
    cookies: Cookies,
    headers: HeaderMap,
    OptionalBody(body): OptionalBody<RefreshRequest>,
) -> Result<Response, Problem> {
    let presented = presented(&app, &headers, body, cookies)?;
    let (token, transport) = presented.ok_or(ProblemKind::Unauthenticated)?;
    let refreshed = app.engine.refresh(&token, named_tenant(&headers), &visitor.into_origin()).await?;
    Ok(signed_in(&app, refreshed, transport))
}
