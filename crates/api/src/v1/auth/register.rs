use axum::{extract::State, http::StatusCode};
use recado_domain::Language;
use recado_engine::access::Registration;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{app::App, check::Check, extract::Body, problem::Problem, shell::Visitor};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RegisterRequest {
    /// The owner's address.
    email: String,
    /// The owner's name.
    name: String,
    /// The company's name.
    company: String,
    /// The owner's language: `pt-BR`, `en` or `es`.
    #[schema(value_type = Option<String>)]
    language: Option<Language>,
}

impl RegisterRequest {
    fn into_registration(self) -> Result<Registration, Problem> {
        let mut check = Check::default();
        check.email(&self.email, "/email");
        check.text(&self.name, "/name", 100);
        check.text(&self.company, "/company", 100);
        check.done()?;
        let trimmed = |text: String| text.trim().to_owned();
        let Self { email, name, company, language } = self;
        Ok(Registration { email: trimmed(email), name: trimmed(name), company: trimmed(company), language })
    }
}

/// Register a company
///
/// Mails a link that holds for 60 minutes; using it (`POST /auth/setup`) proves the address and makes the company and its
/// owner. Nothing is made before. Who has an account is told so by mail: the answer is the same. 404 where registration is
/// closed.
#[utoipa::path(
    post, path = "/auth/register", operation_id = "register", tag = "auth",
    request_body(content = RegisterRequest, example = json!({"email": "ana@example.com", "name": "Ana", "company": "Shop", "language": "pt-BR"})),
    responses((status = 202, description = "A mail is on its way to this address."))
)]
pub(super) async fn register(
    State(app): State<App>,
    visitor: Visitor,
    Body { value: body, .. }: Body<RegisterRequest>,
) -> Result<StatusCode, Problem> {
    app.engine.register(body.into_registration()?, &visitor.into_origin()).await?;
    Ok(StatusCode::ACCEPTED)
}
