//! Where else a person signs in: Google, Facebook.

use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use recado_domain::Timestamp;
use recado_engine::access::{OwnProviders, ProviderChangeError, ProviderFault, StrangerError};
use recado_storage::platform::provider_logins::Provider;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    auth::{Can, Cookie, Jar, Sure, may::ProfileManage},
    extract::Path,
    problem::{Problem, ProblemKind},
    v1::users::whole_seconds,
    words::Text,
};

const NOT_OFFERED: Text = Text {
    en: "Signing in there is not set up on this server.",
    pt: "Este servidor não está configurado para entrar por lá.",
    es: "Este servidor no está configurado para entrar por allí.",
};
const CONNECTED: Text = Text {
    en: "You have connected an account there already. Disconnect it first.",
    pt: "Você já conectou uma conta lá. Primeiro desconecte-a.",
    es: "Usted ya conectó una cuenta allí. Primero desconéctela.",
};
const LAST_WAY_IN: Text = Text {
    en: "You have no password: this is your only way in. Set a password first, by “Forgot my password” on the sign-in page.",
    pt: "Você não tem senha: esta é a sua única forma de entrar. Primeiro defina uma senha em “Esqueci minha senha”, na página de acesso.",
    es: "Usted no tiene contraseña: esta es su única forma de entrar. Primero defina una en «Olvidé mi contraseña», en la página de acceso.",
};

/// Where the caller signs in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OwnProviders)]
pub(super) struct OwnProvidersView {
    /// Whether with a password.
    password: bool,
    /// Where else they do or could.
    data: Vec<OwnProviderView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OwnProvider)]
struct OwnProviderView {
    /// `google` or `facebook`.
    id: String,
    /// Its name for people.
    name: String,
    /// Since when; null: not connected.
    #[schema(value_type = Option<String>, format = DateTime)]
    connected_at: Option<Timestamp>,
}

/// Where to go.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProviderDeparture)]
pub(super) struct DepartureView {
    /// For the browser that asked, whose cookie takes the way back.
    url: String,
}

impl From<OwnProviders> for OwnProvidersView {
    fn from(own: OwnProviders) -> Self {
        let data = own.all.into_iter().map(|one| OwnProviderView {
            id: one.provider.to_string(),
            name: one.name,
            connected_at: one.since,
        });
        Self { password: own.has_password, data: data.collect() }
    }
}

/// Where one signs in
///
/// With a password or not, and which accounts elsewhere are connected or could be.
#[utoipa::path(
    get, path = "/users/me/providers", operation_id = "listOwnProviders", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    responses((status = 200, description = "What there is.", body = OwnProvidersView, example = json!(
        {"password": true, "data": [{"id": "google", "name": "Google", "connectedAt": "2026-11-22T04:00:00.000Z"}]}
    )))
)]
pub(super) async fn list_own_providers(
    State(app): State<App>,
    caller: Can<ProfileManage>,
) -> Result<Json<OwnProvidersView>, Problem> {
    let person = caller.person().ok_or(ProblemKind::Forbidden)?;
    Ok(Json(app.engine.own_providers(person).await?.into()))
}

/// Connect an account elsewhere
///
/// Answers where the browser has to go; it comes out at the profile. 409 when an account there is connected already, or
/// the server offers no such provider. Takes a step-up.
#[utoipa::path(
    post, path = "/users/me/providers/{provider}", operation_id = "connectProvider", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    params(("provider" = String, Path, description = "`google` or `facebook`.", example = "google")),
    responses((status = 200, description = "Where to go.", body = DepartureView, example = json!(
        {"url": "https://accounts.google.com/o/oauth2/v2/auth?response_type=code&…"}
    )))
)]
pub(super) async fn connect_provider(
    State(app): State<App>,
    caller: Sure<ProfileManage>,
    Path(provider): Path<Provider>,
) -> Result<Response, Problem> {
    let person = caller.person().ok_or(ProblemKind::Forbidden)?;
    let departure = app.engine.begin_link(person, provider).await?;
    let mut jar = Jar::new(&app);
    jar.keep(Cookie::Way, &departure.browser, departure.life);
    Ok((jar.into_headers(), Json(DepartureView { url: departure.url })).into_response())
}

/// Disconnect an account elsewhere
///
/// Never the last way in: 409. Sessions stay. Takes a step-up.
#[utoipa::path(
    delete, path = "/users/me/providers/{provider}", operation_id = "disconnectProvider", tag = "people",
    security(("accessToken" = ["profile:manage"])),
    params(("provider" = String, Path, description = "`google` or `facebook`.", example = "google")),
    responses((status = 204, description = "It lets nobody in any more."))
)]
pub(super) async fn disconnect_provider(
    State(app): State<App>,
    caller: Sure<ProfileManage>,
    Path(provider): Path<Provider>,
) -> Result<StatusCode, Problem> {
    let person = caller.person().ok_or(ProblemKind::Forbidden)?;
    app.engine.unlink_provider(person, caller.by(), provider).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<ProviderChangeError> for Problem {
    fn from(error: ProviderChangeError) -> Self {
        let conflict = |why: Text| Self::new(ProblemKind::Conflict).detail(why);
        match error {
            ProviderChangeError::None => ProblemKind::NotFound.into(),
            ProviderChangeError::NotOffered => conflict(NOT_OFFERED),
            ProviderChangeError::Connected => conflict(CONNECTED),
            ProviderChangeError::LastWayIn => conflict(LAST_WAY_IN),
            ProviderChangeError::Fault(ProviderFault::Stranger(StrangerError::TooMany { retry_after })) => {
                Self::new(ProblemKind::RateLimited).retry_after(whole_seconds(retry_after))
            }
            ProviderChangeError::Fault(ProviderFault::Stranger(StrangerError::Storage(error))) => error.into(),
            ProviderChangeError::Fault(ProviderFault::Vault(error)) => Self::internal(error),
            ProviderChangeError::Fault(_) => ProblemKind::Unavailable.into(),
        }
    }
}
