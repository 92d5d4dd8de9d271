//! Signing in with Google or Facebook: away, back, and in.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use recado_engine::{
    Secret,
    access::{Landing, ProviderFault, ProviderFinish, Return, Ticket},
};
use recado_storage::platform::provider_logins::Provider;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::view::{SignedInView, Transport, signed_in};
use crate::{
    app::App,
    auth::{Cookie, Cookies, Jar, named_tenant},
    extract::{Body, Path, Query},
    problem::{Problem, ProblemKind},
    shell::Visitor,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Leaving {
    /// Where to go afterwards: a path of the web app. Anything else is left out.
    to: Option<String>,
}

/// What providers add to the way back is theirs: what is not named is left alone.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Returning {
    /// What the person was sent away with.
    state: Option<String>,
    /// What is exchanged for who they are.
    code: Option<String>,
    /// Why nobody comes back.
    error: Option<String>,
    /// Who says so.
    iss: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FinishProvider {
    /// What stands behind the `#` of the page that the way back ends at.
    #[schema(value_type = String)]
    ticket: Secret,
    /// Six digits of the person's app, or a recovery code: of people who have a second factor.
    #[schema(value_type = Option<String>)]
    code: Option<Secret>,
    /// How the refresh token is to travel.
    #[serde(default)]
    transport: Transport,
}

/// Leave for a provider
///
/// For the browser's address bar: sends a person to Google or Facebook to sign in there, with a cookie that only this way back
/// takes. A provider that does not answer ends at the page for signing in.
#[utoipa::path(
    get, path = "/auth/providers/{provider}/start", operation_id = "leaveForProvider", tag = "auth",
    params(("provider" = String, Path, description = "`google` or `facebook`.", example = "google")),
    responses((status = 302, description = "To the provider."))
)]
pub(super) async fn leave_for_provider(
    State(app): State<App>,
    visitor: Visitor,
    Path(provider): Path<Provider>,
    Query(leaving): Query<Leaving>,
) -> Result<Response, Problem> {
    match app.engine.leave_for_provider(provider, leaving.to.as_deref(), &visitor.into_origin()).await {
        Ok(departure) => {
            let mut jar = Jar::new(&app);
            jar.keep(Cookie::Way, &departure.browser, departure.life);
            Ok(gone(&departure.url, jar.into_headers()))
        }
        Err(ProviderFault::Unknown) => Err(ProblemKind::NotFound.into()),
        Err(fault) => {
            tracing::warn!(category = "auth", %provider, %fault, "nobody was sent to a provider");
            Ok(gone(
                &door("/login", None, &[("provider", provider.as_str()), ("fault", fault.word())]),
                HeaderMap::new(),
            ))
        }
    }
}

/// Come back from a provider
///
/// For the browser's address bar: the provider sends people here. It ends at the page for signing in, with a ticket behind
/// the `#` for `finishProviderSignIn`, or with why there is none; who connects an account comes out at their profile.
#[utoipa::path(
    get, path = "/auth/providers/{provider}/callback", operation_id = "returnFromProvider", tag = "auth",
    params(("provider" = String, Path, description = "`google` or `facebook`.", example = "google")),
    responses((status = 302, description = "To a page of the web app."))
)]
pub(super) async fn return_from_provider(
    State(app): State<App>,
    visitor: Visitor,
    cookies: Cookies,
    Path(provider): Path<Provider>,
    Query(returning): Query<Returning>,
) -> Response {
    let Returning { state, code, error, iss } = &returning;
    let back = Return {
        state: state.as_deref(),
        code: code.as_deref(),
        error: error.as_deref(),
        issuer: iss.as_deref(),
        browser: cookies.way.as_ref(),
    };
    let Landing { is_link, to, outcome } =
        app.engine.return_from_provider(provider, back, &visitor.into_origin()).await;
    let page = if is_link { "/me" } else { "/login" };
    let url = match &outcome {
        Ok(Some(ticket)) => door(page, to.as_deref(), &[("provider", provider.as_str()), ("ticket", ticket.expose())]),
        Ok(None) => door(page, None, &[("provider", provider.as_str())]),
        Err(fault) => door(page, to.as_deref(), &[("provider", provider.as_str()), ("fault", fault.word())]),
    };
    gone(&url, HeaderMap::new())
}

/// Sign in with a ticket
///
/// In the browser that went away. The ticket lives ten minutes and works once. Somebody with a second factor who sends no
/// `code` is told `second-factor-required`; an account that is connected with nobody here is a 401 `provider-not-connected`:
/// the ticket then goes with `login`, and connects it. A ticket that is over is a 404.
#[utoipa::path(
    post, path = "/auth/providers/finish", operation_id = "finishProviderSignIn", tag = "auth",
    request_body(content = FinishProvider, example = json!({"ticket": "h0G…", "transport": "cookie"})),
    responses((status = 200, description = "Signed in.", body = SignedInView, example = json!({
        "accessToken": "eyJ…", "expiresIn": 900, "refreshToken": null,
        "user": {"id": "usr_01h455vb4pex5vsknk084sn02q", "name": "Ana", "email": "ana@example.com", "company": null, "role": "owner", "isSuperAdmin": false, "invited": false, "secondFactor": false,
                 "language": "pt-BR", "availability": "available"},
        "tenants": [{"id": "ten_01h455vb4pex5vsknk084sn02q", "slug": "shop", "name": "Shop", "role": "owner",
                     "timeZone": "America/Sao_Paulo", "accent": null, "logoUrl": null}]
    })))
)]
pub(super) async fn finish_provider_sign_in(
    State(app): State<App>,
    visitor: Visitor,
    cookies: Cookies,
    headers: HeaderMap,
    body: Body<FinishProvider>,
) -> Result<Response, Problem> {
    let finish = ProviderFinish {
        ticket: ticket(&body.value.ticket, &cookies),
        code: body.value.code.as_ref(),
        tenant: named_tenant(&headers),
        origin: &visitor.into_origin(),
    };
    Ok(signed_in(&app, app.engine.finish_provider(finish).await?, body.value.transport))
}

/// Both halves; without a cookie the one half opens nothing.
pub(super) fn ticket<'t>(token: &'t Secret, cookies: &'t Cookies) -> Ticket<'t> {
    Ticket { token, browser: cookies.way.as_ref().unwrap_or(token) }
}

/// A page of the web app. What it is told stands behind the #, so that it reaches no server's log.
fn door(page: &str, to: Option<&str>, told: &[(&str, &str)]) -> String {
    let encoded = |pairs: &[(&str, &str)]| form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let query = to.map(|to| format!("?{}", encoded(&[("to", to)]))).unwrap_or_default();
    format!("{page}{query}#{}", encoded(told))
}

fn gone(url: &str, mut headers: HeaderMap) -> Response {
    match HeaderValue::try_from(url) {
        Ok(url) => headers.insert(header::LOCATION, url),
        Err(error) => return Problem::internal(error).into_response(),
    };
    (StatusCode::FOUND, headers).into_response()
}
