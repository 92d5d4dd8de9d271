use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;

/// What a page for signing in may offer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SignInOptions)]
pub(super) struct OptionsView {
    /// Whether strangers may register a company.
    registration: bool,
    /// Whether mail reaches people, so that a forgotten password can be replaced by oneself.
    mail: bool,
    /// Where else people may sign in.
    providers: Vec<ProviderView>,
}

/// Somewhere else where people sign in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SignInProvider)]
struct ProviderView {
    /// `google` or `facebook`.
    id: String,
    /// Its name for people.
    name: String,
}

/// What signing in offers
///
/// For the page where people sign in: no credential is needed.
#[utoipa::path(
    get, path = "/auth/options", operation_id = "signInOptions", tag = "auth",
    responses((status = 200, description = "What is offered.", body = OptionsView, example = json!(
        {"registration": false, "mail": true, "providers": [{"id": "google", "name": "Google"}]}
    )))
)]
pub(super) async fn sign_in_options(State(app): State<App>) -> Json<OptionsView> {
    Json(OptionsView {
        registration: app.engine.settings.registration,
        mail: app.engine.mail_reaches_people(),
        providers: app
            .engine
            .providers_offered()
            .map(|(id, name)| ProviderView { id: id.to_string(), name: name.to_owned() })
            .collect(),
    })
}
