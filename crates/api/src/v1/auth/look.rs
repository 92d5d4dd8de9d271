use axum::{Json, extract::State};
use recado_engine::{Secret, access::LinkFor};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{app::App, extract::Body, problem::Problem, shell::Visitor};

#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct LookAtLink {
    /// What stands behind the `#` of the link.
    #[schema(value_type = String)]
    token: Secret,
}

/// What a one-time link is for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Link)]
pub(super) struct LinkView {
    /// `password`: sets one person's password. `instance`: makes the first tenant and its owner. `registration`: makes the
    /// tenant of who registered.
    purpose: &'static str,
    /// The person's name; null for the first tenant.
    name: Option<String>,
    /// The address they sign in with; null for the first tenant.
    email: Option<String>,
    /// The company that is made; null but for `registration`.
    company: Option<String>,
}

impl From<LinkFor> for LinkView {
    fn from(link: LinkFor) -> Self {
        match link {
            LinkFor::Person { name, email } => {
                Self { purpose: "password", name: Some(name), email: Some(email), company: None }
            }
            LinkFor::Instance => Self { purpose: "instance", name: None, email: None, company: None },
            LinkFor::Registration { name, email, company } => {
                Self { purpose: "registration", name: Some(name), email: Some(email), company: Some(company) }
            }
        }
    }
}

/// Look at a one-time link
///
/// Tells what it is for without using it up. 404 when it was used or has expired.
#[utoipa::path(
    post, path = "/auth/setup/look", operation_id = "lookAtLink", tag = "auth",
    request_body(content = LookAtLink, example = json!({"token": "r8Q…"})),
    responses((status = 200, description = "What it is for.", body = LinkView, example = json!(
        {"purpose": "password", "name": "Ana", "email": "ana@example.com", "company": null}
    )))
)]
pub(super) async fn look_at_link(
    State(app): State<App>,
    visitor: Visitor,
    body: Body<LookAtLink>,
) -> Result<Json<LinkView>, Problem> {
    Ok(Json(app.engine.look_at_link(&body.value.token, &visitor.into_origin()).await?.into()))
}
