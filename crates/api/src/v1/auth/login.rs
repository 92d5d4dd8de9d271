use axum::{extract::State, http::HeaderMap, response::Response};
use recado_engine::{Secret, access::Login};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    providers::ticket,
    view::{SignedInView, Transport, signed_in},
};
use crate::{
    app::App,
    auth::{Cookies, named_tenant},
    extract::Body,
    problem::Problem,
    shell::Visitor,
};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct LoginRequest {
    /// The address.
    email: String,
    /// The password.
    #[schema(value_type = String, format = Password)]
    password: Secret,
    /// Six digits of the person's app, or a recovery code: of people who have a second factor.
    #[schema(value_type = Option<String>)]
    code: Option<Secret>,
    /// Of who came back from a provider: the account there is connected with the person who signs in.
    #[schema(value_type = Option<String>)]
    ticket: Option<Secret>,
    /// How the refresh token is to travel.
    #[serde(default)]
    transport: Transport,
}

/// Sign in
///
/// The tenant is chosen by the header X-Tenant-Id (`ten_…` or slug), else it is the only one. Ten wrong passwords cost
/// nothing, then each one doubles the wait. Somebody with a second factor who sends no `code` is told
/// `second-factor-required` once the password is right; each code is taken once, and five tries in five minutes. A `ticket`
/// that is over is a 404, whatever the password; 409 when the account there is connected otherwise.
#[utoipa::path(
    post, path = "/auth/login", operation_id = "login", tag = "auth",
    request_body(content = LoginRequest, example = json!({"email": "ana@example.com", "password": "correct horse battery", "transport": "body"})),
    responses((status = 200, description = "Signed in.", body = SignedInView, example = json!({
        "accessToken": "eyJ…", "expiresIn": 900, "refreshToken": "h0G…",
        "user": {"id": "usr_01h455vb4pex5vsknk084sn02q", "name": "Ana", "email": "ana@example.com", "company": null, "role": "owner", "isSuperAdmin": false, "invited": false, "secondFactor": false,
                 "language": "pt-BR", "availability": "available"},
        "tenants": [{"id": "ten_01h455vb4pex5vsknk084sn02q", "slug": "shop", "name": "Shop", "role": "owner",
                     "timeZone": "America/Sao_Paulo", "accent": null, "logoUrl": null}]
    })))
)]
pub(super) async fn login(
    State(app): State<App>,
    visitor: Visitor,
    cookies: Cookies,
    headers: HeaderMap,
    body: Body<LoginRequest>,
) -> Result<Response, Problem> {
    let login = Login {
        email: &body.value.email,
        password: &body.value.password,
        code: body.value.code.as_ref(),
        tenant: named_tenant(&headers),
        device: cookies.device.as_ref().map(Secret::expose),
        ticket: body.value.ticket.as_ref().map(|token| ticket(token, &cookies)),
        origin: &visitor.into_origin(),
    };
    Ok(signed_in(&app, app.engine.login(login).await?, body.value.transport))
}
