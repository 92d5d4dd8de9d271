use axum::{extract::State, http::StatusCode};
use recado_engine::{
    Secret,
    access::{FirstTenant, SetUp},
};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::{app::App, check::Check, extract::Body, problem::Problem, shell::Visitor};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SetUpRequest {
    /// What stands behind the `#` of the link.
    #[schema(value_type = String)]
    token: Secret,
    /// The password to be set.
    #[schema(value_type = String, format = Password)]
    password: Secret,
    /// The name shown; needed for the first tenant.
    name: Option<String>,
    /// The owner's address, for the first tenant only.
    email: Option<String>,
    /// The first tenant, for the link that an empty installation prints.
    tenant: Option<FirstTenantRequest>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct FirstTenantRequest {
    /// Kebab case, unique on the server.
    slug: String,
    /// The name shown.
    name: String,
}

impl SetUpRequest {
    fn check(&self) -> Result<(), Problem> {
        let mut check = Check::default();
        check.optional_text(self.name.as_deref(), "/name", 100);
        if let Some(email) = &self.email {
            check.email(email, "/email");
        }
        if let Some(tenant) = &self.tenant {
            check.slug(&tenant.slug, "/tenant/slug");
            check.text(&tenant.name, "/tenant/name", 100);
        }
        check.done()
    }

    fn as_set_up(&self) -> SetUp<'_> {
        let first = self.tenant.as_ref().zip(self.email.as_deref());
        let first = first.map(|(tenant, email)| FirstTenant { slug: &tenant.slug, name: &tenant.name, email });
        SetUp { token: &self.token, password: &self.password, name: self.name.as_deref(), first }
    }
}

/// Use a one-time link
///
/// Sets the password that the link is for and ends the person's sessions; or makes the tenant of who registered; or, with
/// the link that an empty installation prints at its start, the first tenant and its owner.
#[utoipa::path(
    post, path = "/auth/setup", operation_id = "setUp", tag = "auth",
    request_body(content = SetUpRequest, example = json!({"token": "r8Q…", "password": "correct horse battery", "name": "Ana"})),
    responses((status = 204, description = "Done: sign in with the password."))
)]
pub(super) async fn set_up(
    State(app): State<App>,
    visitor: Visitor,
    body: Body<SetUpRequest>,
) -> Result<StatusCode, Problem> {
    body.value.check()?;
    app.engine.set_up(body.value.as_set_up(), &visitor.into_origin()).await?;
    Ok(StatusCode::NO_CONTENT)
}
